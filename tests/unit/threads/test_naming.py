"""Naming: which actors, which phrases, in which order."""

import pytest
from archives import rows_of

from clustering.text.actors import find_mentions, load_actors
from clustering.text.vocabulary import number_words
from clustering.threads.naming import _actors, _in_names, _is_form, _without_repeats


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def actors_of(table, **weights):
    """Actors of one thread from weights of actors."""
    row = [0.0] * len(table)
    for name, weight in weights.items():
        row[table.actors.index(name.replace("_", " "))] = weight
    return _actors(rows_of([row]), table)[0]


def test_actors_are_the_weightiest(table):
    """The second actor needs a quarter of the first one's weight, the third nearly a half."""
    assert actors_of(table, Japan=4, Russia=1) == ("Japan", "Russia")
    assert actors_of(table, Japan=4, Russia=0.9) == ("Japan",)
    assert actors_of(table, Japan=4, Russia=2, China=1.8) == ("Japan", "Russia", "China")
    assert actors_of(table, Japan=4, Russia=2, China=1.7) == ("Japan", "Russia")


def test_at_most_three_actors(table):
    """Of four equal actors the first three of the table are named."""
    assert actors_of(table, Norway=1, Japan=1, China=1, Russia=1) == ("China", "Japan", "Norway")


def test_a_territory_is_no_actor(table):
    """A disputed territory is what an affair is about, not who."""
    assert actors_of(table, Kuril_Islands=9, Japan=1) == ("Japan",)
    assert actors_of(table, Kuril_Islands=9) == ()


def test_names_of_actors_are_no_matter(table):
    """Every word of an actor's name is told from the words around it, text by text."""
    titles, bodies = ["Saudi Arabia halts"], ["In Yemen strikes end"]
    words = number_words(titles, bodies)
    mentions = find_mentions([f"{titles[0]}\n\n{bodies[0]}"], table)
    inside = _in_names(words, mentions, table)
    assert inside.tolist() == [True, True, False, False, True, False, False]


def test_phrases_that_repeat_are_left_out():
    """A phrase that shares a stem with a better one says nothing new; three are enough."""
    phrases = ["peace treaty", "treaties", "herring", "Peaceful", "cables", "loan"]
    assert _without_repeats(phrases) == ("peace treaty", "herring", "cables")
    assert _without_repeats(["sanctions", "sanctioned", "gas"]) == ("sanctions", "gas")
    assert _without_repeats([]) == ()


@pytest.mark.parametrize(
    ("phrase", "is_form"),
    [("signed", True), ("meeting", True), ("Beijing", False), ("treaty", False), ("fully", True)],
)
def test_verbs_and_adverbs(phrase, is_form):
    """English verb forms and adverbs are told by their ending, names are not."""
    assert _is_form(phrase) == is_form
