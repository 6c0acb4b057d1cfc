"""Threads as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.model import (
    Corpus,
    Groups,
    Outside,
    Related,
    Story,
    StoryFits,
    Thread,
    stable_ids,
)
from clustering.threads.account import (
    explain_bursts,
    find_key_stories,
    find_reporters,
    find_returns,
    first_outlet,
)
from clustering.threads.alone import Alone
from clustering.threads.bursts import find_bursts, find_gaps
from clustering.threads.naming import Naming
from clustering.threads.trace import Traced

_N_RELATED = 5
_MIN_RELATED = 0.05


def describe_threads(
    corpus: Corpus,
    groups: Groups,
    stories: Sequence[Story],
    namings: list[Naming],
    weakest: list[float],
    related: list[list[tuple[int, float]]],
    fits: StoryFits,
    quiet_days: int,
) -> tuple[Thread, ...]:
    """Every thread, by its first row.

    Args:
        corpus: All articles.
        groups: Threads over all rows.
        stories: Every story, by its first row; a thread's origins are its stories'.
        namings: One for each thread, in order of its first row, like the next two.
        weakest: Affinity of the weakest join.
        related: Index of another thread and the affinity that kept the two apart.
        fits: Why each story is in its thread.
        quiet_days: A longer stretch without an article is a gap.
    """
    members = groups.members()
    ids = thread_ids(corpus, groups)
    stories_of: dict[int, list[Story]] = {root: [] for root in members}
    for story in stories:
        stories_of[int(groups.labels[story.rows[0]])].append(story)
    exact = ~np.isnan(corpus.published)
    archive_days = corpus.day_first[exact].astype(np.int64)
    fit_of = dict(zip(fits.story.tolist(), fits.affinity.tolist(), strict=True))
    threads = []
    for index, (root, rows) in enumerate(members.items()):
        dated = rows[corpus.dated[rows]]
        days = corpus.day_first[rows[exact[rows]]].astype(np.int64)
        begins, ends = (day[dated].astype(np.int64) for day in (corpus.day_first, corpus.day_last))
        first, last = corpus.span_days(rows)
        own = stories_of[root]
        bursts = explain_bursts(corpus, own, find_bursts(days, archive_days))
        gaps = find_gaps(begins, ends, quiet_days)
        returns = find_returns(corpus, own, gaps)
        threads.append(
            Thread(
                id=ids[index],
                rows=tuple(rows.tolist()),
                stories=tuple(story.id for story in own),
                name=namings[index].name,
                actors=namings[index].actors,
                matter=namings[index].matter,
                parent="",
                day_first=first,
                day_last=last,
                outlets=corpus.outlets(rows),
                n_origins=sum(story.n_origins for story in own),
                first_outlet=first_outlet(corpus, rows.tolist()),
                bursts=bursts,
                gaps=gaps,
                weakest=weakest[index],
                related=tuple(Related(ids[other], score) for other, score in related[index]),
                returns=returns,
                key_stories=find_key_stories(own, bursts, gaps, returns, fit_of),
                reporters=find_reporters(corpus, own),
            )
        )
    return tuple(threads)


def describe_outside(
    alone: Sequence[Alone], rows: npt.NDArray[np.int32], threads: Sequence[Thread]
) -> tuple[Outside, ...]:
    """Why articles are in no thread with others, by row.

    Args:
        alone: The same of the representatives, with threads by their index.
        rows: (n_representatives,) int32 first row of each one's copies.
        threads: Every thread, by its first row.
    """
    return tuple(
        Outside(
            int(rows[one.row]),
            one.reason,
            Related(threads[one.nearest].id, one.affinity) if one.nearest >= 0 else None,
            tuple(threads[named].id for named in one.named),
        )
        for one in alone
    )


def thread_ids(corpus: Corpus, groups: Groups) -> list[str]:
    """Stable ids of the threads, by their first row."""
    return stable_ids("t", [corpus.articles[root].id for root in groups.roots])


def nearest_threads(traced: Traced, n_threads: int) -> list[list[tuple[int, float]]]:
    """For each thread (by its first story) the nearest others and their affinity, nearest first."""
    roots = np.unique(traced.labels)
    left = np.searchsorted(roots, traced.near_left)
    right = np.searchsorted(roots, traced.near_right)
    near: list[dict[int, float]] = [{} for _ in range(n_threads)]
    for a, b, affinity in zip(
        left.tolist(), right.tolist(), traced.near_affinity.tolist(), strict=True
    ):
        if affinity >= _MIN_RELATED:
            for one, other in ((a, b), (b, a)):  # parts tied by the user may meet twice
                near[one][other] = max(affinity, near[one].get(other, 0.0))
    return [
        sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_N_RELATED] for found in near
    ]


def weakest_affinities(traced: Traced) -> list[float]:
    """Lowest affinity of a join inside each thread, by its first story; 1.0 for a single story."""
    weakest = dict.fromkeys(np.unique(traced.labels).tolist(), 1.0)
    labels = traced.labels[traced.merge_left].tolist()
    for label, affinity in zip(labels, traced.merge_affinity.tolist(), strict=True):
        weakest[label] = min(weakest[label], affinity)
    return list(weakest.values())
