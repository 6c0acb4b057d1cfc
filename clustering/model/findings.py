"""What a run found, at all three levels."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clustering.model.article import Reading
from clustering.model.constraints import Decision
from clustering.model.copies import BandPlan, DuplicateGroup
from clustering.model.corpus import Corpus
from clustering.model.fits import StoryFits
from clustering.model.groups import Groups
from clustering.model.lineage import Kin
from clustering.model.links import Links
from clustering.model.moved import Moved
from clustering.model.threads import Affair, Outside, Thread


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
        moved: Addresses in earlier reports that lead elsewhere now.
        affairs: Every umbrella of two or more threads, by its first row.
        unused_constraints: The user's decisions about articles that are not here.
        story_fits: Why each story is in its thread, by the story's first row.
        outside: Why articles are in no thread with others, by row.
        story_weights: Log-odds that the links of stories begin with (``intercept``) and those for
            each unit of evidence, as they were used: fitted to the archive where the settings say
            so.
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
    moved: tuple[Moved, ...] = ()
    affairs: tuple[Affair, ...] = ()
    unused_constraints: tuple[Decision, ...] = ()
    story_fits: StoryFits = field(default_factory=StoryFits.empty)
    story_weights: Mapping[str, float] = field(default_factory=dict)
    outside: tuple[Outside, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the input, a line each."""
        unused = self.unused_constraints
        if not unused:
            return self.reading.notes
        shown = f"{unused[0].left!r} and {unused[0].right!r}, {unused[0].place}"
        told = f"{len(unused)} of the constraints name articles that are not here ({shown})"
        return (*self.reading.notes, told)
