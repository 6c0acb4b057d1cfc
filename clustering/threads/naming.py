"""Names of threads: who it is between, and over what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.actors import ActorTable, Mentions
from clustering.text.function_words import CAPITAL_NOUNS
from clustering.text.names import recurring_names
from clustering.text.phrase_forms import spell_phrases
from clustering.text.vocabulary import Words
from clustering.threads.candidates import (
    Possible,
    as_candidates,
    possible_phrases,
    size_class,
)
from clustering.threads.choosing import Candidate, choose_phrases
from clustering.threads.homonyms import tell_apart
from clustering.threads.matter import read_phrases, weigh_phrases
from clustering.threads.parties import leading_actors, read_actors
from clustering.threads.subjects import Subjects

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Terms = tuple[int, ...]

_MIN_SUBJECT = (0.6, 0.5, 0.25, 0.1)
"""A single story is named by its headline when no telling phrase is as prominent in it: it does
not turn on anything that two words could say."""
_FEW = 0.5


@dataclass(frozen=True, slots=True)
class Naming:
    """Actors and matter of a thread, best first, and the name made of them."""

    actors: tuple[str, ...]
    matter: tuple[str, ...]
    name: str


def name_threads(
    corpus: Corpus,
    words: Words,
    mentions: Mentions,
    table: ActorTable,
    subjects: Subjects,
    stories: Int32,
    partitions: Sequence[tuple[Int32, Sequence[str]]],
    workers: int = 1,
) -> list[list[Naming]]:
    """Names the threads of a partition, and the groups of threads of coarser ones.

    The actors are those that its articles are about (see ``parties``); where the table knows
    none of them, names that recur. The matter is phrases that set it apart from threads with the
    same actors (see ``matter``). The name has the actors in order of the alphabet and up to
    three phrases of five words together, long ones first and territories last, so that only
    what is in it can change and not the order. Names that several share say when (see
    ``homonyms``).

    Args:
        corpus: Representatives only.
        words: Of the representatives.
        mentions: Actors named in them.
        table: Who the actors are.
        subjects: What they may be about.
        stories: (n_rows,) int32 story of each row, 0 to n_stories - 1.
        partitions: The finest one first. Of each, (n_rows,) int32 thread of each row, 0 to
            n_threads - 1, and a headline for each thread: the name where neither actors nor
            matter is found, and of a single story that turns on nothing.
        workers: Threads that share the partitions; the names do not depend on it.

    Returns:
        For each partition, a naming for each thread; a coarser group of one thread has its name.
    """
    party = np.array([kind != "territory" for kind in table.kinds], np.bool_)
    prominent = read_actors(mentions, corpus.titles, party)
    parties = [
        leading_actors(prominent, stories, threads, len(headlines))
        for threads, headlines in partitions
    ]
    names = _fill_with_names(parties, corpus, table, stories, partitions)
    same = [_same_groups(partitions[0][0], threads) for threads, _ in partitions]
    same[0] = {}
    candidates = _candidates(corpus, words, subjects, stories, partitions, parties, same, workers)
    found = []
    for place, (threads, headlines) in enumerate(partitions):
        who = parties[place]
        own = _named(candidates[place], names, stories, subjects, threads, headlines, who)
        found.append(_told_apart(own, corpus, threads, same[place]))
        for group, thread in same[place].items():
            found[-1][group] = found[0][thread]
    return found


def _candidates(
    corpus: Corpus,
    words: Words,
    subjects: Subjects,
    stories: Int32,
    partitions: Sequence[tuple[Int32, Sequence[str]]],
    parties: Sequence[list[tuple[int, ...]]],
    same: Sequence[Collection[int]],
    workers: int,
) -> list[list[list[Candidate]]]:
    """What may be the matter of each partition's threads; nothing for those that are ``same``."""
    finest = partitions[0][0]
    said = read_phrases(subjects.phrases, words, np.bincount(finest)[finest] == 1)

    def choose(place: int) -> Possible:
        threads, headlines = partitions[place]
        weighed = weigh_phrases(corpus, said, stories, threads, parties[place])
        wanted = ~np.isin(weighed.thread, list(same[place]))
        sizes = np.bincount(threads, minlength=len(headlines))
        return possible_phrases(weighed, wanted, subjects, words, sizes)

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        chosen = list(pool.map(choose, range(len(partitions))))
    asked = np.unique(np.concatenate([possible.forms.key for possible in chosen]))
    written = spell_phrases(subjects.phrases, words, asked, corpus.titles, corpus.bodies)
    written |= subjects.territories | subjects.persons
    return [
        as_candidates(possible, written, len(headlines))
        for possible, (_, headlines) in zip(chosen, partitions, strict=True)
    ]


