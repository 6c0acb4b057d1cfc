"""Names of threads: who it is between, and over what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.text.actors import ActorTable, Mentions
from clustering.text.tfidf import Floats, Rows, pool
from clustering.text.tokens import CAPITAL, NUMBER, SENTENCE_START, tokenize
from clustering.text.vocabulary import Words, spell

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

_MAX_ACTORS = 3
_MAX_MATTERS = 3
_MIN_ACTOR_SHARE = 0.45
"""An actor is in the name when it weighs this much of the weightiest."""
_MIN_SECOND_SHARE = 0.25
"""… the second already from this much on: affairs have two sides."""
_MIN_IDF = 2.0
_MIN_PAIR_IDF = 1.2
"""In a pair one of the words may be this common: "peace treaty"."""
_MIN_WORTH = 0.65
"""Phrases worth less than this share of the best are not shown."""
_MAX_PAIR_IDF = 9.0
_PAIR_FACTOR = 0.9
_NAME_FACTOR = 0.75
"""Names of persons say who once more; the matter is preferably a thing."""
_STEM = 5
_NAMING_WORDS = 600
"""Body words that phrases are taken from."""
_TITLE_BONUS = 0.7
"""A phrase in every title counts this much more."""
_FORMS = ("ed", "ing", "ly", "est", "ould", "ten", "ises", "izes")
"""Endings of English verbs and adverbs, which seldom say what an affair is about."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Actors and matter of a thread, best first, and the name made of them."""

    actors: tuple[str, ...]
    matter: tuple[str, ...]
    name: str


def name_threads(
    words: Words,
    idf: Floats,
    texts: tuple[Sequence[str], Sequence[str]],
    mentions: Mentions,
    actors: Rows,
    table: ActorTable,
    labels: Int32,
    fallback: Sequence[str],
) -> list[Naming]:
    """Names every thread.

    The actors are the weightiest of the pooled actor rows; the matter is words and pairs of
    words (not part of an actor's name) that stand in many of the thread's articles and are
    rare elsewhere, disputed territories among them.

    Args:
        words: Of the representatives.
        idf: (n_terms,) float32.
        texts: Their titles and bodies.
        mentions: Actors named in them.
        actors: Their actor rows.
        table: Who the actors are.
        labels: (n_rows,) int32 thread of each row, 0 to n_threads - 1.
        fallback: A headline for each thread, the name where neither actors nor matter is found,
            and of a single article without actors.
    """
    n_threads = len(fallback)
    whos = _actors(pool(actors, labels, n_threads, unit=False), table)
    whats = _matters(words, idf, texts, mentions, table, labels, n_threads)
    namings = []
    sizes = np.bincount(labels, minlength=n_threads).tolist()
    for who, (what, places), headline, size in zip(whos, whats, fallback, sizes, strict=True):
        matter = _without_repeats([*what[:1], *places, *what[1:]])
        shown = ", ".join(sorted(who))
        name = " · ".join(part for part in (shown, ", ".join(matter)) if part)
        if not name or (size == 1 and not who):
            name = headline
        namings.append(Naming(who, matter, name))
    return namings


def _actors(pooled: Rows, table: ActorTable) -> list[tuple[str, ...]]:
    state_like = np.array([kind != "territory" for kind in table.kinds], np.bool_)
    chosen = []
    for thread in range(len(pooled)):
        part = slice(pooled.offsets[thread], pooled.offsets[thread + 1])
        columns, values = pooled.columns[part], pooled.values[part]
        columns, values = columns[state_like[columns]], values[state_like[columns]]
        order = np.lexsort((columns, -np.round(values, 4)))[:_MAX_ACTORS]
        least = [0.0, _MIN_SECOND_SHARE, _MIN_ACTOR_SHARE]
        chosen.append(
            tuple(
                table.actors[columns[at]]
                for rank, at in enumerate(order)
                if values[at] >= least[rank] * values[order[0]]
            )
        )
    return chosen


def _matters(
    words: Words,
    idf: Floats,
    texts: tuple[Sequence[str], Sequence[str]],
    mentions: Mentions,
    table: ActorTable,
    labels: Int32,
    n_threads: int,
) -> list[tuple[list[str], list[str]]]:
    keys, rows, in_title = _phrases(words, idf, mentions, table)
    thread, key, count, titled = _count(labels[rows], keys, in_title)
    size = np.bincount(labels, minlength=n_threads)
    share = count / size[thread]
    first, second = key // (words.n_terms + 1), key % (words.n_terms + 1)
    information = _information(words, idf, first, second)
    bonus = 1 + _TITLE_BONUS * titled / size[thread]
    worth = np.round(bonus * np.sqrt(share) * (information + np.log(share)), 4)
    worth[(count < 2) & (size[thread] > 1)] = 0
    order = np.lexsort((key, -worth, thread))
    order = order[worth[order] > 0]
    bounds = np.searchsorted(thread[order], np.arange(n_threads + 1))
    territories = _territories(mentions, table, labels, size)
    found: list[tuple[list[str], list[str]]] = []
    for index in range(n_threads):
        best = order[bounds[index] : bounds[index + 1]][:12]
        best = best[worth[best] >= _MIN_WORTH * worth[best[:1]].sum()]
        phrases = []
        for at in best:
            terms = [first[at], second[at]][: 1 + int(second[at] < words.n_terms)]
            phrases.append(" ".join(spell(words, np.array(terms), *texts)))
        found.append((sorted(phrases, key=_is_form), territories[index]))
    return found


