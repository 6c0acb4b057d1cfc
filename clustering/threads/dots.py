"""Products of sparse rows, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

_BIT = np.uint64(1)
SHORT = 8
"""A row is spread out for its products with rows of less than so many times its length."""

# Rows are told by where they begin and end in the arrays that hold them all: a slice of an array
# would be counted in and out by the garbage collector, millions of times.


class Entries(NamedTuple):
    """Sparse rows, one after another or anywhere.

    Attributes:
        begins: (n,) int64 where the entries of each row begin …
        ends: … and end.
        columns: int32, ascending in each row.
        values: float32.
        also: float32 second values of the same entries.
    """

    begins: Int64
    ends: Int64
    columns: Int32
    values: Floats
    also: Floats


@nb.njit(cache=True, nogil=True)
def dots(rows: Entries, i: int, j: int) -> tuple[float, float]:
    """Dot products of two rows, by their values and by their second values."""
    at, end = rows.begins[i], rows.ends[i]
    place, stop = rows.begins[j], rows.ends[j]
    if end - at > stop - place:
        at, end, place, stop = place, stop, at, end
    columns, values, also = rows.columns, rows.values, rows.also
    total, total_also = 0.0, 0.0
    while at < end:
        place = seek(columns, columns[at], place, stop)
        if place == stop:
            break
        if columns[place] == columns[at]:
            total += values[at] * values[place]
            total_also += also[at] * also[place]
        at += 1
    return total, total_also


class Spread(NamedTuple):
    """A row over all columns.

    Attributes:
        values: (n_columns, 2) float32 both values of each column.
        held: (n_columns // 64 + 1,) uint64, a bit for each column that the row has: few of those
            of another row are among them, and bits of all fit into the nearest cache.
    """

    values: Floats
    held: npt.NDArray[np.uint64]


@nb.njit(cache=True, nogil=True)
def empty_spread(rows: Entries) -> Spread:
    """Room for any of the rows."""
    n = np.int64(rows.columns.max()) + 1 if len(rows.columns) else 0
    return Spread(np.zeros((n, 2), np.float32), np.zeros((n >> 6) + 1, np.uint64))


@nb.njit(cache=True, nogil=True)
def dots_with(spread: Spread, rows: Entries, j: int) -> tuple[float, float]:
    """The same as ``dots`` with a row that is spread out."""
    values, held = spread.values, spread.held
    total, total_also = 0.0, 0.0
    for at in range(rows.begins[j], rows.ends[j]):
        column = rows.columns[at]
        if (held[column >> 6] >> np.uint64(column & 63)) & _BIT:
            total += rows.values[at] * values[column, 0]
            total_also += rows.also[at] * values[column, 1]
    return total, total_also


@nb.njit(cache=True, nogil=True)
def spread_out(spread: Spread, rows: Entries, i: int) -> None:
    """Spreads a row over its columns, for ``dots_with``."""
    for at in range(rows.begins[i], rows.ends[i]):
        column = rows.columns[at]
        spread.held[column >> 6] |= _BIT << np.uint64(column & 63)
        spread.values[column, 0], spread.values[column, 1] = rows.values[at], rows.also[at]


@nb.njit(cache=True, nogil=True)
def gather(spread: Spread, rows: Entries, i: int) -> None:
    """Leaves nothing of a row that was spread out."""
    for at in range(rows.begins[i], rows.ends[i]):
        spread.held[rows.columns[at] >> 6] = 0


@nb.njit(cache=True, nogil=True)
def dot(rows: Entries, i: int, j: int) -> float:
    """The dot product of two short rows."""
    columns, values = rows.columns, rows.values
    at, end = rows.begins[i], rows.ends[i]
    place, stop = rows.begins[j], rows.ends[j]
    total = 0.0
    while at < end and place < stop:
        one, other = columns[at], columns[place]
        if one == other:
            total += values[at] * values[place]
        at += one <= other
        place += other <= one
    return total


@nb.njit(cache=True, nogil=True)
def dot_with(spread: Floats, rows: Entries, j: int) -> float:
    """The same with a row that is spread over its few columns."""
    columns, values = rows.columns, rows.values
    total = 0.0
    for at in range(rows.begins[j], rows.ends[j]):
        total += values[at] * spread[columns[at]]
    return total


@nb.njit(cache=True, nogil=True)
def lay_out(spread: Floats, rows: Entries, i: int, share: float) -> None:
    """Spreads a row for ``dot_with``, times 1; times 0, nothing is left of it."""
    for at in range(rows.begins[i], rows.ends[i]):
        spread[rows.columns[at]] = rows.values[at] * np.float32(share)


@nb.njit(cache=True, nogil=True, inline="always")
def seek(columns: Int32, column: int, at: int, end: int) -> int:
    """First place from ``at`` on that holds no smaller column (Bentley, Yao 1976: galloping).

    A large group has a hundred times the words of a story: steps double until they pass.
    """
    step = 1
    low = at
    while at < end and columns[at] < column:
        low = at + 1
        at += step
        step *= 2
    high = min(at, end)
    while low < high:
        middle = (low + high) >> 1
        if columns[middle] < column:
            low = middle + 1
        else:
            high = middle
    return low


@nb.njit(cache=True, nogil=True)
def with_sum(rows: Entries, i: int, j: int, n_used: Int64) -> Entries:
    """Row i becomes the sum of the rows i and j, row j empty.

    The sum is written behind all other rows; where there is no room left, every row is moved into
    new arrays that have half as much again.

    Args:
        rows: With room behind the last row; changed.
        i: The row that takes in.
        j: The row that is taken in.
        n_used: (1,) entries up to the end of the last row; changed.
    """
    size = rows.ends[i] - rows.begins[i] + rows.ends[j] - rows.begins[j]
    if n_used[0] + size > len(rows.columns):
        rows = with_room_to_grow(rows, size)
        n_used[0] = rows.ends.max()
    at, end = rows.begins[i], rows.ends[i]
    place, stop = rows.begins[j], rows.ends[j]
    if end - at < stop - place:
        at, end, place, stop = place, stop, at, end
    n = n_used[0]
    rows.begins[i] = n
    n = _merge(rows.columns, rows.values, rows.also, at, end, place, stop, n)
    rows.ends[i] = n_used[0] = n
    rows.begins[j] = rows.ends[j] = 0
    return rows


@nb.njit(cache=True, nogil=True)
def _merge(
    columns: Int32, values: Floats, also: Floats, at: int, end: int, place: int, stop: int, n: int
) -> int:
    """Writes the sum of a long row and a short one from ``n`` on; where it ends.

    What lies between the short row's columns is copied as it is.
    """
    for short in range(place, stop):
        column = columns[short]
        until = seek(columns, column, at, end)
        for long in range(at, until):
            columns[n] = columns[long]
            values[n], also[n] = values[long], also[long]
            n += 1
        columns[n], values[n], also[n] = column, values[short], also[short]
        at = until
        if at < end and columns[at] == column:
            values[n] += values[at]
            also[n] += also[at]
            at += 1
        n += 1
    for long in range(at, end):
        columns[n] = columns[long]
        values[n], also[n] = values[long], also[long]
        n += 1
    return n


@nb.njit(cache=True, nogil=True)
def with_room_to_grow(rows: Entries, n_more: int) -> Entries:
    """The rows one after another, with room for half as many entries and some more."""
    total = (rows.ends - rows.begins).sum()
    room = total + total // 2 + n_more
    moved = Entries(
        np.empty_like(rows.begins),
        np.empty_like(rows.ends),
        np.empty(room, np.int32),
        np.empty(room, np.float32),
        np.empty(room, np.float32),
    )
    n = 0
    for row in range(len(rows.begins)):
        moved.begins[row] = n
        for at in range(rows.begins[row], rows.ends[row]):
            moved.columns[n] = rows.columns[at]
            moved.values[n], moved.also[n] = rows.values[at], rows.also[at]
            n += 1
        moved.ends[row] = n
    return moved


@nb.njit(cache=True, nogil=True)
def keep_heaviest(
    offsets: Int64, columns: Int32, values: Floats, kept: Int64
) -> tuple[Int32, Floats]:
    """The heaviest entries of each row, as many as ``kept`` has room for, equal ones by column.

    Args:
        offsets: (n + 1,) of the rows.
        columns: Ascending in each row.
        values: Of the same entries.
        kept: (n + 1,) offsets of what is told.
    """
    found, weights = np.empty(kept[-1], np.int32), np.empty(kept[-1], np.float32)
    for row in range(len(offsets) - 1):
        begin, end, n = offsets[row], offsets[row + 1], kept[row]
        order = np.argsort(-values[begin:end], kind="mergesort")[: kept[row + 1] - n]
        order.sort()
        for place in order:
            found[n], weights[n] = columns[begin + place], values[begin + place]
            n += 1
    return found, weights
