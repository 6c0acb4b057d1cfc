"""What can be the matter: phrases without actors, outlets and furniture; territories; persons."""

import numpy as np
import pytest
from archives import corpus_of, note

from clustering.text.actors import find_mentions, load_actors
from clustering.text.phrase_forms import spell_phrases
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words
from clustering.threads.subjects import find_subjects


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def subjects_of(table, *articles):
    """The candidates of a few articles, as written."""
    corpus = corpus_of(*articles)
    words = number_words(corpus.titles, corpus.bodies)
    texts = [f"{a.title}\n\n{a.body}" for a in corpus.articles]
    years = np.array([a.date.year or 0 for a in corpus.articles])
    found = find_subjects(corpus, words, find_mentions(texts, table, years), table)
    keys = np.unique(found.phrases.key)
    written = spell_phrases(found.phrases, words, keys, corpus.titles, corpus.bodies)
    return set((written | found.territories | found.persons).values())


def test_actors_outlets_numbers_and_months_are_no_matter(table):
    """Names of actors with all their words, the outlet's name, numbers and calendar go out."""
    body = "The Harbour News says that Saudi Arabia has 40 trawlers for herring since March."
    found = subjects_of(table, note("a", "", body, outlet="Harbour News"))
    assert found == {"trawlers", "herring"}


def test_a_place_below_the_state_is_matter(table):
    """Benghazi stands for Libya among the actors, and may say what it is about."""
    found = subjects_of(table, note("a", "", "The consulate in Benghazi, in Libya, was empty."))
    assert found == {"consulate", "Benghazi"}


def test_an_affair_is_matter(table):
    """Brexit names the United Kingdom and what the quarrel is about."""
    assert "Brexit" in subjects_of(table, note("a", "", "The herring after Brexit was British."))


def test_a_territory_counts_under_one_name(table):
    """Northern Territories and Kuriles are the Kuril Islands."""
    one = note("a", "", "Japan wants the Northern Territories.")
    two = note("b", "", "Russia keeps the Southern Kuriles.")
    assert subjects_of(table, one, two) == {"Kuril Islands"}


@pytest.mark.parametrize(
    ("body", "day", "person"),
    [
        ("Washington dismissed Tillerson.", "2018-03-13", {"Rex Tillerson"}),
        ("Washington dismissed Rex Tillerson.", "2018-03-13", {"Rex Tillerson"}),
        ("Tehran jailed Jason Rezaian.", "", {"Jason Rezaian"}),
        ("Mr. Trump said so.", "2018-03-13", set()),  # he stands for his state
        ("Mr. Trump said so.", "", set()),  # perhaps in office
        ("Mr. Bolsonaro said so.", "2018-10-28", {"Jair Bolsonaro"}),  # not yet
        ("Mr. Bolsonaro said so.", "2022-10-28", set()),
        ("Mr. Bolsonaro said so.", "2023-10-28", {"Jair Bolsonaro"}),  # no more
        ("Mr. Miliband said so.", "2009-03-13", set()),  # David or Ed?
        ("Mueller said so.", "2017-06-13", {"Robert Mueller"}),  # Kayla is of another actor
        ("Hillary Clinton said so.", "2015-03-13", {"Hillary Clinton"}),
    ],
)
def test_a_person_apart_from_the_state_is_matter(table, body, day, person):
    """By full name, however written; neither who leads a state nor who may be somebody else."""
    found = subjects_of(table, note("a", "", body, day))
    assert {name for name in found if name[0].isupper()} == person


def test_german_nouns_are_told_by_their_capitals(table):
    """In German a head has a capital: the adjective is none."""
    from dataclasses import replace

    body = "Der neblige Hafen und der Zibbel im nebligen Nebel, sagte er, sei neblig."
    found = subjects_of(table, replace(note("a", "", body), language="de"))
    assert found == {"Hafen", "Zibbel", "Nebel"}


def persons_of(table, text, *names):
    """Which of the words are taken for names of persons."""
    corpus = corpus_of(note("a", "", text))
    words = number_words(corpus.titles, corpus.bodies)
    found = find_subjects(corpus, words, find_mentions([f"\n\n{text}"], table), table)
    place = {value: at for at, value in enumerate(words.hashes.tolist())}
    return [bool(found.is_person[place[hash_word(name)]]) for name in names]


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Michelle Wuxel came.", True),  # once is enough
        ("Michelle wuxel came.", False),
        ("Wuxel came, and Michelle came.", False),
        ("Michelle, Wuxel came.", False),
        (f"Michelle Wuxel came. {'The Wuxel fell. ' * 5}", True),  # one in six
        (f"Michelle Wuxel came. {'The Wuxel fell. ' * 6}", False),  # one in seven
    ],
)
def test_a_person_stands_beside_a_forename(table, text, is_person):
    """With a capital, and in a seventh of all places or more."""
    assert persons_of(table, text, "wuxel", "michelle") == [is_person, True]
