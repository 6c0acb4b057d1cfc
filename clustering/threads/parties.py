"""Who a thread is between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.text.actors import Mentions

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

_MAX_ACTORS = 4
_CHANCES = np.array([0.75, 0.35, 0.1])
"""Chance that a reader takes an actor for a party, for each mention in the title, in the first
and in the next characters."""
_HEAD_CHARACTERS = 400
_ZONE_CHARACTERS = 2500
_LEAST = (0.0, 0.2, 0.38, 0.5)
"""The n-th actor is named when its prominence is at least this share of the first one's …"""
_LEAST_PROMINENCE = (0.0, 0.08, 0.2, 0.3)
"""… and at least this: affairs have two sides, seldom four."""


def leading_actors(
    mentions: Mentions,
    titles: list[str],
    party: npt.NDArray[np.bool_],
    stories: Int32,
    threads: Int32,
    n_threads: int,
) -> list[tuple[int, ...]]:
    """The one to four actors that each thread's articles are about, most prominent first.

    An actor's prominence in an article is the chance that one of its mentions tells a party,
    1 - Π (1 - chance · weight), by the place of each, times how often it is named there compared
    with the actor named most: who is only spoken of is named less than who speaks. In a thread it
    is the mean over stories, each weighed by the square root of its articles, so that one
    much-told day does not decide.

    Args:
        mentions: In title and body of each article.
        titles: Of the articles.
        party: (n_actors,) bool, can be a party. Territories are what an affair is about, not who.
        stories: (n_texts,) int32 story of each article, 0 to n_stories - 1.
        threads: (n_texts,) int32 thread of each article.
        n_threads: How many there are.

    Returns:
        Numbers of actors.
    """
    text, actor, chance = _prominence(mentions, titles, party)
    n_articles = np.bincount(stories)
    weight = np.sqrt(n_articles)
    thread_of = np.zeros(len(n_articles), np.int64)
    thread_of[stories] = threads
    whole = np.bincount(thread_of, weight, minlength=n_threads)
    story = stories[text]
    share = chance * weight[story] / n_articles[story] / whole[threads[text]]
    cell = threads[text].astype(np.int64) * len(party) + actor
    cells, place = np.unique(cell, return_inverse=True)
    share = np.round(np.bincount(place, share, minlength=len(cells)), 5)
    thread, actor = cells // len(party), cells % len(party)
    order = np.lexsort((actor, -share, thread))
    bounds = np.searchsorted(thread[order], np.arange(n_threads + 1))
    leading = []
    for index in range(n_threads):
        best = order[bounds[index] : bounds[index + 1]][:_MAX_ACTORS]
        top = share[best[:1]].sum()
        n = 0
        while n < len(best) and share[best[n]] >= max(_LEAST[n] * top, _LEAST_PROMINENCE[n]):
            n += 1
        leading.append(tuple(actor[best[:n]].tolist()))
    return leading


def _prominence(
    mentions: Mentions, titles: list[str], party: npt.NDArray[np.bool_]
) -> tuple[Int64, Int64, Float64]:
    """Text, actor and prominence of each actor in each article."""
    head = np.array([len(title) + 1 for title in titles], np.int64)[mentions.text]
    zone = np.where(
        mentions.start < head,
        0,
        np.where(mentions.start < head + _HEAD_CHARACTERS, 1, 2),
    )
    kept = party[mentions.actor] & (mentions.start < head + _ZONE_CHARACTERS)
    chance = np.minimum(_CHANCES[zone] * mentions.weight, 0.95)[kept]
    cell = mentions.text[kept].astype(np.int64) * len(party) + mentions.actor[kept]
    cells, place = np.unique(cell, return_inverse=True)
    missed = np.bincount(place, np.log1p(-chance), minlength=len(cells))
    named = np.bincount(place, mentions.weight[kept], minlength=len(cells))
    text = cells // len(party)
    most = np.zeros(len(titles))
    np.maximum.at(most, text, named)
    share = np.divide(named, most[text], out=np.zeros(len(cells)), where=most[text] > 0)
    return text, cells % len(party), (1 - np.exp(missed)) * share
