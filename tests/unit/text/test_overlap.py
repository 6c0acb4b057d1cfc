"""What two rows have in common, besides their cosine."""

import numpy as np
from archives import rows_of

from clustering.text.overlap import shared_weight


def test_weights_of_shared_columns_are_summed():
    """Rows 0 and 1 share columns 1 and 3, rows 0 and 2 nothing; values do not matter."""
    rows = rows_of([[0.1, 0.2, 0, 0.3], [0, 0.9, 0.8, 0.7], [0, 0, 1.0, 0], [0, 0, 0, 0]])
    weights = np.array([1, 2, 4, 8], np.float32)
    left, right = np.array([0, 1, 0, 1, 0, 1], np.int32), np.array([1, 0, 2, 2, 3, 1], np.int32)
    assert shared_weight(rows, weights, left, right).tolist() == [10, 10, 0, 4, 0, 14]


def test_no_pairs():
    """No pairs, no weights."""
    none = np.zeros(0, np.int32)
    assert len(shared_weight(rows_of([[1.0]]), np.ones(1, np.float32), none, none)) == 0
