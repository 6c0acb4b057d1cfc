"""How firmly stories stand."""

import numpy as np
import pytest

from clustering.model import Groups, Links
from clustering.stories.standing import standing_of


def links_of(weights):
    """Links from a mapping (left, right) to probability."""
    left, right = np.array(sorted(weights), np.int32).reshape(-1, 2).T
    score = np.array([weights[pair] for pair in sorted(weights)], np.float32)
    return Links(left.copy(), right.copy(), score, np.zeros(len(score), np.bool_))


def test_by_hand():
    """0-1-2 hold together with .9 and .7; 3-4 came near with .4 + .2 over six pairs."""
    groups = Groups(np.array([0, 0, 0, 3, 3, 5], np.int32))
    links = links_of({(0, 1): 0.9, (1, 2): 0.7, (3, 4): 0.6, (0, 3): 0.4, (2, 4): 0.2})
    found = standing_of(groups, links, 10)
    assert found.cohesion == pytest.approx([0.8, 0.6, 1.0])
    assert found.nearest.tolist() == [1, 0, -1]
    assert found.probability == pytest.approx([0.1, 0.1, 0.0])


def test_a_large_story_is_asked_for_few_partners():
    """With one partner expected, two articles share .6 / 2 with a story of three."""
    groups = Groups(np.array([0, 0, 0, 3, 3], np.int32))
    assert standing_of(groups, links_of({(0, 3): 0.6}), 1).probability == pytest.approx([0.3, 0.3])


def test_the_nearest_of_several_and_the_earlier_of_equals():
    """3 is nearer to 2 than to 0; 1 is as near to 0 as to 2 and takes the earlier."""
    groups = Groups(np.arange(4, dtype=np.int32))
    links = links_of({(0, 1): 0.2, (1, 2): 0.2, (0, 3): 0.1, (2, 3): 0.4})
    assert standing_of(groups, links, 10).nearest.tolist() == [1, 0, 3, 2]


def test_nothing_to_measure():
    """No rows, no figures; no pairs, nothing near."""
    assert len(standing_of(Groups.alone(0), Links.empty(), 10).cohesion) == 0
    found = standing_of(Groups.alone(2), Links.empty(), 10)
    assert (found.nearest.tolist(), found.probability.tolist()) == ([-1, -1], [0, 0])
