"""Nearness between groups is held against nearness within each."""

from math import log

import pytest
from test_trace import JAPAN, A, B, sums_of, unit

from clustering.threads.measures import TERMS
from clustering.threads.trace import trace_threads


def terms_of(groups):
    """The terms of the affinity of two groups, by name."""
    (terms,) = trace_threads(sums_of(groups), 0.01, 5).pair_terms.tolist()
    return dict(zip(TERMS, terms, strict=True))


def test_actors_between_and_within():
    """Twelve and twelve over actors of cosine .6: a loss if each is of one kind, none if mixed."""
    other = [0.6, 0.8]
    alike = terms_of([[(A, JAPAN, 0)] * 12, [(A, other, 0)] * 12])
    inside = (12 * 11 + 20 * 0.87) / (12 * 11 + 20)
    assert alike["actors_relative"] == pytest.approx(0.6 * log(0.601 / inside), abs=1e-5)
    mixed = terms_of([[(A, JAPAN, 0), (A, other, 0)] * 6] * 2)
    assert mixed["actors_relative"] == 0  # as near each other as each is in itself


def test_few_articles_are_held_against_the_usual():
    """A single article does not tell how alike those of its affair are: .87, as in a story."""
    found = terms_of([[(A, JAPAN, 0)], [(A, [0.6, 0.8], 0)]])
    assert found["actors_relative"] == pytest.approx(0.6 * log(0.601 / 0.87), abs=1e-5)


def test_topics_may_move_on():
    """Half as near as within is no loss, a fifth is."""
    five = [0.2, 0.98]
    inside = (40 * 39 + 20 * 0.16) / (40 * 39 + 20)
    assert terms_of([[(A, JAPAN, 0)] * 40, [(B, JAPAN, 0)] * 40])["topic_relative"] == 0
    found = terms_of([[(A, JAPAN, 0)] * 40, [(five, JAPAN, 0)] * 40])
    expected = 0.5 * log(2 * (unit(five)[0] + 0.001) / inside)
    assert found["topic_relative"] == pytest.approx(expected, abs=1e-4)


def test_from_thirty_articles_on_size_says_no_more():
    """The smaller of two groups costs as much with forty articles as with thirty."""
    costs = [terms_of([[(A, JAPAN, 0)] * n, [(B, JAPAN, 0)] * 40])["smaller"] for n in (29, 30, 39)]
    assert costs == pytest.approx([-0.06 * log(29), -0.06 * log(30), -0.06 * log(30)], abs=1e-6)


def test_articles_without_actors_count_as_unlike():
    """Of 30 articles 29 name nobody: what the last one names is not held to be all that alike."""
    found = terms_of([[(A, [0, 0], 0)] * 29 + [(A, JAPAN, 0)], [(A, JAPAN, 0)]])
    inside = 20 * 0.87 / (30 * 29 + 20)
    expected = 0.6 * log(min((1 / 30 + 0.001) / (inside * 0.87) ** 0.5, 1))
    assert found["actors_relative"] == pytest.approx(expected, abs=1e-5)
