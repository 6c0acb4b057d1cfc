"""Sums over groups of articles and their phrases."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.ordering import order_by_numbers

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums and counts of the values of each distinct cell, by ascending cell."""

    cell: Int64
    total: Float64
    count: Int64

    def at(self, cell: Int64) -> Float64:
        """(n,) sums of the given cells; 0 where there is none."""
        if not len(self.cell):
            return np.zeros(len(cell))
        place = np.minimum(np.searchsorted(self.cell, cell), len(self.cell) - 1)
        return np.where(self.cell[place] == cell, self.total[place], 0.0)


def tally(group: Int32 | Int64, key: Int64, n_keys: int, value: Float64) -> Sums:
    """Adds up the values of each group and key, in the order given; cells are group · n_keys + key.

    So the last bit does not depend on how cells are sorted.
    """
    n_groups = int(group.max()) + 1 if len(group) else 0
    group = group.astype(np.int64)
    order = order_by_numbers(group, key, n_groups, n_keys)
    return Sums(*_add_up(order, group, key, n_keys, value))


@nb.njit(cache=True, nogil=True)
def _add_up(
    order: Int64, group: Int64, key: Int64, n_keys: int, value: Float64
) -> tuple[Int64, Float64, Int64]:
    cell, total = np.empty(len(order), np.int64), np.zeros(len(order))
    count = np.zeros(len(order), np.int64)
    n = 0
    for place in order:
        own = group[place] * n_keys + key[place]
        if n == 0 or cell[n - 1] != own:
            cell[n] = own
            n += 1
        total[n - 1] += value[place]
        count[n - 1] += 1
    return cell[:n].copy(), total[:n].copy(), count[:n].copy()


@dataclass(frozen=True, eq=False)
class Told:
    """Which article is about which phrase, and how much; by article, then by phrase."""

    text: Int32 | Int64
    key: Int64
    prominent: Float64
    n_keys: int

    def by(self, groups: Int32 | Int64) -> Sums:
        """Sums by group of articles and phrase, articles in their order.

        Args:
            groups: (n_texts,) 0 or more; articles of a group below 0 are left out.

        Returns:
            Cells are group · n_keys + phrase.
        """
        n_groups = int(groups.max()) + 1 if len(groups) else 0
        begins = np.searchsorted(self.text, np.arange(len(groups) + 1))
        members = np.argsort(groups, kind="stable")
        ends = np.searchsorted(groups[members], np.arange(n_groups + 1))
        return Sums(*_by_group(begins, self.key, self.prominent, members, ends, self.n_keys))


@nb.njit(cache=True, nogil=True)
def _by_group(
    begins: Int64, key: Int64, value: Float64, members: Int64, ends: Int64, n_keys: int
) -> tuple[Int64, Float64, Int64]:
    """One group after the other, over an array of all keys; only the keys of each are sorted."""
    cell, total = np.empty(len(key), np.int64), np.empty(len(key))
    count = np.empty(len(key), np.int64)
    sums, times = np.zeros(n_keys), np.zeros(n_keys, np.int32)
    n = 0
    for group in range(len(ends) - 1):
        first = n
        for text in members[ends[group] : ends[group + 1]]:
            for at in range(begins[text], begins[text + 1]):
                own = key[at]
                if times[own] == 0:
                    cell[n] = own
                    n += 1
                sums[own] += value[at]
                times[own] += 1
        if ends[group + 1] - ends[group] > 1:  # those of one article are in order
            cell[first:n].sort()
        for place in range(first, n):
            own = cell[place]
            cell[place] = group * n_keys + own
            total[place], count[place] = sums[own], times[own]
            sums[own] = times[own] = 0
    return cell[:n].copy(), total[:n].copy(), count[:n].copy()


def repeated(times: Int64) -> tuple[Int64, Int64]:
    """Each index as often as told, and the how-manieth time it is."""
    entry = np.repeat(np.arange(len(times)), times)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
