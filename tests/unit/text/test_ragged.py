"""Rows of unequal length."""

import numpy as np

from clustering.text.ragged import Ragged

ROWS = Ragged.of_sizes(np.array([2, 0, 3]), np.array([5, 6, 7, 8, 9]))


def rows(ragged):
    """Its rows as lists."""
    return [ragged.of(k).tolist() for k in range(len(ragged))]


def test_rows_one_after_the_other():
    """Sizes cut the values."""
    assert rows(ROWS) == [[5, 6], [], [7, 8, 9]]
    assert ROWS.sizes.tolist() == [2, 0, 3]


def test_another_order_and_a_choice():
    """Rows are taken in any order, or left empty, without moving a value."""
    turned = ROWS.take(np.array([2, 0, 1]))
    assert rows(turned) == [[7, 8, 9], [5, 6], []]
    assert turned.values is ROWS.values
    assert rows(ROWS.only(np.array([False, True, True]))) == [[], [], [7, 8, 9]]


def test_packed():
    """The values in the order of the rows, without what no row has."""
    turned = ROWS.take(np.array([2, 0, 1])).only(np.array([True, False, True]))
    packed = turned.packed()
    assert packed.values.tolist() == [7, 8, 9]
    assert rows(packed) == rows(turned)
    assert ROWS.packed() is ROWS
    assert len(Ragged.of_sizes(np.zeros(0, np.int64), np.zeros(0)).packed()) == 0
