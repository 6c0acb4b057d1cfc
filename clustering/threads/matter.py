"""What a thread is about: phrases that set it apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.background import background_share
from clustering.text.phrases import Phrases
from clustering.text.vocabulary import Words

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
_TYPICAL = 0.4
"""Prominence of a word in a background text that holds it: seen in the first words."""
_ARCHIVE_TEXTS = 40.0
"""Imagined background texts in the archive's share of a phrase."""
_ACTOR_TEXTS = 12.0
"""Imagined texts of the archive's share in that of the articles with the same actors."""
_MAX_PAIR_INFORMATION = 9.0
"""A phrase is never thought rarer than this, as -ln of its share in the background: its words
are not independent."""
_MONTH_TEXTS = 20.0
"""Imagined texts of the archive's share in that of a month."""
_DAYS_OF_MONTH = 30
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
    phrases: Phrases,
    words: Words,
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
        phrases: Of the articles.
        words: Of the articles.
        stories: (n_texts,) int32 story of each article, 0 to n_stories - 1.
        threads: (n_texts,) int32 thread of each article, 0 to n_threads - 1.
        actors: Numbers of the actors in each thread's name.

    Returns:
        The worthiest phrases of every thread.
    """
    start, prominent = prominence(phrases, words)
    known, number = np.unique(phrases.key[start], return_inverse=True)
    told = _Told(phrases.text[start], number.astype(np.int64), prominent, max(len(known), 1))
    own = told.by(threads)
    thread, column = own.cell // told.n_keys, own.cell % told.n_keys
    share = _shares(told, stories, threads, own.cell)
    size = np.bincount(threads, minlength=len(actors))
    total = np.bincount(told.key, prominent, minlength=told.n_keys)
    rarity = _background(phrases, words, start, told)
    archive = (total[column] - own.total + _ARCHIVE_TEXTS * rarity[column]) / (
        len(threads) - size[thread] + _ARCHIVE_TEXTS
    )
    among, n_among = _among(own, told.n_keys, size, actors)
    same = (among + _ACTOR_TEXTS * archive) / (n_among + _ACTOR_TEXTS)
    outside = np.maximum(np.maximum(same, _ELSEWHERE * archive), _LEAST_OUTSIDE)
    best = _worthiest(thread, known[column], divergence(share, outside))
    best = np.sort(best)
    meanwhile = _meanwhile(corpus, told, threads, own.cell[best], archive[best])
    worth = divergence(share[best], np.maximum(outside[best], _ELSEWHERE * meanwhile))
    order = best[_worthiest(thread[best], known[column[best]], worth)]
    place = np.searchsorted(best, order)
    return Weighed(
        thread[order].astype(np.int32),
        known[column[order]],
        worth[place],
        share[order],
        own.count[order],
    )


def _worthiest(thread: Int64, key: npt.NDArray[np.uint64], worth: Float64) -> Int64:
    """The first ``_KEPT`` of each thread that are worth anything, by thread and worth."""
    order = np.lexsort((key, -np.round(worth, 5), thread))
    order = order[worth[order] > 0]
    first = np.searchsorted(thread[order], thread[order])
    return order[np.arange(len(order)) - first < _KEPT]


def divergence(share: Float64, outside: Float64) -> Float64:
    """Kullback-Leibler divergence of two coins; 0 where the first is not the more frequent."""
    p = np.clip(share, 1e-9, 1 - 1e-6)
    q = np.clip(outside, 1e-9, 1 - 1e-6)
    told = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    return np.where(p > q, told, 0.0)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums and counts of the values of each distinct cell, by ascending cell."""

    cell: Int64
    total: Float64
    count: Int64

    def at(self, cell: Int64) -> Float64:
        """(n,) sums of the given cells; 0 where there is none."""
        if not len(self.cell):
            return np.zeros(len(cell))
        place = np.minimum(np.searchsorted(self.cell, cell), len(self.cell) - 1)
        return np.where(self.cell[place] == cell, self.total[place], 0.0)


def _sums(cell: Int64, value: Float64) -> _Sums:
    order = np.argsort(cell, kind="stable")
    cell, value = cell[order], value[order]
    fresh = np.ones(len(cell), np.bool_)
    fresh[1:] = np.diff(cell) != 0
    start = np.flatnonzero(fresh)
    total = np.add.reduceat(value, start) if len(start) else value
    return _Sums(cell[start], total, np.diff(np.append(start, len(cell))))


@dataclass(frozen=True, eq=False)
class _Told:
    """Which article is about which phrase, and how much."""

    text: Int32
    key: Int64
    prominent: Float64
    n_keys: int

    def by(self, groups: Int32 | Int64) -> _Sums:
        """Sums by group of articles and phrase; cells are group · n_keys + phrase."""
        return _sums(groups[self.text].astype(np.int64) * self.n_keys + self.key, self.prominent)


def _shares(told: _Told, stories: Int32, threads: Int32, cells: Int64) -> Float64:
    """(n_cells,) prominence of a phrase in a thread: the weighed mean over its stories."""
    n_articles = np.bincount(stories)
    weight = np.sqrt(n_articles)
    thread_of = np.zeros(len(n_articles), np.int64)
    thread_of[stories] = threads
    whole = np.bincount(thread_of, weight)
    by_story = told.by(stories)
    story, key = by_story.cell // told.n_keys, by_story.cell % told.n_keys
    mean = by_story.total / n_articles[story] * weight[story] / whole[thread_of[story]]
    return _sums(thread_of[story] * told.n_keys + key, mean).at(cells)


