"""The company two articles keep: whether others go with both."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.linkage import adjacency
from clustering.stories.affinity import N_OWN
from clustering.stories.model import PairModel

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

_LEAST = 0.02
"""Weaker pairs are no company."""
_DOUBT = 2.0
"""Articles' worth of company that must speak before its agreement says much."""


def add_company(features: Floats, model: PairModel, left: Int32, right: Int32, n_rows: int) -> None:
    """Fills the last two columns of the evidence from what the model says without them.

    The company of an article are the others, each as far as it probably tells the same event.
    Reports of one event have one company; two alike events have two.

    Args:
        features: (n_pairs, n_features) float32; changed in place.
        model: Gives the probabilities that the company is made of.
        left: (n_pairs,) int32 rows, left < right, sorted by (left, right).
        right: (n_pairs,) int32 rows.
        n_rows: Number of articles.
    """
    features[:, N_OWN:] = 0
    features[:, N_OWN:] = company(model.probability(features), left, right, n_rows)


def company(probability: Floats, left: Int32, right: Int32, n_rows: int) -> Floats:
    """How far the companies of each pair agree, and how large the smaller one is.

    Returns:
        (n_pairs, 2) float32: a weighted Jaccard index (Ružička), sum of the smaller over sum of
        the larger probabilities, held down by two articles' worth of doubt; and ln(1 + the
        sum of probabilities of the article that has less of them). The pair itself is no part of
        its company.
    """
    kept = probability >= _LEAST
    starts, others, weights = adjacency(n_rows, left[kept], right[kept], probability[kept])
    return np.asarray(_company(starts, others, weights, left, right, probability * kept))


@nb.njit(cache=True, nogil=True)
def _company(
    starts: npt.NDArray[np.int64],
    others: Int32,  # ascending within a row, as the pairs are sorted
    weights: npt.NDArray[np.float64],
    left: Int32,
    right: Int32,
    probability: Floats,
) -> Floats:
    n_rows = len(starts) - 1
    total = np.zeros(n_rows, np.float64)
    for row in range(n_rows):
        for at in range(starts[row], starts[row + 1]):
            total[row] += weights[at]
    out = np.zeros((len(left), 2), np.float32)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        i, j = starts[a], starts[b]
        shared = 0.0
        while i < starts[a + 1] and j < starts[b + 1]:
            if others[i] == others[j]:
                shared += min(weights[i], weights[j])
                i += 1
                j += 1
            elif others[i] < others[j]:
                i += 1
            else:
                j += 1
        one = max(total[a] - probability[pair], 0.0)
        other = max(total[b] - probability[pair], 0.0)
        out[pair, 0] = shared / (one + other - shared + _DOUBT)
        out[pair, 1] = np.log1p(min(one, other))
    return out
