"""Distinct values of arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.text.distinct import distinct


@given(st.lists(st.lists(st.integers(-3, 3), max_size=8), min_size=1, max_size=3))
def test_each_value_once_and_ascending(lists):
    """As a sorted set of them all, with the dtype and the arrays left as they were."""
    arrays = [np.array(values, np.int64) for values in lists]
    found = distinct(*arrays)
    assert found.tolist() == sorted({value for values in lists for value in values})
    assert found.dtype == np.int64
    assert [values.tolist() for values in arrays] == lists
