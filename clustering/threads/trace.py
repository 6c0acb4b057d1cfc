"""Threads: greedy joining of stories by actors, matter and time."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.linkage import adjacency, root
from clustering.graph.neighbours import nearest_pairs
from clustering.text.tfidf import Floats, Rows
from clustering.threads.affinity import StorySums

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

_UNKNOWN_GAP = 150.0
"""Days assumed between a dated and an undated group."""
_UNKNOWN_DISTANCE = 300.0
"""Days assumed between the middles of a dated and an undated group."""
_MIN_MAX_DF = 2000


@dataclass(frozen=True, eq=False)
class Traced:
    """What the joining gave.

    Attributes:
        labels: (n_stories,) int32, smallest story of each story's thread.
        merge_left: (n_merges,) int32 smallest story of the group that was kept.
        merge_affinity: (n_merges,) float32, affinity when the two were joined.
        near_left: (n_near,) int32 labels of threads that stayed apart, near_left < near_right.
        near_right: (n_near,) int32.
        near_affinity: (n_near,) float32.
        pair_left: (n_pairs,) int32 stories, left < right: all candidates.
        pair_right: (n_pairs,) int32.
        pair_affinity: (n_pairs,) float32 of the two stories by themselves.
        pair_matter: (n_pairs,) float32 cosine of their words.
        pair_actors: (n_pairs,) float32 cosine of their actors.
        pair_gap: (n_pairs,) float32 days between them, nan when unknown.
    """

    labels: Int32
    merge_left: Int32
    merge_affinity: Floats
    near_left: Int32
    near_right: Int32
    near_affinity: Floats
    pair_left: Int32
    pair_right: Int32
    pair_affinity: Floats
    pair_matter: Floats
    pair_actors: Floats
    pair_gap: Floats


def trace_threads(sums: StorySums, threshold: float, n_neighbours: int) -> Traced:
    """Joins the two groups of stories with the highest affinity until none reaches the threshold.

    The affinity of two groups a, b is a weighted geometric mean, lowered by time and size:

        ln affinity = (0.4 ln mean matter + 0.3 ln mean actors - 0.2 ln(1 + distance / 90)
                       + 0.75 ln cos matter + 0.25 ln cos actors) / 1.7
                      - gap / 1360 - 0.06 ln min(n_a, n_b) - 0.03 ln max(n_a, n_b)

    where *mean* is the mean cosine over all pairs of articles, one of a and one of b, plus
    0.001, *cos* is the cosine of the pooled vectors plus 0.01, *distance* the days between
    their middles and *gap* the days between the end of one and the beginning of the other
    (300 and 150 where one is undated). Where one names no known actor, the actor terms are
    left out and the sum is divided by 1.15. The size terms keep two large groups apart:
    umbrellas come from joining groups that are both large already.

    Args:
        sums: The stories.
        threshold: Least affinity of a join, 0 to 1.
        n_neighbours: Candidates for each story: nearest by matter.

    Returns:
        Threads, joins, candidate pairs and the pairs of threads that came near.
    """
    n = len(sums.n_articles)
    unit = _unit(sums.matter)
    first, end = np.zeros(n, np.int32), np.full(n, n, np.int32)
    left, right = nearest_pairs(unit, first, end, n_neighbours, max(_MIN_MAX_DF, n // 10))
    state = (
        sums.matter.offsets,
        sums.matter.columns,
        sums.matter.values,
        sums.actors.offsets,
        sums.actors.columns,
        sums.actors.values,
    )
    stats = np.column_stack(
        [sums.n_articles, sums.day_first, sums.day_last, sums.day_total, sums.n_dated]
    ).astype(np.float64)
    pairs = _measure_pairs(*state, stats, left, right)
    least = float(np.float32(threshold))  # as precise as the affinities of the pairs
    affinity, matter, actors, gap = pairs.T
    joined = _join(*state, stats, left, right, pairs, least)
    return Traced(*joined, left, right, affinity, matter, actors, gap)


def _unit(rows: Rows) -> Rows:
    row = np.repeat(np.arange(len(rows)), np.diff(rows.offsets))
    norm = np.sqrt(np.bincount(row, rows.values.astype(np.float64) ** 2, minlength=len(rows)))
    return Rows(
        rows.offsets, rows.columns, (rows.values / norm[row]).astype(np.float32), rows.n_columns
    )


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


@nb.njit(cache=True, nogil=True)
def _gap(a: Float64, b: Float64) -> float:
    """Days between two groups, 0 when they overlap, nan when one is undated."""
    if a[4] == 0 or b[4] == 0:
        return np.nan
    return max(0.0, a[1] - b[2], b[1] - a[2])


@nb.njit(cache=True, nogil=True)
def _affinity(
    a: Float64,
    b: Float64,
    matter: float,
    matter_a: float,
    matter_b: float,
    actors: float,
    actors_a: float,
    actors_b: float,
) -> float:
    """See ``trace_threads``; dot products of the sums in, affinity out.

    Where one of the groups names no known actor the actor terms are left out.
    """
    pairs = a[0] * b[0]
    known = a[4] > 0 and b[4] > 0
    gap = _gap(a, b) if known else _UNKNOWN_GAP
    distance = abs(a[3] / a[4] - b[3] / b[4]) if known else _UNKNOWN_DISTANCE
    log = 0.4 * np.log(matter / pairs + 0.001) - 0.2 * np.log(1 + distance / 90)
    log += 0.75 * np.log(matter / np.sqrt(max(matter_a * matter_b, 1e-12)) + 0.01)
    weight = 1.15
    if actors_a > 0 and actors_b > 0:
        log += 0.3 * np.log(actors / pairs + 0.001)
        log += 0.25 * np.log(actors / np.sqrt(actors_a * actors_b) + 0.01)
        weight = 1.7
    log /= weight
    log -= gap / 1360 + 0.06 * np.log(min(a[0], b[0])) + 0.03 * np.log(max(a[0], b[0]))
    return np.round(np.exp(log), 5)


@nb.njit(cache=True, nogil=True)
def _measure_pairs(
    m_offsets: npt.NDArray[np.int64],
    m_columns: Int32,
    m_values: Floats,
    a_offsets: npt.NDArray[np.int64],
    a_columns: Int32,
    a_values: Floats,
    stats: Float64,
    left: Int32,
    right: Int32,
) -> Floats:
    out = np.empty((len(left), 4), np.float32)
    for at in range(len(left)):
        i, j = left[at], right[at]
        mi, mj = slice(m_offsets[i], m_offsets[i + 1]), slice(m_offsets[j], m_offsets[j + 1])
        ai, aj = slice(a_offsets[i], a_offsets[i + 1]), slice(a_offsets[j], a_offsets[j + 1])
        matter = _dot(m_columns[mi], m_values[mi], m_columns[mj], m_values[mj])
        actors = _dot(a_columns[ai], a_values[ai], a_columns[aj], a_values[aj])
        matter_i, matter_j = (m_values[mi] ** 2).sum(), (m_values[mj] ** 2).sum()
        actors_i, actors_j = (a_values[ai] ** 2).sum(), (a_values[aj] ** 2).sum()
        out[at, 0] = _affinity(
            stats[i], stats[j], matter, matter_i, matter_j, actors, actors_i, actors_j
        )
        out[at, 1] = matter / np.sqrt(max(matter_i * matter_j, 1e-12))
        out[at, 2] = actors / np.sqrt(max(actors_i * actors_j, 1e-12))
        out[at, 3] = _gap(stats[i], stats[j])
    return out


@nb.njit(cache=True, nogil=True)
def _join(
    m_offsets: npt.NDArray[np.int64],
    m_columns: Int32,
    m_values: Floats,
    a_offsets: npt.NDArray[np.int64],
    a_columns: Int32,
    a_values: Floats,
    stats: Float64,
    left: Int32,
    right: Int32,
    pairs: Floats,
    threshold: float,
) -> tuple[Int32, Int32, Floats, Int32, Int32, Floats]:
    n = len(stats)
    stats = stats.copy()
    mc = [m_columns[m_offsets[i] : m_offsets[i + 1]] for i in range(n)]
    mv = [m_values[m_offsets[i] : m_offsets[i + 1]] for i in range(n)]
    ac = [a_columns[a_offsets[i] : a_offsets[i + 1]] for i in range(n)]
    av = [a_values[a_offsets[i] : a_offsets[i + 1]] for i in range(n)]
    matter_square = np.array([(mv[i] ** 2).sum() for i in range(n)])
    actor_square = np.array([(av[i] ** 2).sum() for i in range(n)])
    starts, others, _ = adjacency(n, left, right, pairs[:, 0])
    near = [others[starts[i] : starts[i + 1]] for i in range(n)]
    parent = np.arange(n).astype(np.int32)
    version = np.zeros(n, np.int64)
    heap = [(np.float64(0.0), np.int64(0), np.int64(0), np.int64(0), np.int64(0))][:0]
    for at in range(len(left)):
        if pairs[at, 0] >= threshold:
            heap.append(
                (-np.float64(pairs[at, 0]), np.int64(left[at]), np.int64(right[at]),
                 np.int64(0), np.int64(0))
            )  # fmt: skip
    heapify(heap)
    merge_left = np.empty(n, np.int32)
    merge_affinity = np.empty(n, np.float32)
    n_merges = 0
    mark = np.full(n, -1, np.int64)
    while len(heap):
        minus, i, j, vi, vj = heappop(heap)
        if parent[i] != i or parent[j] != j or version[i] != vi or version[j] != vj:
            continue
        parent[j] = i
        version[i] += 1
        merge_left[n_merges], merge_affinity[n_merges] = i, -minus
        n_merges += 1
        mc[i], mv[i] = _add(mc[i], mv[i], mc[j], mv[j])
        ac[i], av[i] = _add(ac[i], av[i], ac[j], av[j])
        mc[j], mv[j], ac[j], av[j] = mc[j][:0], mv[j][:0], ac[j][:0], av[j][:0]
        matter_square[i], actor_square[i] = (mv[i] ** 2).sum(), (av[i] ** 2).sum()
        stats[i, 0] += stats[j, 0]
        stats[i, 1] = min(stats[i, 1], stats[j, 1])
        stats[i, 2] = max(stats[i, 2], stats[j, 2])
        stats[i, 3] += stats[j, 3]
        stats[i, 4] += stats[j, 4]
        joined = np.empty(len(near[i]) + len(near[j]), np.int32)
        n_joined = 0
        for part in (i, j):
            for other in near[part]:
                group = root(parent, other)
                if group != i and mark[group] != n_merges:
                    mark[group] = n_merges
                    joined[n_joined] = group
                    n_joined += 1
        near[i], near[j] = joined[:n_joined].copy(), joined[:0].copy()
        for k in near[i]:
            value = _affinity(
                stats[i], stats[k],
                _dot(mc[i], mv[i], mc[k], mv[k]), matter_square[i], matter_square[k],
                _dot(ac[i], av[i], ac[k], av[k]), actor_square[i], actor_square[k],
            )  # fmt: skip
            if value >= threshold:
                low, high = min(i, np.int64(k)), max(i, np.int64(k))
                heappush(heap, (-value, low, high, version[low], version[high]))
    near_left, near_right, near_affinity = [], [], []
    for i in range(n):
        if parent[i] != i:
            continue
        for other in near[i]:
            k = np.int64(root(parent, other))
            if k > i and mark[k] != n + 1 + i:
                mark[k] = n + 1 + i
                value = _affinity(
                    stats[i], stats[k],
                    _dot(mc[i], mv[i], mc[k], mv[k]), matter_square[i], matter_square[k],
                    _dot(ac[i], av[i], ac[k], av[k]), actor_square[i], actor_square[k],
                )  # fmt: skip
                near_left.append(np.int32(i))
                near_right.append(np.int32(k))
                near_affinity.append(np.float32(value))
    labels = np.empty(n, np.int32)
    for i in range(n):
        labels[i] = root(parent, i)
    return (
        labels,
        merge_left[:n_merges].copy(),
        merge_affinity[:n_merges].copy(),
        np.array(near_left, np.int32),
        np.array(near_right, np.int32),
        np.array(near_affinity, np.float32),
    )
