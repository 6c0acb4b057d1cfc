"""Runs of words as sets of 64-bit hashes."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.scan import mix64
from clustering.text.tokens import Tokens


@dataclass(frozen=True, eq=False)
class ShingleSets:
    """The distinct shingles of each text, sorted.

    Attributes:
        offsets: (n_texts + 1,) int64; text i holds ``values[offsets[i]:offsets[i + 1]]``.
        values: (n_shingles,) uint64, ascending within a text.
    """

    offsets: npt.NDArray[np.int64]
    values: npt.NDArray[np.uint64]

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """(n_texts,) number of distinct shingles."""
        return np.diff(self.offsets)

    @classmethod
    def join(cls, parts: list[ShingleSets]) -> ShingleSets:
        """Puts the sets of several blocks one after the other."""
        sizes = [part.sizes for part in parts] or [np.zeros(0, np.int64)]
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))])
        values = [part.values for part in parts] or [np.zeros(0, np.uint64)]
        return cls(offsets, np.concatenate(values))


def shingle(tokens: Tokens, size: int, keep_one_in: int = 1) -> ShingleSets:
    """The set of ``size``-word shingles of each text.

    Args:
        tokens: The words, as columns.
        size: Words in a shingle; a text with fewer words has none.
        keep_one_in: Keep only hashes divisible by this: the mod-p sample, the same
            sample in every text (Broder 1997, section 4).

    Returns:
        Sorted distinct hashes by text.
    """
    return ShingleSets(*_shingle(tokens.offsets, tokens.hashes, size, np.uint64(keep_one_in)))


ROLL = np.uint64(0x9E3779B97F4A7C15)
"""Base of the polynomial in which a run's words are the coefficients: from one run to the next
the hash takes two multiplications, however long the run (Karp, Rabin 1987, modulo 2**64)."""


@nb.njit(cache=True, nogil=True)
def hash_run(hashes: npt.NDArray[np.uint64], first: int, size: int) -> np.uint64:
    """Hash of the ``size`` words from ``first``; the order of the words counts."""
    h = np.uint64(0)
    for at in range(first, first + size):
        h = h * ROLL + hashes[at]
    return mix64(h)


@nb.njit(cache=True, nogil=True)
def _shingle(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    size: int,
    keep_one_in: np.uint64,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    n_texts = len(offsets) - 1
    bounds = np.zeros(n_texts + 1, np.int64)
    values = np.empty(len(hashes), np.uint64)
    n = 0
    for text in range(n_texts):
        begin = n
        for first in range(offsets[text], offsets[text + 1] - size + 1):
            h = hash_run(hashes, first, size)
            if h % keep_one_in == 0:
                values[n] = h
                n += 1
        ordered = np.sort(values[begin:n])
        n = begin
        for at in range(len(ordered)):
            if at == 0 or ordered[at] != ordered[at - 1]:
                values[n] = ordered[at]
                n += 1
        bounds[text + 1] = n
    return bounds, values[:n].copy()