def _told_apart(
    namings: Sequence[Naming], corpus: Corpus, threads: Int32, without: Collection[int]
) -> list[Naming]:
    """Different groups have different names, those that have none yet apart."""
    wanted = [group for group in range(len(namings)) if group not in without]
    place = np.full(len(namings), -1, np.int32)
    place[wanted] = np.arange(len(wanted))
    inside = np.flatnonzero((place[threads] >= 0) & corpus.dated)
    days = corpus.day_first[inside].astype(np.int64)
    names = tell_apart([namings[group].name for group in wanted], days, place[threads[inside]])
    found = list(namings)
    for group, name in zip(wanted, names, strict=True):
        found[group] = replace(namings[group], name=name)
    return found


def _same_groups(threads: Int32, groups: Int32) -> dict[int, int]:
    """The thread of each group that is one thread."""
    pairs = np.unique(np.column_stack([groups, threads]), axis=0)
    alone = np.bincount(pairs[:, 0])[pairs[:, 0]] == 1
    return dict(pairs[alone].tolist())


def _fill_with_names(
    parties: Sequence[list[tuple[int, ...]]],
    corpus: Corpus,
    table: ActorTable,
    stories: Int32,
    partitions: Sequence[tuple[Int32, Sequence[str]]],
) -> tuple[str, ...]:
    """Gives threads of which the table knows nobody the names that recur in such threads.

    Returns:
        Display names by number: those of the table, then the recurring ones.
    """
    unknown = np.zeros(len(corpus), np.bool_)
    for found, (threads, _) in zip(parties, partitions, strict=True):
        unknown |= np.array([not who for who in found], np.bool_)[threads]
    readable = [article.language not in CAPITAL_NOUNS for article in corpus.articles]
    rows = np.flatnonzero(unknown & np.array(readable, np.bool_)).astype(np.int32)
    if not len(rows):
        return table.actors
    titles, bodies = corpus.titles, corpus.bodies
    texts = [f"{titles[row]}\n\n{bodies[row]}" for row in rows.tolist()]
    outlets = corpus.outlets(np.arange(len(corpus), dtype=np.int32))
    names = recurring_names(texts, table, without=outlets)
    own_titles = [titles[row] for row in rows.tolist()]
    every = np.ones(len(names.names), np.bool_)
    prominent = read_actors(names.mentions, own_titles, every)
    for found, (threads, headlines) in zip(parties, partitions, strict=True):
        named = leading_actors(prominent, stories[rows], threads[rows], len(headlines))
        for thread, who in enumerate(named):
            if not found[thread]:
                found[thread] = tuple(len(table) + number for number in who)
    return (*table.actors, *names.names)


def _named(
    candidates: Sequence[Sequence[Candidate]],
    names: Sequence[str],
    stories: Int32,
    subjects: Subjects,
    threads: Int32,
    headlines: Sequence[str],
    parties: Sequence[tuple[int, ...]],
) -> list[Naming]:
    """Names of all groups."""
    sizes = np.bincount(threads, minlength=len(headlines))
    n_stories = np.bincount(threads[np.unique(stories, return_index=True)[1]])
    least = np.array(_MIN_SUBJECT)[size_class(sizes)]
    least[n_stories > 1] = 0
    namings = []
    for who, possible, headline, subject in zip(
        parties, candidates, headlines, least.tolist(), strict=True
    ):
        actors = tuple(names[actor] for actor in who)
        matter = choose_phrases(possible, actors)
        told = ", ".join(sorted(actors)), ", ".join(_in_order(matter, subjects))
        name = " · ".join(part for part in told if part)
        if not name or (subject and not (who and _has_subject(possible, subject))):
            name = headline
        namings.append(Naming(actors, matter, name))
    return namings


def _in_order(matter: Sequence[str], subjects: Subjects) -> list[str]:
    """Phrases before territories, long ones first: an order that a story more does not change."""
    lands = set(subjects.territories.values())
    return sorted(matter, key=lambda text: (text in lands, -len(text.split()), text))


def _has_subject(candidates: Sequence[Candidate], least: float) -> bool:
    """A few articles turn on something exact, many may do on one telling word."""
    return any(c.share >= least and (c.exact or (c.telling and least < _FEW)) for c in candidates)
