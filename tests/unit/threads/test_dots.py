"""Products and sums of sparse rows, compiled."""

import numpy as np
import pytest

from clustering.threads.dots import (
    Entries,
    dot,
    dot_with,
    dots,
    dots_with,
    empty_spread,
    gather,
    keep_heaviest,
    lay_out,
    spread_out,
    with_room_to_grow,
    with_sum,
)


def entries_of(dense):
    """The rows of a matrix, 0 left out; second values are the negative ones."""
    dense = np.array(dense, np.float32)
    row, column = np.nonzero(dense)
    offsets = np.searchsorted(row, np.arange(len(dense) + 1))
    values = dense[row, column]
    return Entries(offsets[:-1], offsets[1:], column.astype(np.int32), values, -values)


def row_of(rows, i, n_columns):
    """A row as it was before it was made sparse."""
    dense = np.zeros(n_columns)
    dense[rows.columns[rows.begins[i] : rows.ends[i]]] = rows.values[rows.begins[i] : rows.ends[i]]
    return dense.tolist()


def random_rows(seed, n, n_columns):
    """Rows of very different lengths."""
    dice = np.random.default_rng(seed)
    return dice.integers(1, 9, (n, n_columns)) * (dice.random((n, n_columns)) < dice.random((n, 1)))


@pytest.mark.parametrize("seed", range(5))
def test_products_equal_the_dense_ones(seed):
    """By merging, by galloping and with one row spread out."""
    dense = random_rows(seed, 6, 200)
    rows = entries_of(dense)
    spread, few = empty_spread(rows), np.zeros(200, np.float32)
    for i in range(6):
        spread_out(spread, rows, i)
        for j in range(6):
            expected = dense[i] @ dense[j]
            assert dot(rows, i, j) == expected
            lay_out(few, rows, i, 1)
            assert dot_with(few, rows, j) == expected
            lay_out(few, rows, i, 0)
            assert not few.any()
            assert dots(rows, i, j) == (expected, expected)
            assert dots_with(spread, rows, j) == (expected, expected)
        gather(spread, rows, i)
        assert not spread.held.any()


@pytest.mark.parametrize("seed", range(5))
def test_sums_equal_the_dense_ones_however_often_there_is_no_room(seed):
    """Row 0 takes in one row after the other; the arrays are made anew on the way."""
    dense = random_rows(seed, 12, 30).astype(float)
    rows = with_room_to_grow(entries_of(dense), 0)
    n_used, first_columns = np.array([rows.ends[-1]]), rows.columns
    for j in range(1, 12):
        rows = with_sum(rows, 0, j, n_used)
        dense[0] += dense[j]
        dense[j] = 0
        assert [row_of(rows, i, 30) for i in range(12)] == dense.tolist()
        inside = slice(rows.begins[0], rows.ends[0])
        assert rows.also[inside].tolist() == (-rows.values[inside]).tolist()
    assert rows.columns is not first_columns


def test_the_heaviest_entries_by_column():
    """Two of each row, equal ones by column, in order of the columns."""
    rows = entries_of([[3, 1, 4, 3], [0, 0, 5, 0], [0, 0, 0, 0]])
    offsets = np.append(rows.begins, rows.ends[-1])
    columns, values = keep_heaviest(offsets, rows.columns, rows.values, np.array([0, 2, 3, 3]))
    assert columns.tolist() == [0, 2, 2]
    assert values.tolist() == [3, 4, 5]
