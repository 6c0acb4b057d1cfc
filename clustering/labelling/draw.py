"""Chooses the pairs whose answers teach most about a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clustering.evaluation.frame import draw_sample, strata_of
from clustering.evaluation.gold import Level
from clustering.evaluation.labels import PairLabel

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

_BELOW = (0.1, 0.25, 0.45, 0.7)
_ABOVE = (0.06, 0.13, 0.22, 0.35, 0.55)
"""Shares of the joins on either side of the threshold at which strata end: narrow near it."""
_ODDS = 0.5
"""Pairs that come together only below half the odds of the threshold are not asked about."""


def draw_level(
    level: Level,
    values: Float64,
    partitions: Int32,
    base: float,
    ids: Sequence[str],
    n: int,
    seed: int = 1,
    run: str = "",
) -> list[PairLabel]:
    """A probability sample of the pairs that some threshold near the present one would join.

    A pair comes together at one threshold, the highest at which its two articles share a
    group. Strata are ranges of it, narrow near the threshold in use, and as many pairs are
    drawn from each: so the pairs that another threshold would take apart or join are asked
    about far more often than by chance, and every pair's chance is known (stratified sampling:
    Cochran, Sampling Techniques, 1977, chapter 5). Within a stratum every pair is as likely as
    any other, so groups are met in proportion to their pairs.

    Args:
        level: Of the groups.
        values: (n_values,) thresholds, ascending.
        partitions: (n_values, n_rows) int32 groups at each, the loosest first.
        base: The threshold in use.
        ids: Article of each row.
        n: Pairs to draw.
        seed: Another seed draws other pairs.
        run: Mark of the run.

    Returns:
        Rows without an answer, in the order in which they should be asked.
    """
    if not n:
        return []
    chosen = cuts(values, _n_groups(partitions), base)
    strata = strata_of(nested([partitions[at] for at in chosen]))
    sample = draw_sample(strata, n, seed)
    last = len(partitions) - 1
    together = partitions[:, sample.left] == partitions[:, sample.right]
    highest = last - np.argmax(together[::-1], axis=0)
    columns = (sample.left, sample.right, sample.stratum, sample.inclusion, values[highest])
    return [
        PairLabel(
            min(ids[left], ids[right]),
            max(ids[left], ids[right]),
            level=level,
            stratum=_name(level, values[chosen], stratum),
            stratum_pairs=len(strata[stratum]),
            inclusion=inclusion,
            score=score,
            run=run,
        )
        for left, right, stratum, inclusion, score in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def pairs_at(values: Float64, partitions: Int32, base: float) -> int:
    """Pairs that could be drawn."""
    chosen = cuts(values, _n_groups(partitions), base)
    widest = nested([partitions[at] for at in chosen])[0]
    sizes = np.unique(widest, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def nested(partitions: Sequence[Int32]) -> list[Int32]:
    """The same groupings, each taking groups of the one before apart and joining none.

    Groupings at neighbouring thresholds nearly nest by themselves, but a later pass may put an
    article elsewhere. The loosest is widened to hold every pair that any of them has together,
    and each of the others is cut along those before it; so each pair has its one stratum.

    Args:
        partitions: (n_rows,) labels each, the loosest first.
    """
    n = len(partitions[0])
    rows = np.arange(n)
    ends = []
    for labels in partitions:
        _, first, group = np.unique(labels, return_index=True, return_inverse=True)
        ends.append(first[group])
    one, other = np.tile(rows, len(ends)), np.concatenate(ends)
    ties = coo_array((np.ones(len(one), np.bool_), (one, other)), shape=(n, n))
    found = [connected_components(ties, directed=False)[1].astype(np.int32)]
    cut = found[0]
    for labels in partitions:
        both = np.stack([cut, labels])
        cut = np.unique(both, axis=1, return_inverse=True)[1].ravel().astype(np.int32)
        found.append(cut)
    return [found[0], *found[2:]]


def _n_groups(partitions: Int32) -> list[int]:
    return [len(np.unique(labels)) for labels in partitions]


def cuts(values: Float64, n_groups: Sequence[int], base: float) -> list[int]:
    """Places of the thresholds at which strata begin, ascending.

    Args:
        values: (n_values,) thresholds, ascending.
        n_groups: Groups at each.
        base: The threshold in use.
    """
    odds = _ODDS * base / (1 - base)
    low = int(np.searchsorted(values, min(odds / (1 + odds), base) - 1e-9))
    at = int(np.argmin(np.abs(values - base)))
    groups = np.array(n_groups, np.float64)
    found = {min(low, at), at}
    for share in _BELOW:
        wanted = groups[at] - share * (groups[at] - groups[min(low, at)])
        found.add(int(np.argmin(np.abs(groups[: at + 1] - wanted))))
    for share in _ABOVE:
        wanted = groups[at] + share * (groups[-1] - groups[at])
        found.add(at + int(np.argmin(np.abs(groups[at:] - wanted))))
    return sorted(place for place in found if place >= min(low, at))


def shares(n: int, sizes: Sequence[int]) -> list[int]:
    """How many of n questions each level gets: as many as the other, unless it has fewer pairs."""
    given = [0] * len(sizes)
    for turn in range(len(sizes)):
        order = sorted(range(len(sizes)), key=lambda k: sizes[k])
        k = order[turn]
        given[k] = min(sizes[k], (n - sum(given)) // (len(sizes) - turn))
    return given


def _name(level: str, begins: Float64, stratum: int) -> str:
    low = begins[stratum]
    if stratum + 1 == len(begins):
        return f"{level} {low:.3g} and over"
    return f"{level} {low:.3g} to {begins[stratum + 1]:.3g}"
