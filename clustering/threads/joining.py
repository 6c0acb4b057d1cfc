"""Compiled passes of tracing: affinities and the greedy joining."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import Pairs, bonds_of, bundle_labels, may_join, root, tie
from clustering.graph.linkage import adjacency
from clustering.text.tfidf import Floats

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

TERMS = (
    "matter_mean",
    "matter_cosine",
    "actors_mean",
    "actors_cosine",
    "distance",
    "gap",
    "smaller",
    "larger",
)
"""What an affinity is made of; each adds to its logarithm, see ``trace.trace_threads``."""

_UNKNOWN_GAP = 150.0
"""Days assumed between a dated and an undated group."""
_UNKNOWN_DISTANCE = 300.0
"""Days assumed between the middles of a dated and an undated group."""
# columns of a group's figures
_N, _FIRST, _LAST, _DAYS, _DATED, _MATTER, _ACTORS = range(7)


@nb.njit(cache=True, nogil=True)
def measure_pairs(
    m_offsets: npt.NDArray[np.int64],
    m_columns: Int32,
    m_values: Floats,
    a_offsets: npt.NDArray[np.int64],
    a_columns: Int32,
    a_values: Floats,
    figures: Float64,
    left: Int32,
    right: Int32,
) -> tuple[Floats, Floats]:
    """Affinity of each pair of stories, and what it is made of.

    Args:
        m_offsets: (n + 1,) matter sums of the stories as sparse rows …
        m_columns: … ascending in each row …
        m_values: … and their values.
        a_offsets: The same for the sums of actors.
        a_columns: See above.
        a_values: See above.
        figures: (n, 7): articles, first day, last day, sum of days, dated articles, squared
            lengths of the two sums.
        left: (n_pairs,) int32.
        right: (n_pairs,) int32.

    Returns:
        (n_pairs, 4) float32: affinity, cosine of matter, cosine of actors, days between (nan
        when unknown); and (n_pairs, len(TERMS)) float32.
    """
    told = np.empty((len(left), 4), np.float32)
    terms = np.empty((len(left), 8), np.float32)
    out = np.empty(8)
    for at in range(len(left)):
        i, j = left[at], right[at]
        mi, mj = slice(m_offsets[i], m_offsets[i + 1]), slice(m_offsets[j], m_offsets[j + 1])
        ai, aj = slice(a_offsets[i], a_offsets[i + 1]), slice(a_offsets[j], a_offsets[j + 1])
        matter = _dot(m_columns[mi], m_values[mi], m_columns[mj], m_values[mj])
        actors = _dot(a_columns[ai], a_values[ai], a_columns[aj], a_values[aj])
        a, b = figures[i], figures[j]
        told[at, 0] = _affinity(a, b, matter, actors, out)
        told[at, 1] = matter / np.sqrt(max(a[_MATTER] * b[_MATTER], 1e-12))
        told[at, 2] = actors / np.sqrt(max(a[_ACTORS] * b[_ACTORS], 1e-12))
        dated = a[_DATED] > 0 and b[_DATED] > 0
        told[at, 3] = _gap(a, b) if dated else np.nan
        terms[at] = out
    return told, terms


@nb.njit(cache=True, nogil=True)
def measure_groups(
    one: Float64, other: Float64, matter: Float64, actors: Float64
) -> tuple[Floats, Floats]:
    """The same for pairs of groups of which figures and products are known.

    Args:
        one: (n, 7) figures as in ``measure_pairs``.
        other: (n, 7) of the other group of each pair.
        matter: (n,) products of their sums of words.
        actors: (n,) products of their sums of actors.

    Returns:
        As ``measure_pairs``.
    """
    told = np.empty((len(one), 4), np.float32)
    terms = np.empty((len(one), 8), np.float32)
    out = np.empty(8)
    for at in range(len(one)):
        a, b = one[at], other[at]
        told[at, 0] = _affinity(a, b, matter[at], actors[at], out)
        told[at, 1] = matter[at] / np.sqrt(max(a[_MATTER] * b[_MATTER], 1e-12))
        told[at, 2] = actors[at] / np.sqrt(max(a[_ACTORS] * b[_ACTORS], 1e-12))
        dated = a[_DATED] > 0 and b[_DATED] > 0
        told[at, 3] = _gap(a, b) if dated else np.nan
        terms[at] = out
    return told, terms


@nb.njit(cache=True, nogil=True)
def join(
    m_offsets: npt.NDArray[np.int64],
    m_columns: Int32,
    m_values: Floats,
    a_offsets: npt.NDArray[np.int64],
    a_columns: Int32,
    a_values: Floats,
    figures: Float64,
    left: Int32,
    right: Int32,
    affinity: Floats,
    threshold: float,
    must: Pairs,
    cannot: Pairs,
) -> tuple[Int32, Int32, Floats, Int32, Int32, Floats, Int32]:
    """Joins the two groups with the highest affinity until none reaches the threshold.

    Args and figures as in ``measure_pairs``, whose first column is ``affinity``; ``must`` and
    ``cannot`` as in ``graph.linkage.link_average``.

    Returns:
        labels (n,) int32; of each join the group kept and the affinity; of the pairs of
        groups that stayed apart left, right and affinity; of each join the group taken in.
    """
    n = len(figures)
    figures = figures.copy()
    mc = [m_columns[m_offsets[i] : m_offsets[i + 1]] for i in range(n)]
    mv = [m_values[m_offsets[i] : m_offsets[i + 1]] for i in range(n)]
    ac = [a_columns[a_offsets[i] : a_offsets[i + 1]] for i in range(n)]
    av = [a_values[a_offsets[i] : a_offsets[i + 1]] for i in range(n)]
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
    mark, out = np.full(n, -1, np.int64), np.empty(8)
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
        mc[i], mv[i] = _add(mc[i], mv[i], mc[j], mv[j])
        ac[i], av[i] = _add(ac[i], av[i], ac[j], av[j])
        mc[j], mv[j], ac[j], av[j] = mc[j][:0], mv[j][:0], ac[j][:0], av[j][:0]
        _pool_figures(figures, i, j, (mv[i] ** 2).sum(), (av[i] ** 2).sum())
        near[i] = _groups_near(near[i], near[j], parent, i, mark, n_joins)
        near[j] = near[j][:0]
        for other in near[i]:
            low, high = min(i, np.int64(other)), max(i, np.int64(other))
            matter = _dot(mc[low], mv[low], mc[high], mv[high])
            actors = _dot(ac[low], av[low], ac[high], av[high])
            value = _affinity(figures[low], figures[high], matter, actors, out)
            if value >= threshold:
                heappush(heap, (-value, low, high, version[low], version[high]))
    labels = bundle_labels(bundle)
    apart_left, apart_right, apart = [np.int32(0)][:0], [np.int32(0)][:0], [np.float32(0)][:0]
    for row in range(n):
        i = np.int64(row)
        if parent[i] == i:
            for other in _groups_near(near[i], near[i][:0], parent, i, mark, n + 1 + i):
                if other > i and labels[other] != labels[i]:
                    matter = _dot(mc[i], mv[i], mc[other], mv[other])
                    actors = _dot(ac[i], av[i], ac[other], av[other])
                    value = _affinity(figures[i], figures[other], matter, actors, out)
                    apart_left.append(min(labels[i], labels[other]))
                    apart_right.append(max(labels[i], labels[other]))
                    apart.append(np.float32(value))
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
def _affinity(a: Float64, b: Float64, matter: float, actors: float, out: Float64) -> float:
    """The affinity of two groups, rounded; ``out`` takes its terms in order of ``TERMS``."""
    pairs = a[_N] * b[_N]
    dated = a[_DATED] > 0 and b[_DATED] > 0
    gap = _gap(a, b) if dated else _UNKNOWN_GAP
    distance = _UNKNOWN_DISTANCE
    if dated:
        distance = abs(a[_DAYS] / a[_DATED] - b[_DAYS] / b[_DATED])
    out[0] = 0.8 * np.log(matter / pairs + 0.001)
    out[1] = 0.75 * np.log(matter / np.sqrt(max(a[_MATTER] * b[_MATTER], 1e-12)) + 0.01)
    out[2] = out[3] = 0.0
    out[4] = -0.2 * np.log(1 + distance / 180)
    weight = 1.55
    if a[_ACTORS] > 0 and b[_ACTORS] > 0:
        out[2] = 0.15 * np.log(actors / pairs + 0.001)
        out[3] = 0.25 * np.log(actors / np.sqrt(a[_ACTORS] * b[_ACTORS]) + 0.01)
        weight = 1.95
    out[:5] /= weight
    out[5] = -gap / 3000
    out[6] = -0.06 * np.log(min(a[_N], b[_N]))
    out[7] = -0.03 * np.log(max(a[_N], b[_N]))
    return np.round(np.exp(out.sum()), 5)


@nb.njit(cache=True, nogil=True)
def _gap(a: Float64, b: Float64) -> float:
    """Days between two dated groups, 0 when they overlap."""
    return max(0.0, a[_FIRST] - b[_LAST], b[_FIRST] - a[_LAST])


@nb.njit(cache=True, nogil=True)
def _pool_figures(figures: Float64, i: int, j: int, matter: float, actors: float) -> None:
    """Group i takes in group j; squared lengths of the joined sums are given."""
    figures[i, _N] += figures[j, _N]
    figures[i, _FIRST] = min(figures[i, _FIRST], figures[j, _FIRST])
    figures[i, _LAST] = max(figures[i, _LAST], figures[j, _LAST])
    figures[i, _DAYS] += figures[j, _DAYS]
    figures[i, _DATED] += figures[j, _DATED]
    figures[i, _MATTER], figures[i, _ACTORS] = matter, actors


@nb.njit(cache=True, nogil=True)
def _groups_near(
    near: Int32, also: Int32, parent: Int32, own: int, mark: npt.NDArray[np.int64], stamp: int
) -> Int32:
    """The distinct groups of two lists of stories, without the own one."""
    groups = np.empty(len(near) + len(also), np.int32)
    n = 0
    for part in (near, also):
        for story in part:
            group = root(parent, story)
            if group != own and mark[group] != stamp:
                mark[group] = stamp
                groups[n] = group
                n += 1
    return groups[:n].copy()


@nb.njit(cache=True, nogil=True)
def _dot(columns: Int32, values: Floats, other_columns: Int32, other_values: Floats) -> float:
    i, j, total = 0, 0, 0.0
    while i < len(columns) and j < len(other_columns):
        if columns[i] == other_columns[j]:
            total += values[i] * other_values[j]
            i += 1
            j += 1
        elif columns[i] < other_columns[j]:
            i += 1
        else:
            j += 1
    return total


@nb.njit(cache=True, nogil=True)
def _add(
    columns: Int32, values: Floats, other_columns: Int32, other_values: Floats
) -> tuple[Int32, Floats]:
    out_columns = np.empty(len(columns) + len(other_columns), np.int32)
    out_values = np.empty(len(out_columns), np.float32)
    i, j, n = 0, 0, 0
    while i < len(columns) or j < len(other_columns):
        if j == len(other_columns) or (i < len(columns) and columns[i] < other_columns[j]):
            out_columns[n], out_values[n] = columns[i], values[i]
            i += 1
        elif i == len(columns) or other_columns[j] < columns[i]:
            out_columns[n], out_values[n] = other_columns[j], other_values[j]
            j += 1
        else:
            out_columns[n], out_values[n] = columns[i], values[i] + other_values[j]
            i += 1
            j += 1
        n += 1
    return out_columns[:n].copy(), out_values[:n].copy()
