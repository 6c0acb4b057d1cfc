"""The best few of each row, in heaps."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats

LEAST = np.float32(np.finfo(np.float32).tiny)
"""No cosine is less but 0, which tells nothing."""


class Heaps(NamedTuple):
    """The best of each row, the worst on top.

    Attributes:
        cosine: (n_rows, n_neighbours) float32.
        row: (n_rows, n_neighbours) int32.
        size: (n_rows,) int32 how many of them are filled.
        floor: (n_rows,) float32: what is less is not among the best.
    """

    cosine: Floats
    row: npt.NDArray[np.int32]
    size: npt.NDArray[np.int32]
    floor: Floats


@nb.njit(cache=True, nogil=True)
def empty_heaps(n_rows: int, n_neighbours: int) -> Heaps:
    """A heap for each row, nothing in it."""
    return Heaps(
        np.empty((n_rows, n_neighbours), np.float32),
        np.empty((n_rows, n_neighbours), np.int32),
        np.zeros(n_rows, np.int32),
        np.full(n_rows, LEAST, np.float32),
    )


@nb.njit(cache=True, nogil=True, inline="always")
def tell_both(
    heaps: Heaps,
    row: int,
    other: int,
    dot: float,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
) -> None:
    """Tells a cosine to both of its rows, as far as they may be paired."""
    if first[row] <= other and dot >= heaps.floor[row]:
        _keep(heaps, row, dot, other)
    if row < end[other] and dot >= heaps.floor[other]:
        _keep(heaps, other, dot, row)


@nb.njit(cache=True, nogil=True)
def merge_heaps(heaps: Heaps, more: Heaps) -> None:
    """Adds to the heaps of all rows what others have found for them."""
    for row in range(len(heaps.size)):
        for k in range(more.size[row]):
            _keep(heaps, row, more.cosine[row, k], more.row[row, k])


@nb.njit(cache=True, nogil=True)
def heap_pairs(heaps: Heaps) -> npt.NDArray[np.int64]:
    """(n,) low << 32 | high of each row and those in its heap; a pair may be there twice."""
    best_row, n_best = heaps.row, heaps.size
    keys = np.empty(n_best.sum(), np.int64)
    n = 0
    for row in range(len(n_best)):
        for k in range(n_best[row]):
            low, high = min(row, best_row[row, k]), max(row, best_row[row, k])
            keys[n] = np.int64(low) << 32 | high
            n += 1
    return keys


@nb.njit(cache=True, nogil=True, inline="always")
def _keep(heaps: Heaps, own: int, score: float, row: int) -> None:
    """Puts a row into the own heap with the worst on top, if it is among the best.

    Of equal scores the smaller row is the better.
    """
    best, rows, n = heaps.cosine, heaps.row, heaps.size[own]
    if n == best.shape[1]:
        if not _worse(best[own, 0], rows[own, 0], score, row):
            return
        at = 0
        while True:  # the new one takes the worst one's place and sinks
            child = 2 * at + 1
            if child + 1 < n and _worse(
                best[own, child + 1], rows[own, child + 1], best[own, child], rows[own, child]
            ):
                child += 1
            if child >= n or not _worse(best[own, child], rows[own, child], score, row):
                break
            best[own, at], rows[own, at] = best[own, child], rows[own, child]
            at = child
    else:
        heaps.size[own] = n + 1
        at = int(n)
        while at > 0:
            above = (at - 1) >> 1
            if not _worse(score, row, best[own, above], rows[own, above]):
                break
            best[own, at], rows[own, at] = best[own, above], rows[own, above]
            at = above
    best[own, at], rows[own, at] = score, row
    if heaps.size[own] == best.shape[1]:
        heaps.floor[own] = best[own, 0]


@nb.njit(cache=True, nogil=True, inline="always")
def _worse(score: float, row: int, other_score: float, other_row: int) -> bool:
    return score < other_score or (score == other_score and row > other_row)
