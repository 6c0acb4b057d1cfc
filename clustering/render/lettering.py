"""Writes labels into pixels, word by word from a cache."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from matplotlib import rc_context
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import LoadFlags

from clustering.render.measure import font_of, width_of
from clustering.render.pixels import Pixels, cut_ink, print_ink
from clustering.render.shapes import Label
from clustering.render.style import COLOURS, FALLBACK_FONTS, FONT

# Up to here a text can be cut into words: Latin, Greek, Cyrillic. Beyond, scripts run from
# right to left or join their letters, and a line is laid out whole.
_LAST_SIMPLE = 0x52F
_PUNCTUATION = range(0x2010, 0x2040)


@dataclass(frozen=True, slots=True, eq=False)
class _Stamp:
    """The ink of a word.

    Attributes:
        ink: (height, width) uint8 from 0 to 3, thirds of the ink.
        left: Pixels from the pen to the first column.
        below: Pixels from the baseline down to the lower edge.
    """

    ink: Pixels
    left: int
    below: int


def write_labels(pixels: Pixels, labels: Iterable[Label], scale: float) -> None:
    """Writes the labels into an RGB image of ``scale`` pixels a layout pixel.

    matplotlib's own text artists take 100 ms for a picture of 75 labels, this takes 8:
    a news archive repeats its words.
    """
    for label in labels:
        _write(pixels, label, scale)


def _write(pixels: Pixels, label: Label, scale: float) -> None:
    size, simple = label.size * scale, _is_simple(label.text)
    words = label.text.split(" ") if simple else [label.text]
    space = width_of(" ", size, bold=label.bold)
    # Joined letters are narrower than the sum of single ones: there the ink is measured.
    measure = _width if simple else _ink_width
    widths = [measure(word, size, label.bold) for word in words]
    total = sum(widths) + space * (len(words) - 1)
    pen = label.x * scale - total * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    colour = _rgb(COLOURS[label.role])
    baseline = round(label.y * scale)
    for word, width in zip(words, widths, strict=True):
        if word:
            _blend(pixels, _stamp(word, size, label.bold), round(pen), baseline, colour)
        pen += width + space


def _is_simple(text: str) -> bool:
    return text.isascii() or all(ord(c) <= _LAST_SIMPLE or ord(c) in _PUNCTUATION for c in text)


def _blend(
    pixels: Pixels, stamp: _Stamp, pen: int, baseline: int, colour: npt.NDArray[np.float32]
) -> None:
    height = len(stamp.ink)
    print_ink(pixels, stamp.ink, pen + stamp.left, baseline + stamp.below - height, colour)


@lru_cache(maxsize=20_000)
def _width(word: str, size: float, bold: bool) -> float:
    return width_of(word, size, bold=bold)


def _ink_width(text: str, size: float, bold: bool) -> float:
    stamp = _stamp(text, size, bold)
    return float(stamp.left + stamp.ink.shape[1])


@lru_cache(maxsize=20_000)
def _stamp(word: str, size: float, bold: bool) -> _Stamp:
    # The pictures' own font draws a word by itself in a tenth of the time that a canvas takes.
    return _printed(word, size, bold) if _is_simple(word) else _painted(word, size, bold)


def _printed(word: str, size: float, bold: bool) -> _Stamp:
    font = font_of(bold, size)
    # Unhinted letters keep their distances, so that the measured width holds at any size.
    font.set_text(word, 0.0, flags=LoadFlags.NO_HINTING)
    font.draw_glyphs_to_bitmap(antialiased=True)
    left, below = floor(font.get_bitmap_offset()[0] / 64), ceil(font.get_descent() / 64)
    return _stamp_of(np.asarray(font.get_image()), left, below)


def _painted(word: str, size: float, bold: bool) -> _Stamp:
    """A word that may need other fonts, as matplotlib lays it out."""
    width = ceil(1.3 * _width(word, size, bold) + 2 * size)
    height = ceil(3 * size)
    left, baseline = ceil(size), 2 * height // 3
    canvas = RendererAgg(width, height, 72)  # type: ignore[no-untyped-call]
    brush = canvas.new_gc()
    brush.set_foreground("black")
    with warnings.catch_warnings(), rc_context({"text.hinting": "none"}):
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")
        canvas.draw_text(brush, left, baseline, word, _font(size, bold), 0)  # type: ignore[no-untyped-call]
    ink = np.asarray(canvas.buffer_rgba())[:, :, 3]  # type: ignore[no-untyped-call]
    rows = np.flatnonzero(ink.any(axis=1))
    return _stamp_of(ink, -left, int(rows[-1]) + 1 - baseline if len(rows) else 0)


def _stamp_of(ink: Pixels, left: int, below: int) -> _Stamp:
    """The ink cut out; ``left`` is that of its first column, ``below`` of its last inked row."""
    cut, first = cut_ink(np.ascontiguousarray(ink))
    return _Stamp(cut, first + left if cut.size else 0, below if cut.size else 0)


@cache
def _font(size: float, bold: bool) -> FontProperties:
    # A font that the machine lacks is looked for anew for each word, and warned of: leave it out.
    installed = set(fontManager.get_font_names())
    families = [FONT, *(name for name in FALLBACK_FONTS if name in installed)]
    return FontProperties(family=families, size=size, weight="bold" if bold else "normal")


@cache
def _rgb(colour: str) -> npt.NDArray[np.float32]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float32)
