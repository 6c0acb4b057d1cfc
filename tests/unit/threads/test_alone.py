"""Why articles are in no thread with others."""

from dataclasses import replace

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


def alone(
    text, near=(0.11, 0.12, 0.1), size=3, umbrella=(0, 1, 2, 3), threshold=0.178, day="2019-01-01"
):
    """The account of one article beside three threads of 2018: from January, February, March."""
    corpus = corpus_of(
        *(
            note(f"{k}{n}", "a", "b", f"2018-0{k + 1}-0{n + 1}")
            for k in range(3)
            for n in range(size)
        ),
        note("one", "The week", text, day),
    )
    row = corpus.ids.index("one")
    affair = np.array([3 if name == "one" else int(name[0]) for name in corpus.ids], np.int32)
    roots = np.unique(affair, return_index=True)[1].astype(np.int32)
    by_row = np.argsort(roots)  # threads are numbered by their first rows
    thread = np.argsort(by_row)[affair].astype(np.int32)
    table = load_actors(None)
    texts = [f"{a.title}\n\n{a.body}" for a in corpus.articles]
    mentions = find_mentions(texts, table, np.full(len(texts), 2018, np.int32))
    none, pairs = np.zeros(0, np.float32), np.zeros(0, np.int32)
    beside = [k for k, value in enumerate(near) if value]
    traced = Traced(
        labels=roots[affair],
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
    namings = [(*AFFAIRS, Naming((), (), ""))[k] for k in by_row]
    above = np.array(umbrella, np.int32)[by_row]
    (told,) = find_alone(corpus, traced, thread, namings, mentions, table, above, threshold)
    assert told.row == row
    nearest = int(by_row[told.nearest]) if told.nearest >= 0 else -1
    return replace(told, nearest=nearest, named=tuple(by_row[list(told.named)].tolist()))


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


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("2018-01-29", (1, 0)),
        ("2018-01-30", (1, 0, 2)),
        ("2018-01-01", (0,)),
        ("", (1, 0, 2)),
        ("--01-29", (1, 0, 2)),
    ],
)
def test_an_affair_that_begins_a_month_later_is_not_named(day, named):
    """The second begins on 1 February, the third on 1 March; who has no date may be late."""
    told = alone(ROUND_UP, day=day)
    assert told.named == named
    assert told.reason == ("many affairs" if len(named) == 3 else "far")


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
