"""The pairs that a labelled sample is drawn from, stratum by stratum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clustering.evaluation.sampling import shared

Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
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
        size: (n_rows,) int64 rows in the group, at the looser of the two groupings.
        elsewhere: (n_rows,) a grouping whose pairs belong to other strata though they are
            listed here; None for none.
        n_elsewhere: How many of those.
    """

    order: Int64
    start: Int64
    past: Int64
    size: Int64
    elsewhere: Labels | None = None
    n_elsewhere: int = 0

    @property
    def n_listed(self) -> int:
        """Ranks that there are, pairs of other strata included."""
        return int(self.past[-1]) if len(self.past) else 0

    def __len__(self) -> int:
        return self.n_listed - self.n_elsewhere

    def pairs(self, ranks: Int64) -> tuple[Int64, Int64]:
        """The rows of the pairs at some ranks, 0 to less than ``n_listed``; left < right."""
        place = np.searchsorted(self.past, ranks, side="right")
        before = np.where(place > 0, self.past[place - 1], 0)
        one, other = self.order[place], self.order[self.start[place] + ranks - before]
        return np.minimum(one, other), np.maximum(one, other)

    def own(self, left: Int64, right: Int64) -> npt.NDArray[np.bool_]:
        """Which of its listed pairs belong to it."""
        if self.elsewhere is None:
            return np.ones(len(left), np.bool_)
        return self.elsewhere[left] != self.elsewhere[right]


def strata_of(partitions: Sequence[Labels], base: int = 0) -> list[Stratum]:
    """One stratum for each grouping: pairs that it has together and the next one apart.

    Groupings at neighbouring thresholds nearly nest, but a later pass may put an article
    elsewhere. So a pair belongs to the strictest of an unbroken row of groupings that have it
    together, counted from the loosest; and pairs of the grouping in use are counted from that
    one, wherever looser ones put them. The pairs of all strata together are those of the
    loosest grouping and of the one in use.

    Args:
        partitions: Labels of the same rows, the loosest first.
        base: Place of the grouping in use.

    Returns:
        Strata that share no pair.
    """
    if not partitions:
        return []
    used = partitions[base]
    looser = _chain([*partitions[:base], used])
    stricter = _chain([*partitions[base:], np.arange(len(used), dtype=np.int32)])
    found = []
    for outer, inner in pairwise(looser):
        n_elsewhere = n_pairs(_both(outer, used)) - n_pairs(_both(inner, used))
        found.append(_stratum(outer, inner, used, n_elsewhere))
    return found + [_stratum(outer, inner) for outer, inner in pairwise(stricter)]


def n_pairs(labels: Labels) -> int:
    """Pairs that a grouping has together."""
    sizes = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _chain(partitions: Sequence[Labels]) -> list[Labels]:
    """Each grouping cut along all before it."""
    found = [partitions[0]]
    for labels in partitions[1:]:
        found.append(_both(found[-1], labels))
    return found


def _both(one: Labels, other: Labels) -> Labels:
    """The groups of rows that both groupings have together."""
    key = one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other
    return np.unique(key, return_inverse=True)[1].astype(np.int32)


def _stratum(
    labels: Labels, inner: Labels, elsewhere: Labels | None = None, n_elsewhere: int = 0
) -> Stratum:
    order = np.lexsort((inner, labels))
    outer_end, inner_end = _ends(labels[order]), _ends(inner[order])
    sizes = np.bincount(labels)[labels[order]].astype(np.int64)
    past = np.cumsum(outer_end - inner_end)
    return Stratum(order.astype(np.int64), inner_end, past, sizes, elsewhere, n_elsewhere)


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

    A pair is drawn with a chance that falls with the square root of its group's size: half
    way between every pair alike, which a few large groups would fill, and every article alike,
    which would leave the pairs of large groups to chance. The order goes round the strata, and
    is random within each, so that wherever a person stops the answered pairs of a stratum
    speak for all of it. An empty stratum gives none.
    """
    dice = np.random.default_rng(seed)
    quota = shared(np.array([len(stratum) for stratum in strata], np.int64), n)
    columns: list[tuple[npt.NDArray[np.int64 | np.float64], ...]] = []
    for at, stratum in enumerate(strata):
        left, right, inclusion = _drawn(stratum, int(quota[at]), dice)
        mixed = dice.permutation(len(left))
        turn = np.arange(len(left), dtype=np.int64)
        of = np.full(len(left), at, np.int64)
        columns.append((left[mixed], right[mixed], of, turn, inclusion[mixed]))
    if not columns:
        none = np.zeros(0, np.int64)
        return Sample(none, none, none, np.zeros(0))
    left, right, of, turn, inclusion = (
        np.concatenate(parts) for parts in zip(*columns, strict=True)
    )
    order = np.lexsort((dice.random(len(turn)), turn))
    return Sample(left[order], right[order], of[order], inclusion[order])


def _drawn(stratum: Stratum, n: int, dice: np.random.Generator) -> tuple[Int64, Int64, Float64]:
    """At the most n pairs of a stratum and their chances; foreign ones are passed over."""
    if not n:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    n_listed = min(math.ceil(n * stratum.n_listed / len(stratum)), stratum.n_listed)
    while True:
        ranks, inclusion = _systematic(stratum, n_listed, dice)
        left, right = stratum.pairs(ranks)
        own = np.flatnonzero(stratum.own(left, right))
        if len(own):
            kept = dice.permutation(own)[:n]
            return left[kept], right[kept], inclusion[kept] * (len(kept) / len(own))


def _systematic(stratum: Stratum, n: int, dice: np.random.Generator) -> tuple[Int64, Float64]:
    """(n,) ranks of pairs and their chances, spread evenly over groups in order of size.

    Chances are laid end to end and cut at equal steps from a random beginning (systematic
    sampling with unequal probabilities: Madow 1949; Särndal, Swensson & Wretman, 1992, section
    3.6), so each pair comes at most once and exactly with its chance.
    """
    order = np.argsort(stratum.size, kind="stable")
    before = np.concatenate([[0], stratum.past[:-1]])
    n_pairs = (stratum.past - before)[order]
    order, n_pairs = order[n_pairs > 0], n_pairs[n_pairs > 0]
    chance = _chances(n_pairs, stratum.size[order] ** -0.5, n)
    ends = np.cumsum(n_pairs * chance)
    points = (np.arange(n) + dice.random()) * (ends[-1] / n)
    at = np.minimum(np.searchsorted(ends, points, side="right"), len(ends) - 1)
    begins = ends[at] - n_pairs[at] * chance[at]
    within = np.clip((points - begins) / chance[at], 0, n_pairs[at] - 1).astype(np.int64)
    return before[order[at]] + within, chance[at]


def _chances(n_pairs: Int64, weight: Float64, n: int) -> Float64:
    """Chances in proportion to the weight, at the most 1, of n pairs drawn in all."""
    chance = np.zeros(len(weight))
    while True:
        room = chance < 1
        left = n - float(n_pairs[~room].sum())
        total = float((n_pairs * weight)[room].sum())
        if not room.any() or total <= 0:
            return chance
        chance[room] = left * weight[room] / total
        if (chance <= 1).all():
            return chance
        chance = np.minimum(chance, 1.0)
