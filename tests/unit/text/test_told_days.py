"""Days that a text tells of, counted from when it was published."""

from datetime import date

import numpy as np
import pytest

from clustering.text.tfidf import lead_spans, whole_spans
from clustering.text.told_days import told_day_vectors, weekday_vectors
from clustering.text.vocabulary import number_words

EPOCH = date(1970, 1, 1)


def n_told(text, published):
    """How many days a text tells of."""
    words = number_words([""], [text])
    rows, _ = told_day_vectors(words, whole_spans(words), np.array([number(published)]), 0.0)
    return len(rows.columns)


def number(iso):
    """Days since 1970; nan for no date."""
    return (date.fromisoformat(iso) - EPOCH).days if iso else np.nan


def days_in_common(one, other):
    """How many days two (text, date) pairs share."""
    words = number_words(["", ""], [one[0], other[0]])
    days = np.array([number(one[1]), number(other[1])])
    rows, _ = told_day_vectors(words, whole_spans(words), days, 0.0)
    a, b = (set(rows.columns[rows.offsets[k] : rows.offsets[k + 1]].tolist()) for k in (0, 1))
    return len(a & b)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("shot on Saturday", "2016-06-13", "2016-06-11"),  # a Monday's last Saturday
        ("Monday morning", "2016-06-13", "2016-06-13"),  # the day itself
        ("Samstag", "2016-06-13", "2016-06-11"),
        ("on June 12", "2016-06-20", "2016-06-12"),
        ("on December 30", "2017-01-05", "2016-12-30"),  # the one that is past
        ("on January 10", "2016-12-20", "2017-01-10"),  # up to 30 days ahead
        ("on February 10", "2016-12-20", "2016-02-10"),
        ("on Nov. 3, 2015", "2017-03-06", "2015-11-03"),  # the year is told
        ("am 3. November 2015", "", "2015-11-03"),  # and so needs no date of the text
        ("on Feb. 29, 2016", "2017-03-06", "2016-02-29"),
    ],
)
def test_a_day_is_told(text, published, day):
    """A text tells of the day that another gives in full, next to its own day."""
    assert days_in_common((text, published), (f"on {day_in_words(day)}", "")) == 1


def day_in_words(iso):
    """2015-11-03 as "November 3, 2015"."""
    given = date.fromisoformat(iso)
    return f"{given:%B} {given.day}, {given.year}"


@pytest.mark.parametrize("text", ["on Saturday", "on June 12", "on February 30, 2016", ""])
def test_no_day_is_told(text):
    """Without a date of its own a text needs the year, and a day that there is."""
    assert n_told(text, "") == 0
    assert n_told(text, "2015-03-06") == 1 + (text in {"on Saturday", "on June 12"})


def test_the_own_day_is_told():
    """A later text that names the day on which the earlier one appeared shares it."""
    assert days_in_common(("no day", "2015-11-03"), ("since November 3", "2016-05-01")) == 1
    assert days_in_common(("no day", "2015-11-03"), ("no day", "2015-11-04")) == 0


def test_rare_days_count_more():
    """Of four texts three share a day: ln(5 / 3.5) against ln(5 / 1.5), without a background."""
    words = number_words([""] * 4, ["a"] * 4)
    published = np.array([100.0, 100.0, 100.0, 200.0])
    _, idf = told_day_vectors(words, whole_spans(words), published, 0.0)
    assert idf.tolist() == pytest.approx([np.log(5 / 3.5), np.log(5 / 1.5)])


def test_two_texts_share_a_day_as_rare_as_a_background_says():
    """With 730 imagined texts each day stands in two of them: ln(733 / 4.5)."""
    words = number_words(["", ""], ["a", "b"])
    _, idf = told_day_vectors(words, whole_spans(words), np.array([5.0, 5.0]), 730.0)
    assert idf.tolist() == pytest.approx([np.log(733 / 4.5)])


def test_weekdays():
    """Each weekday named is one column, Monday first; only inside the span."""
    words = number_words([""] * 3, ["Sunday or Monday, Sunday", "le mardi", "one two Friday"])
    rows = weekday_vectors(words, whole_spans(words))
    assert rows.columns.tolist() == [0, 6, 1, 4]
    assert rows.offsets.tolist() == [0, 2, 3, 4]
    assert weekday_vectors(words, lead_spans(words, 2)).offsets.tolist() == [0, 1, 2, 2]


def test_no_texts():
    """No texts, no rows."""
    words = number_words([], [])
    rows, idf = told_day_vectors(words, whole_spans(words), np.zeros(0), 2000.0)
    assert len(rows) == len(weekday_vectors(words, whole_spans(words))) == 0
    assert len(idf) == rows.n_columns
