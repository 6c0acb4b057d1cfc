"""What can be the matter of a thread: noun phrases, places, territories."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.actors import ActorTable, Mentions, mention_lengths, mention_tokens
from clustering.text.function_words import (
    CAPITAL_NOUNS,
    FUNCTION,
    FURNITURE,
    LINK,
    PERSON_CUE,
    VAGUE,
    classify_words,
    endings,
)
from clustering.text.nouns import forms_by_ending, word_forms
from clustering.text.ordering import order_by_group
from clustering.text.phrase_forms import name_tokens
from clustering.text.phrases import Phrases, find_phrases
from clustering.text.scan import CAPITAL, NUMBER
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import JOINED, Words, capital_share, spell
from clustering.threads.matter import ZONE_WORDS

Bools = npt.NDArray[np.bool_]
Int64 = npt.NDArray[np.int64]

_MIN_CHARACTERS = 3
_MIN_CAPITAL = 0.8
_MIN_SURNAME = 0.15
"""A word that stands this often beside a forename, an office or "said" is a person's name."""


@dataclass(frozen=True, eq=False)
class Subjects:
    """Candidates for the matter.

    Attributes:
        phrases: Every occurrence in titles and first words, territories among them.
        territories: Display names by key.
        persons: Full names of those that the table of actors knows, by key.
        is_name: (n_terms,) bool, mostly written with a capital.
        is_person: (n_terms,) bool, a person's name.
        is_vague: (n_terms,) bool, says little by itself.
    """

    phrases: Phrases
    territories: dict[int, str]
    persons: dict[int, str]
    is_name: Bools
    is_person: Bools
    is_vague: Bools


def find_subjects(corpus: Corpus, words: Words, mentions: Mentions, table: ActorTable) -> Subjects:
    """Noun phrases without actors, outlets, numbers and furniture; disputed territories; persons.

    A place below the state ("Benghazi") or an affair ("Brexit") stands for its state among the
    actors and may be part of a phrase as well; a territory with several names counts under its
    display name, and so does a person, who is the matter where an affair is about one man's office.

    Args:
        corpus: The articles.
        words: Their words.
        mentions: Actors named in them.
        table: Who the actors are.
    """
    zone = _zone(words.offsets, words.n_title)
    languages = [article.language for article in corpus.articles]
    classes = classify_words(words, languages)
    usable = (classes & (FUNCTION | FURNITURE) == 0) & (words.flags & NUMBER == 0)
    usable &= ~_in_names(words, mentions, table)
    media = [row.alias for row in table.rows if row.kind == "none"]
    outlets = corpus.outlets(np.arange(len(corpus), dtype=np.int32))
    usable &= ~name_tokens(words, [*outlets, *media], zone)
    head, modifier = _forms(corpus, words, classes)
    head &= (words.seen[:, 2] >= _MIN_CHARACTERS)[words.terms]  # "St" may begin a name
    phrases = find_phrases(words, usable & head, usable & modifier, classes & LINK > 0, zone)
    phrases, territories, persons = _with_named(phrases, corpus, words, mentions, table, zone)
    is_name = np.nan_to_num(capital_share(words), nan=0.0) >= _MIN_CAPITAL
    is_vague = np.zeros(words.n_terms, np.bool_)
    is_vague[words.terms[classes & VAGUE > 0]] = True
    is_person = _persons(words, classes, table)
    return Subjects(phrases, territories, persons, is_name, is_person, is_vague)


@nb.njit(cache=True, nogil=True)
def _zone(offsets: Int64, n_title: npt.NDArray[np.int32]) -> Bools:
    """(n_tokens,) bool: in the title or among the first ``ZONE_WORDS`` words of the body."""
    zone = np.zeros(offsets[-1], np.bool_)
    for text in range(len(n_title)):
        zone[offsets[text] : min(offsets[text] + n_title[text] + ZONE_WORDS, offsets[text + 1])] = (
            True
        )
    return zone


def _forms(corpus: Corpus, words: Words, classes: npt.NDArray[np.uint8]) -> tuple[Bools, Bools]:
    """(n_tokens,) what can end a phrase and what can stand before its end, by language."""
    forms = word_forms(words, classes)
    head, modifier = forms.head[words.terms], forms.modifier[words.terms]
    languages = np.array([article.language for article in corpus.articles])
    for language in np.unique(languages).tolist():
        own = languages == language
        if language in CAPITAL_NOUNS:
            own = np.repeat(own, np.diff(words.offsets))
            head = np.where(own, words.flags & CAPITAL > 0, head)
        elif any(endings(language)):
            own = np.repeat(own, np.diff(words.offsets))
            terms, place = np.unique(words.terms[own], return_inverse=True)
            spelt = spell(words, terms, corpus.titles, corpus.bodies)
            heads, modifiers = forms_by_ending(spelt, language)
            head[own], modifier[own] = heads[place], modifiers[place]
    return head, modifier


