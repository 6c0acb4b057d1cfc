"""Ages of people that a text tells."""

import numpy as np
import pytest

from clustering.text.ages import age_vectors
from clustering.text.vocabulary import number_words


def ages_of(text):
    """Ages told in a body."""
    rows, _ = age_vectors(number_words([""], [text]), 0.0)
    return rows.columns.tolist()


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("a 13-year-old boy", [13]),
        ("The six-year-old was hurt", [6]),
        ("he is 40 years old", [40]),
        ("Police named Jane Doe, 34, of Austin.", [34]),
        ("Jane Doe (34) and John Roe, 7-year-old twins", [7, 34]),
        ("der 34-jährige Fahrer", [34]),
        ("une femme de 52 ans", [52]),
        ("мужчина 19 лет", [19]),
    ],
)
def test_ages_in_many_forms(text, ages):
    """In words or digits, before "year old" and its like, or behind a name."""
    assert ages_of(text) == ages


@pytest.mark.parametrize(
    "text",
    [
        "on June 12, 2016",
        "Highway 61, near Austin",
        "In 2016, 34 people came",
        "a 200-year-old house",
        "13 boys, 40 years later",
        "They fled from Doe. 34, then 35",
        "they counted, 34, of them",
        "Doe, 5, of Austin",  # one digit is as often a score or a number of a list
        "",
    ],
)
def test_no_age(text):
    """Dates, roads, counts and great numbers are no ages."""
    assert ages_of(text) == []


def test_common_ages_count_less():
    """Of three texts two tell 20: ln(4 / 2.5); one tells 30: ln(4 / 1.5)."""
    _, idf = age_vectors(number_words([""] * 3, ["20-year-old", "20-year-old", "30 years old"]), 0)
    assert idf[[20, 30]].tolist() == pytest.approx([np.log(4 / 2.5), np.log(4 / 1.5)])


def test_no_texts():
    """No texts, no rows; an archive of one number is none either."""
    assert len(age_vectors(number_words([], []), 2000.0)[0]) == 0
    assert ages_of("34") == []
