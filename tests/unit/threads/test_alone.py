"""Why articles are in no thread with others."""

import numpy as np
import pytest
from archives import CEASEFIRE, CONCERT, TREATY, corpus_of, note

from clustering.config import config_from
from clustering.model import Groups
from clustering.text.actors import find_mentions, load_actors
from clustering.text.vocabulary import number_words
from clustering.threads.alone import find_alone
from clustering.threads.find import find_threads
from clustering.threads.naming import Naming
from clustering.threads.trace import Traced

AFFAIRS = (
    Naming(("Iran", "United States"), ("nuclear deal", "sanctions"), ""),
    Naming(("Russia", "Ukraine"), ("Crimea", "rebels", "border"), ""),
    Naming(("China",), ("tariffs",), ""),
)
ROUND_UP = (
    "Tehran stands by the nuclear deal that Washington left. Rebels in eastern Ukraine crossed a "
    "border that Moscow denies. Beijing answered in kind to the tariffs."
)


def alone(text, near=(0.11, 0.12, 0.1), size=3, umbrella=(0, 1, 2, 3), threshold=0.178):
    """The account of one article beside three threads of some articles each."""
    corpus = corpus_of(
        *(
            note(f"{k}{n}", "a", "b", f"2018-0{k + 1}-0{n + 1}")
            for k in range(3)
            for n in range(size)
        ),
        note("one", "The week", text, "2019-01-01"),
    )
    roots = np.array([0, 1, 2, 3], np.int32) * size
    thread = np.repeat(np.arange(4), [size, size, size, 1]).astype(np.int32)
    table = load_actors(None)
    texts = [f"{a.title}\n\n{a.body}" for a in corpus.articles]
    mentions = find_mentions(texts, table, np.full(len(texts), 2018, np.int32))
    none, pairs = np.zeros(0, np.float32), np.zeros(0, np.int32)
    beside = [k for k, value in enumerate(near) if value]
    traced = Traced(
        labels=roots[thread],
        merge_left=pairs,
        merge_right=pairs,
        merge_affinity=none,
        near_left=roots[beside],
        near_right=np.repeat(roots[3:], len(beside)),
        near_affinity=np.array(near, np.float32)[beside],
        pair_left=pairs,
        pair_right=pairs,
        pair_affinity=none,
        pair_matter=none,
        pair_actors=none,
        pair_gap=none,
        pair_terms=np.zeros((0, 11), np.float32),
        reach=np.zeros((0, 2)),
    )
    namings = (*AFFAIRS, Naming((), (), ""))
    (told,) = find_alone(
        corpus, traced, thread, namings, mentions, table, np.array(umbrella, np.int32), threshold
    )
    assert told.row == 3 * size
    return told


def test_a_round_up_names_three_affairs():
    """By metonyms, in any case; the nearest first."""
    told = alone(ROUND_UP)
    assert told.reason == "many affairs"
    assert told.named == (1, 0, 2)
    assert (told.nearest, told.affinity) == (1, 0.12)


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (alone(ROUND_UP.replace("Tehran", "It")), (1, 2)),
        (alone(ROUND_UP.replace("nuclear deal", "paper")), (1, 2)),
        (alone(ROUND_UP.replace("border", "river")), (0, 2)),
        (alone(ROUND_UP, near=(0.11, 0, 0.1)), (0, 2)),
        (alone(ROUND_UP, size=2), ()),
        (alone(ROUND_UP, umbrella=(0, 1, 0, 3)), (1, 0)),
    ],
    ids=["actor", "first phrase", "two others", "never near", "small", "one umbrella"],
)
def test_what_is_not_named(told, named):
    """All actors and the first or two other phrases of a large thread that came near."""
    assert told.named == named
    assert told.reason == "far"


def test_other_reasons():
    """Nobody known; nothing to compare with; near enough all the same."""
    assert alone("It rained on the fair.").reason == "no actor"
    told = alone("It rained on the fair.", near=(0, 0, 0))
    assert (told.reason, told.nearest, told.affinity) == ("nothing in common", -1, 0.0)
    assert alone(ROUND_UP, near=(0.2, 0, 0)).reason == "kept apart"


def test_articles_of_a_run():
    """A concert, and what the user keeps from the talks that it belongs to."""
    corpus = corpus_of(*TREATY, *CEASEFIRE, CONCERT)
    words = number_words(corpus.titles, corpus.bodies)
    at = {name: row for row, name in enumerate(corpus.ids)}
    found = find_threads(
        corpus,
        words,
        Groups.alone(len(corpus)),
        corpus.titles,
        config_from({}).threads,
        (
            np.zeros((0, 2), np.int32),
            np.array([sorted((at["t3"], at[other])) for other in ("t1", "t2")], np.int32),
        ),
    )
    reasons = {corpus.ids[one.row]: one.reason for one in found.alone}
    assert set(reasons) == {"t3", "c1"}
    assert reasons["t3"] == "kept apart"
    assert reasons["c1"] in {"far", "no actor", "nothing in common"}
