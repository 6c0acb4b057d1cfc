"""A scene as PNG bytes, drawn by matplotlib's Agg."""

from __future__ import annotations

import struct
import zlib
from functools import cache

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import CircleCollection, Collection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from clustering.render.lettering import write_labels
from clustering.render.pixels import N_BINS, Pixels, count_colours, look_up
from clustering.render.shapes import Scene
from clustering.render.style import COLOURS, PAPER

_DOTS_PER_INCH = 72
"""At 72 dots an inch a point is a pixel, so layout, sizes and strokes share one unit."""
_MAX_COLOURS = 32


def png_bytes(scene: Scene, scale: float = 1.0) -> bytes:
    """The scene, ``scale`` image pixels a layout pixel; the same scene gives the same bytes."""
    size = scene.width / _DOTS_PER_INCH, scene.height / _DOTS_PER_INCH
    figure = Figure(figsize=size, dpi=_DOTS_PER_INCH * scale, facecolor=PAPER)
    canvas = FigureCanvasAgg(figure)
    place = Affine2D().scale(scale, -scale).translate(0, scene.height * scale)
    for order, collection in enumerate(_collections(scene, place)):
        collection.set_zorder(order)
        figure.add_artist(collection)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    write_labels(pixels[:, :, :3], scene.labels, scale)
    return _encoded(pixels)


def _collections(scene: Scene, place: Affine2D) -> list[Collection]:
    boxes = PolyCollection(
        [
            [
                (b.x, b.y),
                (b.x + b.width, b.y),
                (b.x + b.width, b.y + b.height),
                (b.x, b.y + b.height),
            ]
            for b in scene.boxes
        ],
        facecolors=[COLOURS[b.role] for b in scene.boxes],
        linewidths=0,
        transform=place,
    )
    lines = LineCollection(
        [[(n.x0, n.y0), (n.x1, n.y1)] for n in scene.lines],
        colors=[COLOURS[n.role] for n in scene.lines],
        linewidths=[n.width for n in scene.lines],
        transform=place,
    )
    dots = CircleCollection(
        [np.pi * dot.radius**2 for dot in scene.dots],
        offsets=[(dot.x, dot.y) for dot in scene.dots],
        offset_transform=place,
        facecolors=[PAPER if dot.hollow else COLOURS[dot.role] for dot in scene.dots],
        edgecolors=[COLOURS[dot.role] if dot.hollow else PAPER for dot in scene.dots],
        linewidths=[1.8 if dot.hollow else 0.9 for dot in scene.dots],
    )
    return [
        c for c, some in ((boxes, scene.boxes), (lines, scene.lines), (dots, scene.dots)) if some
    ]


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
