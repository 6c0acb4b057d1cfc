"""Names that stand in no table."""

import pytest

from clustering.text.actors import load_actors
from clustering.text.names import recurring_names


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def found(table, *texts, **options):
    """Names and how often each stands in each text."""
    recurring = recurring_names(texts, table, **options)
    counts = recurring.mentions.counts().toarray().T.astype(int).tolist()
    return dict(zip(recurring.names, counts, strict=True))


def test_names_of_two_texts(table):
    """Unknown names are found as they are written; aliases and sentence starts are not."""
    told = found(
        table,
        "Then the Zorblax Union met Russia. However it failed. Zorblax Union fell.",
        "However, the Zorblax Union rose; However, it was Russia, however, and however late.",
        "An envoy, Quuxly, left.",
    )
    assert told == {"Zorblax Union": [2, 1, 0]}


def test_a_part_counts_for_the_whole(table):
    """A surname and a short form are the most frequent name that they begin or end."""
    told = found(
        table,
        "It was there that Jane Quuxly spoke. Then Quuxly left for a hall of Zorblax Works.",
        "In the end both Jane Quuxly and all of Zorblax Works stayed. We saw Zorblax.",
    )
    assert told == {"Jane Quuxly": [2, 1], "Zorblax Works": [1, 2]}


def test_offices_and_months_are_no_names(table):
    """Words of the calendar and of office are none by themselves; nor are outlets."""
    texts = ["By the end of May the Chairman of the Harbour News had not yet met Quuxly."] * 2
    assert found(table, *texts, without=["Harbour News"]) == {"Quuxly": [1, 1]}
    assert "Harbour News" in found(table, *texts)


def test_ordinary_words_of_headlines_are_no_names(table):
    """What news at large writes small is no name, though all headlines write it large."""
    texts = ["A Firm Of Quuxly Buys Cheese", "Why The Firm Of Quuxly Sells Cheese"]
    assert found(table, *texts) == {"Quuxly": [1, 1]}


def test_names_stand_at_their_first_character(table):
    """Mentions tell text, token and character, as those of actors do."""
    recurring = recurring_names(["So Quuxly left.", "Home came Quuxly."], table)
    mentions = recurring.mentions
    assert mentions.text.tolist() == [0, 1]
    assert mentions.token.tolist() == [1, 2]
    assert mentions.start.tolist() == [3, 10]


def test_no_texts(table):
    """Of nothing there are no names."""
    assert found(table) == {}
    assert found(table, "", "") == {}
