"""Sums over groups and keys."""

import numpy as np

from clustering.threads.tallies import tally


def test_sums_and_counts_by_hand():
    """Two values of one cell add up to one sum of two; a cell without any is nothing."""
    sums = tally(np.array([1, 0, 1, 1]), np.array([2, 0, 2, 0]), 3, np.array([0.5, 1.0, 0.25, 2.0]))
    assert sums.cell.tolist() == [0, 3, 5]
    assert sums.total.tolist() == [1.0, 2.0, 0.75]
    assert sums.count.tolist() == [1, 1, 2]
    assert sums.at(np.array([5, 4, 9])).tolist() == [0.75, 0.0, 0.0]


def test_nothing_to_add_up():
    """No values, no cells; asked for any, there is 0."""
    none = np.zeros(0, np.int64)
    sums = tally(none, none, 3, np.zeros(0))
    assert len(sums.cell) == len(sums.total) == len(sums.count) == 0
    assert sums.at(np.array([4])).tolist() == [0.0]
