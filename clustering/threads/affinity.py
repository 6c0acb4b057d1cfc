"""What stories are compared by: matter, actors, time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.actors import ActorTable, Mentions
from clustering.text.tfidf import Rows, pool
from clustering.threads.word_rows import sum_rows

_LEAD_CHARACTERS = 800
_FAR_CHARACTERS = 6000
_HOME_SHARE = 0.5
_HOME_WEIGHT = 0.5


@dataclass(frozen=True, eq=False)
class StorySums:
    """Stories as sums over their articles, so that groups of stories are sums of sums.

    Attributes:
        n_articles: (n_stories,) int64.
        matter: (n_stories, n_terms) sums of unit rows of words.
        topic: The same of rows without the names of actors; offsets and columns are those of
            ``matter``, 0 where a word is only part of names.
        actors: (n_stories, n_actors) sums of unit rows of actors.
        day_first: (n_stories,) float64 first possible day, inf when all are undated.
        day_last: (n_stories,) float64 last possible day, -inf when all are undated.
        day_total: (n_stories,) float64 sum of the days of the dated articles.
        n_dated: (n_stories,) int64.
        elections: (n_stories,) float64 how many articles are about an election, see there.
    """

    n_articles: npt.NDArray[np.int64]
    matter: Rows
    topic: Rows
    actors: Rows
    day_first: npt.NDArray[np.float64]
    day_last: npt.NDArray[np.float64]
    day_total: npt.NDArray[np.float64]
    n_dated: npt.NDArray[np.int64]
    elections: npt.NDArray[np.float64]


def actor_rows(mentions: Mentions, titles: list[str], table: ActorTable) -> Rows:
    """Who is named where it counts: sqrt(3 · title + 2 · first 800 characters + first 6,000).

    An actor that is named in more than half of all articles is at home in the archive and
    tells little: it counts half.
    """
    head = np.array([len(title) + 1 for title in titles], np.int64)
    counts = (
        3 * mentions.counts(0, head)
        + 2 * mentions.counts(head, head + _LEAD_CHARACTERS)
        + mentions.counts(0, _FAR_CHARACTERS)
    ).tocsr()
    counts.sort_indices()
    share = np.bincount(counts.indices, minlength=len(table)) / max(len(titles), 1)
    weight = np.where((share > _HOME_SHARE) & (len(titles) > 50), _HOME_WEIGHT, 1.0)
    values = np.sqrt(counts.data) * weight[counts.indices]
    row = np.repeat(np.arange(len(titles)), np.diff(counts.indptr))
    norm = np.sqrt(np.bincount(row, values**2, minlength=len(titles)))
    return Rows(
        counts.indptr.astype(np.int64),
        counts.indices.astype(np.int32),
        (values / norm[row]).astype(np.float32),
        len(table),
    )


def sum_stories(
    corpus: Corpus,
    matter: Rows,
    topic: Rows,
    actors: Rows,
    elections: npt.NDArray[np.float64],
    labels: npt.NDArray[np.int32],
) -> StorySums:
    """Adds up the articles of each story.

    Args:
        corpus: Representatives only.
        matter: Their matter rows.
        topic: The same entries without the names of actors, see ``word_rows``.
        actors: Their actor rows.
        elections: (n_rows,) how much each is about an election.
        labels: (n_rows,) int32 story of each row, 0 to n_stories - 1.
    """
    n = int(labels.max()) + 1 if len(labels) else 0
    summed, outside = sum_rows(matter, topic.values, labels, n)
    dated = corpus.dated
    story = labels[dated]
    first, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(first, story, corpus.day_first[dated])
    np.maximum.at(last, story, corpus.day_last[dated])
    middle = (corpus.day_first[dated].astype(np.float64) + corpus.day_last[dated]) / 2
    return StorySums(
        np.bincount(labels, minlength=n),
        summed,
        outside,
        pool(actors, labels, n, unit=False),
        first,
        last,
        np.bincount(story, middle, minlength=n).astype(np.float64),
        np.bincount(story, minlength=n),
        np.bincount(labels, elections, minlength=n).astype(np.float64),
    )


def add_stories(sums: StorySums, labels: npt.NDArray[np.int32]) -> StorySums:
    """Adds up the stories of each group.

    Args:
        sums: The stories.
        labels: (n_stories,) int32 group of each story, 0 to n_groups - 1.
    """
    n = int(labels.max()) + 1 if len(labels) else 0
    matter, topic = sum_rows(sums.matter, sums.topic.values, labels, n)
    first, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(first, labels, sums.day_first)
    np.maximum.at(last, labels, sums.day_last)
    n_articles, n_dated = np.zeros(n, np.int64), np.zeros(n, np.int64)
    np.add.at(n_articles, labels, sums.n_articles)
    np.add.at(n_dated, labels, sums.n_dated)
    return StorySums(
        n_articles,
        matter,
        topic,
        pool(sums.actors, labels, n, unit=False),
        first,
        last,
        np.bincount(labels, sums.day_total, minlength=n).astype(np.float64),
        n_dated,
        np.bincount(labels, sums.elections, minlength=n).astype(np.float64),
    )