def _information(words: Words, idf: Floats, first: Int64, second: Int64) -> Floats:
    """(n_phrases,) what a phrase tells: its inverse document frequency, weighed by its form."""
    is_pair = second < words.n_terms
    other = np.append(idf, 0)[second]
    pair = _PAIR_FACTOR * np.minimum(idf[first] + other, _MAX_PAIR_IDF)
    information = np.where(is_pair, pair, idf[first])
    return np.where(_is_name(words)[first], _NAME_FACTOR, 1) * information


def _is_form(phrase: str) -> bool:
    """An English verb form or adverb by its ending: such phrases come last."""
    return phrase.endswith(_FORMS) and phrase.islower()


def _phrases(
    words: Words, idf: Floats, mentions: Mentions, table: ActorTable
) -> tuple[Int64, Int32, npt.NDArray[np.bool_]]:
    """Words and pairs of words in the first part of each text, once a text.

    Returns:
        keys int64: first · (n_terms + 1) + second, second = n_terms for a single word; the
        row of each, int32; whether it stands in the title, bool.
    """
    n_tokens = np.diff(words.offsets)
    row = np.repeat(np.arange(words.n_texts, dtype=np.int32), n_tokens)
    at = np.arange(len(words.terms)) - words.offsets[:-1][row]
    usable = (at < words.n_title[row] + _NAMING_WORDS) & (words.flags & NUMBER == 0)
    usable &= (idf[words.terms] >= _MIN_PAIR_IDF) & (words.seen[words.terms, 2] > 2)
    usable &= ~_in_names(words, mentions, table)
    telling = idf[words.terms] >= _MIN_IDF
    width = np.int64(words.n_terms + 1)
    here = np.flatnonzero(usable & telling)
    singles = words.terms[here] * width + words.n_terms
    follows = np.flatnonzero(usable[:-1] & usable[1:] & (row[:-1] == row[1:]))
    follows = follows[telling[follows] | telling[follows + 1]]
    follows = follows[words.flags[follows + 1] & SENTENCE_START == 0]
    pairs = words.terms[follows] * width + words.terms[follows + 1]
    keys = np.concatenate([singles, pairs])
    place = np.concatenate([here, follows])
    order = np.lexsort((place, keys, row[place]))  # a title comes before its body
    keys, place = keys[order], place[order]
    rows = row[place]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (np.diff(keys) != 0) | (np.diff(rows) != 0)
    in_title = at[place] < words.n_title[rows]
    return keys[fresh], rows[fresh], in_title[fresh]


def _is_name(words: Words) -> npt.NDArray[np.bool_]:
    """(n_terms,) bool: mostly written with a capital inside sentences."""
    inside = np.flatnonzero(words.flags & SENTENCE_START == 0)
    n_inside = np.bincount(words.terms[inside], minlength=words.n_terms)
    capital = (words.flags[inside] & CAPITAL) > 0
    n_capital = np.bincount(words.terms[inside[capital]], minlength=words.n_terms)
    return 2 * n_capital > n_inside


def _in_names(words: Words, mentions: Mentions, table: ActorTable) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: the token is part of an actor's name."""
    lengths = np.diff(tokenize([row.alias for row in table.rows]).offsets)[mentions.row]
    begin = words.offsets[:-1][mentions.text] + mentions.token
    inside = np.zeros(len(words.terms) + 1, np.int64)
    np.add.at(inside, begin, 1)
    np.add.at(inside, np.minimum(begin + lengths, len(words.terms)), -1)
    return np.cumsum(inside)[:-1] > 0


def _count(
    thread: Int32, key: Int64, in_title: npt.NDArray[np.bool_]
) -> tuple[Int32, Int64, Int64, Int64]:
    """Distinct (thread, key), how often each occurs and how often in a title."""
    order = np.lexsort((key, thread))
    thread, key = thread[order], key[order]
    fresh = np.ones(len(key), np.bool_)
    fresh[1:] = (np.diff(key) != 0) | (np.diff(thread) != 0)
    start = np.flatnonzero(fresh)
    titled = np.add.reduceat(in_title[order].astype(np.int64), start) if len(start) else start
    return thread[start], key[start], np.diff(np.append(start, len(key))), titled


def _territories(
    mentions: Mentions, table: ActorTable, labels: Int32, size: Int64
) -> list[list[str]]:
    """Disputed territories named in at least half of a thread's articles."""
    is_territory = np.array([kind == "territory" for kind in table.kinds], np.bool_)
    kept = is_territory[mentions.actor]
    pairs = np.unique(np.column_stack([mentions.text[kept], mentions.actor[kept]]), axis=0)
    nowhere = np.zeros(len(pairs), np.bool_)
    thread, actor, count, _ = _count(labels[pairs[:, 0]], pairs[:, 1].astype(np.int64), nowhere)
    found: list[list[str]] = [[] for _ in size]
    for t, a, c in zip(thread.tolist(), actor.tolist(), count.tolist(), strict=True):
        if 2 * c >= size[t]:
            found[t].append(table.actors[a])
    return found


def _without_repeats(phrases: Sequence[str]) -> tuple[str, ...]:
    """The best phrases that say something new: none shares a stem with an earlier one."""
    chosen: list[str] = []
    stems: set[str] = set()
    for phrase in phrases:
        own = {word[:_STEM].lower() for word in phrase.split()}
        if not own & stems and len(chosen) < _MAX_MATTERS:
            chosen.append(phrase)
            stems |= own
    return tuple(chosen)
