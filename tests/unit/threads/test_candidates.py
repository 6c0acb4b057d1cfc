"""Which phrases may tell the matter of a thread."""

from types import SimpleNamespace

import numpy as np
import pytest

from clustering.text.phrases import Phrases
from clustering.threads.candidates import _forms, as_candidates, possible_phrases
from clustering.threads.matter import Weighed


@pytest.mark.parametrize(
    ("key", "terms", "factor"),
    [
        (1, [0], 1.0),  # a territory, whatever its words
        (2, [0], 0.35),  # a person of the table
        (9, [0], 1.0),
        (9, [0, 3], 1.4),  # one word is vague
        (9, [3], 0.4),
        (9, [3, 3], 0.6),
        (9, [1], 0.8),  # a name
        (9, [1, 2], 0.35),  # a forename in it
        (9, [0, 2], 1.4),  # partly a name
    ],
)
def test_what_a_phrase_is_worth_by_its_kind(key, terms, factor):
    """Words: 0 an ordinary one, 1 a name, 2 a name of a person, 3 says little."""
    subjects = SimpleNamespace(
        territories={1: "Kuril Islands"},
        persons={2: "Rex Tillerson"},
        is_name=np.array([False, True, True, False]),
        is_person=np.array([False, False, True, False]),
        is_vague=np.array([False, False, False, True]),
    )
    phrases = Phrases(
        np.zeros(1, np.int32),
        np.array([key], np.uint64),
        np.zeros(1, np.int64),
        np.array([len(terms)], np.int32),
    )
    subjects.phrases = phrases
    words = SimpleNamespace(terms=np.array(terms, np.int32))
    forms = _forms(phrases.key, subjects, words)
    assert forms.factor.tolist() == [factor]
    named = key in (1, 2)
    assert forms.terms[0, : forms.size[0]].tolist() == ([-1] if named else terms)


KINDS = ("thing", "steel quota", "land", "person", "vague", "vague vague", "Name")


@pytest.fixture
def candidates():
    """Candidates of one thread from (kind, worth, share, articles), in order of worth."""

    def of(*told, size=10):
        terms = np.array([0, 0, 1, 2, 3, 4, 4, 4, 5], np.int32)
        first = np.array([0, 1, 3, 4, 5, 6, 8])
        length = np.array([1, 2, 1, 1, 1, 2, 1], np.int32)
        keys = np.arange(len(KINDS), dtype=np.uint64)
        distinct = SimpleNamespace(known=keys, example=keys.astype(np.int64))
        subjects = SimpleNamespace(
            phrases=SimpleNamespace(distinct=distinct, token=first, size=length),
            territories={2: "land"},
            persons={3: "person"},
            is_name=np.array([False, False, False, False, False, True]),
            is_person=np.zeros(6, np.bool_),
            is_vague=np.array([False, False, False, False, True, False]),
        )
        kind, worth, share, n_articles = zip(*told, strict=True)
        weighed = Weighed(
            np.zeros(len(told), np.int32),
            keys[[KINDS.index(one) for one in kind]],
            np.array(worth, np.float64),
            np.array(share, np.float64),
            np.array(n_articles),
        )
        words = SimpleNamespace(terms=terms)
        wanted, sizes = np.ones(len(told), np.bool_), np.array([size])
        possible = possible_phrases(weighed, wanted, subjects, words, sizes)
        (found,) = as_candidates(possible, dict(enumerate(KINDS)), 1)
        return found

    return of


def test_candidates_in_order_of_worth_by_kind(candidates):
    """Worth times what the kind is worth; what says nothing by itself is not telling."""
    found = candidates(*((kind, 1.0, 0.5, 4) for kind in KINDS))
    assert [(c.text, c.worth, c.telling, c.exact) for c in found] == [
        ("steel quota", 1.4, True, True),
        ("thing", 1.0, True, False),
        ("land", 1.0, True, True),
        ("Name", 0.8, True, True),
        ("vague vague", 0.6, False, False),
        ("vague", 0.4, False, False),
        ("person", 0.35, True, False),
    ]


def test_a_territory_that_half_of_the_articles_name(candidates):
    """It is worth half of the best; one that fewer name is worth what it is."""
    best = ("thing", 1.0, 0.5, 9)
    for n_articles, worth in ((5, 0.5), (4, 0.2)):
        found = candidates(best, ("land", 0.2, 0.1, n_articles))
        assert [(c.text, c.worth) for c in found] == [("thing", 1.0), ("land", worth)]
    assert candidates(best, ("land", 0.7, 0.1, 9))[1].worth == 0.7


def test_the_least_worth_of_a_candidate(candidates):
    """A share of the best phrase: .15, of several words .03, which may stand for their parts."""
    for best in (2.0, 0.5):
        for kind, least in (("Name", 0.15 / 0.8), ("steel quota", 0.03 / 1.4)):
            at, below = (
                candidates(("thing", best, 0.5, 9), (kind, best * least * part, 0.5, 9))
                for part in (1.001, 0.999)
            )
            assert (len(at), len(below)) == (2, 1)


@pytest.mark.parametrize(
    ("size", "share", "n_articles", "kept"),
    [
        (1, 0.4, 1, True),
        (1, 0.39, 1, False),
        (2, 0.2, 2, True),
        (2, 0.2, 1, False),
        (3, 0.19, 2, False),
        (4, 0.08, 2, True),
        (11, 0.07, 2, False),
        (12, 0.03, 3, True),
        (12, 0.03, 2, False),
        (12, 0.02, 3, False),
    ],
)
def test_how_prominent_a_phrase_must_be(candidates, size, share, n_articles, kept):
    """By the size of the thread; a territory need only be named."""
    assert bool(candidates(("thing", 1.0, share, n_articles), size=size)) == kept
    enough = n_articles >= {1: 1, 12: 3}.get(size, 2)
    assert bool(candidates(("land", 1.0, 0.001, n_articles), size=size)) == enough


def test_what_is_worth_nothing_is_no_candidate(candidates):
    """A phrase that is as usual elsewhere says nothing, were it in every article."""
    assert candidates(("thing", 0.0, 0.9, 9)) == []
