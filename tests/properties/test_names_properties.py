"""What holds for the names of threads in every archive."""

from datetime import date, timedelta
from random import Random

import numpy as np
from archives import corpus_of, invented_text, note
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.text.actors import find_mentions, load_actors
from clustering.text.vocabulary import number_words
from clustering.threads.naming import name_threads
from clustering.threads.subjects import find_subjects

AFFAIRS = {
    "Japan and Russia": ("peace treaty", "disputed islands", "fishing zone"),
    "Russia and Japan": ("gas pipeline", "loan guarantee", "cable tax"),
    "Egypt and Ethiopia": ("dam reservoir", "water quota", "river survey"),
}
"""Actors and matter of three affairs, two of them of the same actors."""


def story(dice, affair, k):
    """One article: its actors, the first matter nearly always, the others less often."""
    actors, matters = list(AFFAIRS.items())[affair]
    chosen = [
        m for m, chance in zip(matters, (0.9, 0.5, 0.1), strict=True) if dice.random() < chance
    ]
    said = [f"{actors} spoke about the {matter} on this day." for matter in chosen]
    odd = invented_text(dice, 12)
    said += [
        f"There was a {a} in the {b} of {c}." for a, b, c in zip(*[iter(odd)] * 3, strict=True)
    ]
    title = f"{actors} speak about {chosen[0] if chosen else odd[0]}"
    day = date(2016, 1, 1) + timedelta(days=dice.randrange(900))
    return note(f"{affair}-{k:03}", title, " ".join(said), day.isoformat())


def names_of(articles):
    """The name of each affair, every article a story of its own."""
    corpus = corpus_of(*articles)
    table = load_actors()
    words = number_words(corpus.titles, corpus.bodies)
    mentions = find_mentions([f"{a.title}\n\n{a.body}" for a in corpus.articles], table)
    subjects = find_subjects(corpus, words, mentions, table)
    threads = np.array([int(name[0]) for name in corpus.ids], np.int32)
    stories = np.arange(len(corpus), dtype=np.int32)
    (namings,) = name_threads(
        corpus, words, mentions, table, subjects, stories, [(threads, ["?"] * 3)]
    )
    return [naming.name for naming in namings]


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2))
def test_a_story_more_does_not_rename_a_large_thread(seed, affair):
    """Thirty stories name an affair for good: one more, of any affair, changes no name."""
    dice = Random(seed)
    articles = [story(dice, which, k) for which in range(3) for k in range(30)]
    assert names_of(articles) == names_of([*articles, story(dice, affair, 999)])


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1))
def test_affairs_of_the_same_actors_are_told_apart(seed):
    """Each affair is called by its own matter, whatever else its articles say."""
    dice = Random(seed)
    names = names_of([story(dice, which, k) for which in range(3) for k in range(12)])
    assert names[0].startswith("Japan, Russia · peace treaty")
    assert names[1].startswith("Japan, Russia · gas pipeline")
    assert names[2].startswith("Egypt, Ethiopia · dam reservoir")
