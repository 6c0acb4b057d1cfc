"""Chooses the pairs whose answers teach most about a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.evaluation.frame import draw_sample, n_pairs, strata_of
from clustering.evaluation.gold import Level
from clustering.evaluation.labels import PairLabel

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

_PER_STRATUM = 6
"""Questions for each stratum, so many that one answer does not decide alone."""


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
    """A probability sample of the pairs that some threshold would join.

    A pair comes together at one threshold, the highest at which its two articles share a
    group. Strata are ranges of it, equally wide over all values tried, and as many pairs are
    drawn from each: so answers tell at every threshold which share of those whom it joins
    belong together, wherever the threshold in use lies, and every pair's chance is known
    (stratified sampling: Cochran, Sampling Techniques, 1977, chapter 5).

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
    chosen = cuts(values, base, n)
    now = int(np.argmin(np.abs(values - base)))
    strata = strata_of([partitions[at] for at in chosen], chosen.index(now))
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


def pairs_at(partitions: Int32) -> int:
    """Pairs that some threshold joins, those of the loosest at the least."""
    return n_pairs(partitions[0])


def cuts(values: Float64, base: float, n: int) -> list[int]:
    """Places of the thresholds at which strata begin, ascending; the one in use is among them.

    Args:
        values: (n_values,) thresholds, ascending.
        base: The threshold in use.
        n: Questions.
    """
    n_strata = min(len(values), max(n // _PER_STRATUM, 1))
    evenly = np.round(np.linspace(0, len(values), n_strata, endpoint=False)).astype(int)
    return sorted({*evenly.tolist(), int(np.argmin(np.abs(values - base)))})


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
