"""The two drawers: PNG bytes and SVG text."""

from __future__ import annotations

import io
import struct
import warnings
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image
from samples import hostile

from clustering.render.archive import Archive
from clustering.render.overview import overview_of, overview_scene
from clustering.render.png import png_bytes
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.storyline import storyline_of
from clustering.render.storyline_scene import storyline_scene
from clustering.render.style import COLOURS
from clustering.render.svg import spark_text, svg_markup


def scene_of(*shapes, width=100, height=60):
    """A small scene."""
    kinds = [tuple(s for s in shapes if isinstance(s, kind)) for kind in (Box, Line, Dot, Label)]
    return Scene(width, height, "Title", "Account", *kinds)


def pixels_of(scene, scale=1.0):
    """The picture as RGB values."""
    return np.asarray(Image.open(io.BytesIO(png_bytes(scene, scale))).convert("RGB"))


def test_shapes_stand_where_they_are_placed():
    """Layout pixels are image pixels, y downwards, at any scale."""
    scene = scene_of(
        Box(10, 5, 20, 10, "s0"), Dot(70, 40, 8, "s1"), Dot(40, 40, 8, "s2", hollow=True)
    )
    for scale in (1, 2):
        pixels = pixels_of(scene, scale)
        assert pixels.shape == (60 * scale, 100 * scale, 3)
        for (x, y), role in {
            (20, 10): "s0",
            (70, 40): "s1",
            (32, 40): "s2",
            (40, 40): "paper",
        }.items():
            wanted = [int(COLOURS[role][n : n + 2], 16) for n in (1, 3, 5)]
            found = pixels[y * scale, x * scale].astype(int)
            assert abs(found - wanted).max() <= 20, role


def test_letters_stand_on_their_baseline_and_side():
    """Ink of a right-aligned label ends at x, above the baseline."""
    pixels = pixels_of(scene_of(Label(90, 30, "HIH HIH", anchor="end")))
    rows, columns = np.nonzero(pixels.min(axis=2) < 128)
    assert rows.max() == 29
    assert 18 <= rows.min() <= 21
    assert 86 <= columns.max() <= 90


def test_the_same_scene_gives_the_same_bytes(sixty):
    """No clock, no version, nothing from an earlier picture."""
    archive = Archive(sixty)
    scene = overview_scene(overview_of(archive), archive, heading=True)
    first = png_bytes(scene)
    png_bytes(scene_of(Label(1, 20, "between")))
    assert png_bytes(scene) == first
    kinds, at = [], 8
    while at < len(first):
        length, kind = struct.unpack(">I4s", first[at : at + 8])
        kinds.append(kind)
        at += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_a_dollar_sign_is_a_dollar_sign():
    """Formulas are not typeset: the signs of $x^2$ leave their ink."""
    scene = scene_of(Label(5, 30, "$x^2$"))
    assert (pixels_of(scene) < 128).sum() > (pixels_of(scene_of(Label(5, 30, "x2"))) < 128).sum()


def test_no_title_can_break_a_picture():
    """Control characters, missing glyphs, scripts from right to left: drawn without a warning."""
    archive = Archive(hostile())
    thread = archive.busiest[0]
    scene = storyline_scene(storyline_of(archive, thread), thread, "x", heading=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert png_bytes(scene).startswith(b"\x89PNG")


def test_svg_is_escaped_and_well_formed():
    """Text from articles stays text, in titles and in labels."""
    archive = Archive(hostile())
    thread = archive.busiest[0]
    scene = storyline_scene(storyline_of(archive, thread), thread, "<x>", heading=True)
    text = svg_markup(scene, "line")
    root = ET.fromstring(text)
    assert "<script" not in text
    assert "style=" not in text
    assert root.find("title").text.startswith("<script>")
    assert root.find("desc").text == "<x>"


def test_both_drawers_get_the_same_shapes(two):
    """Every box, line, dot and label of the scene is an element of the SVG."""
    archive = Archive(two)
    scene = overview_scene(overview_of(archive), archive, heading=False)
    root = ET.fromstring(svg_markup(scene, "overview"))
    count = {kind: len(root.findall(f".//{kind}")) for kind in ("rect", "path", "circle", "text")}
    assert count == {
        "rect": len(scene.boxes),
        "path": len({(line.role, line.width) for line in scene.lines}),
        "circle": len(scene.dots),
        "text": len(scene.labels),
    }
    assert sum(path.get("d").count("M") for path in root.findall(".//path")) == len(scene.lines)
    told = {(text.text, text.get("x")) for text in root.findall(".//text")}
    assert told == {(label.text, f"{label.x:.1f}".removesuffix(".0")) for label in scene.labels}


def test_every_label_keeps_its_look():
    """Labels of one look stand together, whatever came between them."""
    labels = [Label(1, 1, "a"), Label(2, 2, "b", role="muted"), Label(3, 3, "c")]
    root = ET.fromstring(svg_markup(scene_of(*labels), "scene"))
    looks = {group.get("class"): [t.text for t in group] for group in root.findall("g")}
    assert looks == {"f-ink": ["a", "c"], "f-muted": ["b"]}


def test_a_sparkline_has_a_bar_for_each_busy_stretch():
    """Empty stretches have none, and no activity no drawing."""
    assert spark_text([0, 3, 0, 1]).count("z") == 2
    assert spark_text([0, 0]) == ""


def test_joined_letters_end_at_their_anchor():
    """A right-aligned Arabic label ends at its x, although its letters join."""
    scene = scene_of(Label(95, 30, "بوتين وآبي", anchor="end"))
    columns = np.nonzero(pixels_of(scene).min(axis=2) < 128)[1]
    assert 91 <= columns.max() <= 95
