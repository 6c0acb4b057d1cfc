"""Marks of groups: worked examples of what contradicts and what does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.graph.linkage import Guard, link_average
from clustering.graph.marks import (
    Marks,
    contradiction,
    contradictions,
    furthest,
    marks_together,
)


def group(n_rows, **counts):
    """Columns, counts and size of a group; marks are named by letters."""
    columns = np.array([ord(name) for name in sorted(counts)], np.int32)
    return columns, np.array([counts[name] for name in sorted(counts)], np.int32), n_rows


def marks_of(*rows):
    """Marks of rows given as strings of names; None is a row that tells nothing."""
    columns = [ord(name) for row in rows for name in sorted(row or "")]
    offsets = np.concatenate([[0], np.cumsum([len(row or "") for row in rows])])
    telling = np.array([row is not None for row in rows], np.bool_)
    return Marks(offsets.astype(np.int64), np.array(columns, np.int32), telling)


def test_two_names():
    """Four say a, four say b: (4 + 2/2) / 6 - (0 + 2/2) / 6 = 2/3, both ways."""
    assert contradiction(*group(4, a=4), *group(4, b=4)) == pytest.approx(2 / 3)


def test_the_less_of_both_ways_counts():
    """All say a or b, and only a quarter of the others says so: c is theirs in half of the rows."""
    one, other = group(4, a=4, b=1), group(4, a=1, c=2)
    # a: (4 + 2·5/8) / 6 - (1 + 2·5/8) / 6 = .5; c: (2 + 2·2/8) / 6 - (0 + 2·2/8) / 6 = 1/3
    assert contradiction(*one, *other) == pytest.approx(1 / 3)
    assert contradiction(*other, *one) == pytest.approx(1 / 3)


def test_telling_less_is_no_contradiction():
    """A group without a mark of its own contradicts nobody."""
    assert contradiction(*group(9, a=9, b=9), *group(9, b=9)) == 0
    assert contradiction(*group(9, a=9), *group(9)) == 0


def test_small_groups_prove_nothing():
    """Two against two differ in something always; the larger the groups, the more it says."""
    found = [contradiction(*group(n, a=n), *group(n, b=n)) for n in (1, 2, 4, 50)]
    assert found == [pytest.approx(x) for x in (1 / 3, 1 / 2, 2 / 3, 50 / 52)]


@given(st.integers(1, 60), st.integers(1, 60))
def test_furthest_is_what_two_names_reach(n_a, n_b):
    """No two groups of these sizes contradict each other more than two names of all rows do."""
    utmost = contradiction(*group(n_a, a=n_a), *group(n_b, b=n_b))
    assert furthest(n_a, n_b) == pytest.approx(utmost)


def test_rows_that_tell_nothing_do_not_count():
    """Six rows, of which two have no text: the others are three against one."""
    marks = marks_of("a", "a", "a", None, "b", None)
    labels, group_0, group_1 = np.array([0, 0, 0, 0, 1, 1], np.int32), [0], [1]
    found = contradictions(marks, labels, np.array(group_0, np.int32), np.array(group_1, np.int32))
    assert found.tolist() == [pytest.approx(contradiction(*group(3, a=3), *group(1, b=1)))]


def test_no_pair_of_groups():
    """Nothing asked, nothing told."""
    none = np.zeros(0, np.int32)
    assert len(contradictions(Marks.none(0), none, none, none)) == 0
    assert len(contradictions(marks_of("a"), np.zeros(1, np.int32), none, none)) == 0


def test_marks_of_groups_add_up():
    """Counts of a shared mark are added, the others stand as they are."""
    columns, counts = marks_together(*group(3, a=1, c=2)[:2], *group(2, b=2, c=1)[:2])
    assert columns.tolist() == [ord("a"), ord("b"), ord("c")]
    assert counts.tolist() == [1, 2, 3]


def test_a_guard_keeps_two_groups_apart():
    """Four and four rows, all alike: one group, but two where each half has its own mark."""
    n = 8
    left, right = np.triu_indices(n, 1)
    weight = np.where((left < 4) == (right < 4), 0.9, 0.8).astype(np.float32)
    edges = left.astype(np.int32), right.astype(np.int32), weight
    guard = Guard(marks_of(*["ax"] * 4, *["bx"] * 4), 0.6)
    assert link_average(n, *edges, 0.5, 99)[0].tolist() == [0] * n
    assert link_average(n, *edges, 0.5, 99, guard=guard)[0].tolist() == [0] * 4 + [4] * 4
    lenient = Guard(guard.marks, 0.7)
    assert link_average(n, *edges, 0.5, 99, guard=lenient)[0].tolist() == [0] * n
    mute = Guard(Marks(guard.marks.offsets, guard.marks.columns, np.zeros(n, np.bool_)), 0.6)
    assert link_average(n, *edges, 0.5, 99, guard=mute)[0].tolist() == [0] * n
