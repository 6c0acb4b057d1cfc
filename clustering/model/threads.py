"""Long affairs: threads with their bursts and key stories, and the umbrellas over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of days in which a thread is much busier than usual.

    Attributes:
        day_first: Day of its first article.
        day_last: Day of its last article.
        n_articles: The thread's articles in it.
        story_row: First row of the story behind it: the one with most articles in the stretch.
    """

    day_first: int
    day_last: int
    n_articles: int
    story_row: int | None = None


KeyReason = Literal["first", "most reported", "burst", "return", "central"]
"""Why a story is a key story: it is the first; it has most origins; it is the story behind a busy
stretch; it ended a quiet gap; it fits best to all others."""


@dataclass(frozen=True, slots=True)
class KeyStory:
    """A story that one must know to understand the thread.

    Attributes:
        row: First row of the story.
        reasons: Why, in the order of ``KeyReason``.
    """

    row: int
    reasons: tuple[KeyReason, ...]


@dataclass(frozen=True, slots=True)
class Reporter:
    """An outlet's part in a thread.

    Attributes:
        outlet: Its name.
        n_articles: Its articles, copies included.
        n_first: Stories of which it alone has the first article, as far as dates tell.
    """

    outlet: str
    n_articles: int
    n_first: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another thread that came near, and the score that kept the two apart."""

    thread: str
    affinity: float


OutsideReason = Literal["kept apart", "nothing in common", "many affairs", "no actor", "far"]
"""Why an article is in no thread with others: the user keeps it from one that is near enough; it
was near no other at all; it names three affairs or more; it names no actor that the table knows
and nothing is near enough; nothing is near enough."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An article that is in no thread with others, its copies apart.

    Attributes:
        row: First row of the article and its copies.
        reason: Why.
        nearest: The thread that came nearest, with the affinity of the two; None for none.
        named: Ids of the threads whose actors and matter it names, one of each umbrella affair,
            nearest first.
    """

    row: int
    reason: OutsideReason
    nearest: Related | None
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The stories of one long affair (one story is a thread of its own).

    Attributes:
        id: Stable id, ``t-…``.
        rows: Ascending corpus rows.
        stories: Ids of its stories, in order of their first row.
        name: Actors and matter: ``Japan, Russia · peace treaty, Kuril islands``.
        actors: Who it is between, most named first.
        matter: What it is about, apart from who.
        parent: Id of the umbrella affair that holds it and other threads; empty where it stands
            alone.
        day_first: First possible day since 1970-01-01, or None when no date is known.
        day_last: Last possible day, or None.
        outlets: Names, sorted.
        n_origins: Independent origins.
        first_outlet: Outlet of the earliest article; empty when unknown, undated or dated too
            imprecisely to say which it was.
        bursts: In order of time.
        gaps: Quiet stretches as (last day before, first day after), in order.
        weakest: Affinity at the weakest join inside; 1.0 for a single story.
        related: Nearest other threads, nearest first.
        returns: First row of the story that ended each gap, as many as ``gaps``.
        key_stories: At most six, in order of time; none for a single story.
        reporters: Outlets with most articles, at most five, the most first.
    """

    id: str
    rows: tuple[int, ...]
    stories: tuple[str, ...]
    name: str
    actors: tuple[str, ...]
    matter: tuple[str, ...]
    parent: str
    day_first: int | None
    day_last: int | None
    outlets: tuple[str, ...]
    n_origins: int
    first_outlet: str
    bursts: tuple[Burst, ...]
    gaps: tuple[tuple[int, int], ...]
    weakest: float
    related: tuple[Related, ...]
    returns: tuple[int, ...] = ()
    key_stories: tuple[KeyStory, ...] = ()
    reporters: tuple[Reporter, ...] = ()


@dataclass(frozen=True, slots=True)
class Affair:
    """An umbrella: two or more threads that a looser cut of the same tree holds together.

    The level above threads: affair → thread → story. A thread that stays alone even at the looser
    cut (``threads.umbrella``) has no affair and an empty ``parent``.

    Attributes:
        id: Stable id, ``a-…``.
        rows: Ascending corpus rows: those of all its threads.
        threads: Ids of its threads, in order of their first row; at least two.
        name: Actors and matter, as a thread's.
        actors: Who it is between, most named first.
        matter: What it is about, apart from who.
        day_first: First possible day since 1970-01-01, or None when no date is known.
        day_last: Last possible day, or None.
        outlets: Names, sorted.
        n_stories: Stories of all its threads.
        n_origins: Independent origins: the sum over its threads.
        weakest: Affinity at the weakest join of its threads; lower than ``threads.affinity``.
    """

    id: str
    rows: tuple[int, ...]
    threads: tuple[str, ...]
    name: str
    actors: tuple[str, ...]
    matter: tuple[str, ...]
    day_first: int | None
    day_last: int | None
    outlets: tuple[str, ...]
    n_stories: int
    n_origins: int
    weakest: float
