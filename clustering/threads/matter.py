"""What a thread is about: phrases that set it apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.ordering import first_of_groups
from clustering.text.phrases import Phrases
from clustering.text.vocabulary import Words
from clustering.threads.outside import among_actors, background_share_of, meanwhile_share
from clustering.threads.tallies import Told

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

HEAD_WORDS = 60
"""Body words in which news says what it is about."""
ZONE_WORDS = 400
"""Body words that phrases are taken from."""
_BOUNDS = (0, HEAD_WORDS, 200)
_CHANCES = np.array([0.75, 0.4, 0.15, 0.07])
"""Chance that a reader takes a phrase for the subject, for each time it stands in the title, in
the first words, in the next up to the 200th, and in the rest of the zone."""
_TITLE_ALONE = 0.3
"""… in the title of an article whose body does not take it up: headlines play with words."""
_ARCHIVE_TEXTS = 40.0
"""Imagined background texts in the archive's share of a phrase."""
_ACTOR_TEXTS = 12.0
"""Imagined texts of the archive's share in that of the articles with the same actors."""
_KEPT = 80
"""Phrases of a thread that are looked at."""
_ELSEWHERE = 0.5
"""A phrase must also set a thread apart from this much of its share in the whole archive, and in
the same months."""
_LEAST_OUTSIDE = 0.01
"""Nothing is thought rarer outside: else what stands in one article would say most."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Phrases of every thread, as columns sorted by (thread, -worth, key).

    Attributes:
        thread: (n,) int32.
        key: (n,) uint64.
        worth: (n,) float64, 0 or more.
        share: (n,) float64 prominence in the thread, 0 to 1.
        n_articles: (n,) int64 articles of the thread that hold it.
    """

    thread: Int32
    key: npt.NDArray[np.uint64]
    worth: Float64
    share: Float64
    n_articles: Int64


@dataclass(frozen=True, eq=False)
class Said:
    """What articles are about, whatever threads they are put into.

    Attributes:
        known: (n_keys,) uint64 phrases, ascending.
        rarity: (n_keys,) prominence of each in a background text.
        n_texts: (n_keys,) articles that hold it.
        told: Which article is about which of them, and how much.
    """

    known: npt.NDArray[np.uint64]
    rarity: Float64
    n_texts: Int64
    told: Told


def read_phrases(phrases: Phrases, words: Words, alone: npt.NDArray[np.bool_]) -> Said:
    """How much each article is about each phrase that could be the matter of a thread.

    What one article says is no matter of a thread of several: half of all phrases are left out.

    Args:
        phrases: Of the articles.
        words: Of the articles.
        alone: (n_texts,) bool, the article is a thread by itself.
    """
    start, prominent = prominence(phrases, words)
    distinct = phrases.distinct
    number, text = distinct.number[start], phrases.text[start]
    n_texts = np.bincount(number, minlength=len(distinct.known))
    kept = (n_texts[number] > 1) | alone[text]
    start, number, text, prominent = start[kept], number[kept], text[kept], prominent[kept]
    used = np.zeros(len(distinct.known), np.bool_)
    used[number] = True
    key = (np.cumsum(used) - 1)[number]
    told = Told(text, key, prominent, max(int(used.sum()), 1))
    rarity = background_share_of(phrases, words, distinct.example[used])
    return Said(distinct.known[used], rarity, n_texts[used], told)


def prominence(phrases: Phrases, words: Words) -> tuple[Int64, Float64]:
    """How much each article is about each of its phrases.

    Every occurrence has a chance of telling the subject, by its place; the prominence is the
    chance that one of them does: 1 - Π (1 - chance).

    Returns:
        (n,) first occurrence of each (text, key) and (n,) prominence, 0 to 1.
    """
    at = phrases.token - words.offsets[:-1][phrases.text] - words.n_title[phrases.text]
    zone = np.searchsorted(_BOUNDS, at, side="right")
    fresh = np.ones(len(phrases.key), np.bool_)
    fresh[1:] = (np.diff(phrases.text) != 0) | (phrases.key[1:] != phrases.key[:-1])
    start = np.flatnonzero(fresh)
    missed = np.log1p(-_CHANCES[zone])
    if not len(start):
        return start, missed
    has_body = (np.diff(words.offsets) > words.n_title)[phrases.text[start]]
    alone = (np.maximum.reduceat(zone, start) == 0) & has_body
    chance = 1 - np.exp(np.add.reduceat(missed, start))
    return start, np.where(alone, _TITLE_ALONE, chance)


