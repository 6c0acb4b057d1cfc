"""The table of what pairs of groups share."""

import numpy as np

from clustering.threads.products import pair_key, place_of, products_of, with_room


def table_of(n):
    """Every pair of n groups shares (low, high, 1)."""
    left, right = np.triu_indices(n, 1)
    shared = np.column_stack([left, right, np.ones(len(left))]).astype(float)
    return left.astype(np.int32), right.astype(np.int32), shared


def test_pairs_are_found_in_either_order_and_others_are_not():
    """More pairs than the smallest table has places."""
    left, right, shared = table_of(40)
    table = products_of(left, right, shared)
    for a, b, expected in zip(left.tolist(), right.tolist(), shared.tolist(), strict=True):
        assert table.values[place_of(table, b, a)].tolist() == [*expected, 1.0]
    assert table.keys[place_of(table, 3, 40)] == -1
    assert pair_key(7, 2) == pair_key(2, 7) != pair_key(2, 6)


def test_room_is_made_by_leaving_out_groups_that_are_gone():
    """Nothing happens as long as there is room; then pairs of living groups stay."""
    left, right, shared = table_of(6)
    table = products_of(left, right, shared)
    parent = np.array([0, 1, 0, 3, 4, 3], np.int32)
    assert with_room(table, 5, parent).n_taken[0] == len(left)
    larger = with_room(table, 1000, parent)
    kept = {(a, b) for a in (0, 1, 3, 4) for b in (0, 1, 3, 4) if a < b}
    assert {(int(key) >> 32, int(key) & 0xFFFFFFFF) for key in larger.keys if key >= 0} == kept
    assert larger.n_taken[0] == len(kept)
    assert larger.values[place_of(larger, 1, 4)].tolist() == [1, 4, 1, 1]
    assert len(larger.keys) >= 2 * (len(kept) + 1000)
