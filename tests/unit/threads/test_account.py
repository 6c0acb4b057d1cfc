"""Accounts of threads: bursts, returns, key stories, reporters."""

from dataclasses import replace

import numpy as np
import pytest
from archives import corpus_of, note

from clustering.model import Burst, KeyStory, PartialDate, Reporter, Story
from clustering.threads.account import (
    explain_bursts,
    find_key_stories,
    find_reporters,
    find_returns,
    first_outlet,
)

ARTICLES = [
    note("a1", "First", "x", "2018-01-01", "Harbour News"),
    note("a2", "First", "y", "2018-01-02", "Evening Courier"),
    note("b1", "Second", "x", "2018-05-01", "Evening Courier"),
    note("b2", "Second", "y", "2018-05-01", "Evening Courier"),
    note("b3", "Second", "z", "2018-05-02", ""),
    note("c1", "Third", "x", "2018-05-03", "Harbour News"),
    note("u1", "Fourth", "x", "", "Ghost"),
]
CORPUS = corpus_of(*ARTICLES)
DAY = CORPUS.day_first.tolist()


def story(*rows, n_origins=None):
    """A story of the rows."""
    first, last = CORPUS.span_days(np.array(rows))
    n_origins = len(rows) if n_origins is None else n_origins
    return Story(f"s-{rows[0]}", rows, "", (), "", rows[0], first, last, (), n_origins, 1.0, "t-x")


STORIES = [story(0, 1), story(2, 3, 4), story(5), story(6)]
SPRING = Burst(DAY[2], DAY[5], 4)
GAP = (DAY[1], DAY[2])


def test_the_story_behind_a_burst():
    """The one with most articles inside the stretch, not the one with most of all."""
    (told,) = explain_bursts(CORPUS, STORIES, [SPRING])
    assert told == Burst(DAY[2], DAY[5], 4, story_row=2)
    (last,) = explain_bursts(CORPUS, STORIES, [Burst(DAY[5], DAY[5], 1)])
    assert last.story_row == 5


def test_equal_stories_behind_a_burst():
    """With as many articles the one of more origins is behind it, then the earlier."""
    burst = Burst(DAY[0], DAY[1], 2)
    one, other = story(0), story(1)
    assert explain_bursts(CORPUS, [one, other], [burst])[0].story_row == 0
    assert explain_bursts(CORPUS, [one, story(1, n_origins=2)], [burst])[0].story_row == 1


def test_imprecise_articles_are_in_no_burst():
    """A month begins on its first day, but its articles need not."""
    corpus = corpus_of(
        replace(note("m", "", ""), date=PartialDate(2018, 5, None, "body")),
        note("d", "", "", "2018-05-02"),
    )
    burst = Burst(int(corpus.day_first[0]), int(corpus.day_last[0]), 1)
    stories = [replace(story(0), rows=(0,)), replace(story(1), rows=(1,))]
    assert explain_bursts(corpus, stories, [burst])[0].story_row == corpus.ids.index("d")


@pytest.mark.parametrize(
    ("stamps", "outlet"),
    [
        (["2018-05-02", "2018-05-01"], "1"),
        (["2018-05-01", "2018-05-01"], "0"),  # of one day the first by row
        (["2018-05-02", "2018-05"], ""),  # before or after
        (["2018-05-02", "2018-04"], "1"),  # whichever day of April
        (["2018-04", "2018-05-01"], "0"),
        (["2018-04", "2018-04-30"], "0"),  # not after the last of the month
        (["2018-04", "2018-04-29"], ""),
        (["2018-05-02", "2018-06"], "0"),
        (["2018-05-01", "2018-05"], "0"),  # not before the first of the month
        (["2018-05"], "0"),
        (["", "2018-05-02"], "1"),
        ([""], ""),
    ],
)
def test_who_was_first(stamps, outlet):
    """Only where the dates tell it."""
    articles = []
    for place, stamp in enumerate(stamps):
        parts = [int(part) for part in stamp.split("-") if part]
        date = PartialDate(*parts, *[None] * (3 - len(parts)), "metadata" if parts else "")
        articles.append(replace(note(f"a{place}", "", ""), date=date, outlet=f"{place}"))
    corpus = corpus_of(*articles)
    assert first_outlet(corpus, range(len(stamps))) == outlet


def test_undated_articles_are_in_no_burst():
    """An undated story never is what a stretch was about."""
    (told,) = explain_bursts(CORPUS, [story(2), story(6)], [Burst(-(10**6), 10**6, 2)])
    assert told.story_row == 2


def test_what_ended_a_gap():
    """The story of the first article after it."""
    assert find_returns(CORPUS, STORIES, [GAP]) == (2,)
    assert find_returns(CORPUS, STORIES, [(DAY[4], DAY[5])]) == (5,)
    assert find_returns(CORPUS, STORIES, []) == ()


def test_key_stories_and_why():
    """First, most reported, behind the burst, after the gap, nearest to all others."""
    burst = Burst(DAY[2], DAY[5], 4, story_row=2)
    fit_of = {0: 0.2, 2: 0.3, 5: 0.5, 6: 0.9}
    assert find_key_stories(STORIES, [burst], [GAP], (2,), fit_of) == (
        KeyStory(0, ("first",)),
        KeyStory(2, ("most reported", "burst", "return")),
        KeyStory(5, ("central",)),  # the undated one fits better, but nobody knows when it was
    )


def test_at_most_six_key_stories():
    """The largest bursts and the longest gaps are taken in turns until there are six."""
    stories = [story(row) for row in range(6)]
    bursts = [Burst(DAY[0], DAY[1], n, story_row=row) for row, n in ((3, 9), (4, 8))]
    gaps, returns = [(0, 100), (200, 250)], (5, 2)
    fit_of = {1: 1.0}
    told = find_key_stories(stories, bursts, gaps, returns, fit_of)
    assert [(key.row, key.reasons) for key in told] == [
        (0, ("first",)),
        (1, ("central",)),
        (2, ("return",)),
        (3, ("burst",)),
        (4, ("burst",)),
        (5, ("return",)),
    ]


@pytest.mark.parametrize("stories", [[], [story(0, 1)]])
def test_one_story_is_no_key(stories):
    """What has no others needs no choice."""
    assert find_key_stories(stories, [], [], (), {}) == ()


def test_two_plain_stories():
    """Of two stories of one article each only the first is told."""
    assert find_key_stories([story(0), story(5)], [], [], (), {}) == (KeyStory(0, ("first",)),)


def test_who_reported_most_and_first():
    """By articles, with the stories that each had first; unknown outlets count for nobody."""
    assert find_reporters(CORPUS, STORIES) == (
        Reporter("Evening Courier", 3, 1),
        Reporter("Harbour News", 2, 2),
        Reporter("Ghost", 1, 0),  # undated: first in nothing
    )


def test_five_reporters_at_most():
    """The sixth outlet is left out."""
    notes = [note(f"n{k}", "x", "x", "2018-01-01", f"Outlet {k}") for k in range(6)]
    corpus = corpus_of(*notes)
    told = find_reporters(corpus, [story(*range(6))])
    assert [reporter.outlet for reporter in told] == [f"Outlet {k}" for k in range(5)]
    assert {reporter.n_first for reporter in told} == {0}  # all of one day: none was first
