"""Sorting by two numbers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.text.ordering import first_of_groups, order_by_group, order_by_numbers

pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=40)


@given(pairs)
def test_both_sort_as_a_stable_sort_of_all(numbers):
    """By the first number, then by the second, and equal ones as they came."""
    first, second = np.array(numbers, np.int64).reshape(-1, 2).T
    expected = np.lexsort((np.arange(len(first)), second, first)).tolist()
    assert order_by_numbers(first, second, 6, 8).tolist() == expected
    assert order_by_group(first.astype(np.int32), second.astype(np.uint64), 6).tolist() == expected


def test_keys_of_a_group_may_be_any_numbers():
    """Hashes are compared whole, up to the highest."""
    key = np.array([2**64 - 1, 3, 2**63], np.uint64)
    assert order_by_group(np.zeros(3, np.int32), key, 1).tolist() == [1, 2, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_smallest_of_each_group(seed):
    """Equal ones as they came, from groups with none, fewer and many more than are kept."""
    dice = np.random.default_rng(seed)
    sizes = np.array([0, 2, 3, 40, 7])
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    value = dice.integers(0, 9, bounds[-1]).astype(float)
    expected = []
    for first, end in pairwise(bounds.tolist()):
        expected += sorted(range(first, end), key=lambda at: (value[at], at))[:3]
    assert first_of_groups(bounds, value, 3).tolist() == expected
