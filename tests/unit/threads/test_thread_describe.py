"""Threads as a person reads them."""

from dataclasses import replace

import numpy as np
import pytest
from archives import CEASEFIRE, CONCERT, TREATY, corpus_of, note

from clustering.model import Groups, KeyStory, PartialDate, Related, Reporter, Story, StoryFits
from clustering.threads.alone import Alone
from clustering.threads.describe import (
    describe_outside,
    describe_threads,
    nearest_threads,
    thread_ids,
    weakest_affinities,
)
from clustering.threads.naming import Naming
from clustering.threads.trace import Traced


def int32(*values):
    """A column of rows."""
    return np.array(values, np.int32)


def story(row, n_origins):
    """A story that begins in a row."""
    return Story(f"s-{row}", (row,), "", (), "", row, None, None, (), n_origins, 1.0, "")


def traced(labels, merges=(), near=()):
    """A tracing with the given labels, merges (left, affinity), near (left, right, affinity)."""
    empty = np.zeros(0, np.float32)
    return Traced(
        labels=int32(*labels),
        merge_left=int32(*(m[0] for m in merges)),
        merge_right=int32(*(m[0] + 1 for m in merges)),
        merge_affinity=np.array([m[1] for m in merges], np.float32),
        near_left=int32(*(n[0] for n in near)),
        near_right=int32(*(n[1] for n in near)),
        near_affinity=np.array([n[2] for n in near], np.float32),
        pair_left=int32(),
        pair_right=int32(),
        pair_affinity=empty,
        pair_matter=empty,
        pair_actors=empty,
        pair_gap=empty,
        pair_terms=np.zeros((0, 8), np.float32),
        reach=np.zeros((0, 2)),
    )


def test_weakest_affinity_of_each_thread():
    """The lowest affinity inside each thread, by its first story; 1 for a single story."""
    found = traced([0, 0, 2, 0, 2, 5], [(0, 0.4), (2, 0.3), (0, 0.9)])
    assert weakest_affinities(found) == [pytest.approx(0.4), pytest.approx(0.3), 1.0]


def test_nearest_threads_by_affinity():
    """Each thread knows the others that came near, nearest first, weak ones left out."""
    near = [(0, 2, 0.1), (0, 5, 0.2), (2, 5, 0.049)]
    found = nearest_threads(traced([0, 0, 2, 0, 2, 5], (), near), 3)
    assert found == [
        [(2, pytest.approx(0.2)), (1, pytest.approx(0.1))],
        [(0, pytest.approx(0.1))],
        [(0, pytest.approx(0.2))],
    ]


def test_related_from_a_twentieth_on():
    """An affinity of .05 is told, a little less is not."""
    found = nearest_threads(traced([0, 1, 2], (), [(0, 1, 0.05), (1, 2, 0.0499)]), 3)
    assert [[other for other, _ in one] for one in found] == [[1], [0], []]


def test_outside_tells_the_nearest_thread():
    """By ids, the first thread too; none where none came near."""
    corpus = corpus_of(*TREATY)
    threads = describe_threads(
        corpus,
        Groups.alone(3),
        [story(row, 1) for row in range(3)],
        [Naming((), (), "n")] * 3,
        [1.0] * 3,
        [[]] * 3,
        StoryFits.empty(),
        60,
    )
    alone = [Alone(0, "far", 0, 0.1, (1, 2)), Alone(1, "nothing in common", -1, 0.0, ())]
    far, nothing = describe_outside(alone, int32(4, 7), threads)
    assert (far.row, far.reason, nothing.row) == (4, "far", 7)
    assert far.nearest == Related(threads[0].id, 0.1)
    assert far.named == (threads[1].id, threads[2].id)
    assert nothing.nearest is None


def test_five_related_at_most():
    """Of many near threads the five nearest are kept, ties by order."""
    near = [(0, k, 0.1 if k < 7 else 0.2) for k in range(1, 9)]
    found = nearest_threads(traced(range(9), (), near), 9)
    assert [other for other, _ in found[0]] == [7, 8, 1, 2, 3]


