"""Columns of fits: checked at birth."""

import numpy as np
import pytest

from clustering.model import StoryFits


def fits(story, n=None):
    """Fits of stories at rows."""
    n = len(story) if n is None else n
    rows = np.array(story, np.int32)
    return StoryFits(rows, np.full(n, -1, np.int32), np.full(n, 0.5, np.float32))


def test_place_of_a_story():
    """A story is found by its first row; one that is alone is not there."""
    found = fits([2, 5, 9])
    assert [found.place(row) for row in (2, 5, 9)] == [0, 1, 2]
    assert [found.place(row) for row in (0, 3, 10)] == [None, None, None]


def test_columns_are_checked_and_fixed():
    """Unequal, unsorted or doubled columns are refused; the others cannot be written to."""
    with pytest.raises(ValueError, match="unequal"):
        fits([1, 2], n=3)
    for story in ([2, 1], [1, 1]):
        with pytest.raises(ValueError, match="sorted"):
            fits(story)
    with pytest.raises(ValueError, match="read-only"):
        fits([1]).affinity[0] = 1
