"""Evidence of dates: when two articles were published, and which days they tell of."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from archives import MEETING, corpus_of, note
from pairs import ONE, TWO, evidence

from clustering.model import PartialDate
from clustering.stories.time_apart import days_apart, gap_days


def gap(one, other):
    """Days between two articles."""
    return gap_days(corpus_of(one, other), ONE, TWO)[0]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2018-09-10", "2018-09-10", 0),
        ("2018-09-10", "2018-09-13", 3),
        ("2017-11-10", "--09-10", 61),
        ("--12-31", "--01-02", 2),
        ("--03-01", "--02-28", 2),  # there may have been a 29 February
    ],
)
def test_days_apart(one, other, days):
    """Days between two dates; without a year, the distance within the year."""
    assert gap(note("a", "x", "", one), note("b", "y", "", other)) == days


def test_days_apart_of_imprecise_dates():
    """A month is near to all of its days; its first day does not stand for it."""
    month = replace(note("a", "x", ""), date=PartialDate(2018, 9))
    assert gap(month, note("b", "y", "", "2018-09-20")) == 0
    assert gap(month, note("b", "y", "", "2018-10-05")) == 5
    assert gap(month, note("b", "y", "", "2018-08-30")) == 2


def test_an_imprecise_date_is_told_by_the_mean_over_its_days():
    """Two of one month are neither of one day nor a month apart; a precise pair is exact."""
    september = PartialDate(2018, 9)
    month, same = replace(note("a", "x", ""), date=september), note("b", "y", "", "2018-09-10")
    gaps = {
        (0, 1): np.abs(np.arange(1, 31) - 10),
        (0, 2): np.abs(np.subtract.outer(np.arange(30), np.arange(30))),
        (1, 3): np.array([3]),
    }
    later = note("d", "y", "", "2018-09-13")
    corpus = corpus_of(month, same, replace(month, id="c"), later)
    row = {article.id: place for place, article in enumerate(corpus.articles)}
    for (one, other), days in gaps.items():
        rows = sorted([row["abcd"[one]], row["abcd"[other]]])
        left, right = np.array(rows[:1], np.int32), np.array(rows[1:], np.int32)
        told = days_apart(corpus, left, right)
        rel = 1e-6 if days.size == 1 else 0.15
        assert told["days_near"][0] == pytest.approx(np.exp(-days / 2).mean(), rel=rel)
        assert told["days_far"][0] == pytest.approx(np.exp(-days / 30).mean(), rel=rel)
        assert told["days_log"][0] == pytest.approx(np.log1p(days).mean(), rel=rel)
        assert told["undated"][0] == 0


def test_unknown_dates_have_no_distance():
    """Without any date, or with a year against a month and day, the days are unknown."""
    dated, year = note("a", "x", "", "2018-09-10"), PartialDate(2018)
    assert np.isnan(gap(dated, note("b", "y", "")))
    assert np.isnan(gap(replace(dated, date=year), note("b", "y", "", "--09-10")))


def test_time_is_told_three_times():
    """Two days apart: exp(-2/2), exp(-2/30) and ln 3; undated: zeros and a flag."""
    one, other = MEETING[0], replace(MEETING[1], date=PartialDate(2019, 3, 6))
    found = evidence(one, other)
    assert found["days_near"] == pytest.approx(exp(-1))
    assert found["days_far"] == pytest.approx(exp(-2 / 30))
    assert found["days_log"] == pytest.approx(log(3))
    assert found["undated"] == 0
    found = evidence(one, replace(other, date=PartialDate()))
    assert [found[n] for n in ("days_near", "days_far", "days_log", "undated")] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("one", "other", "same", "differ"),
    [
        ("on May 1 they met", "met on 1 May", 1, 0),
        ("on May 1 they met", "met on June 2", 0, 1),
        ("on May 1 they met", "they met", 0, 0),
    ],
)
def test_days_named_in_the_text(one, other, same, differ):
    """The same day named speaks for, another day against, no day for neither."""
    found = evidence(note("a", "x", one), note("b", "y", other))
    assert (found["cosine_days_named"], found["other_days_named"]) == (same, differ)


@pytest.mark.parametrize(
    ("one", "other", "shared", "differ"),
    [
        ("on Monday", "Monday night", 1, 0),
        ("on Monday and Friday", "Monday, Tuesday and Sunday", 1 / 2, 0),
        ("on Monday", "on Friday", 0, 1),
        ("on Monday", "they met", 0, 0),
    ],
)
def test_weekdays_named_in_the_text(one, other, shared, differ):
    """Of the weekdays of the one that names fewer; no weekday speaks for nothing."""
    found = evidence(note("a", "x", one), note("b", "y", other))
    assert (found["shared_weekdays"], found["other_weekdays"]) == (shared, differ)


def test_days_told():
    """A later text tells of the day of the earlier: weighed as two of 2,002 texts."""
    earlier = note("a", "x", "They met.", "2017-11-10")
    later = note("b", "y", "Since November 10, 2017, no word.", "2018-09-10")
    expected = log(1 + log((2 + 2000 + 1) / (2 + 2000 / 365 + 0.5)))
    assert evidence(earlier, later)["shared_days"] == pytest.approx(expected)
    unknown = note("b", "y", "Since November 11 no word.", "2018-09-10")
    assert evidence(earlier, unknown)["shared_days"] == 0


def test_a_month_is_no_day():
    """Only a date known to the day tells a day of its own."""
    month = replace(note("a", "x", ""), date=PartialDate(2018, 9))
    corpus = corpus_of(month, note("b", "y", "", "2018-09-01"), note("c", "z", ""))
    known = dict(zip(corpus.ids, corpus.published.tolist(), strict=True))
    assert known["b"] == 17775
    assert np.isnan([known["a"], known["c"]]).all()
    assert evidence(month, note("b", "y", "", "2018-09-01"))["shared_days"] == 0


def test_ages_told():
    """The same age counts by its rarity; ages that all differ are told; one age alone is not."""
    one = note("a", "x", "A 34-year-old was hurt.")
    found = evidence(one, note("b", "y", "Jane Doe, 34, of Austin"))
    expected = log(1 + log((2 + 2000 + 1) / (2 + 2000 * 0.01 + 0.5)))
    assert (found["shared_ages"], found["other_ages"]) == (pytest.approx(expected), 0)
    found = evidence(one, note("b", "y", "A 35-year-old was hurt."))
    assert (found["shared_ages"], found["other_ages"]) == (0, 1)
    assert evidence(one, note("b", "y", "A man was hurt."))["other_ages"] == 0