def test_describe_threads():
    """A thread tells its stories, span, origins, outlets, who was first, and its quiet gaps."""
    copy = note("copy", "Same", "Same", "2018-09-11", "Copy Cat")
    undated = note("u", "Treaty", "Treaty", "", "Ghost")
    corpus = corpus_of(*TREATY, copy, CEASEFIRE[0], CONCERT, undated)
    assert corpus.ids == ["t1", "copy", "t2", "y1", "c1", "t3", "u"]
    groups = Groups(int32(0, 0, 0, 3, 4, 0, 0))
    threads = describe_threads(
        corpus,
        groups,
        [story(row, row % 2) for row in (0, 2, 3, 4, 5, 6)],
        [
            Naming(("Japan",), ("treaty",), "Japan · treaty"),
            Naming((), (), "y"),
            Naming((), (), "c"),
        ],
        [0.5, 1.0, 1.0],
        [[(2, 0.1)], [], [(0, 0.1)]],
        StoryFits.empty(),
        60,
    )
    ids = thread_ids(corpus, groups)
    assert [thread.id for thread in threads] == ids
    treaty = threads[0]
    assert treaty.rows == (0, 1, 2, 5, 6)
    assert treaty.stories == ("s-0", "s-2", "s-5", "s-6")
    assert (treaty.name, treaty.actors, treaty.matter) == (
        "Japan · treaty",
        ("Japan",),
        ("treaty",),
    )
    assert treaty.n_origins == 0 + 0 + 1 + 0  # the sum over its stories
    assert treaty.outlets == ("Copy Cat", "Evening Courier", "Ghost", "Harbour News")
    assert treaty.first_outlet == "Harbour News"
    days = corpus.day_first.tolist()
    assert (treaty.day_first, treaty.day_last) == (days[0], days[5])
    assert treaty.gaps == ((days[1], days[2]), (days[2], days[5]))
    assert treaty.returns == (2, 5)
    assert [key.row for key in treaty.key_stories] == [0, 2, 5]
    assert treaty.key_stories[2] == KeyStory(5, ("return",))
    assert treaty.reporters[0] == Reporter("Harbour News", 2, 2)
    assert treaty.bursts == ()
    assert treaty.weakest == 0.5
    assert treaty.related == (Related(ids[2], 0.1),)
    assert threads[1].related == ()


@pytest.mark.parametrize(("precise", "n_bursts"), [(True, 1), (False, 0)])
def test_a_month_is_no_busy_day(precise, n_bursts):
    """Eight articles of one day are a burst; eight of a month are none, nor a silence."""
    day = PartialDate(2018, 5, 1 if precise else None, "metadata")
    many = [replace(note(f"m{k}", "", ""), date=day) for k in range(8)]
    few = [note(f"f{k}", "", "", f"2018-0{6 + k}-15") for k in range(3)]
    others = [note(f"o{k}", "", "", f"2018-0{5 + k // 14}-{1 + k % 14 * 2:02d}") for k in range(56)]
    corpus = corpus_of(*many, *few, *others)
    own = np.array([name[0] != "o" for name in corpus.ids])
    roots = [int(np.flatnonzero(own)[0]), int(np.flatnonzero(~own)[0])]
    threads = describe_threads(
        corpus,
        Groups(np.where(own, *roots).astype(np.int32)),
        [story(row, 1) for row in range(len(corpus))],
        [Naming((), (), "n")] * 2,
        [1.0] * 2,
        [[]] * 2,
        StoryFits.empty(),
        40,
    )
    found = threads[0] if own[0] else threads[1]
    assert len(found.rows) == 11
    assert len(found.bursts) == n_bursts
    assert len(found.gaps) == n_bursts  # 45 days from 1 May, 15 from the 31st


def test_an_undated_thread():
    """Without a date there is no span, no gap, no burst and nobody who was first."""
    corpus = corpus_of(note("u", "Treaty", "Treaty", "", "Ghost"))
    (thread,) = describe_threads(
        corpus,
        Groups.alone(1),
        [story(0, 1)],
        [Naming((), (), "n")],
        [1.0],
        [[]],
        StoryFits.empty(),
        60,
    )
    assert (thread.day_first, thread.day_last, thread.first_outlet) == (None, None, "")
    assert (thread.gaps, thread.bursts, thread.outlets) == ((), (), ("Ghost",))
