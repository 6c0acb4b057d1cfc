"""How near two groups of stories are: words, actors, time, size."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats
from clustering.threads.dots import (
    SHORT,
    Entries,
    dot,
    dots,
    dots_with,
    empty_spread,
    gather,
    spread_out,
)

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

TERMS = (
    "matter_mean",
    "matter_cosine",
    "topic_mean",
    "topic_cosine",
    "topic_relative",
    "actors_relative",
    "distance",
    "gap",
    "pause",
    "smaller",
    "larger",
    "election",
)
"""What an affinity is made of; each adds to its logarithm, see ``trace.trace_threads``."""
N_TERMS = len(TERMS)

_UNKNOWN_GAP = 150.0
"""Days assumed between a dated and an undated group."""
_UNKNOWN_DISTANCE = 300.0
"""Days assumed between the middles of a dated and an undated group."""
_LULL_ARTICLES = 8
_LULL = 0.4
"""Two groups of at least that many articles, quiet between them for longer than both lasted and a
season more: not one affair with a pause, but two. Their affinity falls to two thirds."""
_SEASON = 90
"""Days."""
_ELECTION = 0.3
"""Two groups of which one is about an election and the other is not fall to three quarters."""
_LARGE_ARTICLES = 30
"""From so many articles on, what two groups share is sure, and size is no reason to doubt it."""
_RELATIVE_TOPIC = 0.5
"""Groups half as near each other as each is in itself lose nothing: affairs move on."""
_USUAL_TOPIC, _USUAL_ACTORS, _USUAL_PAIRS = 0.16, 0.87, 20
"""Mean products of two articles of a story, and how many such pairs a group is thought to have
besides its own: a few articles do not tell how alike those of an affair are."""
# columns of a group's figures
N_ARTICLES, FIRST_DAY, LAST_DAY, DAY_TOTAL, N_DATED, MATTER, TOPIC, ACTORS, ELECTIONS = range(9)


class Sums(NamedTuple):
    """Groups as sums over their articles, for the compiled passes.

    Attributes:
        words: Their words; second values are those of words that are no actor's name.
        actors: Their actors; second values are not looked at.
        figures: (n, 9) float64: articles, first day, last day, sum of days, dated articles,
            squared lengths of the three sums, articles about an election.
    """

    words: Entries
    actors: Entries
    figures: Float64


@nb.njit(cache=True, nogil=True)
def multiply_pairs(sums: Sums, left: Int32, right: Int32) -> Float64:
    """(n_pairs, 3) products of the sums of pairs of groups: matter, topic, actors.

    Args:
        sums: The stories.
        left: (n_pairs,) int32; it is quickest when equal ones follow one another.
        right: (n_pairs,) int32.
    """
    shared, words = np.empty((len(left), 3)), sums.words
    spread, spread_row = empty_spread(words), np.int64(-1)
    for at in range(len(left)):
        i, j = np.int64(left[at]), np.int64(right[at])
        if words.ends[j] - words.begins[j] < SHORT * (words.ends[i] - words.begins[i]):
            if spread_row != i:
                if spread_row >= 0:
                    gather(spread, words, spread_row)
                spread_out(spread, words, i)
                spread_row = i
            shared[at, 0], shared[at, 1] = dots_with(spread, words, j)
        else:
            shared[at, 0], shared[at, 1] = dots(words, i, j)
        shared[at, 2] = dot(sums.actors, i, j)
    return shared


@nb.njit(cache=True, nogil=True)
def measure_groups(one: Float64, other: Float64, shared: Float64) -> tuple[Floats, Floats]:
    """Affinity of pairs of groups, and what it is made of.

    Args:
        one: (n, 9) figures as in ``Sums``.
        other: (n, 9) of the other group of each pair.
        shared: (n, 3) products of their sums: matter, topic, actors.

    Returns:
        (n, 4) float32: affinity, cosine of matter, cosine of actors, days between (nan when
        unknown); and (n, len(TERMS)) float32.
    """
    told = np.empty((len(one), 4), np.float32)
    terms = np.empty((len(one), N_TERMS), np.float32)
    out = np.empty(N_TERMS)
    for at in range(len(one)):
        a, b = one[at], other[at]
        told[at, 0] = affinity_of(a, b, shared[at], out)
        told[at, 1] = cosine_of(shared[at, 0], a[MATTER], b[MATTER])
        told[at, 2] = cosine_of(shared[at, 2], a[ACTORS], b[ACTORS])
        told[at, 3] = gap_of(a, b) if a[N_DATED] > 0 and b[N_DATED] > 0 else np.nan
        terms[at] = out
    return told, terms


@nb.njit(cache=True, nogil=True)
def measure_strays(sums: Sums, strays: Int32, threads: Int32) -> Float64:
    """(n_pairs,) float64: closeness of single articles to threads, see ``strays.take_in``."""
    found = np.empty(len(strays))
    for at in range(len(strays)):
        i, j = strays[at], threads[at]
        actors = dot(sums.actors, i, j)
        if actors > 0:
            matter, topic = dots(sums.words, i, j)
            found[at] = _closeness(sums.figures[i], sums.figures[j], matter, topic, actors)
        else:
            found[at] = 0
    return found


@nb.njit(cache=True, nogil=True)
def _closeness(
    stray: Float64, thread: Float64, matter: float, topic: float, actors: float
) -> float:
    """How close one article is to a thread with a common actor, rounded."""
    n = stray[N_ARTICLES] * thread[N_ARTICLES]
    total = np.log(matter / n + 0.001) + np.log(topic / n + 0.001) + np.log(actors / n + 0.001)
    total += np.log(cosine_of(actors, stray[ACTORS], thread[ACTORS]) + 0.01)
    total -= np.log(1 + distance_of(stray, thread) / 180)
    return np.round(np.exp(total / 4 + 0.05 * np.log(thread[N_ARTICLES])), 5)


@nb.njit(cache=True, nogil=True)
def affinity_of(a: Float64, b: Float64, shared: Float64, out: Float64) -> float:
    """The affinity of two groups, rounded; ``out`` takes its terms in order of ``TERMS``.

    Args:
        a: Figures of the one, as in ``Sums``.
        b: Of the other.
        shared: Products of their sums, first of all matter, topic, actors.
        out: (len(TERMS),) is written.
    """
    matter, topic, actors = shared[0], shared[1], shared[2]
    pairs = a[N_ARTICLES] * b[N_ARTICLES]
    out[0] = 0.4 * np.log(matter / pairs + 0.001)
    out[1] = 0.4 * np.log(cosine_of(matter, a[MATTER], b[MATTER]) + 0.01)
    out[2], out[3] = out[0], out[1]
    if a[TOPIC] > 0 and b[TOPIC] > 0:
        out[2] = 0.4 * np.log(topic / pairs + 0.001)
        out[3] = 0.4 * np.log(cosine_of(topic, a[TOPIC], b[TOPIC]) + 0.01)
    out[4] = out[5] = 0.0
    if a[TOPIC] > 0 and b[TOPIC] > 0:
        relative = _relative(topic / pairs, a, b, TOPIC, _USUAL_TOPIC)
        out[4] = 0.5 * np.log(min(relative / _RELATIVE_TOPIC, 1.0))
    weight = 1.6
    if a[ACTORS] > 0 and b[ACTORS] > 0:
        out[5] = 0.6 * np.log(min(_relative(actors / pairs, a, b, ACTORS, _USUAL_ACTORS), 1.0))
        weight = 2.2
    out[6] = -0.2 * np.log(1 + distance_of(a, b) / 720)
    for term in (0, 1, 2, 3, 6):
        out[term] /= weight
    gap = gap_of(a, b)
    pause = gap / (_SEASON + length_of(a) + length_of(b))
    smaller = min(a[N_ARTICLES], b[N_ARTICLES])
    out[7] = -gap / 2500
    out[8] = -0.2 * np.log(1 + pause)
    if pause > 1 and smaller >= _LULL_ARTICLES:
        out[8] -= _LULL
    out[9] = -0.06 * np.log(min(smaller, _LARGE_ARTICLES))
    out[10] = -0.03 * np.log(max(a[N_ARTICLES], b[N_ARTICLES]))
    differ = abs(a[ELECTIONS] / a[N_ARTICLES] - b[ELECTIONS] / b[N_ARTICLES])
    out[11] = -_ELECTION * differ
    return np.round(np.exp(out.sum()), 5)


@nb.njit(cache=True, nogil=True)
def may_reach(a: Float64, b: Float64, shared: Float64, least: float) -> bool:
    """Whether the affinity's logarithm might be at least so much, by the terms that tell soonest.

    The others, which are never above 0, take most of the time of ``affinity_of``; two pairs of
    three are out of the question without them.

    Args:
        a: As for ``affinity_of``.
        b: Likewise.
        shared: Likewise.
        least: A little less than the logarithm of the affinity that counts.
    """
    pairs = a[N_ARTICLES] * b[N_ARTICLES]
    words = (shared[0] / pairs + 0.001) * (cosine_of(shared[0], a[MATTER], b[MATTER]) + 0.01)
    topic = words
    if a[TOPIC] > 0 and b[TOPIC] > 0:
        topic = (shared[1] / pairs + 0.001) * (cosine_of(shared[1], a[TOPIC], b[TOPIC]) + 0.01)
    total = 0.4 * np.log(words * topic)
    if a[ACTORS] > 0 and b[ACTORS] > 0:
        within = _within(a, ACTORS, _USUAL_ACTORS) * _within(b, ACTORS, _USUAL_ACTORS)
        square = (shared[2] / pairs + 0.001) ** 2 / within
        total = total / 2.2 + 0.3 * np.log(min(square, 1.0))
    else:
        total /= 1.6
    return total - gap_of(a, b) / 2500 >= least


@nb.njit(cache=True, nogil=True)
def _relative(mean: float, a: Float64, b: Float64, square: int, usual: float) -> float:
    """The mean product of articles of two groups over what it is within each of them.

    This is the correction for attenuation (Spearman 1904): a cosine of sums rises with the number
    of articles, since what is by chance in each evens out, but this does not.

    Args:
        mean: Mean product of an article of one group and one of the other.
        a: Figures of the one, as in ``Sums``.
        b: Of the other.
        square: Column of the squared length of the sums of unit rows.
        usual: Mean product of two articles of a story.
    """
    return (mean + 0.001) / np.sqrt(_within(a, square, usual) * _within(b, square, usual))


@nb.njit(cache=True, nogil=True)
def _within(a: Float64, square: int, usual: float) -> float:
    """Mean product of two articles of a group, blended with the usual one."""
    n = a[N_ARTICLES]
    between = max(a[square] - n, 0.0)  # a unit row's product with itself is 1
    return (between + _USUAL_PAIRS * usual) / (n * (n - 1) + _USUAL_PAIRS)


@nb.njit(cache=True, nogil=True)
def cosine_of(dot: float, square: float, other_square: float) -> float:
    """The cosine from a dot product and two squared lengths; 0 where a row is empty."""
    return dot / np.sqrt(max(square * other_square, 1e-12))


@nb.njit(cache=True, nogil=True)
def distance_of(a: Float64, b: Float64) -> float:
    """Days between the middles of two groups."""
    if a[N_DATED] == 0 or b[N_DATED] == 0:
        return _UNKNOWN_DISTANCE
    return abs(a[DAY_TOTAL] / a[N_DATED] - b[DAY_TOTAL] / b[N_DATED])


@nb.njit(cache=True, nogil=True)
def length_of(a: Float64) -> float:
    """Days that a group lasted: from its first to its last, and what few articles do not tell."""
    span = a[LAST_DAY] - a[FIRST_DAY] if a[N_DATED] > 0 else 0.0
    return span + 180 / a[N_ARTICLES]


@nb.njit(cache=True, nogil=True)
def gap_of(a: Float64, b: Float64) -> float:
    """Days between two groups, 0 when they overlap."""
    if a[N_DATED] == 0 or b[N_DATED] == 0:
        return _UNKNOWN_GAP
    return max(0.0, a[FIRST_DAY] - b[LAST_DAY], b[FIRST_DAY] - a[LAST_DAY])
