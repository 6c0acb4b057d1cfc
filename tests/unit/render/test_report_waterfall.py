"""What spoke for and against a link."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from math import exp

import numpy as np
import pytest
from factories import links_of, with_terms

from clustering.render.cards import threshold_text
from clustering.render.fall import bar_style, fall_of
from clustering.render.terms import STORY_TERMS, THREAD_TERMS
from clustering.render.waterfall import (
    Scale,
    Waterfall,
    reading,
    story_scale,
    thread_scale,
    waterfall_of,
)
from clustering.stories.affinity import FEATURES
from clustering.threads.measures import TERMS

SCALE = Scale(STORY_TERMS, 0.0, odds=True)


def test_every_term_of_the_models_has_a_name_for_people():
    """A new feature that nobody named would show its column's name."""
    assert {c for parts in STORY_TERMS.values() for c in parts} >= set(FEATURES)
    assert {c for parts in THREAD_TERMS.values() for c in parts} == set(TERMS)


def test_a_waterfall_adds_up_to_its_score():
    """From the base through what spoke for and what against to the link's probability."""
    links = with_terms(links_of([(0, 1, 0.8, True)], cosine_text=[0.41], days=[3.0]))
    found = waterfall_of(links, 0, SCALE)
    assert [(s.name, s.measured) for s in found.steps] == [
        ("words of the whole text", "0.41"),
        ("days apart", "3 days"),
        ("same outlet", ""),
    ]
    assert found.steps[0].start == found.base == -6.0
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.start == pytest.approx(before.start + before.adds)
    assert 1 / (1 + exp(-found.total)) == pytest.approx(0.8, abs=1e-5)


def test_small_terms_are_summed_up():
    """Terms that hardly move the sum share one row, so that the rows still add up."""
    links = with_terms(links_of([(0, 1, 0.8, True)]))
    small = {
        "cosine_numbers": np.array([0.04], np.float32),
        "no_body": np.array([0.05], np.float32),
    }
    links = replace(links, terms={**links.terms, **small})
    found = waterfall_of(links, 0, SCALE)
    assert found.steps[-1].name == "all else"
    assert found.steps[-1].adds == pytest.approx(0.09)
    assert found.total == pytest.approx(found.base + sum(s.adds for s in found.steps))


def test_a_score_that_is_no_sum_has_no_waterfall(sixty):
    """Copies are measured, not added up."""
    assert waterfall_of(links_of([(0, 1, 0.8, True)]), 0, SCALE) is None
    even = {"stories": {"link_probability": 0.5}}
    assert story_scale(even).threshold == pytest.approx(0.0)
    assert exp(thread_scale(sixty.config).threshold) == pytest.approx(
        sixty.config["threads"]["affinity"]
    )


@pytest.mark.parametrize(
    ("value", "odds", "words"),
    [
        (0.0, True, "50\u202f%"),
        (-9.0, True, "<\u202f0.1\u202f%"),
        (9.0, True, ">\u202f99.9\u202f%"),
        (-6.0, True, "0.2\u202f%"),
        (0.0, False, "1.00"),
        (-1.0, False, "0.36"),
    ],
)
def test_sums_are_read_as_scores(value, odds, words):
    """Log-odds as a probability, never as certainty; a logarithm as an affinity."""
    assert reading(value, odds=odds) == words


def test_the_table_tells_all_that_is_drawn():
    """Beginning, terms and end are its rows, each beginning where the one before ended."""
    found = waterfall_of(with_terms(links_of([(0, 1, 0.8, True)])), 0, SCALE)
    fall = fall_of(found)
    assert [row.name for row in fall.rows][::4] == ["to begin with", "together"]
    assert fall.rows[3].adds == "−1.50"
    adds = [float(row.adds.replace("−", "-")) for row in fall.rows if row.adds]
    chance = 1 / (1 + math.exp(-found.base - sum(adds)))
    assert fall.rows[-1].so_far == f"{math.floor(100 * chance + 0.1)}\u202f%"
    assert fall.threshold == "50\u202f%"
    bars = [row.bar.split() for row in fall.rows]
    at = bars[0][0][1:]
    for row, (left, right) in zip(fall.rows[1:-1], bars[1:-1], strict=True):
        up = row.adds.startswith("+")
        assert left[0] + right[0] == ("ab" if up else "cd")
        start, end = (left[1:], right[1:]) if up else (right[1:], left[1:])
        assert start == at
        at = end
    places = [int(place[1:]) for bar in bars for place in bar]
    assert (min(places), max(places)) == (0, 99)
    gate = int(fall.gate.removeprefix("g"))
    low, high = found.base, max(step.start + step.adds for step in found.steps)
    assert gate == round(99 * (SCALE.threshold - low) / (high - low))
    assert bars[-1] == [f"e{at}"]


def test_every_place_of_a_bar_has_its_rule():
    """Without its rule a bar would stand at the left."""
    style = bar_style()
    for place in (0, 7, 99):
        for key in "abceg":
            assert re.search(rf"\.{key}{place}[,{{]", style), (key, place)
    assert ".d99{--b:99}" in style


def test_a_threshold_is_told_with_all_its_digits():
    """0.178 is not 0.18, of which a pair at 0.179 would fall short."""
    assert [threshold_text(t) for t in (0.5, 0.178, 0.8, 0.1)] == ["0.50", "0.178", "0.80", "0.10"]
    fall = Waterfall(0.0, (), math.log(0.2), math.log(0.178), odds=False)
    assert fall_of(fall).threshold == "0.178"
    assert fall_of(replace(fall, threshold=math.log(0.475 / 0.525), odds=True)).threshold == (
        "47.5\u202f%"
    )
