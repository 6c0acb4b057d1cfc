"""Average linkage: worked examples, and SciPy where the graph is complete."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from clustering.graph.linkage import link_average
from clustering.model import Groups

MANY = 10**6


def link(n_rows, edges, threshold, max_partners=MANY):
    """Labels and joins (left, right, height) of edges given as {(left, right): weight}."""
    left = np.array([a for a, _ in edges], np.int32)
    right = np.array([b for _, b in edges], np.int32)
    weight = np.array(list(edges.values()), np.float32)
    labels, merges = link_average(n_rows, left, right, weight, threshold, max_partners)
    joins = zip(merges.left.tolist(), merges.right.tolist(), merges.height.tolist(), strict=True)
    return labels.tolist(), list(joins)


def test_worked_example():
    """1-2 join at .9; 0 to both is (.8 + .4) / 2 = .6; 3 to all three is (.6 + 0 + 0) / 3 = .2."""
    edges = {(0, 1): 0.8, (1, 2): 0.9, (0, 2): 0.4, (0, 3): 0.6}
    labels, joins = link(4, edges, 0.5)
    assert labels == [0, 0, 0, 3]
    assert joins == [(1, 2, pytest.approx(0.9)), (0, 1, pytest.approx(0.6))]
    labels, joins = link(4, edges, 0.15)
    assert labels == [0, 0, 0, 0]
    assert joins[2] == (0, 3, pytest.approx(0.2))


def test_ties_go_to_the_smaller_rows():
    """Of three equal edges in a row, 0-1 is joined first and 1-2 is spent: 2 joins 3."""
    labels, joins = link(4, {(1, 2): 0.8, (2, 3): 0.8, (0, 1): 0.8}, 0.5)
    assert labels == [0, 0, 2, 2]
    assert [join[:2] for join in joins] == [(0, 1), (2, 3)]


def test_no_chain():
    """A row of articles, each like the next only, does not become one group."""
    edges = {(i, i + 1): 0.9 for i in range(9)}
    labels, _ = link(10, edges, 0.5)
    assert labels == [0, 0, 2, 2, 4, 4, 6, 6, 8, 8]


def test_a_weight_at_the_threshold_joins():
    """The threshold itself is enough, also where it is no binary fraction."""
    for threshold in (0.7, 0.9, 0.1, 0.5):
        assert link(2, {(0, 1): threshold}, threshold)[0] == [0, 0]
        assert link(2, {(0, 1): threshold - 1e-4}, threshold)[0] == [0, 1]


def test_max_partners_counts_near_rows_only():
    """Two groups of three with one strong edge a row: a third of the pairs, but a whole row's.

    Each of 0 1 2 has an edge of .9 to one of 3 4 5, so the mean over all nine pairs is .3; if
    a row can have one partner only, it is 3 · .9 / (1 · 3) = .9.
    """
    edges = {pair: 1.0 for group in ((0, 1, 2), (3, 4, 5)) for pair in combinations(group, 2)}
    edges |= {(0, 3): 0.9, (1, 4): 0.9, (2, 5): 0.9}
    assert link(6, edges, 0.5)[0] == [0, 0, 0, 3, 3, 3]
    assert link(6, edges, 0.5, max_partners=2)[0] == [0, 0, 0, 3, 3, 3]  # 2.7 / 6 = .45
    labels, joins = link(6, edges, 0.5, max_partners=1)
    assert labels == [0] * 6
    assert joins[-1] == (0, 3, pytest.approx(0.9))


def test_a_mean_is_at_most_one():
    """Where rows have more edges than expected, the mean is cut at 1."""
    edges = dict.fromkeys(combinations(range(4), 2), 1.0)
    labels, joins = link(4, edges, 0.5, max_partners=1)
    assert labels == [0] * 4
    assert [height for *_, height in joins] == [1.0, 1.0, 1.0]


def test_rows_without_edges_stay_alone():
    """No edges, no joins; also with no rows at all."""
    assert link(3, {}, 0.5) == ([0, 1, 2], [])
    assert link(0, {}, 0.5) == ([], [])


@st.composite
def graphs(draw, complete=False):
    """(n_rows, edges) with weights of two decimals, so that ties are frequent."""
    n = draw(st.integers(2, 12))
    pairs = list(combinations(range(n), 2))
    if not complete:
        pairs = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    weights = draw(st.lists(st.integers(1, 100), min_size=len(pairs), max_size=len(pairs)))
    return n, {pair: weight / 100 for pair, weight in zip(pairs, weights, strict=True)}


@settings(max_examples=60)
@given(st.integers(2, 14), st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_equals_scipy_on_a_complete_graph(n, seed, threshold):
    """With all pairs known, groups and heights are those of SciPy's average linkage."""
    weight = np.random.default_rng(seed).uniform(0, 1, n * (n - 1) // 2).astype(np.float32)
    edges = dict(zip(combinations(range(n), 2), weight.tolist(), strict=True))
    tree = linkage(1 - weight.astype(np.float64), "average")
    labels, joins = link(n, edges, threshold)
    assert labels == Groups.of(fcluster(tree, 1 - threshold, "distance")).labels.tolist()
    expected = [1 - height for height in tree[:, 2] if 1 - height >= threshold]
    assert [height for *_, height in joins] == pytest.approx(expected, abs=1e-6)


def naive(n, edges, threshold, max_partners):
    """The definition: look at all pairs of groups again before every join."""
    groups = [[row] for row in range(n)]
    while True:
        best = (-1.0, 0, 0)
        for a, b in combinations(range(len(groups)), 2):
            total = sum(np.float64(np.float32(edges.get((min(i, j), max(i, j)), 0)))
                        for i in groups[a] for j in groups[b])  # fmt: skip
            n_a, n_b = len(groups[a]), len(groups[b])
            mean = np.float32(min(total / min(n_a * n_b, max_partners * min(n_a, n_b)), 1))
            if total > 0 and mean > best[0]:
                best = (mean, a, b)
        if best[0] < np.float32(threshold):
            return [min(g) for row in range(n) for g in groups if row in g]
        _, a, b = best
        groups[a] = sorted(groups[a] + groups[b])
        del groups[b]


@settings(max_examples=80)
@given(graphs(), st.integers(5, 95), st.sampled_from([1, 2, 3, MANY]))
def test_equals_the_definition_on_sparse_graphs(graph, percent, max_partners):
    """On any graph, with many ties, the heap finds what looking at all pairs finds."""
    n, edges = graph
    threshold = percent / 100
    assert link(n, edges, threshold, max_partners)[0] == naive(n, edges, threshold, max_partners)


def slowly(n_rows, edges, threshold, max_partners, cannot):
    """The joins one after the other, every mean of every two groups reckoned anew each time."""
    groups = {row: [row] for row in range(n_rows)}
    joins = []
    while True:
        best = None
        for a, b in combinations(sorted(groups), 2):
            across = [(min(x, y), max(x, y)) for x in groups[a] for y in groups[b]]
            sizes = len(groups[a]), len(groups[b])
            n_pairs = min(sizes[0] * sizes[1], max_partners * min(sizes))
            mean = np.float32(min(sum(edges.get(pair, 0.0) for pair in across) / n_pairs, 1.0))
            if mean >= np.float32(threshold) and not cannot & set(across):
                best = max(best or (-1,), (mean, -a, -b))
        if best is None:
            return joins
        a, b = -best[1], -best[2]
        groups[a] += groups.pop(b)
        joins.append((a, b, pytest.approx(best[0])))


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 16),
        max_size=30,
    ),
    st.integers(1, 16),
    st.integers(1, 6),
    st.sets(st.sampled_from(list(combinations(range(9), 2))), max_size=4),
)
def test_the_joins_are_those_of_the_plain_rule(sixteenths, threshold, max_partners, cannot):
    """Whatever is remembered between two joins, each is the best that there is."""
    edges = {pair: n / 16 for pair, n in sorted(sixteenths.items())}
    left, right = np.array(list(edges) or np.zeros((0, 2)), np.int32).T
    weight = np.array(list(edges.values()), np.float32)
    decided = np.zeros((0, 2), np.int32), np.array(sorted(cannot), np.int32).reshape(-1, 2)
    _, merges = link_average(9, left, right, weight, threshold / 16, max_partners, decided)
    joins = zip(merges.left.tolist(), merges.right.tolist(), merges.height.tolist(), strict=True)
    assert list(joins) == slowly(9, edges, threshold / 16, max_partners, cannot)
