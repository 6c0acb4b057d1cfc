"""Nearest neighbours of sparse rows, within a window of rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.heaps import Heaps, empty_heaps, heap_pairs, merge_heaps, tell_both
from clustering.text.distinct import distinct
from clustering.text.tfidf import Floats, Rows

_FULL = 8
"""From a product with every so-manieth row on, all rows are looked at instead of a list of those
that were met: rows that nobody met are skipped quicker than met ones are written down."""
_TOGETHER = 64


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
        merge_heaps(heaps[0], other)
    keys = distinct(heap_pairs(heaps[0]))
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


@nb.njit(cache=True, nogil=True)
def _nearest(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: Floats,
    starts: npt.NDArray[np.int64],
    posting_row: npt.NDArray[np.int32],
    posting_value: Floats,
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
    heaps = empty_heaps(n_rows, n_neighbours)
    dots, met = np.zeros(n_rows, np.float32), np.empty(n_rows, np.int32)
    before = starts[:-1].copy()
    oldest = 0
    for row in range(part, n_rows, n_parts):
        while end[oldest] <= row and oldest < row:
            oldest += 1  # the first row that may still be paired with this one
        lowest = min(oldest, first[row])
        own, weights = columns[offsets[row] : offsets[row + 1]], values[offsets[row] :]
        lists = _lists_between(row, lowest, own, starts, posting_row, before, max_df)
        if _FULL * (lists[:, 1] - lists[:, 0]).sum() > row - lowest:
            _add_all(lists, weights, posting_row, posting_value, dots)
            _tell_between(dots, lowest, row, first, end, heaps)
        else:
            n_met = _add_met(lists, weights, posting_row, posting_value, dots, met)
            _tell_met(dots, met[:n_met], row, first, end, heaps)
    return heaps


@nb.njit(cache=True, nogil=True)
def _lists_between(
    row: int,
    lowest: int,
    own: npt.NDArray[np.int32],
    starts: npt.NDArray[np.int64],
    posting_row: npt.NDArray[np.int32],
    before: npt.NDArray[np.int64],
    max_df: int,
) -> npt.NDArray[np.int64]:
    """(n_columns, 2) where the postings of rows from the lowest to this one begin and end.

    ``before`` is where those of this row began for the row before, and goes with it.
    """
    lists = np.empty((len(own), 2), np.int64)
    for k in range(len(own)):
        column = own[k]
        begin, stop, end = starts[column], before[column], starts[column + 1]
        while stop < end and posting_row[stop] < row:
            stop += 1
        before[column] = stop
        if end - begin > max_df:
            begin = stop
        elif lowest > 0:
            begin += np.searchsorted(posting_row[begin:stop], lowest)
        lists[k, 0], lists[k, 1] = begin, stop
    return lists


@nb.njit(cache=True, nogil=True)
def _add_all(
    lists: npt.NDArray[np.int64],
    weights: Floats,
    posting_row: npt.NDArray[np.int32],
    posting_value: Floats,
    dots: Floats,
) -> None:
    """Adds up the products with the rows in the lists."""
    for k in range(len(lists)):
        weight = weights[k]
        for place in range(lists[k, 0], lists[k, 1]):
            dots[posting_row[place]] += weight * posting_value[place]


@nb.njit(cache=True, nogil=True)
def _add_met(
    lists: npt.NDArray[np.int64],
    weights: Floats,
    posting_row: npt.NDArray[np.int32],
    posting_value: Floats,
    dots: Floats,
    met: npt.NDArray[np.int32],
) -> int:
    """The same, and writes down which rows there are; how many."""
    n_met = 0
    for k in range(len(lists)):
        weight = weights[k]
        for place in range(lists[k, 0], lists[k, 1]):
            other = posting_row[place]
            if dots[other] == 0:
                met[n_met] = other
                n_met += 1
            dots[other] += weight * posting_value[place]
    return n_met


@nb.njit(cache=True, nogil=True)
def _tell_met(
    dots: Floats,
    met: npt.NDArray[np.int32],
    row: int,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    heaps: Heaps,
) -> None:
    """Tells the cosines with the rows that were met, and leaves zeros.

    Most are looked at once and are not among the best of either side.
    """
    floor = heaps.floor
    for other in met:
        dot = dots[other]
        dots[other] = 0
        if dot >= floor[other] or dot >= floor[row]:
            tell_both(heaps, row, other, dot, first, end)


@nb.njit(cache=True, nogil=True)
def _tell_between(
    dots: Floats,
    lowest: int,
    row: int,
    first: npt.NDArray[np.int32],
    end: npt.NDArray[np.int32],
    heaps: Heaps,
) -> None:
    """Tells the cosines with all rows from the lowest on, and leaves zeros.

    Few of them are among the best of either side, so that some are looked at together at first.
    """
    for begin in range(lowest, row, _TOGETHER):
        here = dots[begin : min(begin + _TOGETHER, row)]
        floors = heaps.floor[begin : min(begin + _TOGETHER, row)]
        least, n_near = heaps.floor[row], 0
        for k in range(len(here)):
            n_near += here[k] >= min(least, floors[k])
        if n_near:
            for k in range(len(here)):
                if here[k] >= min(heaps.floor[row], floors[k]):
                    tell_both(heaps, row, begin + k, here[k], first, end)
        here[:] = 0


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
