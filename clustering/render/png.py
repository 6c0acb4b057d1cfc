"""A scene as PNG bytes, drawn by matplotlib's Agg."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import CircleCollection, Collection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from clustering.render.lettering import write_labels
from clustering.render.shapes import Scene
from clustering.render.style import COLOURS, PAPER

_DOTS_PER_INCH = 72
"""At 72 dots an inch a point is a pixel, so layout, sizes and strokes share one unit."""


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
    pixels = np.array(np.asarray(canvas.buffer_rgba())[:, :, :3])  # type: ignore[no-untyped-call]
    write_labels(pixels, scene.labels, scale)
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
    """Writes the chunks IHDR, IDAT, IEND and nothing else (PNG, third edition, chapter 5)."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 3)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
