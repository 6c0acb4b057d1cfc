"""Rows of unequal length in one array."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Ragged:
    """Rows of unequal length, anywhere in one array of values.

    Attributes:
        starts: (n_rows,) int64; row i holds ``values[starts[i]:ends[i]]``.
        ends: (n_rows,) int64.
        values: (n_values,) of any type.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    values: npt.NDArray[Any]

    @classmethod
    def of_sizes(cls, sizes: npt.NDArray[np.int64], values: npt.NDArray[Any]) -> Ragged:
        """Rows of the given sizes, one after the other."""
        ends = np.cumsum(sizes, dtype=np.int64)
        return cls(ends - sizes, ends, values)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """(n_rows,) values in each row."""
        return self.ends - self.starts

    def of(self, row: int) -> npt.NDArray[Any]:
        """The values of one row."""
        return self.values[self.starts[row] : self.ends[row]]

    def take(self, order: npt.NDArray[np.int64]) -> Ragged:
        """Row i is row ``order[i]`` of this; the values stay where they are."""
        return replace(self, starts=self.starts[order], ends=self.ends[order])

    def only(self, kept: npt.NDArray[np.bool_]) -> Ragged:
        """The same with nothing in the rows that are not kept."""
        return replace(self, ends=np.where(kept, self.ends, self.starts))

    def packed(self) -> Ragged:
        """The same with the rows one after the other in their order, and nothing besides."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        if np.array_equal(ends, self.ends) and len(self.values) == (ends[-1] if len(ends) else 0):
            return self
        rows = [self.values[a:b] for a, b in zip(self.starts, self.ends, strict=True)]
        return Ragged(ends - self.sizes, ends, np.concatenate([self.values[:0], *rows]))