def _among(
    own: _Sums, n_keys: int, size: Int64, actors: Sequence[Sequence[int]]
) -> tuple[Float64, Float64]:
    """Prominence of a thread's phrases in threads with its actors: sums, and over how many.

    Each of a thread's actors brings the other threads that name it, so that a thread with two
    actors in common counts twice.
    """
    thread, column = own.cell // n_keys, own.cell % n_keys
    n_actors = np.array([len(who) for who in actors], np.int64)
    flat = np.array([actor for who in actors for actor in who], np.int64)
    first = np.cumsum(n_actors) - n_actors
    entry, within = _repeated(n_actors[thread])
    actor = flat[first[thread[entry]] + within]
    cell = actor * n_keys + column[entry]
    others = _sums(cell, own.total[entry]).at(cell) - own.total[entry]
    n_of = np.bincount(flat, np.repeat(size, n_actors), minlength=1)
    n_others = n_of[actor] - size[thread[entry]]
    n = len(thread)
    return (
        np.bincount(entry, others, minlength=n).astype(np.float64),
        np.bincount(entry, n_others, minlength=n).astype(np.float64),
    )


def _meanwhile(
    corpus: Corpus, told: _Told, threads: Int32, cells: Int64, archive: Float64
) -> Float64:
    """(n_cells,) share of a thread's phrases in other threads' articles of the same months.

    Each month weighs as many of the thread's articles as it holds; undated ones say nothing.

    Args:
        corpus: The articles.
        told: What they are about.
        threads: Thread of each article.
        cells: Ascending cells of thread and phrase.
        archive: (n_cells,) share of each in the archive, for smoothing.
    """
    dated = corpus.dated
    if not dated.any():
        return np.zeros(len(cells))
    month = corpus.day_first.astype(np.int64) // _DAYS_OF_MONTH
    month = np.where(dated, month - month[dated].min(), 0)
    n_months = int(month.max()) + 1
    own_months = np.unique(
        threads[dated].astype(np.int64) * n_months + month[dated], return_counts=True
    )
    thread, n_own = own_months[0] // n_months, own_months[1]
    n_dated = np.bincount(thread, n_own, minlength=int(threads.max()) + 1)
    first = np.searchsorted(thread, cells // told.n_keys)
    n_of_thread = np.bincount(thread, minlength=int(threads.max()) + 1)[cells // told.n_keys]
    entry, within = _repeated(n_of_thread)
    at = first[entry] + within
    when = own_months[0][at] % n_months
    every, own = _by_month(told, dated, month, threads, cells, n_months)
    others = every.at(when * told.n_keys + cells[entry] % told.n_keys)
    others -= own.at(entry * n_months + when)
    n_others = np.bincount(month[dated], minlength=n_months)[when] - n_own[at]
    share = (others + _MONTH_TEXTS * archive[entry]) / (n_others + _MONTH_TEXTS)
    weight = n_own[at] / n_dated[thread[at]]
    return np.bincount(entry, weight * share, minlength=len(cells)).astype(np.float64)


def _by_month(
    told: _Told,
    dated: npt.NDArray[np.bool_],
    month: Int64,
    threads: Int32,
    cells: Int64,
    n_months: int,
) -> tuple[_Sums, _Sums]:
    """Prominence by month and phrase, of all dated articles and of a thread's own.

    The latter's cells are index in ``cells`` · n_months + month.
    """
    here = dated[told.text]
    text, key, prominent = told.text[here], told.key[here], told.prominent[here]
    every = _sums(month[text] * told.n_keys + key, prominent)
    cell = threads[text].astype(np.int64) * told.n_keys + key
    place = np.minimum(np.searchsorted(cells, cell), max(len(cells) - 1, 0))
    wanted = cells[place] == cell if len(cells) else np.zeros(len(cell), np.bool_)
    own = _sums(place[wanted] * n_months + month[text[wanted]], prominent[wanted])
    return every, own


def _repeated(times: Int64) -> tuple[Int64, Int64]:
    """Each index as often as told, and the how-manieth time it is."""
    entry = np.repeat(np.arange(len(times)), times)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)


def _background(phrases: Phrases, words: Words, start: Int64, told: _Told) -> Float64:
    """(n_keys,) prominence of each phrase in a background text."""
    if not len(start):
        return np.zeros(told.n_keys)
    shares = np.maximum(background_share(words.hashes), 1e-4).astype(np.float64)
    information = -np.log(shares)
    first = np.zeros(told.n_keys, np.int64)
    first[told.key[::-1]] = start[::-1]
    token, size = phrases.token[first], phrases.size[first]
    total = np.zeros(told.n_keys)
    for step in range(3):
        term = words.terms[np.minimum(token + step, len(words.terms) - 1)]
        total += np.where(step < size, information[term], 0)
    return np.asarray(_TYPICAL * np.exp(-np.minimum(total, _MAX_PAIR_INFORMATION)))
