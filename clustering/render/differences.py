"""What a copy kept, cut, added, changed and moved, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from clustering.render.matching import WordMatcher

Kind = Literal["kept", "cut", "added", "changed", "moved"]

MAX_WORDS = 3000
"""Of each text that many words are compared: an alignment takes the square of them."""
_MOVED_WORDS = 8
_LONE_WORDS = 2
_CHANGED_TIMES = 3
"""A passage in place of one a third as long is not a change: one was cut, the other added."""
_ROW_WORDS = 90

# Chinese and Japanese put no spaces between words: there a sign is a word.
_SIGN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(f"[{_SIGN}]|[^\\s{_SIGN}]+")
_FOLDED = str.maketrans("‘’‚‛“”„«»–—‐‑", '\'\'\'\'"""""----')


class Word(NamedTuple):
    """A word, whether a space follows it, and whether its paragraph ends with it."""

    text: str
    space: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words that had the same fate."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand beside each other."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts side by side.

    Attributes:
        rows: Passage by passage.
        counts: Words by fate: ``cut`` of the left text, the others of the right.
        whole: Both texts were compared to their ends.
    """

    rows: tuple[Row, ...]
    counts: dict[Kind, int]
    whole: bool


def difference_of(left: str, right: str) -> Difference:
    """Aligns two texts by their words; quotation marks and dashes of any form are alike."""
    old, new = words_of(left, MAX_WORDS + 1), words_of(right, MAX_WORDS + 1)
    whole = max(len(old), len(new)) <= MAX_WORDS
    old, new = old[:MAX_WORDS], new[:MAX_WORDS]
    before, after = ([word.text.translate(_FOLDED) for word in side] for side in (old, new))
    spans = _smoothed(WordMatcher(before, after).get_opcodes())
    fates = _fates(spans, before, after)
    counts = Counter(fates[1])
    counts["cut"] = fates[0].count("cut")
    return Difference(tuple(_rows(spans, (old, new), fates)), dict(counts), whole)


def words_of(text: str, most: int | None = None) -> list[Word]:
    """The first words of a text with what follows each; all of them without a limit."""
    found = []
    places = list(islice(_WORD.finditer(text), None if most is None else most + 1))
    for place, match in enumerate(places[:most]):
        end = places[place + 1].start() if place + 1 < len(places) else len(text)
        between = text[match.end() : end]
        last = place + 1 == len(places) or between.count("\n") > 1
        found.append(Word(match[0], bool(between), last))
    return found


Span = tuple[bool, int, int, int, int]
"""Kept or not, then first and end of the left and of the right words."""


def _smoothed(codes: Sequence[tuple[str, int, int, int, int]]) -> list[Span]:
    """Joins changes that only a word or two of kept text parts: they read as one."""
    spans: list[Span] = []
    for place, (tag, a, b, c, d) in enumerate(codes):
        lone = b - a <= _LONE_WORDS and 0 < place < len(codes) - 1
        kept = tag == "equal" and not lone
        if spans and not kept and not spans[-1][0]:
            spans[-1] = False, spans[-1][1], b, spans[-1][3], d
        else:
            spans.append((kept, a, b, c, d))
    return spans


def _fates(
    spans: Sequence[Span], old: Sequence[str], new: Sequence[str]
) -> tuple[list[Kind], list[Kind]]:
    """What became of each word of either side."""
    left: list[Kind] = ["kept"] * len(old)
    right: list[Kind] = ["kept"] * len(new)
    for kept, a, b, c, d in spans:
        if kept:
            continue
        few, many = sorted((b - a, d - c))
        both = few > 0 and many <= _CHANGED_TIMES * (few + 1)
        left[a:b] = ["changed" if both else "cut"] * (b - a)
        right[c:d] = ["changed" if both else "added"] * (d - c)
        if both:
            _keep_equal(left, right, old, new, (a, b, c, d))
    _mark_moved(left, right, old, new)
    return left, right


def _keep_equal(
    left: list[Kind],
    right: list[Kind],
    old: Sequence[str],
    new: Sequence[str],
    span: tuple[int, int, int, int],
) -> None:
    """Words that a change left alone at its ends stay kept."""
    a, b, c, d = span
    while a < b and c < d and old[a] == new[c]:
        left[a] = right[c] = "kept"
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        left[b - 1] = right[d - 1] = "kept"
        b, d = b - 1, d - 1


def _mark_moved(
    left: list[Kind], right: list[Kind], old: Sequence[str], new: Sequence[str]
) -> None:
    """Passages of eight words or more that left their place and stand at another."""
    at: dict[tuple[str, ...], int] = {}
    for j in range(len(new) - _MOVED_WORDS + 1):
        if all(kind != "kept" for kind in right[j : j + _MOVED_WORDS]):
            at.setdefault(tuple(new[j : j + _MOVED_WORDS]), j)
    i = 0
    while at and i <= len(old) - _MOVED_WORDS:
        j = at.get(tuple(old[i : i + _MOVED_WORDS]), -1)
        if j < 0 or "kept" in left[i : i + _MOVED_WORDS]:
            i += 1
            continue
        while i < len(old) and j < len(new) and old[i] == new[j] and left[i] != "kept":
            left[i] = right[j] = "moved"
            i, j = i + 1, j + 1


def _rows(
    spans: Sequence[Span],
    sides: tuple[Sequence[Word], Sequence[Word]],
    fates: tuple[Sequence[Kind], Sequence[Kind]],
) -> Iterator[Row]:
    """Breaks both texts into passages: where a paragraph ends, and where much has gathered."""
    old, new = sides
    start, i, j = (0, 0), 0, 0

    def row() -> Row:
        parts = ((old, fates[0], start[0], i), (new, fates[1], start[1], j))
        return Row(*(tuple(_pieces(w[a:b], f[a:b])) for w, f, a, b in parts))

    for kept, a, b, c, d in spans:
        if not kept:
            i, j = b, d
            ends = (b > a and old[b - 1].last, d > c and new[d - 1].last)
            if any(ends) and (all(ends) or a == b or c == d):
                yield row()
                start = i, j
            continue
        for step in range(b - a):
            i, j = a + step + 1, c + step + 1
            full = i - start[0] >= _ROW_WORDS and old[i - 1].text[-1] in ".!?。！？"
            if old[i - 1].last or new[j - 1].last or full:
                yield row()
                start = i, j
    if (i, j) != start:
        yield row()


def _pieces(words: Sequence[Word], kinds: Sequence[Kind]) -> Iterator[Piece]:
    """Runs of words of one fate as text; the space between two runs belongs to the first."""
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or kinds[place] != kinds[start]:
            run = words[start:place]
            text = "".join(w.text + (" " if w.space else "") for w in run)
            yield Piece(kinds[start], text)
            start = place
