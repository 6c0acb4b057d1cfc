"""Longest runs of words that two texts share, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import Match, SequenceMatcher

import numba as nb
import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]


class WordMatcher(SequenceMatcher[str]):
    """The matches of difflib's own, without junk, in a fifth of the time.

    Args:
        old: Words of the left text.
        new: Words of the right text.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        number = {word: place for place, word in enumerate(dict.fromkeys(new))}
        self._old = np.array([number.get(word, -1) for word in old], np.int32)
        words = np.array([number[word] for word in new], np.int32)
        self._places = np.argsort(words, kind="stable").astype(np.int32)
        sizes = np.bincount(words, minlength=len(number))
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """See ``SequenceMatcher``: of the longest the first in the left text, then in the right."""
        ahi = len(self._old) if ahi is None else ahi
        bhi = len(self._places) if bhi is None else bhi
        return Match(*_longest(self._old, self._starts, self._places, alo, ahi, blo, bhi))


@nb.njit(cache=True, nogil=True)
def _longest(
    old: Int32, starts: Int32, places: Int32, alo: int, ahi: int, blo: int, bhi: int
) -> tuple[int, int, int]:
    """First words and length of the longest run inside the bounds.

    Args:
        old: (n_old,) the left words' numbers; -1 for one that the right text lacks.
        starts: (n_words + 1,) where each number's places begin.
        places: (n_new,) where each number stands in the right text, ascending for each.
        alo: First word on the left.
        ahi: End on the left.
        blo: First word on the right.
        bhi: End on the right.
    """
    best_left, best_right, best = alo, blo, 0
    # Run lengths that end at a word of the right text, for this left word and the one before it.
    length = np.zeros((2, len(places) + 1), np.int32)
    ends_at = np.full((2, len(places) + 1), -1, np.int32)
    for i in range(alo, ahi):
        now, before = i & 1, 1 - (i & 1)
        word = old[i]
        for at in range(starts[word], starts[word + 1] if word >= 0 else 0):
            j = places[at]
            if j < blo:
                continue
            if j >= bhi:
                break
            n = length[before, j] + 1 if ends_at[before, j] == i - 1 else 1
            length[now, j + 1], ends_at[now, j + 1] = n, i
            if n > best:
                best_left, best_right, best = i - n + 1, j - n + 1, n
    return best_left, best_right, best