def _in_names(words: Words, mentions: Mentions, table: ActorTable) -> Bools:
    """(n_tokens,) bool: the token is part of an actor's name, places and affairs apart."""
    place = np.array([row.role in {"place", "affair"} for row in table.rows], np.bool_)
    territory = np.array([kind == "territory" for kind in table.kinds], np.bool_)
    blocked = ~place[mentions.row] | territory[mentions.actor]
    return mention_tokens(words, mentions, table, blocked)


def _with_named(
    phrases: Phrases,
    corpus: Corpus,
    words: Words,
    mentions: Mentions,
    table: ActorTable,
    zone: Bools,
) -> tuple[Phrases, dict[int, str], dict[int, str]]:
    """Adds territories and persons, however they are called, as phrases of one key each."""
    token = words.offsets[:-1][mentions.text] + mentions.token
    territory = np.array([kind == "territory" for kind in table.kinds], np.bool_)[mentions.actor]
    person = _persons_apart(mentions, table, corpus)
    kept = np.flatnonzero((territory | person) & zone[token])
    lands = [
        name if kind == "territory" else ""
        for name, kind in zip(table.actors, table.kinds, strict=True)
    ]
    names = [
        lands[actor] or table.rows[row].person
        for actor, row in zip(
            mentions.actor[kept].tolist(), mentions.row[kept].tolist(), strict=True
        )
    ]
    keys = {name: hash_word("".join(filter(str.isalnum, name))) ^ 1 for name in set(names)}
    key = np.concatenate([phrases.key, np.array([keys[name] for name in names], np.uint64)])
    text = np.concatenate([phrases.text, mentions.text[kept]])
    where = np.concatenate([phrases.token, token[kept]])
    length = np.minimum(mention_lengths(mentions, table)[kept], 3)
    size = np.concatenate([phrases.size, length.astype(np.int32)])
    order = order_by_group(text, key, words.n_texts)
    joined = Phrases(text[order], key[order], where[order], size[order])
    known = {keys[name]: name for name in sorted(keys)}
    territories = {k: name for k, name in known.items() if name in set(lands)}
    return joined, territories, {k: name for k, name in known.items() if k not in territories}


def _persons_apart(mentions: Mentions, table: ActorTable, corpus: Corpus) -> Bools:
    """(n_mentions,) bool: a person who does not stand for a state, and no namesake there.

    Who leads a state in the article's year is the state once more.
    """
    row = mentions.row
    key = np.repeat(np.arange(len(table.key_rows) - 1), np.diff(table.key_rows))
    alias = key * len(table) + table.row_actor[table.rows_by_key]
    _, place, count = np.unique(alias, return_inverse=True, return_counts=True)
    n_namesakes = np.zeros(len(table.rows), np.int64)
    n_namesakes[table.rows_by_key] = count[place]
    leads = np.array([line.role == "leader" for line in table.rows], np.bool_)[row]
    since, until = table.row_years[row].T
    years = np.array([article.date.year or 0 for article in corpus.articles], np.int64)
    year = years[mentions.text]
    in_office = (year == 0) | ((year >= since) & ((year <= until) | (until == 0)))
    return (table.row_person[row] >= 0) & (n_namesakes[row] == 1) & ~(leads & in_office)


def _persons(words: Words, classes: npt.NDArray[np.uint8], table: ActorTable) -> Bools:
    """(n_terms,) bool: a forename of the table, or a name that often stands beside a cue."""
    forename = np.isin(words.hashes, table.forenames)
    n_beside, n_all = _count_beside(words.terms, words.flags, classes, forename)
    return forename | (n_beside >= np.maximum(_MIN_SURNAME * n_all, 1))


@nb.njit(cache=True, nogil=True)
def _count_beside(
    terms: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    classes: npt.NDArray[np.uint8],
    forename: Bools,
) -> tuple[Int64, Int64]:
    """(n_terms,) how often each stands with a capital behind or before a cue, and how often at all.

    Behind: the token before is a forename or a cue; before: the token after is a cue.
    """
    n_beside, n_all = np.zeros(len(forename), np.int64), np.zeros(len(forename), np.int64)
    for at in range(len(terms)):
        term = terms[at]
        n_all[term] += 1
        if flags[at] & CAPITAL == 0:
            continue
        beside = at + 1 < len(terms) and flags[at + 1] & JOINED and classes[at + 1] & PERSON_CUE
        if not beside and at > 0 and flags[at] & JOINED:
            named = forename[terms[at - 1]] and flags[at - 1] & CAPITAL
            beside = named or classes[at - 1] & PERSON_CUE
        if beside:
            n_beside[term] += 1
    return n_beside, n_all
