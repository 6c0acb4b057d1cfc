"""A second look at pairs, in the light of their groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig
from clustering.graph.bonds import NOTHING, Pairs
from clustering.graph.linkage import Guard
from clustering.graph.marks import Marks, contradictions
from clustering.stories.affinity import FEATURES
from clustering.stories.grouping import LEAST_PROBABILITY, MAX_PARTNERS, group_pairs
from clustering.stories.views import Views
from clustering.text.distinct import distinct

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]

_EVEN = 0.5
"""Groups are those of even odds, whatever threshold is asked for, so that a higher threshold
only parts what a lower one joins."""
_NEAR = 0.2
"""Groups whose mean link is weaker than this have nothing to do with each other."""
_PER_AGREEMENT, _MOST = 3.0, 2.0
"""Log-odds for each unit of agreement beyond the least, and the most there can be."""
_FAR_DAYS = 60
"""Groups agree on an event, not on a person's career: between articles that are further apart in
time agreement adds nothing."""
_AGAINST = -8.0
"""Log-odds of a contradiction: two links of probability .999 and .5 become .25 and .0003."""


@dataclass(frozen=True, eq=False)
class SecondLook:
    """What the groups of two articles add to what the articles say themselves.

    Attributes:
        probability: (n_pairs,) float32, all counted in.
        evidence: ``groups_agree`` and ``groups_contradict``: (n_pairs,) float32; 0 where
            nothing is added.
        terms: The same names, log-odds added: (n_pairs,) float32.
    """

    probability: Floats
    evidence: dict[str, Floats]
    terms: dict[str, Floats]


def story_marks(views: Views) -> Marks:
    """Rare names, rare numbers and days of the year, in articles that have a body."""
    keys = []
    for rows, first, rare in (
        (views.names, 0, views.rareness > 0),
        (views.numbers, 0, views.rareness > 0),
        (views.days_named, views.text.n_columns, None),
    ):
        row = np.repeat(np.arange(len(rows)), np.diff(rows.offsets))
        kept = views.has_body[row] if rare is None else views.has_body[row] & rare[rows.columns]
        keys.append(row[kept] << 32 | (rows.columns[kept] + first))
    both = distinct(*keys)
    sizes = np.bincount(both >> 32, minlength=len(views.has_body))
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return Marks(offsets, (both & 0xFFFFFFFF).astype(np.int32), views.has_body)


def far_apart(features: Floats) -> npt.NDArray[np.bool_]:
    """(n_pairs,) whether two dates are known to be too far apart for agreement to count."""
    return np.asarray(features[:, FEATURES.index("days_log")] > np.log1p(_FAR_DAYS))


def look_again(
    left: Int32,
    right: Int32,
    probability: Floats,
    cosine: Floats,
    marks: Marks,
    config: StoriesConfig,
    decided: tuple[Pairs, Pairs] = NOTHING,
    far: npt.NDArray[np.bool_] | None = None,
) -> SecondLook:
    """Groups the articles and asks each pair of near groups whether they agree.

    Two groups *contradict* each other where most of the one name what hardly any of the other
    does, and the reverse (``graph.marks.contradiction``): two ships, two winners, two dates. They
    *agree* as far as their articles are as near to each other as those of one group are among
    themselves: the mean cosine between them over the geometric mean of those inside, which is
    the cosine of their pooled vectors freed from how alike the articles of a subject are. An
    article alone counts as a group as dense as the archive's links are on the average.

    Args:
        left: (n_pairs,) int32 rows, left < right, sorted, unique.
        right: (n_pairs,) int32 rows.
        probability: (n_pairs,) float32, from the two articles.
        cosine: (n_pairs,) float32, of the whole texts.
        marks: Of all rows.
        config: How much it takes.
        decided: What the user wants together, and apart.
        far: (n_pairs,) between which articles agreement does not count; None for none.
    """
    guard = Guard(marks, config.contradiction) if config.contradiction < 1 else None
    labels, _ = group_pairs(len(marks.telling), left, right, probability, _EVEN, decided, guard)
    near = _near_groups(labels, left, right, probability, cosine)
    agree, contradict = np.zeros((2, len(left)), np.float32)
    if guard is not None:
        apart = contradictions(marks, near.place, near.one, near.other)
        contradict[near.pairs] = np.where(apart >= config.contradiction, apart, 0)[near.at]
    more = np.where(near.agreement > config.agreement, near.agreement, 0).astype(np.float32)
    agree[near.pairs] = np.where(contradict[near.pairs] > 0, 0, more[near.at])
    if far is not None:
        agree[far] = 0
    added = np.clip(_PER_AGREEMENT * (agree - config.agreement), 0, _MOST) * (agree > 0)
    against = np.where(contradict > 0, np.float32(_AGAINST), np.float32(0))
    return SecondLook(
        _shifted(probability, added + against),
        {"groups_agree": agree, "groups_contradict": contradict},
        {"groups_agree": added.astype(np.float32), "groups_contradict": against},
    )


@dataclass(frozen=True, eq=False)
class _Near:
    """Pairs of groups that are near each other, and the pairs of articles between them."""

    place: Int32
    one: Int32
    other: Int32
    agreement: Float64
    pairs: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]


def _near_groups(
    labels: Int32, left: Int32, right: Int32, probability: Floats, cosine: Floats
) -> _Near:
    roots = np.flatnonzero(labels == np.arange(len(labels)))
    place = np.searchsorted(roots, labels).astype(np.int32)
    size = np.bincount(place, minlength=len(roots))
    a, b = place[left], place[right]
    inside = a == b
    usual = float((probability * cosine).sum(dtype=np.float64)) / max(
        float(probability.sum(dtype=np.float64)), 1e-9
    )
    n_inside = np.minimum(size * (size - 1) // 2, MAX_PARTNERS * size // 2)
    density = np.bincount(a[inside], cosine[inside], minlength=len(roots))
    density = np.where(size > 1, density / np.maximum(n_inside, 1), usual)

    pairs = np.flatnonzero(~inside & (probability >= LEAST_PROBABILITY))
    a, b = a[pairs], b[pairs]
    keys = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
    groups = distinct(keys)
    at = np.searchsorted(groups, keys)
    one, other = (groups >> 32).astype(np.int32), (groups & 0xFFFFFFFF).astype(np.int32)
    smaller, larger = np.minimum(size[one], size[other]), np.maximum(size[one], size[other])
    n_between = smaller * np.minimum(larger, MAX_PARTNERS)
    mean = np.bincount(at, probability[pairs], minlength=len(groups)) / n_between
    between = np.bincount(at, cosine[pairs], minlength=len(groups)) / n_between
    agreement = between / np.maximum(np.sqrt(density[one] * density[other]), 1e-2)
    agreement[larger == 1] = 0  # two articles are no groups: their link has said it all
    near = mean >= _NEAR
    kept = near[at]
    number = np.cumsum(near) - 1
    return _Near(place, one[near], other[near], agreement[near], pairs[kept], number[at[kept]])


def _shifted(probability: Floats, added: Floats) -> Floats:
    """The probabilities with log-odds added, rounded as ``PairModel.probability`` rounds."""
    changed = np.flatnonzero(added)
    told = np.clip(probability[changed].astype(np.float64), 1e-6, 1 - 1e-6)
    log_odds = np.log(told / (1 - told)) + added[changed]
    out = probability.copy()
    out[changed] = np.round(1 / (1 + np.exp(-log_odds)), 6)
    return out
