"""Links are checked once, when they are made."""

import numpy as np
import pytest

from clustering.model import Links


def links(left, right, **evidence):
    """Links with scores of one half."""
    return Links(
        np.array(left, dtype=np.int32),
        np.array(right, dtype=np.int32),
        np.full(len(left), 0.5, dtype=np.float32),
        np.ones(len(left), dtype=np.bool_),
        evidence,
    )


def test_sorted_unique_pairs_are_taken():
    """Left below right, ordered by left and then right."""
    found = links([0, 0, 1], [1, 5, 2], days=np.array([0, 3, 9]))
    assert len(found) == 3
    assert found.evidence["days"].tolist() == [0, 3, 9]


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ([1], [1], "left must be smaller"),
        ([2], [1], "left must be smaller"),
        ([0, 0], [2, 1], "sorted and unique"),
        ([1, 0], [2, 1], "sorted and unique"),
        ([0, 0], [1, 1], "sorted and unique"),
        ([0, 1], [2], "unequal length"),
    ],
)
def test_pairs_out_of_order_are_refused(left, right, message):
    """A pair with itself, a turned, repeated, unsorted or half pair is a programming error."""
    with pytest.raises(ValueError, match=message):
        links(left, right)


@pytest.mark.parametrize("column", ["score", "accepted", "evidence"])
def test_every_column_has_one_value_a_link(column):
    """Scores, decisions and evidence are as many as pairs."""
    one, two = np.zeros(1, np.int32), np.ones(1, np.int32)
    score = np.zeros(2 if column == "score" else 1, np.float32)
    accepted = np.zeros(2 if column == "accepted" else 1, np.bool_)
    evidence = {"days": np.zeros(2 if column == "evidence" else 1)}
    with pytest.raises(ValueError, match="unequal length"):
        Links(one, two, score, accepted, evidence)


def test_rows_above_two_billion_pairs_keep_their_order():
    """Pairs are compared in 64 bits, so that large rows do not wrap around."""
    large = 2**31 - 2
    found = links([0, large], [large, large + 1])
    assert found.left.tolist() == [0, large]


def test_columns_are_read_only():
    """Evidence cannot be changed after the fact."""
    found = links([0], [1], days=np.array([3]))
    columns = [found.left, found.right, found.score, found.accepted, found.evidence["days"]]
    for column in columns:
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


def test_no_links_are_links():
    """The empty set has all columns, of length nothing."""
    none = Links.empty()
    assert len(none) == len(none.right) == len(none.score) == len(none.accepted) == 0
    assert dict(none.evidence) == {}


def test_terms_are_products_and_further_columns():
    """Weighted evidence and further terms are what a link's score is made of."""
    columns = np.array([0, 1], np.int32), np.array([2, 2], np.int32)
    evidence = {"cosine": np.array([0.5, 0.25], np.float32), "days": np.array([3.0, 4.0])}
    score, accepted = np.array([0.6, 0.4], np.float32), np.array([True, False])
    further = {"agree": np.array([0.0, -1.5], np.float32)}
    links = Links(*columns, score, accepted, evidence, {"cosine": 4.0}, further, base=-1.0)
    assert links.terms_of(0) == {"cosine": 2.0, "agree": 0.0}
    assert links.terms_of(1) == {"cosine": 1.0, "agree": -1.5}
    assert Links(*columns, score, accepted, evidence).terms_of(0) == {}
