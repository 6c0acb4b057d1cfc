"""What holds for every grouping of a graph."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.graph.linkage import link_average
from clustering.model import Groups


@st.composite
def graphs(draw):
    """(n_rows, left, right, weight) with weights of one decimal, so that ties are frequent."""
    n = draw(st.integers(1, 14))
    pairs = list(combinations(range(n), 2))
    if pairs:
        pairs = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40))
    tenths = draw(st.lists(st.integers(1, 10), min_size=len(pairs), max_size=len(pairs)))
    columns = np.array(pairs, np.int32).reshape(-1, 2)
    return n, columns[:, 0].copy(), columns[:, 1].copy(), np.array(tenths, np.float32) / 10


THRESHOLDS = st.floats(0.05, 1)
PARTNERS = st.sampled_from([1, 2, 10, 10**6])


@settings(max_examples=60)
@given(graphs(), THRESHOLDS, PARTNERS)
def test_a_label_is_its_smallest_row(graph, threshold, partners):
    """Labels are a partition named by smallest rows, with one join less than rows a group."""
    labels, merges = link_average(*graph, threshold, partners)
    groups = Groups(labels)  # refuses any other labels
    assert len(merges.left) == graph[0] - len(groups.roots)
    assert (merges.left < merges.right).all()
    assert (merges.height >= np.float32(threshold)).all()
    assert np.array_equal(labels[merges.left], labels[merges.right])


@settings(max_examples=60)
@given(graphs(), THRESHOLDS, PARTNERS, st.randoms(use_true_random=False))
def test_order_of_edges_does_not_matter(graph, threshold, partners, dice):
    """The same edges in another order give the same groups and the same joins."""
    n, left, right, weight = graph
    order = list(range(len(left)))
    dice.shuffle(order)
    labels, merges = link_average(n, left, right, weight, threshold, partners)
    other, others = link_average(n, left[order], right[order], weight[order], threshold, partners)
    assert np.array_equal(labels, other)
    assert np.array_equal(merges.left, others.left)
    assert np.array_equal(merges.right, others.right)
    assert np.array_equal(merges.height, others.height)


@settings(max_examples=60)
@given(graphs(), THRESHOLDS, THRESHOLDS, PARTNERS)
def test_raising_the_threshold_never_merges(graph, one, other, partners):
    """Two rows together at a higher threshold are together at a lower one."""
    low, _ = link_average(*graph, min(one, other), partners)
    high, _ = link_average(*graph, max(one, other), partners)
    assert np.array_equal(low, low[high])  # a row and its label at the high threshold stay together
