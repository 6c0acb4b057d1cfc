"""A scene as PNG bytes, drawn by matplotlib's Agg."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from clustering.render.lettering import write_labels
from clustering.render.pixels import N_BINS, Pixels, count_colours, look_up
from clustering.render.shapes import Scene
from clustering.render.style import COLOURS, PAPER

Floats = npt.NDArray[np.float64]

_DOTS_PER_INCH = 72
"""At 72 dots an inch a point is a pixel, so layout, sizes and strokes share one unit."""
_MAX_COLOURS = 32


def png_bytes(scene: Scene, scale: float = 1.0) -> bytes:
    """The scene, ``scale`` image pixels a layout pixel; the same scene gives the same bytes."""
    width, height = round(scene.width * scale), round(scene.height * scale)
    canvas = RendererAgg(width, height, _DOTS_PER_INCH * scale)  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    pixels.view("<u4")[:] = int.from_bytes(bytes.fromhex(f"{PAPER[1:]}ff"), "little")
    _draw(canvas, scene, Affine2D().scale(scale, -scale).translate(0, scene.height * scale), scale)
    write_labels(pixels[:, :, :3], scene.labels, scale)
    return _encoded(pixels)


def _draw(canvas: Any, scene: Scene, place: Affine2D, scale: float) -> None:  # noqa: ANN401
    """Boxes, lines and dots, as a figure's collections would draw them.

    A figure of matplotlib takes as long as the drawing itself, and to load it as long as numpy.
    """
    none, one, still = np.zeros((0, 4)), np.zeros((1, 2)), IdentityTransform()
    brush = canvas.new_gc()

    def draw(
        transform: Transform,
        shapes: list[Path],
        sizes: Floats,
        offsets: Floats,
        offset_transform: Transform,
        *look: Floats | list[float],
    ) -> None:
        if shapes and len(offsets):
            rest = [(0.0, None)], [True], [None], "screen"
            placed = transform.frozen(), shapes, sizes, offsets, offset_transform
            canvas.draw_path_collection(brush, *placed, *look, *rest)

    boxes, lines, dots = scene.boxes, scene.lines, scene.dots
    all_alike = np.zeros((0, 3, 3))
    shapes = [_rectangle(b.x, b.y, b.x + b.width, b.y + b.height) for b in boxes]
    draw(place, shapes, all_alike, one, still, _colours(b.role for b in boxes), none, [0.0])
    strokes = [Path([(n.x0, n.y0), (n.x1, n.y1)]) for n in lines]
    widths = [n.width for n in lines]
    draw(place, strokes, all_alike, one, still, none, _colours(n.role for n in lines), widths)
    sizes = np.array([np.diag((dot.radius * scale, dot.radius * scale, 1)) for dot in dots])
    middles = np.array([(dot.x, dot.y) for dot in dots])
    inside = _colours("paper" if dot.hollow else dot.role for dot in dots)
    rims = _colours(dot.role if dot.hollow else "paper" for dot in dots)
    widths = [1.8 if dot.hollow else 0.9 for dot in dots]
    draw(still, [Path.unit_circle()], sizes, middles, place, inside, rims, widths)


def _rectangle(left: float, top: float, right: float, bottom: float) -> Path:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Path(corners, closed=True)


def _colours(roles: Iterable[str]) -> Floats:
    """(n, 4) float64."""
    return np.array([_rgba(COLOURS[role]) for role in roles]).reshape(-1, 4)


@cache
def _rgba(colour: str) -> tuple[float, float, float, float]:
    return to_rgba(colour)


def _encoded(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Writes IHDR, PLTE, IDAT, IEND and nothing else (PNG, third edition, chapter 5)."""
    height, width, _ = pixels.shape
    indices, palette = indexed(pixels)
    rows = np.zeros((height, 1 + width), dtype=np.uint8)
    rows[:, 1:] = indices
    # A row like the one above is its difference from it (filter "Up"): four hundredths less.
    again = np.flatnonzero((indices[1:] == indices[:-1]).all(axis=1)) + 1
    rows[again] = 0
    rows[again, 0] = 2
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    # Level 9 takes six times the time for eight hundredths of the bytes.
    packer = zlib.compressobj(7)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", packer.compress(rows.tobytes()) + packer.flush()),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def indexed(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """A picture in at most 32 colours, a quarter of the bytes of one in full colour.

    Colours are told apart by five bits a channel; the roles' own colours are kept exactly, and
    of the blends at the edges of letters and discs the rarest take the nearest colour kept.

    Args:
        pixels: (height, width, 4) uint8: red, green, blue, and a fourth that is left out.

    Returns:
        (height, width) uint8 places in the palette, and the palette (n, 3) uint8.
    """
    packed = pixels.view("<u4")[:, :, 0]
    counts = count_colours(packed)
    own = _own_colours()
    counts[list(own)] *= 1 << 20  # the roles' colours come first
    used = np.flatnonzero(counts)
    used = used[np.argsort(-counts[used], kind="stable")]
    colours = np.stack([used >> 10, used >> 5 & 31, used & 31], axis=1) * 255 // 31
    for place, value in enumerate(used.tolist()):
        colours[place] = own.get(value, colours[place])
    kept, rare = (c.astype(np.float32) for c in (colours[:_MAX_COLOURS], colours[_MAX_COLOURS:]))
    table = np.zeros(N_BINS, np.uint8)
    table[used[:_MAX_COLOURS]] = np.arange(len(kept))
    # Squared distances but for the square of the rare colour; whole numbers, so exact.
    table[used[_MAX_COLOURS:]] = ((kept**2).sum(axis=1) - 2 * rare @ kept.T).argmin(axis=1)
    places = np.empty(packed.shape, np.uint8)
    look_up(packed, table, places)
    return places, kept.astype(np.uint8)


@cache
def _own_colours() -> dict[int, tuple[int, int, int]]:
    """Five bits a channel to the colour of a role."""
    found = {}
    for colour in COLOURS.values():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        found[(red >> 3) << 10 | (green >> 3) << 5 | blue >> 3] = red, green, blue
    return found
