"""Choosing: which phrases a name shows, in which order."""

import pytest

from clustering.threads.choosing import Candidate, _repeats, choose_phrases


def candidates(*told):
    """Candidates (phrase, worth, share) with the words' lengths as terms."""
    known = {}
    return [
        Candidate(
            at,
            worth,
            share,
            tuple(known.setdefault(word, len(known)) for word in text.split()),
            text,
            telling=True,
            exact=True,
        )
        for at, (text, worth, share) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "matter"),
    [
        ([], ()),
        ([("nuclear deal", 2, 0.5), ("sanctions", 1, 0.3)], ("nuclear deal", "sanctions")),
        ([("nuclear deal", 2, 0.5), ("sanctions", 0.7, 0.3)], ("nuclear deal",)),
        ([("Brexit", 2, 0.5), ("backstop", 0.4, 0.3)], ("Brexit", "backstop")),  # one word is few
        ([("Brexit", 2, 0.5), ("backstop", 0.31, 0.3)], ("Brexit", "backstop")),
        ([("Brexit", 2, 0.5), ("backstop", 0.29, 0.3)], ("Brexit",)),
        (
            [("tariffs", 2, 0.5), ("steel", 1.9, 0.3), ("cars", 1.8, 0.3), ("ham", 1.7, 0.3)],
            ("tariffs", "steel", "cars"),
        ),
        ([("tariffs", 2, 0.5), ("steel", 1.9, 0.3), ("cars", 1.5, 0.3)], ("tariffs", "steel")),
        (
            [("arms control treaty", 2, 0.5), ("strategic review talks", 1.9, 0.3)],
            ("arms control treaty",),
        ),
    ],
)
def test_two_to_five_words(told, matter):
    """Up to three phrases of five words; the second and third must be worth it."""
    assert choose_phrases(candidates(*told)) == matter


def test_the_longer_phrase_stands_for_its_part():
    """Where many say "nuclear deal", "deal" is called so; where few do, it stays."""
    whole = ("nuclear deal", 0.3, 0.4)
    assert choose_phrases(candidates(("deal", 2, 0.6), whole)) == ("nuclear deal",)
    just = ("nuclear deal", 0.3, 0.35)
    assert choose_phrases(candidates(("deal", 2, 1.0), just)) == ("nuclear deal",)
    assert choose_phrases(candidates(("deal", 2, 1.01), just)) == ("deal",)


@pytest.mark.parametrize(
    ("phrase", "other", "repeats"),
    [
        ("missile", "missiles", True),
        ("bomb", "bombs", True),
        ("quake", "earthquake", True),
        ("cease-fire", "ceasefire", True),
        ("sanctions", "sanctioned firms", True),
        ("treaty", "treatment", True),  # five letters
        ("troop", "trout", False),  # three
        ("coal", "charcoal", True),
        ("oil", "oilfield", False),  # too short to tell
        ("tariffs", "trade war", False),
    ],
)
def test_phrases_that_repeat(phrase, other, repeats):
    """Words that begin alike or hold one another say nothing new."""
    assert _repeats(phrase, other) == _repeats(other, phrase) == repeats
