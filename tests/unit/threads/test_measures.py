"""How near two groups are."""

import numpy as np
import pytest

from clustering.threads.measures import N_TERMS, affinity_of, may_reach


def figures(dice):
    """A group of one to fifty articles; some without days, actors or words outside names."""
    n = dice.integers(1, 50)
    first, length = dice.integers(0, 3000, 2)
    days = first, first + length, n * (first + length / 2), n
    if dice.random() < 0.2:
        days = np.inf, -np.inf, 0, 0
    squares = dice.random(3) * n**2 * (dice.random(3) < [1, 0.8, 0.8])
    return np.array([n, *days, *squares, dice.random() * n], np.float64)


@pytest.mark.parametrize("seed", range(20))
def test_what_may_not_reach_an_affinity_does_not(seed):
    """The bound is never below the affinity."""
    dice = np.random.default_rng(seed)
    for _ in range(30):
        a, b = figures(dice), figures(dice)
        shared = np.sqrt(a[5:8] * b[5:8]) * dice.random(3)
        affinity = affinity_of(a, b, shared, np.empty(N_TERMS))
        assert may_reach(a, b, shared, np.log(affinity - 1e-5) if affinity > 2e-5 else -np.inf)
        assert not may_reach(a, b, shared, 0.1)


def test_two_equal_articles_reach_their_affinity_just():
    """Without gap, size and distance nothing is left to the terms that are not looked at."""
    one = np.array([1, 10, 10, 10, 1, 1, 1, 1, 0], np.float64)
    shared = np.ones(3)
    height = np.log(affinity_of(one, one, shared, np.empty(N_TERMS)))
    assert may_reach(one, one, shared, height - 1e-5)
    assert not may_reach(one, one, shared, height + 1e-3)
