"""Sums over groups of articles and their phrases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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


def tally(cell: Int64, value: Float64) -> Sums:
    """Adds up in the order given, so that the last bit does not depend on how cells are sorted."""
    cells, place, count = np.unique(cell, return_inverse=True, return_counts=True)
    total = np.bincount(place, value, minlength=len(cells)).astype(np.float64)
    return Sums(cells, total, count)


@dataclass(frozen=True, eq=False)
class Told:
    """Which article is about which phrase, and how much."""

    text: Int32
    key: Int64
    prominent: Float64
    n_keys: int

    def by(self, groups: Int32 | Int64) -> Sums:
        """Sums by group of articles and phrase; cells are group · n_keys + phrase."""
        return tally(groups[self.text].astype(np.int64) * self.n_keys + self.key, self.prominent)


def repeated(times: Int64) -> tuple[Int64, Int64]:
    """Each index as often as told, and the how-manieth time it is."""
    entry = np.repeat(np.arange(len(times)), times)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
