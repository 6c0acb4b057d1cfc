"""Threads: greedy joining of stories by actors, matter and time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import NOTHING, Pairs, with_decided
from clustering.graph.neighbours import nearest_pairs
from clustering.text.tfidf import Floats, Rows
from clustering.threads.affinity import StorySums, add_stories
from clustering.threads.dots import Entries, keep_heaviest
from clustering.threads.joining import join
from clustering.threads.measures import MATTER, TOPIC, Sums, measure_groups, multiply_pairs

Int32 = npt.NDArray[np.int32]

_CANDIDATE_WORDS = 64
"""A story's heaviest words, which make its candidates: with all of its words, thrice as many on
the average, the same threads come out, only later."""
_MAX_DF = 2000, 5000
"""A word in more than a tenth of the stories, within these limits, makes no candidates."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Pairs of stories that may be joined.

    Attributes:
        state: The stories, for the compiled passes.
        left: (n_pairs,) int32 stories, left < right.
        right: (n_pairs,) int32.
        shared: (n_pairs, 3) their products, see ``measures.multiply_pairs``.
        reach: (n_stories, 2) as in ``Traced``.
    """

    state: Sums
    left: Int32
    right: Int32
    shared: npt.NDArray[np.float64]
    reach: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Traced:
    """What the joining gave.

    Attributes:
        labels: (n_stories,) int32, smallest story of each story's thread.
        merge_left: (n_merges,) int32 smallest story of the group that was kept.
        merge_right: (n_merges,) int32 smallest story of the group that it took in.
        merge_affinity: (n_merges,) float32, affinity when the two were joined.
        near_left: (n_near,) int32 labels of threads that stayed apart, near_left < near_right.
        near_right: (n_near,) int32.
        near_affinity: (n_near,) float32.
        pair_left: (n_pairs,) int32 stories, left < right: all candidates.
        pair_right: (n_pairs,) int32.
        pair_affinity: (n_pairs,) float32 of the two stories by themselves.
        pair_matter: (n_pairs,) float32 cosine of their words.
        pair_actors: (n_pairs,) float32 cosine of their actors.
        pair_gap: (n_pairs,) float32 days between them, nan when unknown.
        pair_terms: (n_pairs, len(TERMS)) float32: what the logarithm of the affinity is made of.
        reach: (n_stories, 2) cosine of matter and of topic with the last of its candidates.
    """

    labels: Int32
    merge_left: Int32
    merge_right: Int32
    merge_affinity: Floats
    near_left: Int32
    near_right: Int32
    near_affinity: Floats
    pair_left: Int32
    pair_right: Int32
    pair_affinity: Floats
    pair_matter: Floats
    pair_actors: Floats
    pair_gap: Floats
    pair_terms: Floats
    reach: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Umbrellas:
    """Threads joined further.

    Attributes:
        labels: (n_stories,) int32, smallest story of each story's umbrella.
        weakest: (n_umbrellas,) float64, by its first story: affinity of the weakest join of
            threads, 1.0 where one thread is alone.
    """

    labels: Int32
    weakest: npt.NDArray[np.float64]


def trace_threads(
    sums: StorySums,
    threshold: float,
    n_neighbours: int,
    decided: tuple[Pairs, Pairs] = NOTHING,
    workers: int = 1,
) -> Traced:
    """Joins the two groups of stories with the highest affinity until none reaches the threshold.

    The affinity of two groups a, b is a weighted geometric mean, lowered by time and size:

        ln affinity = (0.4 ln mean matter + 0.4 ln cos matter
                       + 0.4 ln mean topic + 0.4 ln cos topic
                       - 0.2 ln(1 + distance / 720)) / 2.2
                      + 0.5 ln min(1, 2 relative topic) + 0.6 ln min(1, relative actors)
                      - gap / 2500 - 0.2 ln(1 + gap / (90 + length_a + length_b))
                      - 0.06 ln min(n_a, n_b, 30) - 0.03 ln max(n_a, n_b)
                      - 0.3 |elections_a / n_a - elections_b / n_b|

    where *mean* is the mean cosine over all pairs of articles, one of a and one of b, plus
    0.001, *cos* is the cosine of the pooled vectors plus 0.01, *topic* is the matter without the
    names of actors (the matter where nothing is left), *distance* the days between their middles
    and *gap* the days between the end of one and the beginning of the other (300 and 150 where
    one is undated). *Relative* is the mean over pairs of the two divided by the geometric mean of
    what it is over pairs within a and within b: a cosine of pooled vectors rises with size, this
    does not, and it tells whether two groups over the same states are as near as each is in
    itself; few articles do not tell, so each group has 20 usual pairs besides its own. Where one
    names no known actor, actors are left out and the sum is divided by 1.6.

    A gap is held against how long the two lasted, the *length*, days from first to last and
    180 / n, since few articles do not tell: two short bursts a year apart are two affairs, a
    quiet year in a long one is none. The size terms keep two large groups apart: umbrellas come
    from joining groups that are both large already; from 30 articles on what they share is sure.
    An election is an affair of its own, whoever else is at odds with the same actors in the same
    weeks: *elections* are the articles about one, see ``elections``, and groups are kept apart by
    the difference of their shares. Two groups of eight or more articles are held apart further,
    by 0.4, when the gap is longer than both their lengths and 90 days: two wars two years apart.
    The weights are few and round; docs/research-threads.md tells what was tried.

    Args:
        sums: The stories.
        threshold: Least affinity of a join, 0 to 1.
        n_neighbours: Candidates for each story: nearest by matter.
        decided: Pairs of stories that the user wants together, and those he wants apart.
        workers: Threads for what can be shared out; the result does not depend on it.

    Returns:
        Threads, joins, candidate pairs and the pairs of threads that came near.
    """
    return join_candidates(
        find_candidates(sums, n_neighbours, decided, workers), threshold, decided
    )


def find_candidates(
    sums: StorySums, n_neighbours: int, decided: tuple[Pairs, Pairs] = NOTHING, workers: int = 1
) -> Candidates:
    """The first half of ``trace_threads``, shared out: which pairs of stories are looked at."""
    n = len(sums.n_articles)
    unit = _heaviest(_unit(sums.matter), _CANDIDATE_WORDS)
    first, end = np.zeros(n, np.int32), np.full(n, n, np.int32)
    max_df = int(np.clip(n // 10, *_MAX_DF))
    near = nearest_pairs(unit, first, end, n_neighbours, max_df, workers)
    left, right = with_decided(*near, *decided)
    state = compiled_sums(sums)
    shared = _multiplied(state, left, right, workers)
    return Candidates(state, left, right, shared, _reach(shared, state, left, right, n_neighbours))


def join_candidates(
    near: Candidates, threshold: float, decided: tuple[Pairs, Pairs] = NOTHING
) -> Traced:
    """The second half of ``trace_threads``, one join after another."""
    state, left, right = near.state, near.left, near.right
    told, terms = measure_groups(state.figures[left], state.figures[right], near.shared)
    affinity, matter, actors, gap = told.T
    labels, kept, heights, *apart = join(
        state, left, right, near.shared, near.reach, threshold, *decided, True
    )
    return Traced(
        labels=labels,
        merge_left=kept,
        merge_right=apart[3],
        merge_affinity=heights,
        near_left=apart[0],
        near_right=apart[1],
        near_affinity=apart[2],
        pair_left=left,
        pair_right=right,
        pair_affinity=affinity,
        pair_matter=matter,
        pair_actors=actors,
        pair_gap=gap,
        pair_terms=terms,
        reach=near.reach,
    )


def join_umbrellas(
    sums: StorySums,
    traced: Traced,
    threshold: float,
    workers: int = 1,
    threads: StorySums | None = None,
) -> Umbrellas:
    """Goes on joining threads, by the same affinity, down to a lower threshold.

    Args:
        sums: The stories.
        traced: Their threads, and which came near each other.
        threshold: Least affinity of a join; from that of the threads on nothing is joined.
        workers: Threads for what can be shared out; the result does not depend on it.
        threads: Their sums, if they were added up.
    """
    roots, thread = np.unique(traced.labels, return_inverse=True)
    left = np.searchsorted(roots, traced.near_left).astype(np.int32)
    right = np.searchsorted(roots, traced.near_right).astype(np.int32)
    state = compiled_sums(threads or sum_threads(sums, traced))
    shared = _multiplied(state, left, right, workers)
    n_articles = sums.n_articles.reshape(-1, 1)
    reach = np.zeros((len(roots), 2))
    np.add.at(reach, thread, traced.reach * n_articles)
    reach /= np.bincount(thread, sums.n_articles).reshape(-1, 1)
    labels, kept, heights, *_ = join(state, left, right, shared, reach, threshold, *NOTHING, False)
    weakest = np.ones(len(roots))
    np.minimum.at(weakest, labels[kept], np.round(heights.astype(np.float64), 5))
    return Umbrellas(roots[labels][thread].astype(np.int32), weakest[np.unique(labels)])


def sum_threads(sums: StorySums, traced: Traced) -> StorySums:
    """The sums of the threads, by their first stories."""
    thread = np.unique(traced.labels, return_inverse=True)[1]
    return add_stories(sums, thread.astype(np.int32))


def group_figures(sums: StorySums) -> npt.NDArray[np.float64]:
    """(n_groups, 9) figures of groups, in the columns that ``measures.Sums`` tells."""
    return np.column_stack(
        [
            sums.n_articles,
            sums.day_first,
            sums.day_last,
            sums.day_total,
            sums.n_dated,
            _squares(sums.matter),
            _squares(sums.topic),
            _squares(sums.actors),
            sums.elections,
        ]
    ).astype(np.float64)


def compiled_sums(sums: StorySums) -> Sums:
    """What the compiled passes take: sparse sums and figures."""
    matter, actors = sums.matter, sums.actors
    words = Entries(
        matter.offsets[:-1], matter.offsets[1:], matter.columns, matter.values, sums.topic.values
    )
    named = Entries(
        actors.offsets[:-1], actors.offsets[1:], actors.columns, actors.values, actors.values
    )
    return Sums(words, named, group_figures(sums))


def _unit(rows: Rows) -> Rows:
    norm = np.sqrt(_squares(rows))
    values = rows.values / np.repeat(norm, np.diff(rows.offsets))
    return Rows(rows.offsets, rows.columns, values.astype(np.float32), rows.n_columns)


def _heaviest(rows: Rows, n_entries: int) -> Rows:
    """The heaviest entries of each row, equal ones by column."""
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(np.minimum(np.diff(rows.offsets), n_entries), out=offsets[1:])
    columns, values = keep_heaviest(rows.offsets, rows.columns, rows.values, offsets)
    return Rows(offsets, columns, values, rows.n_columns)


def _squares(rows: Rows) -> npt.NDArray[np.float64]:
    """(n_rows,) squared length of each row."""
    return np.asarray(_row_squares(rows.offsets, rows.values))


@nb.njit(cache=True, nogil=True)
def _row_squares(offsets: npt.NDArray[np.int64], values: Floats) -> npt.NDArray[np.float64]:
    found = np.zeros(len(offsets) - 1)
    for row in range(len(found)):
        for at in range(offsets[row], offsets[row + 1]):
            found[row] += np.float64(values[at]) ** 2
    return found


def _multiplied(state: Sums, left: Int32, right: Int32, workers: int) -> npt.NDArray[np.float64]:
    """``multiply_pairs``, shared out."""
    parts = pairwise(np.linspace(0, len(left), max(workers, 1) + 1).astype(np.int64).tolist())
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = [pool.submit(multiply_pairs, state, left[a:b], right[a:b]) for a, b in parts]
        return np.concatenate([part.result() for part in found])


def _reach(
    shared: npt.NDArray[np.float64], state: Sums, left: Int32, right: Int32, n_neighbours: int
) -> npt.NDArray[np.float64]:
    """(n_stories, 2) cosine of matter and of topic with the last of each story's neighbours.

    A story that is no candidate is hardly nearer; 0 where there are fewer candidates, since then
    all others have nothing in common with it.
    """
    found = np.zeros((len(state.figures), 2))
    for column, square in enumerate((MATTER, TOPIC)):
        length = np.sqrt(np.maximum(state.figures[:, square], 1e-12))
        cosine = shared[:, column] / (length[left] * length[right])
        found[:, column] = _nth_highest(left, right, cosine, len(found), n_neighbours)
    return found


@nb.njit(cache=True, nogil=True)
def _nth_highest(
    left: Int32, right: Int32, cosine: npt.NDArray[np.float64], n: int, n_neighbours: int
) -> npt.NDArray[np.float64]:
    """(n,) of the pairs of each story the n-th highest cosine; 0 where there are fewer."""
    ends = np.zeros(n + 1, np.int64)
    for stories in (left, right):
        for story in stories:
            ends[story + 1] += 1
    ends = np.cumsum(ends)
    free, values = ends[:-1].copy(), np.empty(2 * len(left))
    for stories in (left, right):
        for pair in range(len(stories)):
            values[free[stories[pair]]] = cosine[pair]
            free[stories[pair]] += 1
    found = np.zeros(n)
    for story in range(n):
        own = values[ends[story] : ends[story + 1]]
        if len(own) >= n_neighbours:
            found[story] = np.sort(own)[len(own) - n_neighbours]
    return found
