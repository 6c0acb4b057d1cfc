"""Nearest neighbours of sparse rows, within a window of rows."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Rows


def nearest_pairs(
    rows: Rows,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    n_neighbours: int,
    max_df: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Pairs in which one row is among the other's nearest by cosine.

    Args:
        rows: Unit rows.
        first: (n_rows,) int32, first row that row i may be paired with.
        end: (n_rows,) int32, one past the last row that it may be paired with.
        n_neighbours: Neighbours kept for each row.
        max_df: Columns with more entries make no candidates (they are in so many rows that
            they tell nothing); a pair that shares only such columns is not found.

    Returns:
        left and right, int32, left < right, sorted, unique.
    """
    found_left, found_right = _nearest(
        rows.offsets, rows.columns, rows.values, rows.n_columns, first, end, n_neighbours, max_df
    )
    low = np.minimum(found_left, found_right).astype(np.int64)
    keys = np.unique(low << 32 | np.maximum(found_left, found_right))
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


@nb.njit(cache=True, nogil=True)
def _nearest(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: npt.NDArray[np.float32],
    n_columns: int,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    n_neighbours: int,
    max_df: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    n_rows = len(offsets) - 1
    starts = np.zeros(n_columns + 1, np.int64)
    for column in columns:
        starts[column + 1] += 1
    for column in range(n_columns):
        starts[column + 1] += starts[column]
    fill = starts[:-1].copy()
    posting_row = np.empty(len(columns), np.int32)
    posting_value = np.empty(len(columns), np.float32)
    for row in range(n_rows):  # postings ascend by row
        for at in range(offsets[row], offsets[row + 1]):
            place = fill[columns[at]]
            posting_row[place], posting_value[place] = row, values[at]
            fill[columns[at]] = place + 1
    dots = np.zeros(n_rows, np.float32)
    touched = np.empty(n_rows, np.int32)
    left = np.empty(n_rows * n_neighbours, np.int32)
    right = np.empty(n_rows * n_neighbours, np.int32)
    n = 0
    for row in range(n_rows):
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
        dots[row] = 0
        seen = np.sort(touched[:n_touched])
        scores = dots[seen]
        keep = np.argsort(-scores, kind="mergesort")[: n_neighbours + 1]
        kept = 0
        for k in keep:
            if kept < n_neighbours and seen[k] != row and scores[k] > 0:
                left[n], right[n] = row, seen[k]
                n += 1
                kept += 1
        dots[seen] = 0
    return left[:n].copy(), right[:n].copy()
