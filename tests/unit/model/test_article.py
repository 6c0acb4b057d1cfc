"""Partial dates say what is known and nothing more."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.model import UNKNOWN_DATE, Article, PartialDate, Rejection

EPOCH = date(1970, 1, 1)


def days(year, month, day):
    """Days since 1970-01-01."""
    return (date(year, month, day) - EPOCH).days


@pytest.mark.parametrize(
    ("known", "precision", "iso", "span"),
    [
        ((2018, 9, 10), "day", "2018-09-10", (days(2018, 9, 10), days(2018, 9, 10))),
        ((2018, 9, None), "month", "2018-09", (days(2018, 9, 1), days(2018, 9, 30))),
        ((2018, None, None), "year", "2018", (days(2018, 1, 1), days(2018, 12, 31))),
        ((None, 9, 10), "month-day", "--09-10", None),
        ((None, 9, None), "unknown", "", None),
        ((None, None, 10), "unknown", "", None),
        ((None, None, None), "unknown", "", None),
        ((1970, 1, 1), "day", "1970-01-01", (0, 0)),
        ((1969, 12, 31), "day", "1969-12-31", (-1, -1)),
        ((989, 2, None), "month", "0989-02", (days(989, 2, 1), days(989, 2, 28))),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(known, precision, iso, span):
    """Precision, ISO form and possible days follow from the known parts alone."""
    partial = PartialDate(*known)
    assert partial.precision == precision
    assert partial.iso() == iso
    assert partial.span_days() == span


@pytest.mark.parametrize(("year", "last"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29)])
def test_february_ends_where_the_year_says(year, last):
    """A month's span knows leap years."""
    assert PartialDate(year, 2).span_days() == (days(year, 2, 1), days(year, 2, last))


@given(st.dates())
def test_a_whole_date_is_its_own_iso_form(day):
    """For every day of the calendar, ISO form and span agree with the standard library."""
    partial = PartialDate(day.year, day.month, day.day)
    assert partial.iso() == day.isoformat()
    assert partial.span_days() == ((day - EPOCH).days,) * 2


@given(st.dates())
def test_knowing_less_only_widens_the_span(day):
    """The day lies in its month's span and the month's in the year's."""
    spans = [
        PartialDate(day.year).span_days(),
        PartialDate(day.year, day.month).span_days(),
        PartialDate(day.year, day.month, day.day).span_days(),
    ]
    assert [s[0] for s in spans] == sorted(s[0] for s in spans)
    assert [s[1] for s in spans] == sorted((s[1] for s in spans), reverse=True)


def test_nothing_known_is_the_default():
    """An article without a date has the unknown one, and no provenance is claimed."""
    article = Article("a", "a.txt", 0, "Title", "Body")
    assert article.date is UNKNOWN_DATE
    assert (article.date.provenance, article.date.ambiguous) == ("", False)


def test_articles_cannot_be_changed():
    """Later stages cannot alter what was read."""
    article = Article("a", "a.txt", 0, "Title", "Body")
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "Other"


def test_rejections_are_ordered_by_place():
    """Sorted by file, then line as a number, then reason."""
    rows = [Rejection("b", 1, "x"), Rejection("a", 10, "x"), Rejection("a", 9, "y")]
    assert sorted(rows) == [rows[2], rows[1], rows[0]]
