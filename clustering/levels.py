"""Copies, stories, threads: each level over the one before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from clustering.config import Config
from clustering.forked import Later, aside, spread
from clustering.model import Affair, Corpus, Groups, Rulings, StageCost, Story, StoryFits, Thread

if TYPE_CHECKING:  # loaded by the levels themselves: a run that is refused needs none of it
    from clustering.duplicates.detect import Copies
    from clustering.stories.cluster import StoryClusters
    from clustering.stories.summary import Summary
    from clustering.text.tfidf import Rows
    from clustering.text.vocabulary import Words
    from clustering.threads.find import ThreadsFound
    from clustering.threads.gather import Gathered

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); total is 0 where it is not known."""
Tell = Callable[[int, int], None]

_FEW = 1000
"""Below this many articles, starting a process costs more than it saves."""
_MANY = 50_000
"""From here on articles are not read for threads beside stories, but when stories are known: both
would be held at once."""


@dataclass(frozen=True, eq=False)
class Course:
    """How a run goes.

    Attributes:
        settings: What was asked for.
        on_progress: Who is told; None for nobody.
        costs: Of the stages so far.
    """

    settings: Config
    on_progress: Progress | None = None
    costs: list[StageCost] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[Tell]:
        """Times a stage and gives whom to tell how far it is."""
        begin = time.perf_counter()
        yield self.tell(name) or _silent
        self.costs.append(StageCost.now(name, time.perf_counter() - begin))

    def tell(self, stage: str) -> Tell | None:
        """Whom to tell how far a stage is; None for nobody."""
        told = self.on_progress
        return None if told is None else partial(told, stage)


@dataclass(frozen=True, eq=False)
class StoryLevel:
    """The stories of the representatives, and what they were found from.

    Attributes:
        words: Of the representatives.
        lead: Their first words, the one view that is asked for again.
        clusters: The stories.
        groups: The same, of all articles.
        gathered: What the representatives say of affairs; None while nobody has asked.
    """

    words: Words
    lead: Rows
    clusters: StoryClusters
    groups: Groups
    gathered: Gathered | None


@dataclass(frozen=True, eq=False)
class ThreadLevel:
    """The threads of all articles, and all that was waiting for their ids."""

    found: ThreadsFound
    groups: Groups
    stories: tuple[Story, ...]
    threads: tuple[Thread, ...]
    affairs: tuple[Affair, ...]
    fits: StoryFits


def find_copies(corpus: Corpus, rulings: Rulings, course: Course) -> Copies:
    """Copies among all articles."""
    from clustering.duplicates.detect import detect_duplicates

    settings = course.settings
    with course.stage("duplicates"):
        texts = [article.body or article.title for article in corpus.articles]
        return detect_duplicates(
            texts,
            settings.duplicates,
            course.tell("duplicates"),
            settings.run.threads,
            rulings.duplicates,
        )


def find_stories(chosen: Corpus, copies: Copies, rulings: Rulings, course: Course) -> StoryLevel:
    """Stories among the representatives; meanwhile these are read for threads."""
    from clustering.stories.cluster import cluster_stories
    from clustering.stories.views import story_views
    from clustering.text.vocabulary import number_words
    from clustering.threads.gather import gather

    settings, threads = course.settings, course.settings.run.threads
    with course.stage("stories") as tell:
        words = number_words(chosen.titles, chosen.bodies)
        tell(1, 3)
        reading = partial(gather, chosen, words, settings.threads)
        few = len(chosen) < _MANY
        with aside(reading, threads if few else 1) as gathered:
            views = story_views(words, chosen.published, chosen.languages, threads)
            tell(2, 3)
            decided = rulings.stories.over(copies.groups)
            clusters = cluster_stories(chosen, views, settings.stories, decided, threads)
            groups = copies.groups.lift(clusters.groups.labels)
            tell(3, 3)
        return StoryLevel(words, views.lead, clusters, groups, gathered() if few else None)


def find_threads(
    corpus: Corpus,
    chosen: Corpus,
    copies: Copies,
    level: StoryLevel,
    rulings: Rulings,
    course: Course,
) -> ThreadLevel:
    """Threads of the stories; meanwhile a process of its own sums the stories up."""
    from clustering.stories.summary import summarize
    from clustering.threads import find

    settings, stories = course.settings, level.clusters.groups
    # A story's sentences are weighed while threads are traced, which need no word of them until
    # they are named.
    position = np.searchsorted(stories.roots, stories.labels).astype(np.int32)
    summing_up = partial(summarize, chosen, level.words, level.lead)
    workers = settings.run.threads if len(chosen) >= _FEW else 1
    with course.stage("threads") as tell, spread(summing_up, [position], workers) as told:
        summaries = Later(lambda: next(told))
        found = find.find_threads(
            chosen,
            level.words,
            stories,
            Later(lambda: [summary.headline for summary in summaries]),
            settings.threads,
            rulings.threads.over(level.groups),
            settings.run.threads,
            level.gathered,
        )
        tell(1, 2)
        described = _described(corpus, copies, level, found, summaries, settings)
        tell(2, 2)
    return described


def _described(
    corpus: Corpus,
    copies: Copies,
    level: StoryLevel,
    found: ThreadsFound,
    summaries: Sequence[Summary],
    settings: Config,
) -> ThreadLevel:
    """Stories, threads and affairs of all articles, as a person reads them."""
    from clustering.stories.describe import describe_stories
    from clustering.threads.affairs import describe_affairs
    from clustering.threads.describe import describe_threads, thread_ids

    groups, representatives = copies.groups.lift(found.groups.labels), copies.groups.roots
    ids = dict(zip(groups.roots.tolist(), thread_ids(corpus, groups), strict=True))
    of_story = {root: ids[groups.labels[root]] for root in level.groups.roots.tolist()}
    stories = describe_stories(
        corpus, representatives, level.clusters, summaries, level.groups, of_story
    )
    fits = _fits_in_corpus(found.fits, copies.groups)
    threads = describe_threads(
        corpus,
        groups,
        stories,
        found.namings,
        found.weakest,
        found.related,
        fits,
        settings.threads.quiet_days,
    )
    threads, affairs = describe_affairs(
        corpus,
        copies.groups.lift(found.umbrellas.labels),
        threads,
        found.umbrella_namings,
        found.umbrella_weakest,
    )
    return ThreadLevel(found, groups, stories, threads, affairs, fits)


def _fits_in_corpus(fits: StoryFits, copies: Groups) -> StoryFits:
    rows = copies.roots
    nearest = np.where(fits.nearest >= 0, rows[fits.nearest], -1).astype(np.int32)
    return replace(fits, story=rows[fits.story], nearest=nearest)


def _silent(_done: int, _total: int) -> None:
    """Stands in where nobody listens."""
