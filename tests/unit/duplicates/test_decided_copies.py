"""Groups of copies under decisions of the user."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from archives import invented_text

from clustering.config import config_from
from clustering.duplicates.decided import decide_groups
from clustering.duplicates.detect import detect_duplicates
from clustering.model import Groups, Ruling

CONFIG = config_from({}).duplicates


def ruling(must=(), cannot=()):
    """Decisions by row."""
    pairs = (np.array(sorted(p), np.int32).reshape(-1, 2) for p in (must, cannot))
    return Ruling("duplicate", *pairs)


def decided(found, must=(), cannot=()):
    """Labels after the decisions."""
    return decide_groups(Groups.of(found), ruling(must, cannot)).labels.tolist()


def joined_through(found, tied, a, b):
    """Ties and found groups lead from a to b."""
    reached, before = {a}, set()
    while reached != before:
        before = set(reached)
        reached |= {
            row
            for row in range(len(found))
            for other in before
            if found[row] == found[other] or tied[row] == tied[other]
        }
    return b in reached


def test_groups_with_a_must_link_become_one():
    """Whole groups: each was a copy of one of the two texts."""
    assert decided([0, 0, 2, 2, 4], must=[(1, 3)]) == [0, 0, 0, 0, 4]


def test_what_must_be_apart_leaves_the_group():
    """The later one goes, or both stay where neither is the first."""
    assert decided([0, 0, 0], cannot=[(0, 2)]) == [0, 0, 2]
    assert decided([0, 0, 0, 0], cannot=[(1, 2), (1, 3), (2, 3)]) == [0, 0, 2, 3]


def test_tied_rows_go_together():
    """A must-link pulls its other end out of the group, too."""
    assert decided([0, 0, 0, 0], must=[(1, 3)], cannot=[(0, 1)]) == [0, 1, 0, 1]


def test_a_joined_group_is_parted_along_what_was_found():
    """What ties two groups that must be apart stays with one; the rest as it was found."""
    assert decided([0, 0, 2, 2], must=[(1, 3)], cannot=[(0, 2)]) == [0, 0, 2, 0]


@pytest.mark.parametrize("seed", range(5))
def test_every_decision_is_obeyed(seed):
    """Random groups, random decisions that do not contradict each other."""
    dice = np.random.default_rng(seed)
    found, wanted = dice.integers(0, 6, 40), dice.integers(0, 12, 40)
    drawn = sorted({tuple(sorted(p)) for p in dice.integers(0, 40, (30, 2)).tolist()})
    drawn = [p for p in drawn if p[0] != p[1]]
    must = [p for p in drawn if wanted[p[0]] == wanted[p[1]]]
    cannot = [p for p in drawn if wanted[p[0]] != wanted[p[1]]]
    assert must
    assert cannot
    labels = decided(found, must, cannot)
    assert all(labels[a] == labels[b] for a, b in must)
    assert all(labels[a] != labels[b] for a, b in cannot)
    tied = decided(range(40), must)
    for a, b in combinations(range(40), 2):  # what was found apart is joined by must-links only
        if labels[a] == labels[b] and found[a] != found[b]:
            assert len({tied[a], tied[b]}) == 1 or joined_through(found, tied, a, b)


def test_every_member_of_a_changed_group_has_a_link_to_its_first():
    """Identical texts are parted, different ones joined; the links say so and have a score."""
    texts = [" ".join(invented_text(Random(seed), 120)) for seed in (1, 2)] * 2
    found = detect_duplicates(texts, CONFIG, ruling=ruling(must=[(0, 1)], cannot=[(0, 2)]))
    assert found.groups.labels.tolist() == [0, 0, 2, 0]
    links = {
        (left, right): (accepted, word)
        for left, right, accepted, word in zip(
            found.links.left.tolist(),
            found.links.right.tolist(),
            found.links.accepted.tolist(),
            found.links.evidence["decided"].tolist(),
            strict=True,
        )
    }
    assert links == {
        (0, 1): (True, "must-link"),
        (0, 2): (False, "cannot-link"),
        (0, 3): (True, ""),
        (1, 3): (True, ""),
    }


def test_without_decisions_links_are_as_before():
    """No column of decisions where there is none."""
    texts = [" ".join(invented_text(Random(1), 120))] * 2
    assert "decided" not in detect_duplicates(texts, CONFIG, ruling=ruling()).links.evidence
