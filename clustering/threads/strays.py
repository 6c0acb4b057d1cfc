"""Articles left alone join the thread that is closest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import NOTHING, Pairs
from clustering.threads.affinity import StorySums, add_stories
from clustering.threads.measures import measure_strays
from clustering.threads.trace import Traced, compiled_sums

Int32 = npt.NDArray[np.int32]

_MIN_ARTICLES = 8
"""Smaller threads are as uncertain as the article itself."""


def take_in(
    sums: StorySums, traced: Traced, threshold: float, decided: tuple[Pairs, Pairs] = NOTHING
) -> Traced:
    """Threads of one article join the closest thread of at least eight.

    The words of one article say less about its affair than the actors that it names, so the
    closeness weighs them alike, and knows no penalty for size:

        ln closeness = (ln mean matter + ln mean topic + ln mean actors + ln cos actors
                        - ln(1 + distance / 180)) / 4 + 0.05 ln n

    with the means and cosines of ``trace.trace_threads`` (plus 0.001 and 0.01), n the articles
    of the thread; 0 where the two have no actor in common. Every article is held against the
    threads as they were traced, near ones only, so the order does not matter.

    Args:
        sums: The stories.
        traced: Their threads.
        threshold: Least closeness, 0 to 1.
        decided: Pairs of stories that the user wants together, and those he wants apart.

    Returns:
        The threads with the articles that they took in, each of these one more join.
    """
    roots, thread = np.unique(traced.labels, return_inverse=True)
    groups = add_stories(sums, thread.astype(np.int32))
    ends = thread[np.column_stack([traced.pair_left, traced.pair_right])]
    near = np.concatenate([ends, ends[:, ::-1]])
    size = groups.n_articles
    near = near[(size[near[:, 0]] == 1) & (size[near[:, 1]] >= _MIN_ARTICLES)]
    near = np.unique(near, axis=0).astype(np.int32)
    stray, into = np.ascontiguousarray(near[:, 0]), np.ascontiguousarray(near[:, 1])
    closeness = measure_strays(compiled_sums(groups), stray, into)
    order = np.lexsort((into, stray, -closeness))
    order = order[closeness[order] >= threshold]
    apart = np.searchsorted(roots, traced.labels[decided[1]])
    taken = _choose(stray[order].tolist(), into[order].tolist(), apart.tolist())
    if not taken:
        return traced
    at = order[np.array([place for place, _, _ in taken])]
    return _joined(traced, roots, stray[at], into[at], closeness[at])


def _choose(
    strays: list[int], threads: list[int], apart: list[list[int]]
) -> list[tuple[int, int, int]]:
    """Each stray's first thread that no decision forbids, as (place, stray, thread)."""
    foes: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        foes[one].add(other)
        foes[other].add(one)
    chosen: dict[int, tuple[int, int, int]] = {}
    for place, (stray, thread) in enumerate(zip(strays, threads, strict=True)):
        if stray not in chosen and thread not in foes[stray]:
            chosen[stray] = place, stray, thread
            for foe in foes[stray]:
                foes[foe].add(thread)
                foes[thread].add(foe)
    return list(chosen.values())


def _joined(
    traced: Traced, roots: Int32, stray: Int32, into: Int32, closeness: npt.NDArray[np.float64]
) -> Traced:
    group = np.arange(len(roots), dtype=np.int32)
    group[stray] = into
    smallest = roots.copy()
    np.minimum.at(smallest, into, roots[stray])
    label = smallest[group]
    labels = label[np.searchsorted(roots, traced.labels)]
    near = np.searchsorted(roots, np.column_stack([traced.near_left, traced.near_right]))
    kept = ~np.isin(near, stray).any(axis=1)
    ends = np.sort(label[near[kept]], axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    return replace(
        traced,
        labels=labels,
        merge_left=np.concatenate([traced.merge_left, np.minimum(roots[into], roots[stray])]),
        merge_right=np.concatenate([traced.merge_right, np.maximum(roots[into], roots[stray])]),
        merge_affinity=np.concatenate([traced.merge_affinity, closeness.astype(np.float32)]),
        near_left=ends[order, 0],
        near_right=ends[order, 1],
        near_affinity=traced.near_affinity[kept][order],
    )
