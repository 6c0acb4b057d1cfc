"""The company that two articles keep."""

from itertools import combinations
from math import log

import numpy as np
import pytest

from clustering.stories.affinity import FEATURES, N_OWN
from clustering.stories.company import add_company, company
from clustering.stories.model import PairModel


def pairs_of(weights):
    """Sorted columns of a mapping (left, right) to probability."""
    left, right = np.array(sorted(weights), np.int32).reshape(-1, 2).T
    return left, right, np.array([weights[pair] for pair in sorted(weights)], np.float32)


def companies(weights, n_rows):
    """Pair to (shared, size)."""
    left, right, probability = pairs_of(weights)
    found = company(probability, left.copy(), right.copy(), n_rows)
    return dict(zip(sorted(weights), found.tolist(), strict=True))


def test_by_hand():
    """0 and 1 know 2 with .5 and .9, 0 knows 3 with .4: .5 of .9 + .9 - .5, and two of doubt."""
    found = companies({(0, 1): 0.6, (0, 2): 0.5, (1, 2): 0.9, (0, 3): 0.4}, 4)
    assert found[0, 1] == pytest.approx([0.5 / (0.9 + 0.9 - 0.5 + 2), log(1.9)])
    assert found[0, 3] == pytest.approx([0, 0])  # 3 knows nobody else


def test_two_articles_alone_have_no_company():
    """The pair itself is no part of its company."""
    assert companies({(0, 1): 0.9}, 2)[0, 1] == [0, 0]


def test_weak_pairs_are_no_company():
    """Below .02 two articles do not count as acquainted."""
    assert companies({(0, 1): 0.5, (0, 2): 0.01, (1, 2): 0.01}, 3)[0, 1] == [0, 0]


def test_two_circles_are_told_apart():
    """Within a circle of four the company agrees; across two circles it agrees less."""
    circles = [range(4), range(4, 8)]
    weights = {(a, b): 0.3 for a in circles[0] for b in circles[1]}
    weights |= {pair: 0.9 for circle in circles for pair in combinations(circle, 2)}
    found = companies(weights, 8)
    assert found[0, 1][0] > found[0, 4][0] + 0.1


def test_the_model_sees_no_company_first():
    """What stood in the columns before does not count: the company is filled in afresh."""
    weights = np.zeros(len(FEATURES))
    weights[0], weights[N_OWN] = 4.0, 50.0
    left, right, cosine = pairs_of({(0, 1): 0.5, (0, 2): 0.7, (1, 2): 0.7})
    features = np.zeros((3, len(FEATURES)), np.float32)
    features[:, 0] = cosine
    model = PairModel(-2.0, weights)
    expected = company(model.probability(features), left.copy(), right.copy(), 3)
    assert (expected[:, 0] > 0).all()
    for _ in range(2):
        add_company(features, model, left.copy(), right.copy(), 3)
        assert np.array_equal(features[:, N_OWN:], expected)
