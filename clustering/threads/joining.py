"""The greedy joining of stories, compiled."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import Pairs, bonds_of, bundle_labels, may_join, root, tie
from clustering.graph.linkage import adjacency
from clustering.text.tfidf import Floats
from clustering.threads.dots import (
    SHORT,
    Entries,
    Spread,
    dot_with,
    dots,
    dots_with,
    empty_spread,
    gather,
    lay_out,
    spread_out,
    with_room_to_grow,
    with_sum,
)
from clustering.threads.measures import (
    ACTORS,
    DAY_TOTAL,
    ELECTIONS,
    FIRST_DAY,
    LAST_DAY,
    MATTER,
    N_ARTICLES,
    N_DATED,
    N_TERMS,
    TOPIC,
    Float64,
    Int32,
    Sums,
    affinity_of,
    may_reach,
)
from clustering.threads.products import (
    Products,
    pair_key,
    place_of,
    places_of,
    products_of,
    with_room,
)

_ROUNDED = 1e-5
"""Affinities have five decimals."""


@nb.njit(cache=True, nogil=True)
def join(
    sums: Sums,
    left: Int32,
    right: Int32,
    shared: Float64,
    reach: Float64,
    threshold: float,
    must: Pairs,
    cannot: Pairs,
    tell_apart: bool,
) -> tuple[Int32, Int32, Floats, Int32, Int32, Floats, Int32]:
    """Joins the two groups with the highest affinity until none reaches the threshold.

    Products of sums are sums of products: what a joined group has in common with a third one is
    what its two parts have. Where one part was no candidate of the third group, the most that
    the two can share stands for it; words are looked at only if the affinity might then reach
    the threshold.

    Args:
        sums: The stories.
        left: (n_pairs,) int32, left < right, candidates.
        right: (n_pairs,) int32.
        shared: (n_pairs, 3) their products, see ``measures.multiply_pairs``.
        reach: (n, 2) the most that an article of each story shares with one of a story that is
            no candidate of it: matter and topic.
        threshold: Least affinity of a join.
        must: As in ``graph.linkage.link_average``.
        cannot: Likewise.
        tell_apart: Tell the pairs that stayed apart.

    Returns:
        labels (n,) int32; of each join the group kept and the affinity; of the pairs of
        groups that stayed apart left, right and affinity; of each join the group taken in.
    """
    n = len(sums.figures)
    figures, known = sums.figures.copy(), products_of(left, right, shared)
    words, actors = with_room_to_grow(sums.words, 0), with_room_to_grow(sums.actors, 0)
    n_words, n_actors = np.array([words.ends[-1]]), np.array([actors.ends[-1]])
    reach = reach * figures[:, N_ARTICLES].copy().reshape(-1, 1)
    starts, others, _ = adjacency(n, left, right, np.zeros(len(left), np.float32))
    near = [others[starts[i] : starts[i + 1]] for i in range(n)]
    parent = np.arange(n).astype(np.int32)
    bundle, foes = bonds_of(n, must, cannot)
    version, mark, out = np.zeros(n, np.int64), np.full(n, -1, np.int64), np.empty(N_TERMS)
    least = np.log(threshold - _ROUNDED) if threshold > 2 * _ROUNDED else -np.inf
    heap = [(0.0, np.int64(0), np.int64(0), np.int64(0), np.int64(0))][:0]
    for at in range(len(left)):
        i, j = np.int64(left[at]), np.int64(right[at])
        if may_reach(figures[i], figures[j], shared[at], least):
            value = affinity_of(figures[i], figures[j], shared[at], out)
            if value >= threshold:
                heap.append((-value, i, j, np.int64(0), np.int64(0)))
    heapify(heap)
    kept, gone, heights = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.float32)
    n_joins = 0
    spread, n_named = empty_spread(sums.words), sums.actors.columns
    both = np.zeros((2, n_named.max() + 1 if len(n_named) else 0), np.float32)
    while len(heap):
        minus, i, j, vi, vj = heappop(heap)
        if parent[i] != i or parent[j] != j or version[i] != vi or version[j] != vj:
            continue
        if not may_join(bundle, foes, i, j):
            continue
        tie(bundle, foes, i, j)
        known = with_room(known, len(near[i]) + len(near[j]), parent)
        parent[j] = i
        version[i] += 1
        kept[n_joins], gone[n_joins], heights[n_joins] = i, j, -minus
        n_joins += 1
        near[i] = _groups_near(near[i], near[j], parent, i, mark, n_joins)
        near[j] = near[j][:0]
        lay_out(both[0], actors, i, 1)
        lay_out(both[1], actors, j, 1)
        places = _add_products(known, actors, both, reach, figures, i, j, near[i])
        lay_out(both[0], actors, i, 0)
        lay_out(both[1], actors, j, 0)
        _pool_figures(figures, i, j, known.values[place_of(known, i, j)])
        reach[i] += reach[j]
        words = with_sum(words, i, j, n_words)
        actors = with_sum(actors, i, j, n_actors)
        is_spread = False
        for at in range(len(places)):
            other, d = np.int64(near[i][at]), known.values[places[at]]
            low, high = min(i, other), max(i, other)
            if not may_reach(figures[low], figures[high], d, least):
                continue
            value = affinity_of(figures[low], figures[high], d, out)
            if value >= threshold and d[3] == 0:
                is_spread = _multiply(d, words, i, other, spread, is_spread)
                value = affinity_of(figures[low], figures[high], d, out)
            if value >= threshold:
                heappush(heap, (-value, low, high, version[low], version[high]))
        if is_spread:
            gather(spread, words, i)
    labels = bundle_labels(bundle)
    apart_left, apart_right, apart = [np.int32(0)][:0], [np.int32(0)][:0], [np.float32(0)][:0]
    for row in range(n if tell_apart else 0):
        i = np.int64(row)
        is_spread = False
        for other in _groups_near(near[i], near[i][:0], parent, i, mark, n + 1 + i):
            if other > i and labels[other] != labels[i]:
                d = known.values[place_of(known, i, np.int64(other))]
                value = affinity_of(figures[i], figures[other], d, out)
                if d[3] == 0:  # never more than what kept them apart
                    is_spread = _multiply(d, words, i, other, spread, is_spread)
                    value = min(value, affinity_of(figures[i], figures[other], d, out))
                apart_left.append(min(labels[i], labels[other]))
                apart_right.append(max(labels[i], labels[other]))
                apart.append(np.float32(value))
        if is_spread:
            gather(spread, words, i)
    return (
        labels,
        kept[:n_joins].copy(),
        heights[:n_joins].copy(),
        np.array(apart_left, np.int32),
        np.array(apart_right, np.int32),
        np.array(apart, np.float32),
        gone[:n_joins].copy(),
    )


@nb.njit(cache=True, nogil=True)
def _add_products(
    known: Products,
    actors: Entries,
    both: Floats,
    reach: Float64,
    figures: Float64,
    i: int,
    j: int,
    near: Int32,
) -> npt.NDArray[np.int64]:
    """What i shares with the groups near, or at most shares, when it takes in j; and its places.

    ``both`` are their actors, spread out: a large group names hundreds, another one a few.
    The table is larger than the processor's cache: places are looked up one after another, for
    nothing between to wait for them.
    """
    keys, values = known.keys, known.values
    places, taken = places_of(known, i, near), places_of(known, j, near)
    for k in range(len(near)):
        other = np.int64(near[k])
        key, at = pair_key(i, other), places[k]
        if keys[at] != key:  # free when it was looked up
            at = places[k] = place_of(known, i, other)
            keys[at] = key
            known.n_taken[0] += 1
            values[at, 0] = values[at, 1] = values[at, 2] = 0
            _add_most(values[at], both[0], actors, reach, figures, i, other)
        if keys[taken[k]] != pair_key(j, other):
            _add_most(values[at], both[1], actors, reach, figures, j, other)
        else:
            values[at, 0] += values[taken[k], 0]
            values[at, 1] += values[taken[k], 1]
            values[at, 2] += values[taken[k], 2]
            values[at, 3] *= values[taken[k], 3]
    return places


@nb.njit(cache=True, nogil=True)
def _add_most(
    product: Float64, own: Floats, actors: Entries, reach: Float64, figures: Float64, i: int, j: int
) -> None:
    """Adds the most that two groups share of which no two stories are candidates.

    ``own`` are the actors of the first, spread out.
    """
    n_i, n_j = figures[i, N_ARTICLES], figures[j, N_ARTICLES]
    product[0] += min(reach[i, 0] * n_j, reach[j, 0] * n_i)
    product[1] += min(reach[i, 1] * n_j, reach[j, 1] * n_i)
    product[2] += dot_with(own, actors, j)
    product[3] = 0


@nb.njit(cache=True, nogil=True)
def _multiply(
    product: Float64, words: Entries, i: int, j: int, spread: Spread, is_spread: bool
) -> bool:
    """What two groups share, from their words; i is spread out when that pays."""
    if words.ends[j] - words.begins[j] < SHORT * (words.ends[i] - words.begins[i]):
        if not is_spread:
            spread_out(spread, words, i)
        product[0], product[1] = dots_with(spread, words, j)
        is_spread = True
    else:
        product[0], product[1] = dots(words, i, j)
    product[3] = 1
    return is_spread


@nb.njit(cache=True, nogil=True)
def _pool_figures(figures: Float64, i: int, j: int, shared: Float64) -> None:
    """Group i takes in group j, whose products with it are given."""
    figures[i, N_ARTICLES] += figures[j, N_ARTICLES]
    figures[i, FIRST_DAY] = min(figures[i, FIRST_DAY], figures[j, FIRST_DAY])
    figures[i, LAST_DAY] = max(figures[i, LAST_DAY], figures[j, LAST_DAY])
    figures[i, DAY_TOTAL] += figures[j, DAY_TOTAL]
    figures[i, N_DATED] += figures[j, N_DATED]
    figures[i, ELECTIONS] += figures[j, ELECTIONS]
    figures[i, MATTER] += figures[j, MATTER] + 2 * shared[0]
    figures[i, TOPIC] += figures[j, TOPIC] + 2 * shared[1]
    figures[i, ACTORS] += figures[j, ACTORS] + 2 * shared[2]


@nb.njit(cache=True, nogil=True)
def _groups_near(
    near: Int32, also: Int32, parent: Int32, own: int, mark: npt.NDArray[np.int64], stamp: int
) -> Int32:
    """The distinct groups of two lists of stories, without the own one."""
    groups = np.empty(len(near) + len(also), np.int32)
    n = 0
    for stories in (near, also):
        for story in stories:
            group = root(parent, story)
            if group != own and mark[group] != stamp:
                mark[group] = stamp
                groups[n] = group
                n += 1
    return groups[:n].copy()
