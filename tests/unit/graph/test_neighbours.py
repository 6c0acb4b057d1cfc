"""Nearest neighbours: against brute force over dense rows."""

import numpy as np
import pytest
from archives import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.graph.neighbours import nearest_pairs

EVERYTHING = 10**6


def brute_force(matrix, first, end, n_neighbours, max_df):
    """All cosines over the usable columns; each row keeps its nearest in its window."""
    dense = np.array(matrix, np.float32)
    dense = dense * ((dense > 0).sum(axis=0) <= max_df)
    pairs = set()
    for row in range(len(dense)):
        near = [(-(dense[row] @ dense[k]), k) for k in range(first[row], end[row]) if k != row]
        kept = sorted((round(float(cosine), 6), k) for cosine, k in near if cosine < 0)
        pairs |= {(min(row, k), max(row, k)) for _, k in kept[:n_neighbours]}
    return sorted(pairs)


def found(matrix, first=None, end=None, n_neighbours=2, max_df=EVERYTHING, workers=1):
    """Pairs of a dense matrix; windows are open unless given."""
    n = len(matrix)
    first = np.zeros(n, np.int32) if first is None else np.array(first, np.int32)
    end = np.full(n, n, np.int32) if end is None else np.array(end, np.int32)
    left, right = nearest_pairs(rows_of(matrix), first, end, n_neighbours, max_df, workers)
    return list(zip(left.tolist(), right.tolist(), strict=True))


LINE = [[1.0, 0, 0, 0.0], [0.8, 0.6, 0, 0], [0, 0.8, 0.6, 0], [0, 0, 1.0, 0], [0, 0, 0, 1.0]]
"""Each row is near the next; cosines .8, .48, .6; the last row shares nothing."""


def test_one_neighbour_each():
    """0 and 1 choose each other; 3 chooses 2 and 2 chooses 3; nobody chooses the last."""
    assert found(LINE, n_neighbours=1) == [(0, 1), (2, 3)]


def test_two_neighbours_each():
    """With two neighbours, 1 and 2 choose each other too; nothing in common is no pair."""
    assert found(LINE, n_neighbours=2) == [(0, 1), (1, 2), (2, 3)]


def test_a_window_hides_neighbours():
    """Rows 0-1 and 2-4 in windows of their own: 1 and 2 are not paired."""
    assert found(LINE, first=[0, 0, 2, 2, 2], end=[2, 2, 5, 5, 5]) == [(0, 1), (2, 3)]


def test_one_open_window_is_enough():
    """Row 2 may look back at all rows although row 1 may not look at it."""
    assert found(LINE, first=[0, 0, 0, 2, 2], end=[2, 2, 5, 5, 5]) == [(0, 1), (1, 2), (2, 3)]


def test_frequent_columns_make_no_candidates():
    """A column in more rows than allowed pairs no rows; as many as allowed are fine."""
    matrix = [[0.6, 0.8, 0], [0.6, 0.8, 0], [0.6, 0, 0.8]]
    assert found(matrix, max_df=3) == [(0, 1), (0, 2), (1, 2)]
    assert found(matrix, max_df=2) == [(0, 1)]
    assert found(matrix, max_df=1) == []


def test_ties_go_to_the_smaller_row():
    """Of equally near rows the smaller is kept."""
    assert found([[1.0], [1.0], [1.0], [1.0]], n_neighbours=1) == [(0, 1), (0, 2), (0, 3)]


@pytest.mark.parametrize("matrix", [[], [[1.0]], [[0.0], [0.0]]])
def test_nothing_to_pair(matrix):
    """No rows, one row and empty rows give no pairs."""
    assert found(matrix) == []


@settings(max_examples=40)
@given(
    st.integers(0, 2**32 - 1),
    st.one_of(st.integers(1, 25), st.integers(100, 160)),
    st.integers(1, 6),
    st.one_of(st.integers(0, 10), st.just(160)),
    st.sampled_from([3, EVERYTHING]),
    st.sampled_from([(12, 0.4), (400, 0.01)]),
)
def test_equals_brute_force(seed, n, n_neighbours, reach, max_df, columns):
    """In any windows, with many or few columns in common, the pairs are those of all cosines."""
    dice = np.random.default_rng(seed)
    n_columns, density = columns
    filled = dice.uniform(0, 1, (n, n_columns)) < density
    matrix = dice.uniform(0, 1, (n, n_columns)) * filled
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    back, ahead = dice.integers(0, reach + 1, (2, n))  # one may see another that does not see it
    first = np.maximum(np.arange(n) - back, 0)
    end = np.minimum(np.arange(n) + ahead + 1, n)
    pairs = found(matrix.tolist(), first, end, n_neighbours, max_df)
    assert pairs == brute_force(matrix, first, end, n_neighbours, max_df)
    assert pairs == found(matrix.tolist(), first, end, n_neighbours, max_df, workers=3)
