"""Dates, counts and titles in words."""

from __future__ import annotations

import pytest
from factories import article

from clustering.model import PartialDate
from clustering.render.words import (
    clipped,
    counted,
    date_words,
    dates_words,
    day_iso,
    day_words,
    isolated,
    listed,
    plain,
    title_of,
)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (PartialDate(2018, 9, 10), "10 September 2018"),
        (PartialDate(2018, 9), "September 2018"),
        (PartialDate(2018), "2018"),
        (PartialDate(None, 9, 10), "10 September, year unknown"),
        (PartialDate(), "date unknown"),
    ],
)
def test_a_date_says_what_is_known_and_no_more(when, words):
    """Each precision has its own wording; nothing missing is filled in."""
    assert date_words(when) == words


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([PartialDate(2018, 9, 10)] * 2, "10 September 2018"),
        ([PartialDate(2018, 9, 12), PartialDate(2018, 9, 10)], "10–12 September 2018"),
        ([PartialDate(2018, 8, 30), PartialDate(2018, 9, 2)], "30 August – 2 September 2018"),
        (
            [PartialDate(2017, 11, 10), PartialDate(2018, 9, 10)],
            "10 November 2017 – 10 September 2018",
        ),
        ([PartialDate(2017, 9), PartialDate(2018, 9, 2)], "September 2017 – 2 September 2018"),
        (
            [PartialDate(2017, 11, 10), PartialDate(None, 9, 10)],
            "10 November 2017 and 10 September, year unknown",
        ),
        (
            [PartialDate(None, 9, 12), PartialDate(None, 9, 10)],
            "10 September – 12 September, year unknown",
        ),
        (
            [PartialDate(2017, 11, 10), PartialDate(None, 9, 1), PartialDate(None, 9, 2)],
            "10 November 2017",
        ),
        ([PartialDate(), PartialDate(None, 9, 10)], "10 September, year unknown"),
        ([], "date unknown"),
    ],
)
def test_several_dates_become_one_span(dates, words):
    """A span names its ends once, and a single day without a year is added."""
    assert dates_words(dates) == words


def test_counts_have_the_right_number():
    """One story, two stories, thousands parted by a narrow space."""
    assert [counted(1, "story"), counted(0, "story"), counted(2, "copy", "copies")] == [
        "1 story",
        "0 stories",
        "2 copies",
    ]
    assert counted(40000, "article") == "40\u202f000 articles"


def test_days_since_1970_are_dates():
    """Day zero is the first of January 1970."""
    assert (day_words(0), day_iso(31), day_iso(None)) == ("1 January 1970", "1970-02-01", "")


def test_plain_text_has_no_control_or_bidi_characters():
    """Overrides, marks and control characters go, joiners and letters stay."""
    assert plain("a\u202eb\u2066c\x00d\r\ne\u2028f") == "abc d e f"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("\ud800x") == "\ufffdx"


def test_a_clipped_text_ends_at_a_word():
    """No word is cut in two when there is one to stop at."""
    assert clipped("peace treaty talks resume", 15) == "peace treaty…"
    assert len(clipped("W" * 50, 10)) == 10


def test_a_missing_title_is_replaced_by_the_opening():
    """An article without a headline is called by its first words, in brackets."""
    assert title_of(article("a", "", PartialDate(), body="First words.")) == "[First words.]"
    assert title_of(article("a", "", PartialDate(), body="")) == "[no title]"


def test_a_long_list_says_how_many_more():
    """Names past the limit are counted; one more is simply named."""
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert listed(["a", "b", "c"], 2) == "a, b, c"


def test_right_to_left_text_is_isolated():
    """An Arabic name does not turn the date beside it; others are left alone."""
    assert isolated("الجزيرة") == "\u2068الجزيرة\u2069"
    assert isolated("TASS") == "TASS"
