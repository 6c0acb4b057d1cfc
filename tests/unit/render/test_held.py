"""What holds a group together, and what came near it."""

from __future__ import annotations

import numpy as np
import pytest
from factories import links_of
from test_report_limits import dice_links

from clustering.model import Groups, Links
from clustering.render.held import held_by
from clustering.render.spanning import spanning_places

LINKS = links_of(
    [
        (0, 1, 0.9, True),
        (0, 2, 0.8, True),
        (0, 5, 0.48, False),
        (1, 2, 0.6, True),
        (1, 6, 0.7, False),
        (2, 5, 0.49, False),
        (5, 6, 0.7, True),
    ]
)
GROUPS = Groups.of([0, 0, 0, 3, 4, 5, 5])


def test_a_spanning_tree_holds_all_together():
    """Edges that close a circle are left out, of equal worth the later one."""
    left, right = np.array([0, 1, 0, 2], np.int32), np.array([1, 2, 2, 3], np.int32)
    assert spanning_places(left, right).tolist() == [0, 1, 3]
    assert spanning_places(left[::-1], right[::-1]).tolist() == [0, 1, 2]
    assert spanning_places(left[:0], right[:0]).tolist() == []


def test_a_group_breaks_at_the_weakest_link_of_its_tree():
    """Of three articles two links hold them together; the weaker of these comes first."""
    held = held_by(LINKS, GROUPS)
    assert held.weakest(0, 1) == [1]
    assert held.weakest(0, 5) == [1, 0]
    assert held.weakest(5, 5) == [6]
    assert held.weakest(3, 5) == []


def test_links_are_counted_inside_and_around():
    """A link inside touches its group once."""
    held = held_by(LINKS, GROUPS)
    assert held.n_inside.tolist() == [3, 0, 0, 0, 0, 1, 0]
    assert held.n_touching.tolist() == [6, 0, 0, 0, 0, 4, 0]


def test_the_nearest_pair_of_two_groups_is_their_strongest_link():
    """Either way round; None where nothing came near, or for a group with itself."""
    held = held_by(LINKS, GROUPS)
    assert held.between(0, 5) == held.between(5, 0) == 4
    assert held.between(0, 3) is None
    assert held.between(4, 6) is None
    assert held.between(0, 0) is None
    assert held_by(Links.empty(), GROUPS).between(0, 5) is None


@pytest.mark.parametrize("seed", range(3))
def test_many_links_are_measured_like_few(seed):
    """By dice, each group counted by hand."""
    links = dice_links(30, 250, seed)
    groups = Groups.of(np.arange(30) % 3)
    held = held_by(links, groups)
    ends = list(zip(links.left.tolist(), links.right.tolist(), strict=True))
    for label in range(3):
        inside = [a % 3 == b % 3 == label for a, b in ends]
        assert held.n_inside[label] == sum(inside)
        assert held.n_touching[label] == sum(label in (a % 3, b % 3) for a, b in ends)
        tree = held.weakest(label, 99)
        assert len(tree) == 9
        assert all(inside[at] for at in tree)
        scores = links.score[tree].tolist()
        assert scores == sorted(scores)
    for other in (1, 2):
        apart = [at for at, (a, b) in enumerate(ends) if {a % 3, b % 3} == {0, other}]
        best = held.between(0, other)
        assert best == min(apart, key=lambda at: (-links.score[at], at))
