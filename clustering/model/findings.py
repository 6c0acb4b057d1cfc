"""What a run found, at all three levels."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clustering.model.article import Reading
from clustering.model.constraints import Decision
from clustering.model.corpus import Corpus
from clustering.model.fits import StoryFits
from clustering.model.groups import Groups
from clustering.model.lineage import Kin
from clustering.model.links import Links


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the text of a group of copies probably comes from.

    Attributes:
        row: The member nearest to it: published by the credited wire itself, else earliest.
        service: The wire service that most members credit; empty without credits.
        n_credits: Members that credit it.
        evidence: What speaks for it, in short phrases.
    """

    row: int
    service: str
    n_credits: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a copy did to the text of the origin.

    Attributes:
        row: The copy.
        kept: Share of the copy's words that stand in passages of the origin, 0 to 1.
        carried: Share of the origin's words that stand in passages of the copy, 0 to 1.
        cut_from_end: Share of the origin that is missing at its end.
        new_headline: Both have a headline and the words of the two differ.
    """

    row: int
    kept: float
    carried: float
    cut_from_end: float
    new_headline: bool


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Two or more copies of one text.

    Attributes:
        id: Stable id, ``d-…``.
        rows: Ascending; the first is the representative (earliest, then longest, then id).
        weakest: Score of the weakest link that holds the group together.
        kind: The loosest kind of link inside: ``exact``, ``near``, ``contained`` or ``edited``.
        origin: Where the text probably comes from; None where nobody asked.
        changes: What each member changed, in the order of ``rows``.
    """

    id: str
    rows: tuple[int, ...]
    weakest: float
    kind: str
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event (one article is a story of its own).

    Attributes:
        id: Stable id, ``s-…``.
        rows: Ascending corpus rows.
        headline: The most central title.
        terms: Words that set it apart from the rest of the archive, best first.
        key_sentence: A sentence of its own that says most about it; may be empty.
        key_row: Row of the article that the key sentence is quoted from.
        day_first: First possible day since 1970-01-01, or None when no date is known.
        day_last: Last possible day, or None.
        outlets: Names, sorted; unknown outlets left out.
        n_origins: Independent origins: groups of copies count once, and so do all articles
            that credit one and the same wire service alone.
        weakest: Lowest mean link probability at which its parts were joined; 1.0 when alone.
        thread: Id of its thread.
        cohesion: Mean link probability of the compared pairs inside; 1.0 when alone.
        nearest: Id of the story that came nearest without being joined; empty where no pair
            with another story counts.
        nearest_probability: Mean link probability between the two, below
            ``stories.link_probability`` unless the user keeps them apart: what parted them.
    """

    id: str
    rows: tuple[int, ...]
    headline: str
    terms: tuple[str, ...]
    key_sentence: str
    key_row: int
    day_first: int | None
    day_last: int | None
    outlets: tuple[str, ...]
    n_origins: int
    weakest: float
    thread: str
    cohesion: float = 1.0
    nearest: str = ""
    nearest_probability: float = 0.0


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
        n_first: Stories of which it has the first dated article.
    """

    outlet: str
    n_articles: int
    n_first: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another thread that came near, and the score that kept the two apart."""

    thread: str
    affinity: float


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
        first_outlet: Outlet of the earliest article; empty when unknown or undated.
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


@dataclass(frozen=True, slots=True)
class BandPlan:
    """How signatures are cut into bands, and what that promises.

    Attributes:
        bands: Number of bands.
        rows: Values in each band.
        threshold: Jaccard threshold the plan was made for.
        recall_at_threshold: P(a pair exactly at the threshold becomes a candidate),
            1 - (1 - t^rows)^bands (Leskovec, Rajaraman, Ullman, ch. 3.4).
    """

    bands: int
    rows: int
    threshold: float
    recall_at_threshold: float


@dataclass(frozen=True, slots=True)
class StageCost:
    """What a stage took: wall-clock seconds and the process's peak memory by its end."""

    stage: str
    seconds: float
    peak_bytes: int

    @classmethod
    def now(cls, stage: str, seconds: float) -> StageCost:
        """The cost of a stage that ends now; 0 bytes where the system does not tell (Windows)."""
        if sys.platform == "win32":
            return cls(stage, seconds, 0)
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return cls(stage, seconds, peak if sys.platform == "darwin" else peak * 1024)


@dataclass(frozen=True, eq=False)
class Findings:
    """All that a run found; rows are rows of ``corpus``.

    Attributes:
        config: Effective settings, table by table, as plain values.
        config_name: The file they came from, as the user gave it, or ``built-in defaults``.
        reading: What was read, refused and removed.
        corpus: The articles as columns.
        band_plan: How duplicate candidates were found.
        duplicate_groups: Partition of rows by copies.
        duplicate_links: Accepted and borderline pairs of copies.
        duplicates: Groups of two or more copies.
        story_groups: Partition of rows by event.
        story_links: Accepted and borderline pairs of articles on one event.
        stories: Every story, by its first row.
        thread_groups: Partition of rows by affair.
        thread_links: Pairs of stories, each given by its representative article's row.
        threads: Every thread, by its first row.
        costs: Seconds and memory by stage.
        story_candidates: Every pair that the grouping of stories weighed, with its link
            probability; the only evidence is ``decided``, where the user decided.
        copy_ids: Id of every group of copies, those of one included, by first row; empty
            where all are made from the first article.
        lineage: What became of the groups of an earlier run; None where none was given.
        affairs: Every umbrella of two or more threads, by its first row.
        unused_constraints: The user's decisions about articles that are not here.
        story_fits: Why each story is in its thread, by the story's first row.
    """

    config: Mapping[str, Any]
    config_name: str
    reading: Reading
    corpus: Corpus
    band_plan: BandPlan
    duplicate_groups: Groups
    duplicate_links: Links
    duplicates: tuple[DuplicateGroup, ...]
    story_groups: Groups
    story_links: Links
    stories: tuple[Story, ...]
    thread_groups: Groups
    thread_links: Links
    threads: tuple[Thread, ...]
    costs: tuple[StageCost, ...]
    story_candidates: Links = field(default_factory=Links.empty)
    copy_ids: tuple[str, ...] = ()
    lineage: tuple[Kin, ...] | None = None
    affairs: tuple[Affair, ...] = ()
    unused_constraints: tuple[Decision, ...] = ()
    story_fits: StoryFits = field(default_factory=StoryFits.empty)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the input, a line each."""
        unused = self.unused_constraints
        if not unused:
            return self.reading.notes
        shown = f"{unused[0].left!r} and {unused[0].right!r}, {unused[0].place}"
        told = f"{len(unused)} of the constraints name articles that are not here ({shown})"
        return (*self.reading.notes, told)
