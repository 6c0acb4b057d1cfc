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
    """Which article is about which phrase, and how much."""

    text: Int32
    key: Int64
    prominent: Float64
    n_keys: int

    def by(self, groups: Int32 | Int64) -> Sums:
        """Sums by group of articles and phrase; cells are group · n_keys + phrase."""
        return tally(groups[self.text], self.key, self.n_keys, self.prominent)


def repeated(times: Int64) -> tuple[Int64, Int64]:
    """Each index as often as told, and the how-manieth time it is."""
    entry = np.repeat(np.arange(len(times)), times)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
