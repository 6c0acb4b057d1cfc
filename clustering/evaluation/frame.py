"""The pairs that a labelled sample is drawn from, stratum by stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.evaluation.sampling import shared

Int64 = npt.NDArray[np.int64]
Labels = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Stratum:
    """All pairs that one grouping has together and the next stricter one apart.

    Pairs are never listed: rows stand in order, and the partners of a row are the rows from
    ``start`` to before ``end``. So a hundred million pairs take as much room as their rows.

    Attributes:
        order: (n_rows,) int64 rows, those of a group side by side.
        start: (n_rows,) int64 place of the first partner of the row at each place.
        past: (n_rows,) int64 pairs up to and with those of each place.
    """

    order: Int64
    start: Int64
    past: Int64

    def __len__(self) -> int:
        return int(self.past[-1]) if len(self.past) else 0

    def pairs(self, ranks: Int64) -> tuple[Int64, Int64]:
        """The rows of the pairs at some ranks, 0 to less than the length; left < right."""
        place = np.searchsorted(self.past, ranks, side="right")
        before = np.where(place > 0, self.past[place - 1], 0)
        one, other = self.order[place], self.order[self.start[place] + ranks - before]
        return np.minimum(one, other), np.maximum(one, other)


def strata_of(partitions: Sequence[Labels]) -> list[Stratum]:
    """One stratum for each grouping: pairs that it has together and no stricter one.

    Args:
        partitions: Labels of the same rows, the loosest first; each takes groups of the one
            before apart and joins none.

    Returns:
        Strata that share no pair; together they are the pairs of the loosest grouping.

    Raises:
        ValueError: A grouping joins what a looser one has apart.
    """
    alone = np.arange(len(partitions[0]), dtype=np.int32) if len(partitions) else None
    found = []
    for at, labels in enumerate(partitions):
        inner = partitions[at + 1] if at + 1 < len(partitions) else alone
        assert inner is not None
        found.append(_stratum(labels, inner))
    return found


def _stratum(labels: Labels, inner: Labels) -> Stratum:
    order = np.lexsort((inner, labels))
    outer_end, inner_end = _ends(labels[order]), _ends(inner[order])
    if (inner_end > outer_end).any():
        raise ValueError("a stricter grouping must not join groups of a looser one")
    return Stratum(order.astype(np.int64), inner_end, np.cumsum(outer_end - inner_end))


def _ends(labels: Labels) -> Int64:
    """(n,) for each place the end of its run of equal labels."""
    last = np.flatnonzero(np.append(np.diff(labels) != 0, [True] * bool(len(labels)))) + 1
    return np.repeat(last, np.diff(np.concatenate([[0], last]))).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Sample:
    """Pairs drawn from strata, in the order in which they should be asked.

    Attributes:
        left: (n,) int64 rows.
        right: (n,) int64 rows, left < right.
        stratum: (n,) int64 place of its stratum.
        inclusion: (n,) float64 probability, before drawing, that the pair would be drawn.
    """

    left: Int64
    right: Int64
    stratum: Int64
    inclusion: npt.NDArray[np.float64]


def draw_sample(strata: Sequence[Stratum], n: int, seed: int = 1) -> Sample:
    """Draws pairs at random without return, as many from each stratum as can be.

    The order goes round the strata, so that wherever a person stops the answered pairs of a
    stratum are a random sample of it. An empty stratum gives none.
    """
    dice = np.random.default_rng(seed)
    sizes = np.array([len(stratum) for stratum in strata], np.int64)
    quota = shared(sizes, n)
    columns: list[tuple[Int64, ...]] = []
    for at, stratum in enumerate(strata):
        ranks = dice.choice(len(stratum), quota[at], replace=False) if quota[at] else []
        left, right = stratum.pairs(np.array(ranks, np.int64))
        turn = np.arange(len(left), dtype=np.int64)
        columns.append((left, right, np.full(len(left), at, np.int64), turn))
    if not columns:
        none = np.zeros(0, np.int64)
        return Sample(none, none, none, np.zeros(0))
    left, right, of, turn = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    order = np.lexsort((dice.random(len(turn)), turn))
    of = of[order]
    return Sample(left[order], right[order], of, (quota / np.maximum(sizes, 1))[of])
