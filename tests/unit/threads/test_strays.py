"""Articles left alone and the threads that take them in."""

from math import exp, log

import numpy as np
import pytest
from test_trace import JAPAN, sums_of

from clustering.graph.bonds import NOTHING
from clustering.threads.strays import take_in
from clustering.threads.trace import join_umbrellas, trace_threads

FISH, TREATY = [1.0, 0.05, 0.05, 0.05], [0.05, 1.0, 0.05, 0.05]
YEMEN = [0, 1.0]
STRAY = ([0.5, 0.3, 0.6, 0], JAPAN, 30)
"""An article of another affair's words and the actor of the first."""


def threads(*extra, n=8):
    """A thread of n articles about fish, one of eight about a treaty, and single articles."""
    fish = [[(FISH, JAPAN, day)] for day in range(n)]
    treaty = [[(TREATY, YEMEN, day)] for day in range(8)]
    return [*fish, *treaty, *[[article] for article in extra]]


def taken(stories, threshold, decided=NOTHING):
    """Labels before and after, traced so strictly that only equal stories join."""
    sums = sums_of(stories)
    traced = trace_threads(sums, 0.7, 30, decided)
    return traced, take_in(sums, traced, threshold, decided)


def test_a_stray_joins_the_closest_thread():
    """It goes where its actor is, by the formula, from the threshold on."""
    stories = threads(STRAY)
    matter = np.dot(FISH, STRAY[0]) / np.linalg.norm(FISH) / np.linalg.norm(STRAY[0])
    parts = 2 * log(matter + 0.001) + log(1.001) + log(1.01) - log(1 + (30 - 3.5) / 180)
    closeness = round(exp(parts / 4 + 0.05 * log(8)), 5)
    before, after = taken(stories, closeness)
    assert before.labels.tolist() == [0] * 8 + [8] * 8 + [16]
    assert after.labels.tolist() == [0] * 8 + [8] * 8 + [0]
    assert (after.merge_left[-1], after.merge_right[-1]) == (0, 16)
    assert after.merge_affinity[-1] == pytest.approx(closeness)
    assert len(after.merge_left) == len(before.merge_left) + 1
    assert taken(stories, closeness + 1e-4)[1].labels.tolist() == before.labels.tolist()


def test_only_threads_of_eight_take_in():
    """Seven articles are too few."""
    before, after = taken(threads(STRAY, n=7), 0.05)
    assert before.labels.tolist() == after.labels.tolist() == [0] * 7 + [7] * 8 + [15]


def test_no_actor_no_thread():
    """Words alone do not take an article in."""
    before, after = taken(threads((STRAY[0], [0, 0], 30)), 0.01)
    assert after.labels.tolist() == before.labels.tolist()


def test_an_earlier_stray_gives_the_thread_its_label():
    """Labels stay smallest stories; pairs that came near go by the new ones, without strays."""
    stories = [[(STRAY[0], JAPAN, 0)], *threads()]
    before, after = taken(stories, 0.05)
    assert before.labels.tolist() == [0] + [1] * 8 + [9] * 8
    assert after.labels.tolist() == [0] * 9 + [9] * 8
    assert (before.near_left.tolist(), before.near_right.tolist()) == ([0, 0, 1], [1, 9, 9])
    assert (after.near_left.tolist(), after.near_right.tolist()) == ([0], [9])
    assert after.near_affinity.tolist() == before.near_affinity[2:].tolist()
    umbrella = join_umbrellas(sums_of(stories), after, float(after.near_affinity[0]))
    assert umbrella.labels.tolist() == [0] * 17


def test_strays_do_not_depend_on_each_other():
    """Two strays join what was traced; the second finds no thread that the first has changed."""
    other = ([0.5, 0.3, 0, 0.6], JAPAN, 40)
    _, both = taken(threads(STRAY, other), 0.05)
    assert both.labels.tolist() == [0] * 8 + [8] * 8 + [0, 0]
    assert both.merge_affinity[-1] in taken(threads(other), 0.05)[1].merge_affinity


def test_decisions_hold_for_strays():
    """A stray that must stay apart goes to the next thread, two that must not meet do not."""
    both_actors = [1.0, 1.0]
    stray = (STRAY[0], both_actors, 30)
    cannot = np.array([[0, 16]], np.int32), np.zeros((0, 2), np.int32)
    _, free = taken(threads(stray), 0.05)
    _, apart = taken(threads(stray), 0.05, cannot[::-1])
    assert (free.labels[16], apart.labels[16]) == (0, 8)
    foes = np.zeros((0, 2), np.int32), np.array([[16, 17]], np.int32)
    _, parted = taken(threads(stray, ([0.5, 0.3, 0, 0.6], both_actors, 31)), 0.05, foes)
    assert sorted(parted.labels[16:].tolist()) == [0, 8]


def test_nothing_to_take_in():
    """No stories, no near threads."""
    before, after = taken([], 0.1)
    assert before is after
