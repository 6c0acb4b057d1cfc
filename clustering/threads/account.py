"""What happened in a thread: key stories, who reported, what was behind bursts and returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from clustering.model import Burst, Corpus, KeyReason, KeyStory, Reporter, Story

_MAX_KEY_STORIES = 6
_MAX_REPORTERS = 5
_ORDER: tuple[KeyReason, ...] = ("first", "most reported", "burst", "return", "central")


def explain_bursts(
    corpus: Corpus, stories: Sequence[Story], bursts: Sequence[Burst]
) -> tuple[Burst, ...]:
    """The bursts with the story behind each: most articles in it, then most origins, then first.

    Args:
        corpus: All articles.
        stories: Of the thread, by first row.
        bursts: Of the thread.
    """
    told = []
    for burst in bursts:
        inside = {
            story.rows[0]: sum(_in_burst(corpus, row, burst) for row in story.rows)
            for story in stories
        }
        behind = max(stories, key=lambda s: (inside[s.rows[0]], s.n_origins, -s.rows[0]))
        told.append(replace(burst, story_row=behind.rows[0]))
    return tuple(told)


def _in_burst(corpus: Corpus, row: int, burst: Burst) -> bool:
    """Bursts are found among articles known to the day; an undated one's day is beyond all."""
    return bool(burst.day_first <= corpus.day_first[row] == corpus.day_last[row] <= burst.day_last)


def find_returns(
    corpus: Corpus, stories: Sequence[Story], gaps: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """First row of the story that ended each gap: of its first article after it.

    Args:
        corpus: All articles.
        stories: Of the thread, by first row.
        gaps: Last day before and first day after each.
    """
    story_of = {row: story.rows[0] for story in stories for row in story.rows}
    rows = sorted(row for row in story_of if corpus.dated[row])
    first_on: dict[int, int] = {}
    for row in rows:
        first_on.setdefault(int(corpus.day_first[row]), row)
    return tuple(story_of[first_on[after]] for _, after in gaps)


def find_key_stories(
    stories: Sequence[Story],
    bursts: Sequence[Burst],
    gaps: Sequence[tuple[int, int]],
    returns: Sequence[int],
    fit_of: Mapping[int, float],
) -> tuple[KeyStory, ...]:
    """The stories that one must know, at most six, in order of time, each with its reasons.

    They are the first dated one, the one with most origins (two or more), the one that fits best
    to all others (of three or more; a dated one if there is), and those behind the largest bursts
    and after the longest gaps, taken in turns.

    Args:
        stories: Of the thread, by first row; none are chosen from fewer than two.
        bursts: With the story behind each.
        gaps: Quiet stretches.
        returns: First row of the story that ended each gap.
        fit_of: Affinity of each story to the rest of the thread, by its first row.
    """
    if len(stories) < 2:
        return ()
    found: list[tuple[int, KeyReason]] = []
    dated = [story for story in stories if story.day_first is not None]
    if dated:
        found.append((dated[0].rows[0], "first"))
    most = max(stories, key=lambda s: (s.n_origins, len(s.rows), -s.rows[0]))
    if most.n_origins > 1:
        found.append((most.rows[0], "most reported"))
    if len(stories) > 2:
        central = max(
            dated or stories, key=lambda s: (round(fit_of.get(s.rows[0], 0.0), 4), -s.rows[0])
        )
        found.append((central.rows[0], "central"))
    largest = sorted(bursts, key=lambda b: (-b.n_articles, b.day_first))
    longest = sorted(zip(gaps, returns, strict=True), key=lambda g: (g[0][0] - g[0][1], g[0]))
    for rank in range(max(len(largest), len(longest))):
        if rank < len(largest) and largest[rank].story_row is not None:
            found.append((largest[rank].story_row or 0, "burst"))
        if rank < len(longest):
            found.append((longest[rank][1], "return"))
    reasons: dict[int, set[KeyReason]] = {}
    for row, reason in found:
        if row in reasons or len(reasons) < _MAX_KEY_STORIES:
            reasons.setdefault(row, set()).add(reason)
    return tuple(
        KeyStory(row, tuple(reason for reason in _ORDER if reason in reasons[row]))
        for row in sorted(reasons)
    )


def find_reporters(corpus: Corpus, stories: Sequence[Story]) -> tuple[Reporter, ...]:
    """The five outlets with most articles, and how many stories each had first.

    First is as in ``first_outlet``, but where several outlets share the day, none was. Articles
    without an outlet count for nobody.

    Args:
        corpus: All articles.
        stories: Of the thread.
    """
    n_articles, n_first = Counter[str](), Counter[str]()
    for story in stories:
        n_articles.update(corpus.articles[row].outlet for row in story.rows)
        days = corpus.day_first[list(story.rows)]
        same = {corpus.articles[story.rows[at]].outlet for at in np.flatnonzero(days == days[0])}
        n_first[first_outlet(corpus, story.rows)] += len(same) == 1
    named = [outlet for outlet in n_articles if outlet]
    named.sort(key=lambda outlet: (-n_articles[outlet], -n_first[outlet], outlet))
    return tuple(
        Reporter(outlet, n_articles[outlet], n_first[outlet]) for outlet in named[:_MAX_REPORTERS]
    )


def first_outlet(corpus: Corpus, rows: Sequence[int]) -> str:
    """The outlet of the earliest dated article; empty where nobody can say which that is.

    A day that several share belongs to the first by row. Of an article known to the month only
    nobody can say that it came after one of a day in that month, or before.

    Args:
        corpus: All articles.
        rows: Some of them, ascending.
    """
    dated = [row for row in rows if corpus.dated[row]]
    if not dated:
        return ""
    known = all(corpus.day_last[dated[0]] <= corpus.day_first[row] for row in dated[1:2])
    return corpus.articles[dated[0]].outlet if known else ""
