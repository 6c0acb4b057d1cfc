"""Days of the year named in a text."""

from math import sqrt

import numpy as np
import pytest

from clustering.text.calendar import day_vectors
from clustering.text.overlap import cosines
from clustering.text.tfidf import body_spans, lead_spans, whole_spans
from clustering.text.vocabulary import number_words


def days_of(text):
    """Days named in a body, as (month, day)."""
    words = number_words([""], [text])
    columns = day_vectors(words, whole_spans(words)).columns.tolist()
    return [divmod(column, 32) for column in columns]


@pytest.mark.parametrize(
    "text",
    [
        "on September 10, 2018",
        "on 10 September",
        "am 10. September 2018",
        "el 10 de septiembre de 2018",
        "le 10 septembre",
        "the 10th of September",
        "Sept. 10",
        "10 сентября",
        "SEPTEMBER 10TH",
    ],
)
def test_one_day_in_many_forms(text):
    """Month and day are read in either order, in several languages."""
    assert days_of(text) == [(9, 10)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er? no: 1 mars", (3, 1)),
        ("March 01", (3, 1)),
        ("May 31st", (5, 31)),
        ("31 de mayo", (5, 31)),
        ("12 Dezember", (12, 12)),
    ],
)
def test_months_and_ends_of_months(text, day):
    """First and last days, leading zeros and ordinals are read."""
    assert days_of(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "September 2018",
        "September 32",
        "September 0",
        "September of 10 years ago",
        "in September. Some 10 of them",
        "10 people in September",
        "at least 10 may have died",
        "they march 10 miles",
        "10 de cada mes",
        "",
    ],
)
def test_no_day_is_named(text):
    """Years, other numbers and the verbs may and march name no day."""
    assert days_of(text) == []


def test_only_inside_the_span():
    """A day that the span cuts off, or that two texts would share, is not read."""
    words = number_words(["", "", ""], ["one two September 10", "in May", "5 people"])
    assert day_vectors(words, whole_spans(words)).filled.tolist() == [True, False, False]
    assert not day_vectors(words, lead_spans(words, 3)).filled.any()


def test_rows_have_unit_length():
    """Two days named, one of them twice: two entries of 1/√2; cosine with one of them is 1/√2."""
    words = number_words([""] * 3, ["May 1 and May 1 and June 2", "2 June", "no day"])
    rows = day_vectors(words, body_spans(words))
    assert rows.values.tolist() == pytest.approx([1 / sqrt(2), 1 / sqrt(2), 1])
    left, right = np.array([0, 0], np.int32), np.array([1, 2], np.int32)
    assert cosines(rows, left, right).tolist() == pytest.approx([1 / sqrt(2), 0])
    assert rows.n_columns == 416


@pytest.mark.parametrize("bodies", [[], [""], ["May"], ["", "10"]])
def test_hardly_any_words(bodies):
    """Archives of no or one word give empty rows."""
    words = number_words([""] * len(bodies), bodies)
    rows = day_vectors(words, whole_spans(words))
    assert len(rows) == len(bodies)
    assert not rows.filled.any()
