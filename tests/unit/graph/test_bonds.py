"""Average linkage under decisions of the user."""

import numpy as np
import pytest

from clustering.graph.bonds import decided_words, with_decided
from clustering.graph.linkage import link_average


def pairs(*given):
    """(n, 2) int32."""
    return np.array(given, np.int32).reshape(-1, 2)


def grouped(n_rows, edges, must=(), cannot=(), threshold=0.5):
    """Labels of rows joined by ``{(i, j): weight}`` and decisions."""
    found = pairs(*sorted(edges))
    weight = np.array([edges[end] for end in sorted(edges)], np.float32)
    left, right = found[:, 0].copy(), found[:, 1].copy()
    decided = pairs(*must), pairs(*cannot)
    return link_average(n_rows, left, right, weight, threshold, 10, decided)[0].tolist()


CHAIN = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.7}


def test_without_decisions_nothing_changes():
    """The same arrays come back."""
    left, right = np.array([0], np.int32), np.array([1], np.int32)
    assert with_decided(left, right, pairs(), pairs()) == (left, right)


def test_decided_pairs_stand_among_the_found_ones():
    """Sorted, each once."""
    left, right = np.array([0, 2], np.int32), np.array([1, 3], np.int32)
    both = with_decided(left, right, pairs((1, 2)), pairs((2, 3), (0, 3)))
    assert [end.tolist() for end in both] == [[0, 0, 1, 2], [1, 3, 2, 3]]


def test_a_must_link_joins_whatever_the_weight():
    """Also where the pair was no candidate at all."""
    assert grouped(5, {(0, 1): 0.9}, must=[(1, 4)]) == [0, 0, 2, 3, 0]


def test_a_must_link_joins_whole_groups():
    """What was found together stays together, though nothing else ties the two groups."""
    edges = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (3, 4): 0.9}
    assert grouped(5, edges, must=[(2, 3)]) == [0, 0, 0, 0, 0]


def test_a_must_link_brings_no_enemies_along():
    """The two ends grow only so far that they may become one."""
    edges = {(0, 1): 0.9, (2, 3): 0.8}
    assert grouped(4, edges, must=[(1, 2)], cannot=[(0, 3)]) == [0, 0, 0, 3]


def test_a_cannot_link_parts_whatever_the_weight():
    """And what has joined the one side stays away from the other."""
    assert grouped(3, {(0, 1): 1.0}, cannot=[(0, 1)]) == [0, 1, 2]
    all_near = {(i, j): 0.9 for i in range(4) for j in range(i + 1, 4)}
    labels = grouped(4, all_near, cannot=[(0, 3)])
    assert labels[0] != labels[3]
    assert len(set(labels)) == 2


def test_must_links_come_before_everything_else():
    """A certain pair cannot take an article away from where the user wants it."""
    edges = {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0}
    assert grouped(3, edges, must=[(1, 2)], cannot=[(0, 2)]) == [0, 1, 1]


def test_chains_of_must_links_hold_with_cannot_links_beside():
    """Three tied rows take their neighbours' enmities along."""
    edges = {(2, 3): 1.0, (0, 3): 0.9}
    assert grouped(5, edges, must=[(0, 1), (1, 2)], cannot=[(0, 3), (1, 4)]) == [0, 0, 0, 3, 4]


@pytest.mark.parametrize("threshold", [0.05, 0.95])
def test_decisions_hold_at_any_threshold(threshold):
    """High or low, the two pairs stay as the user wants them."""
    labels = grouped(4, CHAIN, must=[(0, 3)], cannot=[(0, 1)], threshold=threshold)
    assert labels[0] == labels[3]
    assert labels[0] != labels[1]


def test_words_of_pairs():
    """What is written into links.csv."""
    left, right = np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32)
    words = decided_words(left, right, pairs((0, 2)), pairs((1, 2)))
    assert words.tolist() == ["", "must-link", "cannot-link"]


@pytest.mark.parametrize("seed", range(8))
def test_random_decisions_are_obeyed(seed):
    """Dense high weights, many ties and enmities that do not contradict each other."""
    dice = np.random.default_rng(seed)
    wanted = dice.integers(0, 9, 30)
    edges = {(a, b): round(float(dice.random()), 2) for a in range(30) for b in range(a + 1, 30)}
    drawn = [p for p in edges if dice.random() < 0.12]
    must = [p for p in drawn if wanted[p[0]] == wanted[p[1]]]
    cannot = [p for p in drawn if wanted[p[0]] != wanted[p[1]]]
    labels = grouped(30, edges, must=must, cannot=cannot, threshold=0.1)
    assert all(labels[a] == labels[b] for a, b in must)
    assert all(labels[a] != labels[b] for a, b in cannot)
    assert len(set(labels)) < 12
