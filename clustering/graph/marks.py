"""What marks groups, and whether two groups contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

_DOUBT = 2.0
"""Rows that each group is imagined to have besides its own, marked as both groups together are."""


@dataclass(frozen=True, eq=False)
class Marks:
    """What stands in each row that another row could lack: names, numbers, days.

    Attributes:
        offsets: (n_rows + 1,) int64.
        columns: (n_entries,) int32, ascending within a row.
        telling: (n_rows,) bool: the row is long enough for its silence to tell something; the
            others have no marks and count for nothing.
    """

    offsets: Int64
    columns: Int32
    telling: npt.NDArray[np.bool_]

    @classmethod
    def none(cls, n_rows: int) -> Marks:
        """No row has marks."""
        return cls(
            np.zeros(n_rows + 1, np.int64), np.zeros(0, np.int32), np.zeros(n_rows, np.bool_)
        )


def contradictions(
    marks: Marks, labels: Int32, one: Int32, other: Int32
) -> npt.NDArray[np.float32]:
    """How far each two groups contradict each other, see ``contradiction``.

    Args:
        marks: By row.
        labels: (n_rows,) int32 group of each row, 0 to n_groups - 1.
        one: (n_pairs,) int32 groups.
        other: (n_pairs,) int32 groups.

    Returns:
        (n_pairs,) float32, 0 to 1.
    """
    n_groups = int(labels.max()) + 1 if len(labels) else 0
    row = np.repeat(np.arange(len(labels)), np.diff(marks.offsets))
    keys = np.sort(labels[row].astype(np.int64) << 32 | marks.columns)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(first, append=len(keys))
    offsets = np.searchsorted(keys[first], np.arange(n_groups + 1, dtype=np.int64) << 32)
    size = np.bincount(labels, marks.telling, minlength=n_groups)
    return np.asarray(
        _contradictions(
            offsets.astype(np.int64),
            (keys[first] & 0xFFFFFFFF).astype(np.int32),
            counts.astype(np.int32),
            size.astype(np.int64),
            one,
            other,
        )
    )


@nb.njit(cache=True, nogil=True)
def _contradictions(
    offsets: Int64, columns: Int32, counts: Int32, size: Int64, one: Int32, other: Int32
) -> npt.NDArray[np.float32]:
    out = np.zeros(len(one), np.float32)
    for pair in range(len(one)):
        a, b = one[pair], other[pair]
        of_a, of_b = slice(offsets[a], offsets[a + 1]), slice(offsets[b], offsets[b + 1])
        out[pair] = contradiction(
            columns[of_a], counts[of_a], size[a], columns[of_b], counts[of_b], size[b]
        )
    return out


@nb.njit(cache=True, nogil=True)
def contradiction(
    columns_a: Int32, counts_a: Int32, n_a: int, columns_b: Int32, counts_b: Int32, n_b: int
) -> float:
    """How far each of two groups has a mark of its own.

    The share of a group's rows that have a mark, less the share of the other group's; the
    largest such difference in favour of the one and the largest in favour of the other, and of
    these two the smaller: a group that only tells less contradicts nobody. Shares are drawn
    towards that of both groups together by ``_DOUBT`` imagined rows (additive smoothing), so
    that two rows against two, between which some mark always differs, prove nothing.

    Args:
        columns_a: Marks of the one group, ascending.
        counts_a: How many of its rows have each.
        n_a: Its rows, telling ones only.
        columns_b: Of the other group.
        counts_b: Likewise.
        n_b: Likewise.

    Returns:
        0 to 1; the more, the larger the groups.
    """
    i, j = 0, 0
    own_a, own_b = 0.0, 0.0
    while i < len(columns_a) or j < len(columns_b):
        x, y = 0, 0
        if j == len(columns_b) or (i < len(columns_a) and columns_a[i] <= columns_b[j]):
            x = counts_a[i]
        if i == len(columns_a) or (j < len(columns_b) and columns_b[j] <= columns_a[i]):
            y = counts_b[j]
        i += x > 0
        j += y > 0
        imagined = _DOUBT * (x + y) / (n_a + n_b)
        more = (x + imagined) / (n_a + _DOUBT) - (y + imagined) / (n_b + _DOUBT)
        own_a, own_b = max(own_a, more), max(own_b, -more)
    return min(own_a, own_b)


@nb.njit(cache=True, nogil=True)
def furthest(n_a: int, n_b: int) -> float:
    """The most that groups of so many telling rows can contradict each other."""
    if not n_a or not n_b:
        return 0.0
    share_a, share_b = n_a / (n_a + n_b), n_b / (n_a + n_b)
    of_a = (n_a + _DOUBT * share_a) / (n_a + _DOUBT) - _DOUBT * share_a / (n_b + _DOUBT)
    of_b = (n_b + _DOUBT * share_b) / (n_b + _DOUBT) - _DOUBT * share_b / (n_a + _DOUBT)
    return min(of_a, of_b)


@nb.njit(cache=True, nogil=True)
def marks_together(
    columns_a: Int32, counts_a: Int32, columns_b: Int32, counts_b: Int32
) -> tuple[Int32, Int32]:
    """Marks and counts of two groups that became one."""
    columns = np.empty(len(columns_a) + len(columns_b), np.int32)
    counts = np.empty(len(columns), np.int32)
    i, j, n = 0, 0, 0
    while i < len(columns_a) or j < len(columns_b):
        x, y = 0, 0
        if j == len(columns_b) or (i < len(columns_a) and columns_a[i] <= columns_b[j]):
            columns[n], x = columns_a[i], counts_a[i]
        if i == len(columns_a) or (j < len(columns_b) and columns_b[j] <= columns_a[i]):
            columns[n], y = columns_b[j], counts_b[j]
        i += x > 0
        j += y > 0
        counts[n] = x + y
        n += 1
    return columns[:n].copy(), counts[:n].copy()
