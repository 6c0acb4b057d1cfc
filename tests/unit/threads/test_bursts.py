"""Bursts: Kleinberg's automaton by hand and against every sequence of states."""

from itertools import product
from math import comb, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.model import Burst
from clustering.threads import bursts
from clustering.threads.bursts import burst_states, find_bursts, find_gaps


def cost(states, relevant, every, scaling, gamma):
    """Cost of a sequence of states, with the binomial written out."""
    base = sum(relevant) / max(sum(every), 1)
    rates = base, min(scaling * base, 0.9999)
    total, before = 0.0, 0
    for state, r, d in zip(states, relevant, every, strict=True):
        total -= log(comb(d, r) * rates[state] ** r * (1 - rates[state]) ** (d - r))
        total += gamma * log(len(relevant)) * (state > before)
        before = state
    return total


BINS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 8)).map(lambda b: (b[0], b[0] + b[1])),
    min_size=2,
    max_size=8,
)


@settings(max_examples=80)
@given(BINS, st.sampled_from([1.5, 2.0, 3.0]), st.sampled_from([0.0, 0.5, 1.0, 2.0]))
def test_no_sequence_is_cheaper(bins, scaling, gamma):
    """Of all sequences of states none costs less than the one that was found."""
    relevant, every = (np.array(column) for column in zip(*bins, strict=True))
    base = relevant.sum() / max(every.sum(), 1)
    states = burst_states(relevant, every, scaling, gamma)
    assert set(states.tolist()) <= {0, 1}
    if 0 < base < 0.9:
        given_bins = (relevant.tolist(), every.tolist(), scaling, gamma)
        found = cost(states.tolist(), *given_bins)
        cheapest = min(cost(s, *given_bins) for s in product((0, 1), repeat=len(bins)))
        assert found == pytest.approx(cheapest, abs=1e-9)


def test_a_burst_by_hand():
    """Ten days of ten articles; 1 a day is the thread's but 6, 7, 6 on days 4 to 6: a burst."""
    relevant = np.array([1, 1, 1, 1, 6, 7, 6, 1, 1, 1])
    every = np.full(10, 10)
    assert burst_states(relevant, every, 2.0, 1.0).tolist() == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0]
    assert burst_states(relevant, every, 2.0, 50.0).tolist() == [0] * 10


def test_a_bridge_is_cheaper_than_two_entries():
    """One quiet day inside a burst does not end it, when entering again costs more."""
    relevant = np.array([0, 6, 6, 2, 6, 6, 0, 0, 0, 0])
    states = burst_states(relevant, np.full(10, 10), 2.0, 1.0).tolist()
    assert states == [0, 1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_the_whole_archive_is_no_burst():
    """A thread that is its archive is never busier than the archive."""
    assert burst_states(np.array([1, 9, 1]), np.array([1, 9, 1]), 2.0, 1.0).tolist() == [0, 0, 0]


def test_bursts_by_day():
    """Seven articles in three days of a quiet archive are one burst, told by its own days."""
    background = np.repeat(np.arange(60), 3)
    own = np.array([0, 20, 21, 21, 21, 22, 22, 22, 40, 59])
    found = find_bursts(own + 17000, np.sort(np.concatenate([background, own])) + 17000)
    assert found == (Burst(17020, 17022, 7),)


def test_bursts_by_week():
    """In a span of more than 120 days bins are weeks, counted from the thread's first day."""
    background = np.concatenate([np.repeat(np.arange(0, 400), 2), np.full(80, 116)])
    own = np.array([3, 60, 101, 102, 103, 104, 105, 106, 107, 108, 110, 115, 390])
    found = find_bursts(own, np.sort(np.concatenate([background, own])))
    assert found == (Burst(101, 110, 9),)
    # weeks 14 and 15 from day 3 are days 101 to 114; day 115 is in the next, a crowded one


@pytest.mark.parametrize(("last", "n_bins"), [(119, 120), (120, 18), (125, 18), (126, 19)])
def test_days_up_to_120_else_weeks(monkeypatch, last, n_bins):
    """A span of 120 days is looked at day by day, a longer one by weeks, the last one whole."""
    seen = []

    def states_of(relevant, every, scaling, gamma):
        seen.append((len(relevant), int(relevant.sum()), int(every.sum())))
        return burst_states(relevant, every, scaling, gamma)

    monkeypatch.setattr(bursts, "burst_states", states_of)
    find_bursts(np.array([0, 1, 2, 3, last]), np.arange(-50, 200))
    width = 1 if n_bins == 120 else 7
    assert seen == [(n_bins, 5, n_bins * width)]


@pytest.mark.parametrize("days", [[], [5], [5, 7, 7, 7], [5] * 9])
def test_too_little_for_a_burst(days):
    """Fewer than five articles, or all on one day, have no burst."""
    days = np.array(days, np.int64)
    archive = np.sort(np.concatenate([days, np.repeat(np.arange(100), 5)]))
    assert find_bursts(days, archive, gamma=0.0) == ()


@pytest.mark.parametrize(
    ("days", "gaps"),
    [
        ([], ()),
        ([3], ()),
        ([0, 60], ()),  # 59 days without an article
        ([0, 61], ((0, 61),)),
        ([200, 0, 0, 61, 61, 100], ((0, 61), (100, 200))),
    ],
)
def test_quiet_gaps(days, gaps):
    """Sixty or more days without an article are a gap: last day before and first after."""
    own = np.array(days, np.int64)
    assert find_gaps(own, own, 60) == gaps


def test_imprecise_dates_may_fill_a_silence():
    """An article of some day from 10 to 80 leaves 80 to 150, and one of 0 to 160 nothing."""
    first = np.array([0, 150, 10])
    assert find_gaps(first, np.array([0, 150, 80]), 60) == ((80, 150),)
    assert find_gaps(np.append(first, 0), np.array([0, 150, 80, 160]), 60) == ()
