"""Who a thread is between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.text.actors import Mentions
from clustering.text.ordering import order_by_group

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


@dataclass(frozen=True, eq=False)
class Prominent:
    """How much each article is about each of its actors; sorted by article, then by actor.

    Attributes:
        text: (n,) int64.
        actor: (n,) int64.
        chance: (n,) float64, 0 to 1.
    """

    text: Int64
    actor: Int64
    chance: Float64


def leading_actors(
    prominent: Prominent, stories: Int32, threads: Int32, n_threads: int
) -> list[tuple[int, ...]]:
    """The one to four actors that each thread's articles are about, most prominent first.

    In a thread an actor's prominence is the mean over stories, each weighed by the square root of
    its articles, so that one much-told day does not decide.

    Args:
        prominent: What ``read_actors`` found in the articles.
        stories: (n_texts,) int32 story of each article, 0 to n_stories - 1.
        threads: (n_texts,) int32 thread of each article.
        n_threads: How many there are.

    Returns:
        Numbers of actors.
    """
    text = prominent.text
    n_articles = np.bincount(stories)
    weight = np.sqrt(n_articles)
    thread_of = np.zeros(len(n_articles), np.int64)
    thread_of[stories] = threads
    whole = np.bincount(thread_of, weight, minlength=n_threads)
    story = stories[text]
    share = prominent.chance * weight[story] / n_articles[story] / whole[threads[text]]
    thread, actor, place = _cells(threads[text].astype(np.int64), prominent.actor, n_threads)
    share = np.round(np.bincount(place, share, minlength=len(thread)), 5)
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


def read_actors(mentions: Mentions, titles: list[str], party: npt.NDArray[np.bool_]) -> Prominent:
    """How much each article is about each actor that can be a party.

    An actor's prominence in an article is the chance that one of its mentions tells a party,
    1 - Π (1 - chance · weight), by the place of each, times how often it is named there compared
    with the actor named most: who is only spoken of is named less than who speaks.

    Args:
        mentions: In title and body of each article.
        titles: Of the articles.
        party: (n_actors,) bool, can be a party. Territories are what an affair is about, not who.
    """
    head = np.array([len(title) + 1 for title in titles], np.int64)[mentions.text]
    zone = np.where(
        mentions.start < head,
        0,
        np.where(mentions.start < head + _HEAD_CHARACTERS, 1, 2),
    )
    kept = party[mentions.actor] & (mentions.start < head + _ZONE_CHARACTERS)
    chance = np.minimum(_CHANCES[zone] * mentions.weight, 0.95)[kept]
    text, actor, place = _cells(mentions.text[kept], mentions.actor[kept], len(titles))
    missed = np.bincount(place, np.log1p(-chance), minlength=len(text))
    named = np.bincount(place, mentions.weight[kept], minlength=len(text))
    most = np.zeros(len(titles))
    np.maximum.at(most, text, named)
    share = np.divide(named, most[text], out=np.zeros(len(text)), where=most[text] > 0)
    return Prominent(text, actor, (1 - np.exp(missed)) * share)


def _cells(group: Int32 | Int64, actor: Int32 | Int64, n_groups: int) -> tuple[Int64, Int64, Int64]:
    """Group and actor of each distinct cell, by both; (n,) which cell each is."""
    order = order_by_group(group, actor, n_groups)
    group_of, actor_of = group[order].astype(np.int64), actor[order].astype(np.int64)
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (group_of[1:] != group_of[:-1]) | (actor_of[1:] != actor_of[:-1])
    place = np.empty(len(order), np.int64)
    place[order] = np.cumsum(fresh) - 1
    return group_of[fresh], actor_of[fresh], place
