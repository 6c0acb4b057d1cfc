"""What two texts share, marked for the eye."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clustering.text.background import background_share
from clustering.text.tokens import normalize, tokenize

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

_MAX_SHARE = 0.05
"""A word that stands in more than one of twenty texts tells nothing by standing in both …"""
_RUN = 4
"""… but so many words in a row do, however common each is."""


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
    texts = normalize(left), normalize(right)
    tokens = tokenize(texts)
    halves = [slice(a, b) for a, b in pairwise(tokens.offsets.tolist())]
    words = [tokens.hashes[half] for half in halves]
    found = []
    for mine, other in ((0, 1), (1, 0)):
        flags = _shared(words[mine], words[other])
        starts = tokens.starts[halves[mine]].tolist()
        ends = (tokens.starts[halves[mine]] + tokens.lengths[halves[mine]]).tolist()
        found.append(_cut(texts[mine], starts, ends, flags))
    return found[0], found[1]


def _shared(words: Hashes, others: Hashes) -> Flags:
    """(n_words,) bool: which of the words are to be marked."""
    flags = np.isin(words, others) & (background_share(words) <= _MAX_SHARE)
    runs = {tuple(run) for run in _runs(others)}
    for at, run in enumerate(_runs(words)):
        if tuple(run) in runs:
            flags[at : at + _RUN] = True
    return flags


def _runs(words: Hashes) -> list[list[int]]:
    if len(words) < _RUN:
        return []
    return np.lib.stride_tricks.sliding_window_view(words, _RUN).tolist()


def _cut(text: str, starts: list[int], ends: list[int], flags: Flags) -> list[Piece]:
    """Neighbouring marked words are one piece."""
    pieces: list[Piece] = []
    at = word = 0
    while word < len(flags):
        if not flags[word]:
            word += 1
            continue
        last = word
        while last + 1 < len(flags) and flags[last + 1]:
            last += 1
        pieces += [
            Piece(text[at : starts[word]], False),
            Piece(text[starts[word] : ends[last]], True),
        ]
        at, word = ends[last], last + 1
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]
