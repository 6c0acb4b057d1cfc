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
from clustering.threads.choosing import LEAST_WORTH, Candidate, choose_phrases
from clustering.threads.homonyms import tell_apart
from clustering.threads.matter import Weighed, weigh_phrases
from clustering.threads.parties import leading_actors
from clustering.threads.subjects import Subjects

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Terms = tuple[int, ...]

_SIZES, _MIN_ARTICLES, _MIN_SHARE = (1, 2, 4, 12), (1, 2, 2, 3), (0.4, 0.2, 0.08, 0.03)
"""From a size on, a phrase must stand in that many of a thread's articles and be so prominent."""
_MIN_SUBJECT = (0.6, 0.5, 0.25, 0.1)
"""A single story is named by its headline when no telling phrase is as prominent in it: it does
not turn on anything that two words could say."""
_FEW = 0.5
_TERRITORY_WORTH = 0.5
"""A territory that half of the articles name is worth at least this share of the best phrase."""
_LEAST_WHOLE = 0.03
"""A phrase of this share may still stand for its part …"""
_PHRASE_FACTOR = 1.4
"""Two words say more exactly what it is than one."""
_NAME_FACTOR = 0.8
_PERSON_FACTOR = 0.35
"""Names of persons say who once more; the matter is preferably a thing."""
_VAGUE_FACTOR = 0.4
_VAGUE_PHRASE_FACTOR = 0.6


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
        partitions: Of each, (n_rows,) int32 thread of each row, 0 to n_threads - 1, and a
            headline for each thread: the name where neither actors nor matter is found, and of a
            single story that turns on nothing.
        workers: Threads that share the partitions; the names do not depend on it.

    Returns:
        For each partition, a naming for each thread; a coarser group of one thread has its name.
    """
    party = np.array([kind != "territory" for kind in table.kinds], np.bool_)
    titles = corpus.titles

    def lead(place: int) -> list[tuple[int, ...]]:
        threads, headlines = partitions[place]
        return leading_actors(mentions, titles, party, stories, threads, len(headlines))

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        parties = list(pool.map(lead, range(len(partitions))))
    names = _fill_with_names(parties, corpus, table, stories, partitions)

    def name_groups(place: int) -> tuple[list[Naming], dict[int, int]]:
        threads, headlines = partitions[place]
        same = _same_groups(partitions[0][0], threads) if place else {}
        who = parties[place]
        own = _named(corpus, words, names, stories, subjects, threads, headlines, who, same)
        return _told_apart(own, corpus, threads, same), same

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(name_groups, range(len(partitions))))
    for own, same in found:
        for group, thread in same.items():
            own[group] = found[0][0][thread]
    return [own for own, _ in found]


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
    for found, (threads, headlines) in zip(parties, partitions, strict=True):
        named = leading_actors(
            names.mentions, own_titles, every, stories[rows], threads[rows], len(headlines)
        )
        for thread, who in enumerate(named):
            if not found[thread]:
                found[thread] = tuple(len(table) + number for number in who)
    return (*table.actors, *names.names)


def _named(
    corpus: Corpus,
    words: Words,
    names: Sequence[str],
    stories: Int32,
    subjects: Subjects,
    threads: Int32,
    headlines: Sequence[str],
    parties: Sequence[tuple[int, ...]],
    same: Collection[int],
) -> list[Naming]:
    """Names of all groups but those that are ``same``, which get none."""
    weighed = weigh_phrases(corpus, subjects.phrases, words, stories, threads, parties)
    sizes = np.bincount(threads, minlength=len(headlines))
    wanted = ~np.isin(weighed.thread, list(same))
    candidates = _candidates(weighed, wanted, subjects, words, corpus, sizes)
    n_stories = np.bincount(threads[np.unique(stories, return_index=True)[1]])
    least = np.array(_MIN_SUBJECT)[np.searchsorted(_SIZES, sizes, side="right") - 1]
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


def _candidates(
    weighed: Weighed,
    wanted: npt.NDArray[np.bool_],
    subjects: Subjects,
    words: Words,
    corpus: Corpus,
    sizes: Int64,
) -> list[list[Candidate]]:
    """The worthiest phrases of each thread, by worth, weighed by what kind of name they are."""
    territory = np.isin(weighed.key, np.array(sorted(subjects.territories), np.uint64))
    kept = _prominent(weighed, sizes, territory)
    kept = kept[wanted[kept]]
    keys, place = np.unique(weighed.key[kept], return_inverse=True)
    terms, factors = _terms(keys, subjects, words)
    worth = weighed.worth[kept] * np.array(factors)[place]
    thread = weighed.thread[kept]
    best = np.zeros(len(sizes))
    np.maximum.at(best, thread, worth)
    widely = territory[kept] & (2 * weighed.n_articles[kept] >= sizes[thread])
    worth = np.where(widely, np.maximum(worth, _TERRITORY_WORTH * best[thread]), worth)
    long = np.array([len(own) > 1 for own in terms], np.bool_)[place]
    chosen = worth >= np.where(long, _LEAST_WHOLE, LEAST_WORTH) * best[thread]
    kept, place, worth = kept[chosen], place[chosen], worth[chosen]
    asked = keys[np.unique(place)]
    written = spell_phrases(subjects.phrases, words, asked, corpus.titles, corpus.bodies)
    written |= subjects.territories | subjects.persons
    found: list[list[Candidate]] = [[] for _ in sizes]
    for at, number, own in zip(kept.tolist(), place.tolist(), worth.tolist(), strict=True):
        key = int(keys[number])
        share = float(weighed.share[at])
        text, words_of = written[key], [*terms[number]]
        land, person = key in subjects.territories, key in subjects.persons
        if land or person:
            telling, exact = True, land
        else:
            telling = not subjects.is_vague[words_of].all()
            exact = telling and (len(words_of) > 1 or bool(subjects.is_name[words_of].all()))
        candidate = Candidate(key, round(own, 5), share, terms[number], text, telling, exact)
        found[weighed.thread[at]].append(candidate)
    return [sorted(group, key=lambda c: (-c.worth, c.key)) for group in found]


def _prominent(weighed: Weighed, sizes: Int64, territory: npt.NDArray[np.bool_]) -> Int64:
    """The phrases that enough of their thread's articles are about, the worthiest of each.

    For a territory it is enough to be named: it has no other words to be told by.
    """
    size = np.searchsorted(_SIZES, sizes[weighed.thread], side="right") - 1
    wide = weighed.n_articles >= np.array(_MIN_ARTICLES)[size]
    wide &= (weighed.share >= np.array(_MIN_SHARE)[size]) | territory
    wide &= weighed.worth > 0
    return np.flatnonzero(wide)


def _terms(
    keys: npt.NDArray[np.uint64], subjects: Subjects, words: Words
) -> tuple[list[Terms], list[float]]:
    """The words of each phrase, and what its worth is multiplied with.

    A territory and a person of the table are one word: they are written in several ways.
    """
    phrases = subjects.phrases
    example = phrases.distinct.example[np.searchsorted(phrases.distinct.known, keys)]
    terms: list[Terms] = []
    factors = []
    for key, at in zip(keys.tolist(), example.tolist(), strict=True):
        own = words.terms[phrases.token[at] : phrases.token[at] + phrases.size[at]]
        named = key in subjects.territories or key in subjects.persons
        terms.append((-1,) if named else tuple(own.tolist()))
        factors.append(_factor(key, own, subjects))
    return terms, factors


def _factor(key: int, terms: Int32, subjects: Subjects) -> float:
    if key in subjects.territories:
        return 1.0
    if key in subjects.persons:
        return _PERSON_FACTOR
    if subjects.is_name[terms].all():
        return _PERSON_FACTOR if subjects.is_person[terms].any() else _NAME_FACTOR
    vague = subjects.is_vague[terms].all()
    if len(terms) == 1:
        return _VAGUE_FACTOR if vague else 1.0
    return _VAGUE_PHRASE_FACTOR if vague else _PHRASE_FACTOR


def _in_order(matter: Sequence[str], subjects: Subjects) -> list[str]:
    """Phrases before territories, long ones first: an order that a story more does not change."""
    lands = set(subjects.territories.values())
    return sorted(matter, key=lambda text: (text in lands, -len(text.split()), text))


def _has_subject(candidates: Sequence[Candidate], least: float) -> bool:
    """A few articles turn on something exact, many may do on one telling word."""
    return any(c.share >= least and (c.exact or (c.telling and least < _FEW)) for c in candidates)
