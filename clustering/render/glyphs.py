"""Letters that no installed font can draw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from clustering.render.measure import has_glyph
from clustering.render.style import FALLBACK_FONTS
from clustering.render.words import counted

_LAST_COMMON = 0x2FF
_SHOWN = 5


def missing_letters(texts: Iterable[str]) -> list[str]:
    """Letters of the texts that neither the pictures' font nor an installed other one has."""
    letters = {letter for text in texts if not text.isascii() for letter in text}
    rare = (c for c in letters if ord(c) > _LAST_COMMON and c.isalpha())
    return sorted(c for c in rare if not has_glyph(c) and not _elsewhere(c))


def glyphs_note(texts: Iterable[str]) -> str:
    """One remark for the whole report; empty when every letter can be drawn."""
    missing = missing_letters(texts)
    if not missing:
        return ""
    return (
        f"{counted(len(missing), 'letter')} of the headlines, such as "
        f"{' '.join(missing[:_SHOWN])}, are in no installed font: the PNG pictures show boxes "
        "in their place, the pages do not. Install a font that has them, such as Noto Sans CJK."
    )


@cache
def _elsewhere(letter: str) -> bool:
    return any(letter in font for font in _fallbacks())


@cache
def _fallbacks() -> tuple[frozenset[str], ...]:
    """The letters of each installed font that pictures fall back to."""
    from matplotlib.font_manager import FontProperties, fontManager
    from matplotlib.ft2font import FT2Font

    installed = set(fontManager.get_font_names())
    paths = [
        fontManager.findfont(FontProperties(family=name))
        for name in FALLBACK_FONTS
        if name in installed
    ]
    return tuple(frozenset(map(chr, FT2Font(path).get_charmap())) for path in paths)
