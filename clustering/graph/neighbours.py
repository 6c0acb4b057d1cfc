"""Nearest neighbours of sparse rows, within a window of rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.distinct import distinct
from clustering.text.tfidf import Rows

Heaps = tuple[npt.NDArray[np.float32], npt.NDArray[np.int32], npt.NDArray[np.int32]]
"""Cosines and rows, (n_rows, n_neighbours) each, and (n_rows,) how many of them are filled."""


def nearest_pairs(
    rows: Rows,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    n_neighbours: int,
    max_df: int,
    workers: int = 1,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Pairs in which one row is among the other's nearest by cosine.

    Args:
        rows: Unit rows.
        first: (n_rows,) int32, first row that row i may be paired with.
        end: (n_rows,) int32, one past the last row that it may be paired with.
        n_neighbours: Neighbours kept for each row.
        max_df: Columns with more entries make no candidates (they are in so many rows that
            they tell nothing); a pair that shares only such columns is not found.
        workers: Threads that share the rows; the pairs do not depend on it.

    Returns:
        left and right, int32, left < right, sorted, unique.
    """
    index = _postings(rows.offsets, rows.columns, rows.values, rows.n_columns)
    given = rows.offsets, rows.columns, rows.values, *index, first, end, n_neighbours, max_df
    n_parts = min(max(workers, 1), max(len(rows), 1))
    with ThreadPoolExecutor(n_parts) as pool:
        heaps = list(pool.map(lambda part: _nearest(*given, part, n_parts), range(n_parts)))
    for other in heaps[1:]:
        _merge(*heaps[0], *other)
    keys = distinct(_pairs(*heaps[0][1:]))
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


@nb.njit(cache=True, nogil=True)
def _nearest(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: npt.NDArray[np.float32],
    starts: npt.NDArray[np.int64],
    posting_row: npt.NDArray[np.int32],
    posting_value: npt.NDArray[np.float32],
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    n_neighbours: int,
    max_df: int,
    part: int,
    n_parts: int,
) -> Heaps:
    """A heap for each row: its nearest, as far as every ``n_parts``-th row meets earlier ones.

    A cosine is the same seen from both sides, so each row looks back only, and tells both.
    """
    n_rows = len(offsets) - 1
    best = np.empty((n_rows, n_neighbours), np.float32)
    best_row = np.empty((n_rows, n_neighbours), np.int32)
    n_best = np.zeros(n_rows, np.int32)
    floor = np.zeros(n_rows, np.float32)  # what is less is not among the best
    dots = np.zeros(n_rows, np.float32)
    met = np.empty(n_rows, np.int32)
    oldest = 0
    for row in range(part, n_rows, n_parts):
        while end[oldest] <= row and oldest < row:
            oldest += 1  # the first row that may still be paired with this one
        lowest, n_met = min(oldest, first[row]), 0
        for at in range(offsets[row], offsets[row + 1]):
            begin, stop = starts[columns[at]], starts[columns[at] + 1]
            if stop - begin > max_df:
                continue
            begin += np.searchsorted(posting_row[begin:stop], lowest)
            value = values[at]
            if n_met < 0:  # so many that all rows between will be looked at
                for place in range(begin, stop):
                    other = posting_row[place]
                    if other >= row:
                        break
                    dots[other] += value * posting_value[place]
                continue
            for place in range(begin, stop):
                other = posting_row[place]
                if other >= row:
                    break
                if dots[other] == 0:
                    met[n_met] = other
                    n_met += 1
                dots[other] += value * posting_value[place]
            if 4 * n_met > row - lowest:
                n_met = -1
        for k in range(n_met if n_met >= 0 else row - lowest):
            other = met[k] if n_met >= 0 else lowest + k
            dot = dots[other]
            dots[other] = 0
            if dot <= 0:
                continue
            if first[row] <= other and dot >= floor[row]:
                n_best[row] = _keep(best[row], best_row[row], n_best[row], dot, other)
                floor[row] = best[row, 0] if n_best[row] == n_neighbours else 0
            if row < end[other] and dot >= floor[other]:
                n_best[other] = _keep(best[other], best_row[other], n_best[other], dot, row)
                floor[other] = best[other, 0] if n_best[other] == n_neighbours else 0
    return best, best_row, n_best


@nb.njit(cache=True, nogil=True)
def _merge(
    best: npt.NDArray[np.float32],
    best_row: npt.NDArray[np.int32],
    n_best: npt.NDArray[np.int32],
    more: npt.NDArray[np.float32],
    more_row: npt.NDArray[np.int32],
    n_more: npt.NDArray[np.int32],
) -> None:
    """Adds to the heaps of all rows what others have found for them."""
    for row in range(len(n_best)):
        for k in range(n_more[row]):
            n_best[row] = _keep(
                best[row], best_row[row], n_best[row], more[row, k], more_row[row, k]
            )


@nb.njit(cache=True, nogil=True)
def _pairs(best_row: npt.NDArray[np.int32], n_best: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    keys = np.empty(n_best.sum(), np.int64)
    n = 0
    for row in range(len(n_best)):
        for k in range(n_best[row]):
            low, high = min(row, best_row[row, k]), max(row, best_row[row, k])
            keys[n] = np.int64(low) << 32 | high
            n += 1
    return keys


@nb.njit(cache=True, nogil=True)
def _postings(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: npt.NDArray[np.float32],
    n_columns: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """The inverted index: for each column its rows, ascending, and their values."""
    starts = np.zeros(n_columns + 1, np.int64)
    for column in columns:
        starts[column + 1] += 1
    for column in range(n_columns):
        starts[column + 1] += starts[column]
    fill = starts[:-1].copy()
    posting_row = np.empty(len(columns), np.int32)
    posting_value = np.empty(len(columns), np.float32)
    for row in range(len(offsets) - 1):
        for at in range(offsets[row], offsets[row + 1]):
            place = fill[columns[at]]
            posting_row[place], posting_value[place] = row, values[at]
            fill[columns[at]] = place + 1
    return starts, posting_row, posting_value


@nb.njit(cache=True, nogil=True)
def _keep(
    best: npt.NDArray[np.float32], rows: npt.NDArray[np.int32], n: int, score: float, row: int
) -> int:
    """Puts a row into a heap with the worst on top, if it is among the best; the new size.

    Of equal scores the smaller row is the better.
    """
    if n == len(best):
        if not _worse(best[0], rows[0], score, row):
            return n
        at = 0
        while True:  # the new one takes the worst one's place and sinks
            child = 2 * at + 1
            if child + 1 < n and _worse(best[child + 1], rows[child + 1], best[child], rows[child]):
                child += 1
            if child >= n or not _worse(best[child], rows[child], score, row):
                break
            best[at], rows[at] = best[child], rows[child]
            at = child
        best[at], rows[at] = score, row
        return n
    at = n
    while at > 0 and _worse(score, row, best[(at - 1) >> 1], rows[(at - 1) >> 1]):
        best[at], rows[at] = best[(at - 1) >> 1], rows[(at - 1) >> 1]
        at = (at - 1) >> 1
    best[at], rows[at] = score, row
    return n + 1


@nb.njit(cache=True, nogil=True, inline="always")
def _worse(score: float, row: int, other_score: float, other_row: int) -> bool:
    return score < other_score or (score == other_score and row > other_row)
