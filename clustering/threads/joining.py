"""The greedy joining of stories, compiled."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import Pairs, bonds_of, bundle_labels, may_join, root, tie
from clustering.graph.linkage import adjacency
from clustering.text.tfidf import Floats
from clustering.threads.measures import (
    ACTORS,
    DAY_TOTAL,
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
    dot,
    dots,
    dots_with,
    part,
)


@nb.njit(cache=True, nogil=True)
def join(
    sums: Sums,
    left: Int32,
    right: Int32,
    affinity: Floats,
    threshold: float,
    must: Pairs,
    cannot: Pairs,
    tell_apart: bool,
) -> tuple[Int32, Int32, Floats, Int32, Int32, Floats, Int32]:
    """Joins the two groups with the highest affinity until none reaches the threshold.

    Args as in ``measure_pairs``, whose first column is ``affinity``; ``must`` and ``cannot`` as
    in ``graph.linkage.link_average``; without ``tell_apart`` no pair that stayed apart is told.

    Returns:
        labels (n,) int32; of each join the group kept and the affinity; of the pairs of
        groups that stayed apart left, right and affinity; of each join the group taken in.
    """
    n = len(sums.figures)
    figures = sums.figures.copy()
    mc = [sums.m_columns[part(sums.m_offsets, i)] for i in range(n)]
    mv = [sums.m_values[part(sums.m_offsets, i)] for i in range(n)]
    tv = [sums.t_values[part(sums.m_offsets, i)] for i in range(n)]
    ac = [sums.a_columns[part(sums.a_offsets, i)] for i in range(n)]
    av = [sums.a_values[part(sums.a_offsets, i)] for i in range(n)]
    starts, others, _ = adjacency(n, left, right, affinity)
    near = [others[starts[i] : starts[i + 1]] for i in range(n)]
    parent = np.arange(n).astype(np.int32)
    bundle, foes = bonds_of(n, must, cannot)
    version = np.zeros(n, np.int64)
    heap = [(0.0, np.int64(0), np.int64(0), np.int64(0), np.int64(0))][:0]
    for at in range(len(left)):
        if affinity[at] >= threshold:
            ends = np.int64(left[at]), np.int64(right[at])
            heap.append((-float(affinity[at]), ends[0], ends[1], np.int64(0), np.int64(0)))
    heapify(heap)
    kept, gone, heights = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.float32)
    n_joins = 0
    spread = np.zeros((sums.m_columns.max() + 1 if len(sums.m_columns) else 0, 2), np.float32)
    mark, out = np.full(n, -1, np.int64), np.empty(N_TERMS)
    while len(heap):
        minus, i, j, vi, vj = heappop(heap)
        if parent[i] != i or parent[j] != j or version[i] != vi or version[j] != vj:
            continue
        if not may_join(bundle, foes, i, j):
            continue
        tie(bundle, foes, i, j)
        parent[j] = i
        version[i] += 1
        kept[n_joins], gone[n_joins], heights[n_joins] = i, j, -minus
        n_joins += 1
        mc[i], mv[i], tv[i] = _add(mc[i], mv[i], tv[i], mc[j], mv[j], tv[j])
        ac[i], av[i], _ = _add(ac[i], av[i], av[i], ac[j], av[j], av[j])
        mc[j], mv[j], tv[j], ac[j], av[j] = mc[j][:0], mv[j][:0], tv[j][:0], ac[j][:0], av[j][:0]
        _pool_figures(figures, i, j, mv[i], tv[i], av[i])
        near[i] = _groups_near(near[i], near[j], parent, i, mark, n_joins)
        near[j] = near[j][:0]
        spread[mc[i], 0], spread[mc[i], 1] = mv[i], tv[i]
        for other in near[i]:
            low, high = min(i, np.int64(other)), max(i, np.int64(other))
            m = mc[other], mv[other], tv[other]
            if len(m[0]) < 8 * len(mc[i]):
                matter, topic = dots_with(spread, m[0], m[1], m[2])
            else:
                matter, topic = dots(mc[i], mv[i], tv[i], m[0], m[1], m[2])
            actors = dot(ac[low], av[low], ac[high], av[high])
            value = affinity_of(figures[low], figures[high], matter, topic, actors, out)
            if value >= threshold:
                heappush(heap, (-value, low, high, version[low], version[high]))
        spread[mc[i]] = 0
    labels = bundle_labels(bundle)
    apart_left, apart_right, apart = [np.int32(0)][:0], [np.int32(0)][:0], [np.float32(0)][:0]
    for row in range(n):
        i = np.int64(row)
        if parent[i] == i and tell_apart:
            spread[mc[i], 0], spread[mc[i], 1] = mv[i], tv[i]
            for other in _groups_near(near[i], near[i][:0], parent, i, mark, n + 1 + i):
                if other > i and labels[other] != labels[i]:
                    m = mc[other], mv[other], tv[other]
                    matter, topic = dots_with(spread, m[0], m[1], m[2])
                    actors = dot(ac[i], av[i], ac[other], av[other])
                    value = affinity_of(figures[i], figures[other], matter, topic, actors, out)
                    apart_left.append(min(labels[i], labels[other]))
                    apart_right.append(max(labels[i], labels[other]))
                    apart.append(np.float32(value))
            spread[mc[i]] = 0
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
def _pool_figures(
    figures: Float64, i: int, j: int, matter: Floats, topic: Floats, actors: Floats
) -> None:
    """Group i takes in group j; the values of the joined sums are given."""
    figures[i, N_ARTICLES] += figures[j, N_ARTICLES]
    figures[i, FIRST_DAY] = min(figures[i, FIRST_DAY], figures[j, FIRST_DAY])
    figures[i, LAST_DAY] = max(figures[i, LAST_DAY], figures[j, LAST_DAY])
    figures[i, DAY_TOTAL] += figures[j, DAY_TOTAL]
    figures[i, N_DATED] += figures[j, N_DATED]
    figures[i, MATTER] = (matter**2).sum()
    figures[i, TOPIC] = (topic**2).sum()
    figures[i, ACTORS] = (actors**2).sum()


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


@nb.njit(cache=True, nogil=True)
def _add(
    columns: Int32,
    values: Floats,
    also: Floats,
    other_columns: Int32,
    other_values: Floats,
    other_also: Floats,
) -> tuple[Int32, Floats, Floats]:
    """The sum of two rows, and of the second values of the same entries."""
    out_columns = np.empty(len(columns) + len(other_columns), np.int32)
    out_values = np.empty(len(out_columns), np.float32)
    out_also = np.empty(len(out_columns), np.float32)
    i, j, n = 0, 0, 0
    while i < len(columns) or j < len(other_columns):
        one = j == len(other_columns) or (i < len(columns) and columns[i] <= other_columns[j])
        other = i == len(columns) or (j < len(other_columns) and other_columns[j] <= columns[i])
        out_values[n] = out_also[n] = 0
        if one:
            out_columns[n] = columns[i]
            out_values[n] += values[i]
            out_also[n] += also[i]
            i += 1
        if other:
            out_columns[n] = other_columns[j]
            out_values[n] += other_values[j]
            out_also[n] += other_also[j]
            j += 1
        n += 1
    return out_columns[:n].copy(), out_values[:n].copy(), out_also[:n].copy()
