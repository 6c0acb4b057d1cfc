"""B-cubed scores of many groupings, with intervals over gold groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Estimate

Float64 = npt.NDArray[np.float64]

_DRAWS = 1000
_ENDS = (0.025, 0.975)


@dataclass(frozen=True, eq=False)
class Figures:
    """B-cubed figures of groupings.

    Attributes:
        precision: One for each grouping.
        recall: The same.
        f1: The same.
        best: Place of the grouping with the highest F1, the first of equals.
        even: (n_groupings,) bool: its F1 cannot be told from the best one's.
    """

    precision: tuple[Estimate, ...]
    recall: tuple[Estimate, ...]
    f1: tuple[Estimate, ...]
    best: int
    even: npt.NDArray[np.bool_]


def bootstrap_b_cubed(found: npt.NDArray[np.int32], gold: npt.ArrayLike, seed: int = 1) -> Figures:
    """Scores groupings of the same labelled articles and tells how sure the scores are.

    Whole gold groups are drawn with return, because the articles of one group are right or
    wrong together (cluster bootstrap: Davison & Hinkley, Bootstrap Methods and their
    Application, 1997, section 3.8); the found groups stay as they are. Ends are the 2.5 and
    97.5 percentiles of 1,000 draws. Two groupings are even when that interval of the
    difference of their F1 in the same draws holds 0.

    Args:
        found: (n_groupings, n_labelled) labels, whole numbers from 0 on.
        gold: (n_labelled,) gold labels.
        seed: Of the draws.
    """
    _, group = np.unique(np.asarray(gold), return_inverse=True)
    n_groups, n = int(group.max()) + 1, len(group)
    sums = np.empty((len(found), 2, n_groups))
    for at, labels in enumerate(found):
        _, own = np.unique(labels, return_inverse=True)
        cells, cell, size = np.unique(
            group.astype(np.int64) * n + own, return_inverse=True, return_counts=True
        )
        del cells
        shared = size[cell].astype(np.float64)
        sums[at, 0] = np.bincount(group, shared / np.bincount(own)[own], minlength=n_groups)
        sums[at, 1] = np.bincount(group, shared / np.bincount(group)[group], minlength=n_groups)
    times = np.random.default_rng(seed).multinomial(
        n_groups, np.full(n_groups, 1 / n_groups), size=_DRAWS
    )
    drawn = sums @ times.T / (times @ np.bincount(group))  # (n_groupings, 2, n_draws)
    values = sums.sum(axis=2) / n
    return figures_of(values[:, 0], values[:, 1], drawn[:, 0], drawn[:, 1])


def figures_of(
    precision: Float64, recall: Float64, drawn_precision: Float64, drawn_recall: Float64
) -> Figures:
    """Figures from values, (n_groupings,), and draws of them, (n_groupings, n_draws)."""
    f1, drawn = _f1(precision, recall), _f1(drawn_precision, drawn_recall)
    best = int(np.argmax(np.round(f1, 9)))
    low, high = np.quantile(np.round(drawn - drawn[best], 9), _ENDS, axis=1)
    return Figures(
        _estimates(precision, drawn_precision),
        _estimates(recall, drawn_recall),
        _estimates(f1, drawn),
        best,
        (low <= 0) & (high >= 0),
    )


def _f1(precision: Float64, recall: Float64) -> Float64:
    return 2 * precision * recall / (precision + recall)


def _estimates(values: Float64, drawn: Float64) -> tuple[Estimate, ...]:
    low, high = np.quantile(drawn, _ENDS, axis=1)
    columns = zip(values.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple(Estimate(value, min(a, value), max(b, value)) for value, a, b in columns)
