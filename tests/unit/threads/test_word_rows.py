"""Sums of rows of words with two values each."""

import numpy as np
import pytest
from archives import onto, rows_of

from clustering.threads.word_rows import sum_rows


@pytest.mark.parametrize("seed", range(5))
def test_sums_equal_the_dense_ones(seed):
    """Of both values, with the entries of the first; groups of none, one and several rows."""
    dice = np.random.default_rng(seed)
    dense = dice.integers(1, 9, (9, 7)) * (dice.random((9, 7)) < 0.4)
    part = dense * (dice.random((9, 7)) < 0.5)
    rows = rows_of(dense.tolist())
    labels = dice.integers(0, 5, 9).astype(np.int32)
    summed, others = sum_rows(rows, onto(rows, rows_of(part.tolist())).values, labels, 5)
    whole, also = np.zeros((5, 7)), np.zeros((5, 7))
    np.add.at(whole, labels, dense)
    np.add.at(also, labels, part)
    expected = rows_of(whole.tolist())
    assert summed.offsets.tolist() == others.offsets.tolist() == expected.offsets.tolist()
    assert summed.columns.tolist() == others.columns.tolist() == expected.columns.tolist()
    assert summed.values.tolist() == expected.values.tolist()
    assert others.values.tolist() == onto(expected, rows_of(also.tolist())).values.tolist()
