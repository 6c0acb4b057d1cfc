"""Threads of one name are told apart."""

from datetime import date

import numpy as np
import pytest

from clustering.threads.homonyms import _day, _month, tell_apart

EPOCH = date(1970, 1, 1)
WAR, TALKS = "Hamas, Israel · Gaza Strip", "Japan, Russia · peace treaty"


def named(names, *threads):
    """The names of threads given as lists of ISO dates, rows in no order."""
    pairs = [
        ((date.fromisoformat(day) - EPOCH).days, number)
        for number, days in enumerate(threads)
        for day in days
    ]
    pairs.sort(key=lambda pair: pair[0] % 7)
    days, thread = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    return tell_apart(names, days, thread.astype(np.int32))


YEARS = (
    ["2012-11-14", *["2012-11-15"] * 5, "2012-11-16", "2013-03-21"],
    ["2014-07-08", "2014-08-26"],
)


def test_by_the_years_of_their_middle_half():
    """The straggler of 2013 is not in it; a name of its own stays as it is."""
    assert named([WAR, TALKS, WAR], YEARS[0], ["2018-09-10"], YEARS[1]) == (
        f"{WAR} (2012)",
        TALKS,
        f"{WAR} (2014)",
    )


def test_a_story_more_does_not_change_it():
    """Late or early ones."""
    more = [*YEARS[0], "2013-04-01"], [*YEARS[1], "2014-01-01"]
    assert named([WAR, WAR], *more) == named([WAR, WAR], *YEARS)


@pytest.mark.parametrize(
    ("one", "other", "marks"),
    [
        (["2012-01-01", "2013-01-01"], ["2014-01-01"], ("2012–13", "2014")),
        (["1999-01-01", "2001-01-01"], ["2014-01-01"], ("1999–2001", "2014")),
        (["2012-01-05"], ["2012-03-05"], ("January 2012", "March 2012")),
        (["2012-01-05"], ["2012-01-07"], ("5 January 2012", "7 January 2012")),
        (["2012-01-05"], ["2012-01-05"], ("1 of 2", "2 of 2")),
        (["2012-01-05"], [], ("2012", "date unknown")),
    ],
)
def test_by_the_coarsest_that_tells_them_apart(one, other, marks):
    """Years, month, day, order."""
    assert named([WAR, WAR], one, other) == tuple(f"{WAR} ({mark})" for mark in marks)


def test_undated_ones_by_their_order():
    """Two undated beside a dated one: nothing but their order is left for all three."""
    names = named([WAR, WAR, WAR], [], ["2012-01-05"], [])
    assert names == tuple(f"{WAR} ({place} of 3)" for place in (1, 2, 3))


def test_the_middle_article_tells_month_and_day():
    """Of four the third, in order of time; of three the second."""
    days = np.array([17897, 17898, 17956, 17957])  # 1, 2 January and 1, 2 March 2019
    assert _month(days) == "March 2019"
    assert _day(days) == "1 March 2019"
    assert (_month(days[:3]), _day(days[:3])) == ("January 2019", "2 January 2019")