def weigh_phrases(
    corpus: Corpus,
    said: Said,
    stories: Int32,
    threads: Int32,
    actors: Sequence[Sequence[int]],
) -> Weighed:
    """How well each phrase tells a thread from the others with the same actors.

    The worth is Dunning's G² per article, halved: the Kullback-Leibler divergence of "the
    article is about it" in the thread from the same outside,

        worth = p ln(p / q) + (1 - p) ln((1 - p) / (1 - q)),  0 for p ≤ q,

    (T. Dunning 1993, as in ``text.phrases``). p is the mean prominence over the thread's
    stories, each weighed by the square root of its articles; q that over articles of other
    threads with an actor in common, smoothed with the archive's, and that with the background's.
    So one affair among many of the same two states is called by what the others lack, however
    often the archive at large speaks of it. q is at least half of the archive's share and of
    that in other threads' articles of the same months: what everybody speaks of at the time
    says less of an affair.

    Args:
        corpus: The articles.
        said: What they are about.
        stories: (n_texts,) int32 story of each article, 0 to n_stories - 1.
        threads: (n_texts,) int32 thread of each article, 0 to n_threads - 1.
        actors: Numbers of the actors in each thread's name.

    Returns:
        The worthiest phrases of every thread.
    """
    size = np.bincount(threads, minlength=len(actors))
    told = _in_threads(said, size, threads)
    own = told.by(threads)
    thread, column = own.cell // told.n_keys, own.cell % told.n_keys
    share = _shares(told, stories, threads)
    total = np.bincount(told.key, told.prominent, minlength=told.n_keys)
    archive = (total[column] - own.total + _ARCHIVE_TEXTS * said.rarity[column]) / (
        len(threads) - size[thread] + _ARCHIVE_TEXTS
    )
    among, n_among = among_actors(own, told.n_keys, size, actors)
    same = (among + _ACTOR_TEXTS * archive) / (n_among + _ACTOR_TEXTS)
    outside = np.maximum(np.maximum(same, _ELSEWHERE * archive), _LEAST_OUTSIDE)
    best = _worthiest(thread, divergence(share, outside))
    best = np.sort(best)
    meanwhile = meanwhile_share(corpus, told, threads, own.cell[best], archive[best])
    worth = divergence(share[best], np.maximum(outside[best], _ELSEWHERE * meanwhile))
    order = best[_worthiest(thread[best], worth)]
    place = np.searchsorted(best, order)
    return Weighed(
        thread[order].astype(np.int32),
        said.known[column[order]],
        worth[place],
        share[order],
        own.count[order],
    )


def _in_threads(said: Said, size: Int64, threads: Int32) -> Told:
    """Without what only one article says, where that is in a thread with others."""
    told = said.told
    kept = (said.n_texts[told.key] > 1) | (size[threads[told.text]] == 1)
    if kept.all():
        return told
    return Told(told.text[kept], told.key[kept], told.prominent[kept], told.n_keys)


def _worthiest(thread: Int64, worth: Float64) -> Int64:
    """The first ``_KEPT`` of each thread that are worth anything, by worth, equal ones by key.

    Args:
        thread: (n,) ascending.
        worth: (n,) by key in each thread.
    """
    worthy = np.flatnonzero(worth > 0)
    n = int(thread.max()) + 1 if len(thread) else 0
    bounds = np.searchsorted(thread[worthy], np.arange(n + 1))
    return worthy[first_of_groups(bounds, -np.round(worth[worthy], 5), _KEPT)]


def divergence(share: Float64, outside: Float64) -> Float64:
    """Kullback-Leibler divergence of two coins; 0 where the first is not the more frequent."""
    p = np.clip(share, 1e-9, 1 - 1e-6)
    q = np.clip(outside, 1e-9, 1 - 1e-6)
    told = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    return np.where(p > q, told, 0.0)


def _shares(told: Told, stories: Int32, threads: Int32) -> Float64:
    """(n_cells,) prominence of a phrase in a thread: the weighed mean over its stories.

    Cells are those of ``told.by(threads)``.
    """
    n_articles = np.bincount(stories)
    weight = np.sqrt(n_articles)
    thread_of = np.zeros(len(n_articles), np.int64)
    thread_of[stories] = threads
    whole = np.bincount(thread_of, weight)
    by_story = told.by(stories)
    story, key = by_story.cell // told.n_keys, by_story.cell % told.n_keys
    mean = by_story.total / n_articles[story] * weight[story] / whole[thread_of[story]]
    return Told(story, key, mean, told.n_keys).by(thread_of).total
