"""How firmly each story stands: what holds it together, what came near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Groups, Links


@dataclass(frozen=True, eq=False)
class Standing:
    """By story, in order of its first row.

    Attributes:
        cohesion: (n_stories,) float64, mean link probability of the pairs inside that were
            compared; 1.0 when alone.
        nearest: (n_stories,) int64 place of the story with the highest mean link probability
            to it, the earlier one among equals; -1 where no pair with another story counts.
        probability: (n_stories,) float64, that mean; 0.0 where there is none.
    """

    cohesion: npt.NDArray[np.float64]
    nearest: npt.NDArray[np.int64]
    probability: npt.NDArray[np.float64]


def standing_of(groups: Groups, candidates: Links, max_partners: int) -> Standing:
    """Measures every story against itself and against the others.

    Args:
        groups: Stories by row.
        candidates: The pairs that the grouping weighed, with their probabilities.
        max_partners: As in ``graph.linkage.link_average``, whose mean between two groups is
            the one used here: sum / min(n_a · n_b, max_partners · min(n_a, n_b)).
    """
    roots = groups.roots
    place = np.searchsorted(roots, groups.labels)
    size = np.bincount(place, minlength=len(roots))
    left, right = place[candidates.left], place[candidates.right]
    score = candidates.score.astype(np.float64)
    inside = left == right
    n_inside = np.bincount(left[inside], minlength=len(roots))
    held = np.bincount(left[inside], score[inside], minlength=len(roots))
    cohesion = np.where(n_inside > 0, held / np.maximum(n_inside, 1), 1.0)

    low, high = np.minimum(left, right)[~inside], np.maximum(left, right)[~inside]
    pairs, at = np.unique(low * len(roots) + high, return_inverse=True)
    low, high = pairs // max(len(roots), 1), pairs % max(len(roots), 1)
    smaller, larger = np.minimum(size[low], size[high]), np.maximum(size[low], size[high])
    mean = np.bincount(at, score[~inside], minlength=len(pairs)) / (
        smaller * np.minimum(larger, max_partners)
    )
    one, other = np.concatenate([low, high]), np.concatenate([high, low])
    both = np.minimum(np.concatenate([mean, mean]), 1.0)
    order = np.lexsort((other, -both, one))
    first = order[np.unique(one[order], return_index=True)[1]]
    nearest, probability = np.full(len(roots), -1, np.int64), np.zeros(len(roots))
    nearest[one[first]], probability[one[first]] = other[first], both[first]
    return Standing(cohesion, nearest, probability)
