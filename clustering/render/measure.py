"""How wide a text is, and how much of it fits."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_SIZE = 100.0


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a line of DejaVu Sans takes; most screen fonts take less."""
    advance = _advance
    return sum(advance(character, bold) for character in text) * size / _SIZE


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as many whole words of it as fit with an ellipsis."""
    if width_of(text, size, bold=bold) <= width:
        return text
    room = width - width_of("…", size, bold=bold)
    used, end = 0.0, 0
    for end, character in enumerate(text):  # noqa: B007 - the place of the cut is what is wanted
        used += _advance(character, bold) * size / _SIZE
        if used > room:
            break
    cut = text.rfind(" ", 0, end + 1)
    # A single long word, or a script without spaces, is cut inside.
    head = text[:cut] if cut > end * 0.6 else text[:end]
    return head.rstrip(" ,;:·–-") + "…"


def has_glyph(character: str) -> bool:
    """Whether DejaVu Sans can draw a character."""
    return bool(font_of(False).get_char_index(ord(character)))


@cache
def _advance(character: str, bold: bool) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    font = font_of(bold)
    if not font.get_char_index(ord(character)):
        return _SIZE  # a glyph from some other font: an em is enough
    return float(font.load_char(ord(character)).linearHoriAdvance) / 65536


@cache
def font_of(bold: bool, size: float = _SIZE) -> FT2Font:
    """DejaVu Sans at a size in pixels."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    # From memory: an open file is shared by forked processes, who would move each other's place.
    font = FT2Font(BytesIO(Path(get_data_path(), "fonts/ttf", name).read_bytes()))
    font.set_size(size, 72)
    return font
