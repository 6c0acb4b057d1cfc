"""Why an article is in no thread with others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus, OutsideReason
from clustering.text.actors import ActorTable, Mentions
from clustering.threads.naming import Naming
from clustering.threads.trace import Traced

_MIN_AFFAIRS = 3
"""An article that names so many affairs is about none of them."""
_MIN_ARTICLES = 3
"""Smaller threads are hardly an affair that one could name."""
_AHEAD_DAYS = 30
"""An affair whose first article is later than this is none that an article can name: what looks
like it is something older between the same actors."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alone:
    """Why an article is in no thread with others.

    Attributes:
        row: Of the article.
        reason: See ``model.Outside``.
        nearest: Index of the thread that came nearest, -1 for none.
        affinity: Of the two, 0 for none.
        named: Indices of the threads that it names, one of each umbrella, nearest first.
    """

    row: int
    reason: OutsideReason
    nearest: int
    affinity: float
    named: tuple[int, ...]


def find_alone(
    corpus: Corpus,
    traced: Traced,
    thread: npt.NDArray[np.int32],
    namings: Sequence[Naming],
    mentions: Mentions,
    table: ActorTable,
    umbrella: npt.NDArray[np.int32],
    threshold: float,
) -> list[Alone]:
    """Every article that is a thread by itself, by row, and why.

    The first reason that holds is told: the user keeps it from a thread that is near enough;
    it has so little in common with all others that it was never held against them; it names
    three affairs or more; it names no actor that the table knows; no thread is near enough.

    It names an affair when it holds all leading actors of a thread of three articles or more that
    came near and had begun, or did within a month, and the first phrase of its matter or two
    others. Threads under one umbrella are one affair.

    Args:
        corpus: Representatives only.
        traced: Threads of their stories.
        thread: (n_rows,) int32 thread of each row, by first row, 0 to n_threads - 1.
        namings: One for each thread.
        mentions: Actors named in the articles.
        table: Who they are.
        umbrella: (n_threads,) umbrella of each thread.
        threshold: Least affinity of a join.
    """
    size = np.bincount(thread, minlength=len(namings))
    rows = np.flatnonzero(size[thread] == 1)
    if not len(rows):
        return []
    near = _near(traced, size == 1)
    begun = _first_days(corpus, thread, len(namings))
    last = np.where(corpus.dated, corpus.day_last.astype(np.float64), np.inf)
    first = np.searchsorted(mentions.text, rows)
    end = np.searchsorted(mentions.text, rows, side="right")
    found = []
    for row, begin, stop in zip(rows.tolist(), first.tolist(), end.tolist(), strict=True):
        others = near.get(int(thread[row]), [])
        who = {table.actors[actor] for actor in np.unique(mentions.actor[begin:stop]).tolist()}
        text = _spaced(f"{corpus.articles[row].title} {corpus.articles[row].body}")
        named: dict[int, int] = {}
        for other, _ in others:
            known = size[other] >= _MIN_ARTICLES and begun[other] <= last[row] + _AHEAD_DAYS
            if known and _names(text, who, namings[other]):
                named.setdefault(int(umbrella[other]), other)
        nearest, affinity = others[0] if others else (-1, 0.0)
        reason: OutsideReason = "far"
        if affinity >= threshold:
            reason = "kept apart"
        elif not others:
            reason = "nothing in common"
        elif len(named) >= _MIN_AFFAIRS:
            reason = "many affairs"
        elif not who:
            reason = "no actor"
        found.append(Alone(row, reason, nearest, affinity, tuple(named.values())))
    return found


def _first_days(
    corpus: Corpus, thread: npt.NDArray[np.int32], n_threads: int
) -> npt.NDArray[np.float64]:
    """(n_threads,) day of each one's first dated article, -inf where there is none."""
    first = np.full(n_threads, np.inf)
    np.minimum.at(first, thread[corpus.dated], corpus.day_first[corpus.dated])
    return np.where(np.isfinite(first), first, -np.inf)


def _near(traced: Traced, wanted: npt.NDArray[np.bool_]) -> dict[int, list[tuple[int, float]]]:
    """For each wanted thread the others that came near and their affinity, nearest first."""
    roots = np.unique(traced.labels)
    ends = np.searchsorted(roots, np.column_stack([traced.near_left, traced.near_right]))
    one = np.concatenate([ends[:, 0], ends[:, 1]])
    other = np.concatenate([ends[:, 1], ends[:, 0]])
    affinity = np.round(np.concatenate([traced.near_affinity] * 2).astype(np.float64), 5)
    kept = np.flatnonzero(wanted[one])
    order = kept[np.lexsort((other[kept], -affinity[kept], one[kept]))]
    near: dict[int, list[tuple[int, float]]] = {}
    for a, b, value in zip(
        one[order].tolist(), other[order].tolist(), affinity[order].tolist(), strict=True
    ):
        near.setdefault(a, []).append((b, value))
    return near


def _names(text: str, who: set[str], naming: Naming) -> bool:
    """All leading actors of a thread are named, and what it is about."""
    if not naming.actors or not who.issuperset(naming.actors):
        return False
    held = [_spaced(phrase) in text for phrase in naming.matter]
    return any(held[:1]) or sum(held) > 1


def _spaced(text: str) -> str:
    """The words in lower case, with a space on both sides of each."""
    return f" {' '.join(_WORD.findall(text.lower()))} "
