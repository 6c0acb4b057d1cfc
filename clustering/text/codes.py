"""Words in 32 bits each, to compare texts by."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tokens import CAPITAL, NUMBER, SENTENCE_START, Tokens

IS_NAME = 1
"""Flag: a capital inside a sentence, in a text that is not mostly capitals."""
IS_NUMBER = 2
"""Flag: begins with a digit."""
N_FLAGS = 2
"""Bits below the word's own."""


@dataclass(frozen=True, eq=False)
class Codes:
    """The words of texts, in order.

    Attributes:
        offsets: (n_texts + 1,) int64; text i holds ``values[offsets[i]:offsets[i + 1]]``.
        values: (n_words,) uint32: 30 bits of the word's hash, then its two flags. Of a million
            different words, each is taken for another one with a chance of one in a thousand.
    """

    offsets: npt.NDArray[np.int64]
    values: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """(n_texts,) number of words."""
        return np.diff(self.offsets)

    def of(self, row: int) -> npt.NDArray[np.uint32]:
        """The words of one text."""
        return self.values[self.offsets[row] : self.offsets[row + 1]]


def encode(tokens: Tokens) -> Codes:
    """The codes of the tokens of a block of texts."""
    return Codes(tokens.offsets, _encode(tokens.offsets, tokens.hashes, tokens.flags))


@nb.njit(cache=True, nogil=True)
def _encode(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    flags: npt.NDArray[np.uint8],
) -> npt.NDArray[np.uint32]:
    values = np.empty(len(hashes), np.uint32)
    for text in range(len(offsets) - 1):
        first, end, n_capitals = offsets[text], offsets[text + 1], 0
        for at in range(first, end):
            n_capitals += flags[at] & CAPITAL
        told = 2 * n_capitals <= end - first
        for at in range(first, end):
            value = np.uint32(hashes[at] >> np.uint64(34)) << np.uint32(2)
            if flags[at] & NUMBER:
                value |= np.uint32(IS_NUMBER)
            elif told and flags[at] & (CAPITAL | SENTENCE_START) == CAPITAL:
                value |= np.uint32(IS_NAME)
            values[at] = value
    return values
