"""Threads from stories: the stage from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from clustering.config import ThreadsConfig
from clustering.forked import aside
from clustering.graph.bonds import NOTHING, Pairs, decided_words
from clustering.model import Corpus, Groups, Links, StoryFits
from clustering.text.actors import ActorTable, Mentions
from clustering.text.vocabulary import Words
from clustering.threads.affinity import StorySums, sum_stories
from clustering.threads.alone import Alone, find_alone
from clustering.threads.describe import nearest_threads, weakest_affinities
from clustering.threads.fits import fit_stories
from clustering.threads.gather import Gathered, Who, find_who
from clustering.threads.measures import TERMS
from clustering.threads.naming import Naming, name_threads
from clustering.threads.strays import take_in
from clustering.threads.subjects import find_subjects
from clustering.threads.trace import (
    Traced,
    find_candidates,
    join_candidates,
    join_umbrellas,
    sum_threads,
)


@dataclass(frozen=True, eq=False)
class ThreadsFound:
    """What the thread stage found, over the rows it was given.

    Attributes:
        groups: Partition of rows by affair.
        links: Pairs of stories, each by its first row; score is their affinity.
        namings: One for each thread, by its first row.
        weakest: Affinity of the weakest join in each thread.
        related: For each thread, (index of another thread, affinity), nearest first.
        fits: Why each story is in its thread, by its first row.
        umbrellas: Coarser partition of rows: threads joined further.
        umbrella_namings: One for each umbrella, by its first row.
        umbrella_weakest: Affinity of the weakest join of threads in each umbrella, 1.0 where one
            thread is alone.
        alone: Why articles are in no thread with others, by row.
    """

    groups: Groups
    links: Links
    namings: list[Naming]
    weakest: list[float]
    related: list[list[tuple[int, float]]]
    fits: StoryFits
    umbrellas: Groups
    umbrella_namings: list[Naming]
    umbrella_weakest: list[float]
    alone: list[Alone]


@dataclass(frozen=True, eq=False)
class Material:
    """What threads are traced and named from.

    Attributes:
        sums: The stories.
        mentions: Actors named in the articles.
        table: The known actors.
        story: (n_rows,) int32 story of each article, 0 to n_stories - 1.
    """

    sums: StorySums
    mentions: Mentions
    table: ActorTable
    story: npt.NDArray[np.int32]


def story_material(
    corpus: Corpus, words: Words, stories: Groups, config: ThreadsConfig, who: Who | None = None
) -> Material:
    """Measures stories: who, what, when.

    Args:
        corpus: Representatives only.
        words: Their words.
        stories: Their stories.
        config: Which table of actors.
        who: What was found in the articles, if it was.
    """
    who = who or find_who(corpus, words, config)
    story = np.searchsorted(stories.roots, stories.labels).astype(np.int32)
    rows = who.matter, who.topic, who.actors, who.elections
    sums = sum_stories(corpus, *rows, story)
    return Material(sums, who.mentions, who.table, story)


def find_threads(
    corpus: Corpus,
    words: Words,
    stories: Groups,
    headlines: Sequence[str],
    config: ThreadsConfig,
    decided: tuple[Pairs, Pairs] = NOTHING,
    workers: int = 1,
    gathered: Gathered | None = None,
) -> ThreadsFound:
    """Joins stories of the same actors over the same matter.

    Args:
        corpus: Representatives only.
        words: Their words.
        stories: Their stories.
        headlines: One for each story, by its first row.
        config: Thresholds.
        decided: Pairs of stories that the user wants together, and those he wants apart.
        workers: Threads for what can be shared out; the result does not depend on it.
        gathered: What ``gather`` found in the articles, if it was asked before; else subjects,
            which need nothing of the tracing, are found beside the joining.
    """
    who = gathered.who if gathered else find_who(corpus, words, config, workers)
    material = story_material(corpus, words, stories, config, who)
    sums, named = material.sums, (material.mentions, material.table)
    near = find_candidates(sums, config.neighbours, decided, workers)
    reading = partial(find_subjects, corpus, words, *named)
    with aside(reading, 1 if gathered else workers) as subjects:
        traced = join_candidates(near, config.affinity, decided)
        traced = take_in(sums, traced, config.stray, decided)
        threads = sum_threads(sums, traced)
        joined = join_umbrellas(sums, traced, config.umbrella, workers, threads)
        possible = gathered.subjects if gathered else subjects()
    groups, umbrellas = stories.lift(traced.labels), stories.lift(joined.labels)
    thread = np.searchsorted(groups.roots, groups.labels).astype(np.int32)
    umbrella = np.searchsorted(umbrellas.roots, umbrellas.labels).astype(np.int32)
    fallback, first_headlines = (
        [headlines[int(label)] for label in np.unique(found.labels)] for found in (traced, joined)
    )
    with aside(partial(fit_stories, sums, traced, stories, threads), workers) as fits:
        namings, umbrella_namings = name_threads(
            corpus,
            words,
            *named,
            possible,
            material.story,
            [(thread, fallback), (umbrella, first_headlines)],
            workers,
        )
        fitting = fits()
    return ThreadsFound(
        groups,
        _links(traced, stories, config, decided),
        namings,
        weakest_affinities(traced),
        nearest_threads(traced, len(namings)),
        fitting,
        umbrellas,
        umbrella_namings,
        joined.weakest.tolist(),
        find_alone(
            corpus,
            traced,
            thread,
            namings,
            *named,
            joined.labels[np.unique(traced.labels)],
            config.affinity,
        ),
    )


def _links(
    traced: Traced, stories: Groups, config: ThreadsConfig, decided: tuple[Pairs, Pairs]
) -> Links:
    """Pairs of stories at least as near as the threshold less the borderline, or decided."""
    words = decided_words(traced.pair_left, traced.pair_right, *decided)
    shown = traced.pair_affinity >= max(config.affinity - config.borderline, 0)
    shown |= words != ""
    left, right = traced.pair_left[shown], traced.pair_right[shown]
    rows: npt.NDArray[np.int32] = stories.roots
    evidence = {
        "days": traced.pair_gap[shown],
        "cosine_matter": traced.pair_matter[shown],
        "cosine_actors": traced.pair_actors[shown],
        "decided": words[shown],
    }
    together = traced.labels[left] == traced.labels[right]
    terms = {name: traced.pair_terms[shown, k].copy() for k, name in enumerate(TERMS)}
    score = traced.pair_affinity[shown]
    return Links(rows[left], rows[right], score, together, evidence, terms=terms)
