"""What two texts share, marked for the eye."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from clustering.text.background import background_share
from clustering.text.tokens import normalize, tokenize

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]

_MAX_SHARE = 0.05
"""A word that stands in more than one of twenty texts tells nothing by standing in both …"""
_RUN = 4
"""… but so many words in a row do, however common each is."""
_MOST_READ = 6_000
_LEAST_SHARE = 1e-5
"""A word that news at large does not know tells as much as one in a hundred thousand texts."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd multiplier with well-mixed bits (Steele, Lea and Flood 2014, the golden gamma)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that the other shares, or does not."""

    text: str
    shared: bool


def shared_pieces(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, cut where what they share begins and ends.

    Shared is a word in both that is uncommon in news at large, and every run of four words
    that stands in both. Case does not matter.
    """
    one, other = _side(left), _side(right)
    return _cut(one, _shared(one, other)), _cut(other, _shared(other, one))


def shared_passages(left: str, right: str, most: int) -> list[str]:
    """What the left text shares with the right, the passages that tell most, in its order.

    How much a passage tells is the sum over its words, each once, of -log of the share of texts
    in news at large that hold it. A passage that stands twice is told once. The beginnings of
    long texts are read, ``_MOST_READ`` characters of each.

    Args:
        left: Quoted.
        right: Compared with it.
        most: So many passages at most.
    """
    one, other = _side(left[:_MOST_READ]), _side(right[:_MOST_READ])
    flags = _shared(one, other)
    rarity = np.zeros(len(flags))
    rarity[flags] = -np.log(np.maximum(one.share[flags], _LEAST_SHARE))
    words = list(zip(one.words.tolist(), rarity.tolist(), strict=True))
    told: dict[frozenset[int], tuple[float, int, int]] = {}
    for first, last in _stretches(flags):
        tells = dict(words[first : last + 1])
        told.setdefault(frozenset(tells), (-sum(tells.values()), first, last))
    chosen = sorted((first, last) for _, first, last in sorted(told.values())[:most])
    return [one.text[one.starts[first] : one.ends[last]] for first, last in chosen]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """A text and its words.

    Attributes:
        text: Normalised.
        words: (n_words,) uint64 hashes.
        runs: (n_words - 3,) uint64: one number for each run of four words.
        share: (n_words,) float32 of texts in news at large that hold the word.
        starts: (n_words,) int32 where each begins.
        ends: (n_words,) int32 where it ends.
        known: The words, ascending.
        known_runs: The runs, ascending.
    """

    text: str
    words: Hashes
    runs: Hashes
    share: npt.NDArray[np.float32]
    starts: Places
    ends: Places
    known: Hashes
    known_runs: Hashes


@lru_cache(maxsize=256)  # an article's links follow each other
def _side(text: str) -> _Side:
    text = normalize(text)
    tokens = tokenize([text])
    words, runs = tokens.hashes, _runs(tokens.hashes)
    ends = tokens.starts + tokens.lengths
    share = background_share(words)
    return _Side(text, words, runs, share, tokens.starts, ends, np.sort(words), np.sort(runs))


def _shared(side: _Side, other: _Side) -> Flags:
    """(n_words,) bool: which of the words are to be marked."""
    flags = _among(side.words, other.known) & (side.share <= _MAX_SHARE)
    runs = np.flatnonzero(_among(side.runs, other.known_runs))
    for place in range(_RUN):
        flags[runs + place] = True
    return flags


def _among(some: Hashes, known: Hashes) -> Flags:
    """Which of some hashes are among those known, ascending."""
    if not len(known):
        return np.zeros(len(some), np.bool_)
    place = np.minimum(np.searchsorted(known, some), len(known) - 1)
    return np.asarray(known[place] == some)


def _runs(words: Hashes) -> Hashes:
    """(n_words - 3,) uint64: one number for each run of four words, of 64 mixed bits."""
    found = np.zeros(max(0, len(words) - _RUN + 1), np.uint64)
    for place in range(_RUN):
        found = found * _MIX + words[place : place + len(found)]
    return found


def _stretches(flags: Flags) -> list[tuple[int, int]]:
    """First and last word of each stretch of marked words."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _cut(side: _Side, flags: Flags) -> list[Piece]:
    """The text in pieces; neighbouring marked words are one."""
    pieces: list[Piece] = []
    at = 0
    for first, last in _stretches(flags):
        pieces += [
            Piece(side.text[at : side.starts[first]], False),
            Piece(side.text[side.starts[first] : side.ends[last]], True),
        ]
        at = side.ends[last]
    pieces.append(Piece(side.text[at:], False))
    return [piece for piece in pieces if piece.text]
