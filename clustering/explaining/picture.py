"""Waterfalls into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clustering.errors import InputError, OutputError
from clustering.explaining.terms import Told
from clustering.render.fall_scene import falls_scene
from clustering.render.svg import svg_file
from clustering.render.words import clipped, plain

_TITLE = 52
_KINDS = {"story": "Same event?", "thread": "Same affair?"}


def write_picture(
    path: Path, drawn: Sequence[Told], articles: Mapping[str, Mapping[str, str]]
) -> None:
    """Draws the terms of each level.

    Raises:
        InputError: Nothing to draw, or neither .png nor .svg.
        OutputError: The file cannot be written.
    """
    check_picture(path)
    if not drawn:
        raise InputError(
            f"{path}: nothing to draw: no link of stories or threads, accepted or borderline, "
            "leads from one article to the other, or the articles were not found"
        )
    scene = falls_scene([(_heading(told, articles), _line(told), told.fall) for told in drawn])
    try:
        if path.suffix.lower() == ".svg":
            path.write_text(svg_file(scene), encoding="utf-8")
        else:
            from clustering.render.png import png_bytes

            path.write_bytes(png_bytes(scene, scale=2))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def check_picture(path: Path) -> None:
    """Refuses a file that is neither PNG nor SVG.

    Raises:
        InputError: Names both.
    """
    if path.suffix.lower() not in (".png", ".svg"):
        raise InputError(f"{path}: a picture's name must end in .png or .svg")


def _heading(told: Told, articles: Mapping[str, Mapping[str, str]]) -> str:
    names = [plain(articles[name].get("title", "")) or name for name in (told.left, told.right)]
    return f"{_KINDS[told.level]} {' – '.join(clipped(name, _TITLE) for name in names)}"


def _line(told: Told) -> str:
    verdict = "joined" if told.accepted else "not joined"
    return f"{told.level} link of {told.left} and {told.right}: {verdict}"
