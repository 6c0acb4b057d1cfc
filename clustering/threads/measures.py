"""How near two groups of stories are: words, actors, time, size."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats

Int32 = npt.NDArray[np.int32]
Float64 = npt.NDArray[np.float64]

TERMS = (
    "matter_mean",
    "matter_cosine",
    "topic_mean",
    "topic_cosine",
    "actors_mean",
    "actors_cosine",
    "distance",
    "gap",
    "pause",
    "smaller",
    "larger",
)
"""What an affinity is made of; each adds to its logarithm, see ``trace.trace_threads``."""
N_TERMS = len(TERMS)

_UNKNOWN_GAP = 150.0
"""Days assumed between a dated and an undated group."""
_UNKNOWN_DISTANCE = 300.0
"""Days assumed between the middles of a dated and an undated group."""
# columns of a group's figures
N_ARTICLES, FIRST_DAY, LAST_DAY, DAY_TOTAL, N_DATED, MATTER, TOPIC, ACTORS = range(8)


class Sums(NamedTuple):
    """Groups as sums over their articles, for the compiled passes.

    Attributes:
        m_offsets: (n + 1,) int64 words of the groups as sparse rows …
        m_columns: … int32, ascending in each row …
        m_values: … float32 …
        t_values: … and the values of the same words where they are no actor's name.
        a_offsets: (n + 1,) int64 the same for actors.
        a_columns: See above.
        a_values: See above.
        figures: (n, 8) float64: articles, first day, last day, sum of days, dated articles,
            squared lengths of the three sums.
    """

    m_offsets: npt.NDArray[np.int64]
    m_columns: Int32
    m_values: Floats
    t_values: Floats
    a_offsets: npt.NDArray[np.int64]
    a_columns: Int32
    a_values: Floats
    figures: Float64


@nb.njit(cache=True, nogil=True)
def measure_pairs(sums: Sums, left: Int32, right: Int32) -> tuple[Floats, Floats]:
    """Affinity of each pair of stories, and what it is made of.

    Args:
        sums: The stories.
        left: (n_pairs,) int32.
        right: (n_pairs,) int32.

    Returns:
        (n_pairs, 4) float32: affinity, cosine of matter, cosine of actors, days between (nan
        when unknown); and (n_pairs, len(TERMS)) float32.
    """
    shared = np.empty((len(left), 3))
    for at in range(len(left)):
        shared[at] = _shared(sums, left[at], right[at])
    return measure_groups(sums.figures[left], sums.figures[right], shared)


@nb.njit(cache=True, nogil=True)
def measure_groups(one: Float64, other: Float64, shared: Float64) -> tuple[Floats, Floats]:
    """The same for pairs of groups of which figures and products are known.

    Args:
        one: (n, 8) figures as in ``Sums``.
        other: (n, 8) of the other group of each pair.
        shared: (n, 3) products of their sums: matter, topic, actors.

    Returns:
        As ``measure_pairs``.
    """
    told = np.empty((len(one), 4), np.float32)
    terms = np.empty((len(one), N_TERMS), np.float32)
    out = np.empty(N_TERMS)
    for at in range(len(one)):
        a, b = one[at], other[at]
        matter, topic, actors = shared[at]
        told[at, 0] = affinity_of(a, b, matter, topic, actors, out)
        told[at, 1] = cosine_of(matter, a[MATTER], b[MATTER])
        told[at, 2] = cosine_of(actors, a[ACTORS], b[ACTORS])
        told[at, 3] = gap_of(a, b) if a[N_DATED] > 0 and b[N_DATED] > 0 else np.nan
        terms[at] = out
    return told, terms


@nb.njit(cache=True, nogil=True)
def measure_strays(sums: Sums, strays: Int32, threads: Int32) -> Float64:
    """(n_pairs,) float64: closeness of single articles to threads, see ``strays.take_in``."""
    found = np.empty(len(strays))
    for at in range(len(strays)):
        i, j = strays[at], threads[at]
        matter, topic, actors = _shared(sums, i, j)
        found[at] = _closeness(sums.figures[i], sums.figures[j], matter, topic, actors)
    return found


@nb.njit(cache=True, nogil=True)
def _shared(sums: Sums, i: int, j: int) -> tuple[float, float, float]:
    """Dot products of two groups: matter, topic, actors."""
    mi, mj = part(sums.m_offsets, i), part(sums.m_offsets, j)
    ai, aj = part(sums.a_offsets, i), part(sums.a_offsets, j)
    m, mv, tv = sums.m_columns, sums.m_values, sums.t_values
    matter, topic = dots(m[mi], mv[mi], tv[mi], m[mj], mv[mj], tv[mj])
    a, av = sums.a_columns, sums.a_values
    return matter, topic, dot(a[ai], av[ai], a[aj], av[aj])


@nb.njit(cache=True, nogil=True)
def _closeness(
    stray: Float64, thread: Float64, matter: float, topic: float, actors: float
) -> float:
    """How close one article is to a thread, rounded; 0 without a common actor."""
    if actors <= 0:
        return 0.0
    n = stray[N_ARTICLES] * thread[N_ARTICLES]
    total = np.log(matter / n + 0.001) + np.log(topic / n + 0.001) + np.log(actors / n + 0.001)
    total += np.log(cosine_of(actors, stray[ACTORS], thread[ACTORS]) + 0.01)
    total -= np.log(1 + distance_of(stray, thread) / 180)
    return np.round(np.exp(total / 4 + 0.05 * np.log(thread[N_ARTICLES])), 5)


@nb.njit(cache=True, nogil=True)
def affinity_of(
    a: Float64, b: Float64, matter: float, topic: float, actors: float, out: Float64
) -> float:
    """The affinity of two groups, rounded; ``out`` takes its terms in order of ``TERMS``."""
    pairs = a[N_ARTICLES] * b[N_ARTICLES]
    out[0] = 0.4 * np.log(matter / pairs + 0.001)
    out[1] = 0.4 * np.log(cosine_of(matter, a[MATTER], b[MATTER]) + 0.01)
    out[2], out[3] = out[0], out[1]
    if a[TOPIC] > 0 and b[TOPIC] > 0:
        out[2] = 0.4 * np.log(topic / pairs + 0.001)
        out[3] = 0.4 * np.log(cosine_of(topic, a[TOPIC], b[TOPIC]) + 0.01)
    out[4] = out[5] = 0.0
    weight = 1.6
    if a[ACTORS] > 0 and b[ACTORS] > 0:
        out[4] = 0.3 * np.log(actors / pairs + 0.01)
        out[5] = 0.3 * np.log(cosine_of(actors, a[ACTORS], b[ACTORS]) + 0.01)
        weight = 2.2
    out[6] = -0.2 * np.log(1 + distance_of(a, b) / 720)
    out[:7] /= weight
    gap = gap_of(a, b)
    out[7] = -gap / 3000
    out[8] = -0.2 * np.log(1 + gap / (90 + length_of(a) + length_of(b)))
    out[9] = -0.06 * np.log(min(a[N_ARTICLES], b[N_ARTICLES]))
    out[10] = -0.03 * np.log(max(a[N_ARTICLES], b[N_ARTICLES]))
    return np.round(np.exp(out.sum()), 5)


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


@nb.njit(cache=True, nogil=True, inline="always")
def part(offsets: npt.NDArray[np.int64], row: int) -> slice:
    """Where the entries of a sparse row stand."""
    return slice(offsets[row], offsets[row + 1])


@nb.njit(cache=True, nogil=True)
def dots(
    columns: Int32,
    values: Floats,
    also: Floats,
    other_columns: Int32,
    other_values: Floats,
    other_also: Floats,
) -> tuple[float, float]:
    """Dot products of two rows, and of the second values of the same entries."""
    if len(columns) > len(other_columns):
        columns, other_columns = other_columns, columns
        values, other_values = other_values, values
        also, other_also = other_also, also
    j, total, total_also = 0, 0.0, 0.0
    for i in range(len(columns)):
        j = seek(other_columns, columns[i], j)
        if j == len(other_columns):
            break
        if other_columns[j] == columns[i]:
            total += values[i] * other_values[j]
            total_also += also[i] * other_also[j]
    return total, total_also


@nb.njit(cache=True, nogil=True)
def dots_with(spread: Floats, columns: Int32, values: Floats, also: Floats) -> tuple[float, float]:
    """The same with a row that is spread out: (n_columns, 2), both values of each column."""
    total, total_also = 0.0, 0.0
    for at in range(len(columns)):
        one, other = spread[columns[at]]
        total += values[at] * one
        total_also += also[at] * other
    return total, total_also


@nb.njit(cache=True, nogil=True)
def dot(columns: Int32, values: Floats, other_columns: Int32, other_values: Floats) -> float:
    """The dot product of two sparse rows, columns ascending."""
    i, j, total = 0, 0, 0.0
    while i < len(columns) and j < len(other_columns):
        if columns[i] == other_columns[j]:
            total += values[i] * other_values[j]
            i += 1
            j += 1
        elif columns[i] < other_columns[j]:
            i += 1
        else:
            j += 1
    return total


@nb.njit(cache=True, nogil=True, inline="always")
def seek(columns: Int32, column: int, at: int) -> int:
    """First place from ``at`` on that holds no smaller column (Bentley, Yao 1976: galloping).

    A large group has a hundred times the words of a story: steps double until they pass.
    """
    step = 1
    low = at
    while at < len(columns) and columns[at] < column:
        low = at + 1
        at += step
        step *= 2
    high = min(at, len(columns))
    while low < high:
        middle = (low + high) >> 1
        if columns[middle] < column:
            low = middle + 1
        else:
            high = middle
    return low
