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
from clustering.graph.pair_heap import before, pop, push

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
def _fold(
    group: int, parent: Int32, others: Int32, totals: npt.NDArray[np.float64], at_root: Int32
) -> int:
    """Adds up the edges of a group that lead to one and the same group by now, in place.

    Returns:
        How many are left; edges inside the group are gone.
    """
    n = 0
    for k in range(len(others)):
        other, total = root(parent, others[k]), totals[k]
        if other == group:
            continue
        if at_root[other] < 0:
            at_root[other] = n
            others[n], totals[n] = other, 0.0
            n += 1
        totals[at_root[other]] += total
    for k in range(n):
        at_root[others[k]] = -1
    return n


@nb.njit(cache=True, nogil=True)
def _best(
    group: int,
    others: Int32,
    totals: npt.NDArray[np.float64],
    size: Int32,
    least: float,
    max_partners: int,
    after: tuple[float, int],
) -> tuple[float, int]:
    """The group's first pair behind ``after`` (mean, other group); the other is -1 without any."""
    best, partner = least, -1
    for k in range(len(others)):
        other = others[k]
        mean = _mean(totals[k], size[group], size[other], max_partners)
        if mean < least or (partner >= 0 and not before(mean, group, other, best, group, partner)):
            continue
        if after[1] < 0 or before(after[0], group, after[1], mean, group, other):
            best, partner = mean, other
    return best, partner


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
    """See ``link_average``.

    The heap holds one pair for each group: its best when it last grew. Of two groups the one
    that grew last has seen the pair as it is, so the first of the heap, if neither of its two
    has grown since, is the best of all; otherwise its owner looks for its best again.
    """
    bundle, foes = bonds_of(n_rows, must, cannot)
    starts, others, totals = adjacency(n_rows, left, right, weight)
    neighbours = [others[starts[r] : starts[r + 1]] for r in range(n_rows)]
    sums = [totals[starts[r] : starts[r + 1]] for r in range(n_rows)]
    parent = np.arange(n_rows).astype(np.int32)
    size = np.ones(n_rows, np.int32)
    n_guarded = n_rows if len(mark_columns) else 0
    marks = [mark_columns[mark_offsets[r] : mark_offsets[r + 1]] for r in range(n_guarded)]
    counts = [np.ones(len(marks[r]), np.int32) for r in range(n_guarded)]
    told = telling.astype(np.int64)
    means, pairs = np.empty(n_rows, np.float32), np.empty((n_rows, 4), np.int32)
    n_heap = 0
    nothing = (0.0, -1)
    for row in range(n_rows):
        best, partner = _best(
            row, neighbours[row], sums[row], size, threshold, max_partners, nothing
        )
        if partner >= 0:
            push(means, pairs, n_heap, best, row, partner, size)
            n_heap += 1
    merge_left = np.empty(n_rows, np.int32)
    merge_right = np.empty(n_rows, np.int32)
    height = np.empty(n_rows, np.float32)
    n_merges = 0
    at_root = np.full(n_rows, -1, np.int32)
    while n_heap:
        mean, owner, partner = means[0], pairs[0, 0], pairs[0, 1]
        owner_was, partner_was = pairs[0, 2], pairs[0, 3]
        pop(means, pairs, n_heap)
        n_heap -= 1
        if parent[owner] != owner or size[owner] != owner_was:
            continue  # the group it is part of, or has become, has an entry of its own
        after = nothing
        if parent[partner] == partner and size[partner] == partner_was:
            a, b = min(owner, partner), max(owner, partner)
            apart = not may_join(bundle, foes, a, b)
            if not apart and n_guarded and furthest(told[a], told[b]) >= least_apart:
                of_a = marks[a], counts[a], told[a]
                apart = contradiction(*of_a, marks[b], counts[b], told[b]) >= least_apart
            if apart:
                after = (mean, partner)
            else:
                tie(bundle, foes, a, b)
                parent[b] = a
                size[a] += size[b]
                merge_left[n_merges], merge_right[n_merges], height[n_merges] = a, b, mean
                n_merges += 1
                neighbours[a] = np.concatenate((neighbours[a], neighbours[b]))
                sums[a] = np.concatenate((sums[a], sums[b]))
                neighbours[b], sums[b] = neighbours[b][:0].copy(), sums[b][:0].copy()
                if n_guarded:
                    marks[a], counts[a] = marks_together(marks[a], counts[a], marks[b], counts[b])
                    marks[b], counts[b] = marks[b][:0].copy(), counts[b][:0].copy()
                    told[a] += told[b]
                owner = a
        n = _fold(owner, parent, neighbours[owner], sums[owner], at_root)
        neighbours[owner], sums[owner] = neighbours[owner][:n], sums[owner][:n]
        best, partner = _best(
            owner, neighbours[owner], sums[owner], size, threshold, max_partners, after
        )
        if partner >= 0:
            push(means, pairs, n_heap, best, owner, partner, size)
            n_heap += 1
    return (
        bundle_labels(bundle),
        merge_left[:n_merges].copy(),
        merge_right[:n_merges].copy(),
        height[:n_merges].copy(),
    )
