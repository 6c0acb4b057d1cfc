"""Sums over groups of articles and their phrases."""

from collections import defaultdict

import numpy as np
import pytest

from clustering.threads.outside import among_actors
from clustering.threads.tallies import Told, tally


def random_told(seed, n_texts=12, n_keys=9):
    """Whole numbers, so that sums are exact in any order."""
    dice = np.random.default_rng(seed)
    text, key = np.nonzero(dice.random((n_texts, n_keys)) < 0.4)
    return Told(text, key, dice.integers(1, 9, len(text)).astype(float), n_keys)


@pytest.mark.parametrize("seed", range(5))
def test_sums_by_group_equal_those_of_a_dictionary(seed):
    """By group and phrase, ascending; articles of a group below 0 are left out."""
    told = random_told(seed)
    groups = np.random.default_rng(seed).integers(-1, 4, 12)
    expected = defaultdict(lambda: [0.0, 0])
    for text, key, value in zip(told.text, told.key, told.prominent, strict=True):
        if groups[text] >= 0:
            cell = expected[int(groups[text]) * 9 + int(key)]
            cell[0] += value
            cell[1] += 1
    found = told.by(groups)
    assert found.cell.tolist() == sorted(expected)
    assert found.total.tolist() == [expected[cell][0] for cell in sorted(expected)]
    assert found.count.tolist() == [expected[cell][1] for cell in sorted(expected)]


def test_sums_and_counts_by_hand():
    """Two values of one cell add up to one sum of two; a cell without any is nothing."""
    sums = tally(np.array([1, 0, 1, 1]), np.array([2, 0, 2, 0]), 3, np.array([0.5, 1.0, 0.25, 2.0]))
    assert sums.cell.tolist() == [0, 3, 5]
    assert sums.total.tolist() == [1.0, 2.0, 0.75]
    assert sums.count.tolist() == [1, 1, 2]
    assert sums.at(np.array([5, 4, 9])).tolist() == [0.75, 0.0, 0.0]


def test_nothing_told_is_no_cell():
    """Articles without phrases have no sums."""
    told = Told(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 1)
    assert len(told.by(np.zeros(3, np.int32)).cell) == 0


@pytest.mark.parametrize("seed", range(5))
def test_what_threads_with_the_same_actors_tell(seed):
    """Each actor brings the other threads that name it, so that two in common count twice."""
    told = random_told(seed)
    threads = np.random.default_rng(seed).permutation(np.arange(12) % 5)
    actors = [(2, 7), (7,), (), (2, 7, 3), (3,)]
    own, size = told.by(threads), np.bincount(threads)
    others, n_others = among_actors(own, 9, size, actors)
    total = np.zeros((5, 9))
    np.add.at(total, (own.cell // 9, own.cell % 9), own.total)
    for cell, told_elsewhere, n_elsewhere in zip(own.cell, others, n_others, strict=True):
        thread, key = divmod(int(cell), 9)
        near = [
            other
            for other, who in enumerate(actors)
            for actor in actors[thread]
            if other != thread and actor in who
        ]
        assert told_elsewhere == sum(total[other, key] for other in near)
        assert n_elsewhere == sum(size[other] for other in near)
