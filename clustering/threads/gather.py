"""What articles say of affairs before stories are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import ThreadsConfig
from clustering.model import Corpus
from clustering.text.actors import ActorTable, Mentions, find_mentions, load_actors, mention_tokens
from clustering.text.background import archive_idf
from clustering.text.tfidf import Rows
from clustering.text.vocabulary import Words
from clustering.threads.affinity import actor_rows
from clustering.threads.elections import election_shares
from clustering.threads.subjects import Subjects, find_subjects
from clustering.threads.word_rows import matter_rows


@dataclass(frozen=True, eq=False)
class Who:
    """Actors and matter, by article.

    Attributes:
        table: The known actors.
        mentions: Where they are named.
        actors: (n_articles, n_actors) rows.
        matter: (n_articles, n_terms) rows.
        topic: The same entries without the names of actors.
        elections: (n_articles,) float64 how much each is about an election.
    """

    table: ActorTable
    mentions: Mentions
    actors: Rows
    matter: Rows
    topic: Rows
    elections: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Gathered:
    """All that threads are traced and named from, but for the stories."""

    who: Who
    subjects: Subjects


def gather(corpus: Corpus, words: Words, config: ThreadsConfig, workers: int = 1) -> Gathered:
    """Reads actors, matter and possible subjects.

    Args:
        corpus: The articles.
        words: Their words.
        config: Which table of actors.
        workers: Threads that share the texts; the result does not depend on it.
    """
    who = find_who(corpus, words, config, workers)
    return Gathered(who, find_subjects(corpus, words, who.mentions, who.table))


def find_who(corpus: Corpus, words: Words, config: ThreadsConfig, workers: int = 1) -> Who:
    """Reads actors and matter; see ``gather``."""
    table = load_actors(Path(config.actors_file) if config.actors_file else None)
    years = np.array([a.date.year or 0 for a in corpus.articles], np.int32)
    mentions = find_mentions(words, table, years, workers)
    named = mention_tokens(words, mentions, table, np.ones(len(mentions.text), np.bool_))
    return Who(
        table,
        mentions,
        actor_rows(mentions, corpus.titles, table),
        *matter_rows(words, archive_idf(words, corpus.languages), named),
        election_shares(words),
    )
