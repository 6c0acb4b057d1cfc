"""Nearest neighbours of sparse rows, within a window of rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.distinct import distinct
from clustering.text.tfidf import Rows


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
    parts = np.linspace(0, len(rows), max(workers, 1) + 1).astype(np.int64)
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = [pool.submit(_nearest, *given, *part) for part in pairwise(parts.tolist())]
        found_left, found_right = map(
            np.concatenate, zip(*(f.result() for f in found), strict=True)
        )
    low = np.minimum(found_left, found_right).astype(np.int64)
    keys = distinct(low << 32 | np.maximum(found_left, found_right))
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
    begin_row: int,
    end_row: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The nearest of some of the rows, with the inverted index of all."""
    n_rows = len(offsets) - 1
    dots = np.zeros(n_rows, np.float32)
    touched = np.empty(n_rows, np.int32)
    left = np.empty((end_row - begin_row) * n_neighbours, np.int32)
    right = np.empty((end_row - begin_row) * n_neighbours, np.int32)
    best, best_row = np.empty(n_neighbours, np.float32), np.empty(n_neighbours, np.int32)
    n = 0
    for row in range(begin_row, end_row):
        n_touched = 0
        for at in range(offsets[row], offsets[row + 1]):
            begin, stop = starts[columns[at]], starts[columns[at] + 1]
            if stop - begin > max_df:
                continue
            begin += np.searchsorted(posting_row[begin:stop], first[row])
            for place in range(begin, stop):
                other = posting_row[place]
                if other >= end[row]:
                    break
                if dots[other] == 0:
                    touched[n_touched] = other
                    n_touched += 1
                dots[other] += values[at] * posting_value[place]
        n_best = 0
        for other in touched[:n_touched]:
            if other != row and dots[other] > 0:
                n_best = _keep(best, best_row, n_best, dots[other], other)
            dots[other] = 0
        for k in range(n_best):
            left[n], right[n] = row, best_row[k]
            n += 1
    return left[:n].copy(), right[:n].copy()


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
