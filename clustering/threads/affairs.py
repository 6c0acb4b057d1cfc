"""Umbrella affairs as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clustering.model import Affair, Corpus, Groups, Thread, stable_ids
from clustering.threads.naming import Naming


def describe_affairs(
    corpus: Corpus,
    umbrellas: Groups,
    threads: Sequence[Thread],
    namings: Sequence[Naming],
    weakest: Sequence[float],
) -> tuple[tuple[Thread, ...], tuple[Affair, ...]]:
    """Every umbrella of two or more threads, and the threads with their parents.

    Args:
        corpus: All articles.
        umbrellas: Umbrellas over all rows; each holds whole threads.
        threads: Every thread, by its first row.
        namings: One for each umbrella, by its first row.
        weakest: Affinity of the weakest join of threads in each umbrella.

    Returns:
        The threads, each with the id of its affair where it has one; the affairs by their first
        row.
    """
    inside: dict[int, list[Thread]] = {root: [] for root in umbrellas.roots.tolist()}
    for thread in threads:
        inside[int(umbrellas.labels[thread.rows[0]])].append(thread)
    several = [index for index, found in enumerate(inside.values()) if len(found) > 1]
    roots = umbrellas.roots[several].tolist()
    ids = stable_ids("a", [corpus.articles[root].id for root in roots])
    affairs = tuple(
        _affair(corpus, identifier, inside[root], namings[index], weakest[index])
        for identifier, root, index in zip(ids, roots, several, strict=True)
    )
    parent = {thread: affair.id for affair in affairs for thread in affair.threads}
    return tuple(replace(t, parent=parent.get(t.id, "")) for t in threads), affairs


def _affair(
    corpus: Corpus, identifier: str, threads: list[Thread], naming: Naming, weakest: float
) -> Affair:
    rows = np.sort(np.concatenate([thread.rows for thread in threads])).astype(np.int32)
    first, last = corpus.span_days(rows)
    return Affair(
        id=identifier,
        rows=tuple(rows.tolist()),
        threads=tuple(thread.id for thread in threads),
        name=naming.name,
        actors=naming.actors,
        matter=naming.matter,
        day_first=first,
        day_last=last,
        outlets=corpus.outlets(rows),
        n_stories=sum(len(thread.stories) for thread in threads),
        n_origins=sum(thread.n_origins for thread in threads),
        weakest=weakest,
    )
