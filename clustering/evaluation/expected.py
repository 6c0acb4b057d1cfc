"""B-cubed scores of many groupings, expected from labelled pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.evaluation.bootstrap import Figures, figures_of
from clustering.logistic import fit_logistic, log_odds

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]

_DRAWS = 200
_MAX_ARTICLES = 2000
_USUAL, _STRENGTH = np.array([0.0, 1.5, 0.0]), np.array([0.01, 0.25, 2.0])
"""Before any answer: the share rises with the threshold, from under a tenth to over nine tenths
of the range, whatever its level; the size does not matter."""


def joined_at(partitions: Int32, left: Int32, right: Int32) -> npt.NDArray[np.int64]:
    """(n_pairs,) place of the strictest grouping that has both together; -1 for none.

    Args:
        partitions: (n_groupings, n_articles) labels, loosest first.
        left: (n_pairs,) articles.
        right: (n_pairs,) articles.
    """
    together = partitions[:, left] == partitions[:, right]
    last = len(partitions) - 1 - np.argmax(together[::-1], axis=0)
    return np.where(together.any(axis=0), last, -1).astype(np.int64)


def expected_b_cubed(
    partitions: Int32,
    thresholds: Float64,
    pairs: tuple[Int32, Int32],
    truth: npt.NDArray[np.bool_],
    seed: int = 1,
) -> Figures:
    """What the groupings of a sweep would score, as far as labelled pairs can tell.

    Raising a threshold takes groups apart, so a pair has one threshold up to which it is
    together (the strictest at which it is, where a step does not quite do so). The share of
    such pairs that belong together depends on that threshold and on the size of the group; a
    logistic regression on the log-odds of the one and the logarithm of the other learns it
    from the answers. As the pairs are compared at equal threshold and size, it does not matter
    which thresholds and sizes the sample favoured.

    An article's group at a threshold is then a nest of shells: those who join it at one
    threshold and no higher one, each shell as a whole, since those who come together came as
    one group. Every article is taken to have a threshold of its own, at which its group is
    just what belongs together: the shells within belong, those without do not. Which it is,
    is drawn, so that a shell belongs with the share that the regression gives for it. (Were
    each shell drawn by itself, every article would lose something at every step, and recall would
    fall too fast: measured in docs/benchmarks-tuning.md.) Many draws give precision and
    recall; each takes other weights of the regression. Recall is of what the loosest grouping
    has together.

    Args:
        partitions: (n_groupings, n_articles) labels, loosest first.
        thresholds: (n_groupings,) ascending, over 0 and below 1.
        pairs: Labelled pairs, as articles.
        truth: (n_pairs,) they belong together.
        seed: Of the draws.
    """
    dice = np.random.default_rng(seed)
    sizes = np.stack([np.bincount(labels)[labels] for labels in partitions]).astype(np.float64)
    at = joined_at(partitions, *pairs)
    seen = at >= 0
    middle = log_odds(_middles(thresholds))
    middle = (middle - middle.mean()) / max(float(middle.std()), 1e-9)
    size = np.log(sizes[at[seen], pairs[0][seen]])
    columns = np.column_stack([np.ones(seen.sum()), middle[at[seen]], size])
    weights, spread = fit_logistic(columns, truth[seen].astype(np.float64), _USUAL, _STRENGTH)
    drawn = dice.multivariate_normal(weights, spread, _DRAWS, method="cholesky")
    n = partitions.shape[1]
    chosen = dice.choice(n, _MAX_ARTICLES, replace=False) if n > _MAX_ARTICLES else slice(None)
    sizes = sizes[:, chosen]
    shells = np.maximum(sizes - np.concatenate([sizes[1:], np.ones((1, sizes.shape[1]))]), 0)
    log_sizes = np.log(sizes)
    precision, recall = np.empty((2, len(partitions), _DRAWS))
    for draw, (base, by_threshold, by_size) in enumerate(drawn.tolist()):
        odds = (base + by_threshold * middle)[:, None] + by_size * log_sizes
        limit = dice.logistic(size=sizes.shape[1])  # below the odds with the share as probability
        belong = shells * (limit < odds)
        # groupings that do not quite nest leave a group with more than it has room for
        within = np.minimum(1 + np.cumsum(belong[::-1], axis=0)[::-1], sizes)
        precision[:, draw] = (within / sizes).mean(axis=1)
        recall[:, draw] = (within / within.max(axis=0)).mean(axis=1)
    return figures_of(precision.mean(axis=1), recall.mean(axis=1), precision, recall)


def _middles(thresholds: Float64) -> Float64:
    """Where the joins of each step lie: halfway to the next threshold."""
    step = thresholds[-1] - thresholds[-2] if len(thresholds) > 1 else 0.0
    last = min(thresholds[-1] + step, (1 + thresholds[-1]) / 2)
    return (thresholds + np.append(thresholds[1:], last)) / 2
