"""What a thread is about, in its own sentences."""

from __future__ import annotations

from collections import Counter

import numpy as np

from clustering.model import Story, Thread
from clustering.render.archive import Archive
from clustering.render.cards import card_of
from clustering.render.site import Context
from clustering.render.words import clipped, isolated, listed, number, plain

_MAX_SENTENCES = 2
_MAX_FIRST = 3


def lead_of(archive: Archive, thread: Thread) -> list[Context]:
    """Key sentences of the stories with most origins, in order of time, each with its source.

    A thread of one story has none: the sentence stands with the story.
    """
    stories = [archive.stories[s] for s in thread.stories]
    if len(stories) < 2:
        return []
    told = [s for s in stories if plain(s.key_sentence)]
    largest = sorted(told, key=lambda s: (-s.n_origins, -len(s.rows), s.rows))[:_MAX_SENTENCES]
    return [_quote(archive, story) for story in sorted(largest, key=lambda s: s.rows)]


def _quote(archive: Archive, story: Story) -> Context:
    card = card_of(archive, story.key_row)
    return {
        "text": clipped(plain(story.key_sentence), 400),
        "source": f"{card.outlet}, {card.date}",
        "href": f"#{story.id}",
    }


def first_outlets(archive: Archive, thread: Thread) -> list[str]:
    """The thread's first outlet, then those that came on the same day: no hour is known."""
    corpus = archive.findings.corpus
    days = np.column_stack([corpus.day_first, corpus.day_last])[list(thread.rows)]
    same = np.flatnonzero((days == days[0]).all(axis=1))
    told = [thread.first_outlet, *(corpus.articles[thread.rows[at]].outlet for at in same)]
    return list(filter(None, dict.fromkeys(told)))


def first_words(archive: Archive, thread: Thread) -> str:
    """Who was first in how many of the stories that several outlets told; empty below two.

    Of a story with a date that is not known to the day, nobody can say who was first.
    """
    articles = archive.findings.corpus.articles
    firsts: Counter[str] = Counter()
    n_stories = 0
    for name in thread.stories:
        story = archive.stories[name]
        if len(story.outlets) < 2:
            continue
        n_stories += 1
        days = [articles[r].date.iso() for r in story.rows if articles[r].date.precision == "day"]
        if len(days) < len(story.rows):
            continue
        lead = {articles[r].outlet for r in story.rows if articles[r].date.iso() == min(days)}
        firsts.update(lead if len(lead) == 1 else ())
    firsts.pop("", None)
    if max(firsts.values(), default=0) < 2:
        return ""
    best = sorted(firsts.items(), key=lambda item: (-item[1], item[0]))[:_MAX_FIRST]
    names = listed([f"{isolated(plain(outlet))} ({number(count)})" for outlet, count in best])
    return f"{names} of {number(n_stories)} stories told by several outlets"
