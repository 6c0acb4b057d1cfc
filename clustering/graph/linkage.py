"""Average linkage on a sparse graph: near-linear, deterministic."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import (
    NOTHING,
    Pairs,
    bonds_of,
    bundle_labels,
    may_join,
    root,
    tie,
)
from clustering.graph.marks import Marks, contradiction, furthest, marks_together

Int32 = npt.NDArray[np.int32]
Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Guard:
    """What keeps groups apart although their mean weight is enough.

    Attributes:
        marks: Of the rows.
        least: Groups that contradict each other as far as this are not joined.
    """

    marks: Marks
    least: float


@dataclass(frozen=True, eq=False)
class Merges:
    """The joins that were made, in order.

    Attributes:
        left: (n_merges,) int32, smallest row of the one group.
        right: (n_merges,) int32, smallest row of the other, ``left < right``.
        height: (n_merges,) float32, mean weight between the two when they were joined.
    """

    left: Int32
    right: Int32
    height: Float32


def link_average(
    n_rows: int,
    left: Int32,
    right: Int32,
    weight: Float32,
    threshold: float,
    max_partners: int,
    decided: tuple[Pairs, Pairs] = NOTHING,
    guard: Guard | None = None,
) -> tuple[Int32, Merges]:
    """Joins the two groups with the highest mean weight until none reaches the threshold.

    UPGMA (Sokal, Michener 1958) over a sparse graph. A pair without an edge counts as weight
    0, but since each row has edges to its nearest rows only, a row of the smaller group is
    expected to have edges to at most ``max_partners`` rows of the larger:
    mean = sum of edges / min(n_a · n_b, max_partners · min(n_a, n_b)).
    Ties go to the smaller rows. Groups that a must-link ties are one in the end, whatever lies
    between them; groups that a cannot-link parts, or a chain of ties, are never joined.

    Args:
        n_rows: Rows, with or without edges.
        left: (n_edges,) int32, left < right, each pair once.
        right: (n_edges,) int32.
        weight: (n_edges,) float32, 0 to 1.
        threshold: Least mean weight of a join.
        max_partners: See above; very large for plain average linkage.
        decided: Pairs that must, and pairs that must not be together: (n, 2) int32 each.
        guard: Two groups that contradict each other wait, until either has grown.

    Returns:
        labels (n_rows,) int32: smallest row of each row's group; and the joins that weights
        made.
    """
    least = np.float32(threshold)  # as precise as the weights: 0.7 reaches 0.7
    marks = Marks.none(n_rows) if guard is None else guard.marks
    apart = (marks.offsets, marks.columns, marks.telling, 2.0 if guard is None else guard.least)
    labels, *merges = _link(n_rows, left, right, weight, least, max_partners, *decided, *apart)
    return labels, Merges(*merges)


def labels_at(merges: Merges, n_rows: int, threshold: float, must: Pairs = NOTHING[0]) -> Int32:
    """Groups at a threshold, from the joins down to a lower one.

    The joins of a higher threshold are the first ones of a lower: both begin alike, and the
    higher stops at the first join that does not reach it.

    Args:
        merges: The joins down to a threshold that is not higher.
        n_rows: Rows.
        threshold: Least weight of a join.
        must: Pairs that are together in the end, as in ``link_average``.
    """
    below = np.flatnonzero(merges.height < np.float32(threshold))
    last = int(below[0]) if len(below) else len(merges.height)
    parent = np.arange(n_rows, dtype=np.int32)
    parent[merges.right[:last]] = merges.left[:last]
    for a, b in must.tolist():
        one, other = root(parent, a), root(parent, b)
        parent[max(one, other)] = min(one, other)
    while True:
        further = parent[parent]
        if np.array_equal(further, parent):
            return parent
        parent = further


@nb.njit(cache=True, nogil=True)
def _before(mean: float, a: int, b: int, other_mean: float, c: int, d: int) -> bool:
    if mean != other_mean:
        return mean > other_mean
    return a < c if a != c else b < d


@nb.njit(cache=True, nogil=True)
def _push(means: Float32, lows: Int32, highs: Int32, n: int, mean: float, a: int, b: int) -> None:
    at = n
    while at > 0:
        up = (at - 1) >> 1
        if not _before(mean, a, b, means[up], lows[up], highs[up]):
            break
        means[at], lows[at], highs[at] = means[up], lows[up], highs[up]
        at = up
    means[at], lows[at], highs[at] = mean, a, b


@nb.njit(cache=True, nogil=True)
def _pop(means: Float32, lows: Int32, highs: Int32, n: int) -> None:
    """Removes the first of n entries."""
    mean, a, b = means[n - 1], lows[n - 1], highs[n - 1]
    n -= 1
    at = 0
    while True:
        child = 2 * at + 1
        if child >= n:
            break
        if child + 1 < n and _before(
            means[child + 1], lows[child + 1], highs[child + 1],
            means[child], lows[child], highs[child],
        ):  # fmt: skip
            child += 1
        if not _before(means[child], lows[child], highs[child], mean, a, b):
            break
        means[at], lows[at], highs[at] = means[child], lows[child], highs[child]
        at = child
    means[at], lows[at], highs[at] = mean, a, b


@nb.njit(cache=True, nogil=True)
def _mean(total: float, n_a: int, n_b: int, max_partners: int) -> float:
    pairs = min(n_a * n_b, max_partners * min(n_a, n_b))
    return float(np.float32(min(total / pairs, 1.0)))


@nb.njit(cache=True, nogil=True)
def adjacency(
    n_rows: int, left: Int32, right: Int32, weight: Float32
) -> tuple[npt.NDArray[np.int64], Int32, npt.NDArray[np.float64]]:
    """Edges by row: starts (n_rows + 1,), other ends and weights, each edge from both ends."""
    starts = np.zeros(n_rows + 1, np.int64)
    for e in range(len(left)):
        starts[left[e] + 1] += 1
        starts[right[e] + 1] += 1
    for row in range(n_rows):
        starts[row + 1] += starts[row]
    fill = starts[:-1].copy()
    others = np.empty(2 * len(left), np.int32)
    totals = np.empty(2 * len(left), np.float64)
    for e in range(len(left)):
        for a, b in ((left[e], right[e]), (right[e], left[e])):
            others[fill[a]], totals[fill[a]] = b, weight[e]
            fill[a] += 1
    return starts, others, totals


@nb.njit(cache=True, nogil=True)
def _link(
    n_rows: int,
    left: Int32,
    right: Int32,
    weight: Float32,
    threshold: float,
    max_partners: int,
    must: Pairs,
    cannot: Pairs,
    mark_offsets: npt.NDArray[np.int64],
    mark_columns: Int32,
    telling: npt.NDArray[np.bool_],
    least_apart: float,
) -> tuple[Int32, Int32, Int32, Float32]:
    bundle, foes = bonds_of(n_rows, must, cannot)
    starts, others, totals = adjacency(n_rows, left, right, weight)
    neighbours = [others[starts[r] : starts[r + 1]] for r in range(n_rows)]
    sums = [totals[starts[r] : starts[r + 1]] for r in range(n_rows)]
    parent = np.arange(n_rows).astype(np.int32)
    size = np.ones(n_rows, np.int64)
    n_guarded = n_rows if len(mark_columns) else 0
    marks = [mark_columns[mark_offsets[r] : mark_offsets[r + 1]] for r in range(n_guarded)]
    counts = [np.ones(len(marks[r]), np.int32) for r in range(n_guarded)]
    told = telling.astype(np.int64)
    capacity = 2 * len(left) + 16
    means = np.empty(capacity, np.float32)
    lows = np.empty(capacity, np.int32)
    highs = np.empty(capacity, np.int32)
    n_heap = 0
    for e in range(len(left)):
        if weight[e] >= threshold:
            _push(means, lows, highs, n_heap, weight[e], left[e], right[e])
            n_heap += 1
    merge_left = np.empty(n_rows, np.int32)
    merge_right = np.empty(n_rows, np.int32)
    height = np.empty(n_rows, np.float32)
    n_merges = 0
    at_root = np.full(n_rows, -1, np.int64)
    while n_heap:
        mean, a, b = means[0], lows[0], highs[0]
        _pop(means, lows, highs, n_heap)
        n_heap -= 1
        if parent[a] != a or parent[b] != b:
            continue
        total = 0.0  # is this entry still true?
        for k in range(len(neighbours[a])):
            if root(parent, neighbours[a][k]) == b:
                total += sums[a][k]
        if _mean(total, size[a], size[b], max_partners) != mean:
            continue
        if not may_join(bundle, foes, a, b):
            continue
        if n_guarded and furthest(told[a], told[b]) >= least_apart:
            of_a = marks[a], counts[a], told[a]
            if contradiction(*of_a, marks[b], counts[b], told[b]) >= least_apart:
                continue
        if n_guarded:
            marks[a], counts[a] = marks_together(marks[a], counts[a], marks[b], counts[b])
            marks[b], counts[b] = marks[b][:0].copy(), counts[b][:0].copy()
            told[a] += told[b]
        tie(bundle, foes, a, b)
        parent[b] = a
        size[a] += size[b]
        merge_left[n_merges], merge_right[n_merges], height[n_merges] = a, b, mean
        n_merges += 1
        joined = np.empty(len(neighbours[a]) + len(neighbours[b]), np.int32)
        joined_sums = np.empty(len(joined), np.float64)
        n = 0
        for part in (a, b):
            for k in range(len(neighbours[part])):
                other = root(parent, neighbours[part][k])
                if other == a:
                    continue
                if at_root[other] < 0:
                    at_root[other] = n
                    joined[n], joined_sums[n] = other, 0.0
                    n += 1
                joined_sums[at_root[other]] += sums[part][k]
        for k in range(n):
            at_root[joined[k]] = -1
        neighbours[a], sums[a] = joined[:n].copy(), joined_sums[:n].copy()
        neighbours[b], sums[b] = joined[:0].copy(), joined_sums[:0].copy()
        for k in range(n):
            other = joined[k]
            new = _mean(joined_sums[k], size[a], size[other], max_partners)
            if new >= threshold:
                if n_heap == len(means):
                    means = np.concatenate((means, np.empty_like(means)))
                    lows = np.concatenate((lows, np.empty_like(lows)))
                    highs = np.concatenate((highs, np.empty_like(highs)))
                _push(means, lows, highs, n_heap, new, min(a, other), max(a, other))
                n_heap += 1
    return (
        bundle_labels(bundle),
        merge_left[:n_merges].copy(),
        merge_right[:n_merges].copy(),
        height[:n_merges].copy(),
    )
