"""Why each story is in its thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.model import Groups, StoryFits
from clustering.text.overlap import cosines
from clustering.text.tfidf import Rows
from clustering.threads.affinity import StorySums
from clustering.threads.measures import (
    ACTORS,
    FIRST_DAY,
    LAST_DAY,
    MATTER,
    TERMS,
    TOPIC,
    measure_groups,
)
from clustering.threads.trace import Traced, group_figures, sum_threads

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
_SQUARES = [MATTER, TOPIC, ACTORS]
"""Columns of ``group_figures`` with squared lengths."""


def fit_stories(
    sums: StorySums, traced: Traced, stories: Groups, threads: StorySums | None = None
) -> StoryFits:
    """Measures each story against the rest of its thread, by the terms of a join.

    The rest is the thread's sum less the story's, so that nothing is pooled again and the cost
    is that of one pass over the stories' words.

    Args:
        sums: The stories.
        traced: Their threads.
        stories: Stories over all rows, in the order of ``sums``.
        threads: The sums of the threads, if they were added up.

    Returns:
        One line for each story that has a thread with others; rows are those of ``stories``.
    """
    thread = np.unique(traced.labels, return_inverse=True)[1]
    inside = np.flatnonzero(np.bincount(thread)[thread] > 1).astype(np.int32)
    if not len(inside):
        return StoryFits.empty()
    whole = threads or sum_threads(sums, traced)
    of = thread[inside].astype(np.int32)
    own, rest = group_figures(sums)[inside], group_figures(whole)[of]
    pairs = (sums.matter, whole.matter), (sums.topic, whole.topic), (sums.actors, whole.actors)
    shared = np.column_stack([_products(part, all_of, inside, of) for part, all_of in pairs])
    shared -= own[:, _SQUARES]
    rest = _without(own, rest, shared)
    rest[:, FIRST_DAY], rest[:, LAST_DAY] = _ends_without(sums, thread)
    told, terms = measure_groups(own, rest, np.maximum(shared, 0))
    rows: npt.NDArray[np.int32] = stories.roots
    nearest = _nearest(traced, thread)[inside]
    return StoryFits(
        rows[inside],
        np.where(nearest >= 0, rows[nearest], -1).astype(np.int32),
        told[:, 0].copy(),
        {
            "days": told[:, 3].copy(),
            "cosine_matter": told[:, 1].copy(),
            "cosine_actors": told[:, 2].copy(),
        },
        {name: terms[:, k].copy() for k, name in enumerate(TERMS)},
    )


def _products(parts: Rows, wholes: Rows, part: Int32, whole: Int32) -> Float64:
    """(n,) products of each part with its whole."""
    both = Rows(
        np.concatenate([parts.offsets, parts.offsets[-1] + wholes.offsets[1:]]),
        np.concatenate([parts.columns, wholes.columns]),
        np.concatenate([parts.values, wholes.values]),
        parts.n_columns,
    )
    order = np.argsort(whole, kind="stable")  # each whole is spread out once for all its parts
    left = (len(parts) + whole[order]).astype(np.int32)
    shared = np.empty(len(part))
    shared[order] = cosines(both, left, part[order])
    return shared


def _without(own: Float64, whole: Float64, shared: Float64) -> Float64:
    """Figures of the wholes less the parts; |w - p|² = |w|² - 2 (w - p)·p - |p|²."""
    days = [FIRST_DAY, LAST_DAY]
    rest = whole - np.where(np.isin(np.arange(own.shape[1]), days), 0, own)
    for column, product in zip(_SQUARES, shared.T, strict=True):
        rest[:, column] = whole[:, column] - 2 * product - own[:, column]
        # what is left of rounding is nothing
        rest[rest[:, column] < 1e-6 * whole[:, column], column] = 0.0
    return rest


def _ends_without(sums: StorySums, thread: Int64) -> tuple[Float64, Float64]:
    """First and last day of every thread of several stories without each of its stories."""
    several = np.bincount(thread)[thread] > 1
    ends = []
    for sign, day in ((1, sums.day_first), (-1, sums.day_last)):
        order = np.lexsort((sign * day, thread))
        begin = np.flatnonzero(np.diff(np.append(-1, thread[order])))
        at = begin[np.searchsorted(thread[order][begin], thread[several])]
        best, next_best = order[at], order[at + 1]
        own = np.flatnonzero(several) == best
        ends.append(np.where(own, day[next_best], day[best]))
    return ends[0], ends[1]


def _nearest(traced: Traced, thread: Int64) -> Int64:
    """(n_stories,) the story of the same thread with the highest affinity; -1 for none."""
    same = thread[traced.pair_left] == thread[traced.pair_right]
    left, right = traced.pair_left[same], traced.pair_right[same]
    story = np.concatenate([left, right])
    other = np.concatenate([right, left])
    affinity = np.concatenate([traced.pair_affinity[same]] * 2)
    order = np.lexsort((other, -affinity, story))
    first = np.unique(story[order], return_index=True)[1]
    nearest = np.full(len(thread), -1, np.int64)
    nearest[story[order][first]] = other[order][first]
    return nearest
