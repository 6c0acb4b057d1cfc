"""Words in 32 bits each, to compare texts by."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.ragged import Ragged
from clustering.text.scan import CAPITAL
from clustering.text.tokens import Tokens

IS_NAME = 1
"""Flag: a capital inside a sentence, in a text that is not mostly capitals."""
IS_NUMBER = 2
"""Flag: begins with a digit."""
N_FLAGS = 2
"""Bits below the word's own."""


def encode(tokens: Tokens) -> Ragged:
    """The words of a block of texts, in order.

    Returns:
        uint32 values: 30 bits of the word's hash, then its two flags. Of a million different
        words, each is taken for another one with a chance of one in a thousand.
    """
    values = np.empty(len(tokens.hashes), np.uint32)
    _encode(tokens.offsets, tokens.hashes, tokens.flags, values)
    return Ragged(tokens.offsets[:-1], tokens.offsets[1:], values)


@nb.njit(cache=True, nogil=True)
def _encode(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    flags: npt.NDArray[np.uint8],
    values: npt.NDArray[np.uint32],
) -> None:
    for text in range(len(offsets) - 1):
        first, end = offsets[text], offsets[text + 1]
        encode_text(hashes[first:end], flags[first:end], values[first:end])


@nb.njit(cache=True, nogil=True)
def encode_text(
    hashes: npt.NDArray[np.uint64],
    flags: npt.NDArray[np.uint8],
    values: npt.NDArray[np.uint32],
) -> None:
    """Writes the codes of one text's tokens."""
    n_capitals = 0
    for at in range(len(hashes)):
        n_capitals += flags[at] & CAPITAL
    told = np.uint32(2 * n_capitals <= len(hashes))
    for at in range(len(hashes)):
        flag = np.uint32(flags[at])
        number = flag >> np.uint32(2) & np.uint32(1)  # NUMBER
        name = flag & ~(flag >> np.uint32(3)) & ~number & told  # CAPITAL, not SENTENCE_START
        values[at] = np.uint32(hashes[at] >> np.uint64(34)) << np.uint32(2) | number << 1 | name
