"""Link probabilities to stories."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import NOTHING, Pairs
from clustering.graph.linkage import Guard, Merges, link_average
from clustering.model import Groups

LEAST_PROBABILITY = 0.02
"""Weaker pairs count as probability 0."""
MAX_PARTNERS = 10
"""See ``link_average``: an article is compared with its nearest only, not with a whole story."""


def group_pairs(
    n_rows: int,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
    probability: npt.NDArray[np.float32],
    threshold: float,
    decided: tuple[Pairs, Pairs] = NOTHING,
    guard: Guard | None = None,
) -> tuple[npt.NDArray[np.int32], Merges]:
    """Average linkage over link probabilities; labels are smallest rows, see ``link_average``."""
    kept = probability >= LEAST_PROBABILITY
    return link_average(
        n_rows, left[kept], right[kept], probability[kept], threshold, MAX_PARTNERS, decided, guard
    )


def weakest_joins(groups: Groups, merges: Merges) -> dict[int, float]:
    """Label to the lowest mean weight at which its parts were joined; 1.0 when alone."""
    weakest = dict.fromkeys(groups.roots.tolist(), 1.0)
    labels = groups.labels[merges.left].tolist()
    for label, height in zip(labels, merges.height.tolist(), strict=True):
        weakest[label] = min(weakest[label], height)
    return weakest
