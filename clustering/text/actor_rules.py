"""Whom an alias means: context, years in office, full names."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.actor_rows import RULES
from clustering.text.actor_table import ActorTable
from clustering.text.scan import ALL_CAPITALS, CAPITAL, NUMBER, SENTENCE_START
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import JOINED, Words

Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]

OFFICE_TOLERANCE_YEARS = 1
"""A surname still means its office holder this long before and after the years in office."""
_AGENCIES = (
    "Reuters", "AP", "AFP", "CNN", "TASS", "Xinhua", "Kyodo", "dpa", "UPI", "Interfax", "RIA",
    "ANI", "PTI", "Yonhap", "EFE", "ANSA", "AA", "WAM", "SANA", "IRNA", "BBC", "Bloomberg",
)  # fmt: skip
_BEFORE_MONTHS = (
    "in", "since", "until", "till", "of", "by", "early", "late", "mid", "last", "this", "next",
    "from", "through", "during", "before", "after",
)  # fmt: skip


_ANY_CASE = SENTENCE_START | ALL_CAPITALS
"""Where a word of small letters may have a capital."""


@dataclass(frozen=True, eq=False)
class Hits:
    """Aliases found, before it is known whom they mean, and the voting words of each text.

    Attributes:
        text: (n_hits,) int32 index of the text.
        token: (n_hits,) int64 first token of the alias, counted over all texts.
        start: (n_hits,) int64 first character of the alias in its text.
        length: (n_hits,) int64 tokens of the alias.
        key: (n_hits,) int32 key of the table.
        word_text: (n_words,) int32 text of each voting word, once a text.
        word: (n_words,) int32 number of the voting word.
    """

    text: npt.NDArray[np.int32]
    token: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    key: npt.NDArray[np.int32]
    word_text: npt.NDArray[np.int32]
    word: npt.NDArray[np.int32]


def resolve(
    hits: Hits, words: Words, table: ActorTable, years: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Whom each hit means: (hit, row) pairs, sorted by hit and actor.

    A candidate's rank: 0 refused, 1 in office within the tolerance, 2 in office or clear,
    3 named in full in the same text. The best rank wins; among equals the actor who is
    named elsewhere in the text; if that decides nothing, nobody is meant.
    """
    n_rows = np.diff(table.key_rows)[hits.key]
    hit = np.repeat(np.arange(len(hits.key)), n_rows)
    within = np.arange(len(hit)) - np.repeat(np.cumsum(n_rows) - n_rows, n_rows)
    row = table.rows_by_key[table.key_rows[hits.key][hit] + within]
    rank = _ranks((hit, row), hits, words, table, years)
    shared = table.row_rules[row] & RULES["shared"] > 0
    kept = (rank > 0) & (table.row_actor[row] >= 0)
    hit, row, rank, shared = hit[kept], row[kept], rank[kept], shared[kept]
    pair = hits.text[hit].astype(np.int64) * len(table) + table.row_actor[row]
    single = n_rows[hit] == 1
    elsewhere = np.isin(pair, np.unique(pair[single]))
    score = np.where(shared, 9, rank * 2 + elsewhere)
    best = np.zeros(len(hits.key), np.int64)
    np.maximum.at(best, hit, score)
    winner = score == best[hit]
    hit, row, shared = hit[winner], row[winner], shared[winner]
    order = np.lexsort((row, table.row_actor[row], hit))
    hit, row, shared = hit[order], row[order], shared[order]
    fresh = np.ones(len(hit), bool)  # the same actor twice, as two persons of one name
    fresh[1:] = (hit[1:] != hit[:-1]) | (table.row_actor[row][1:] != table.row_actor[row][:-1])
    hit, row, shared = hit[fresh], row[fresh], shared[fresh]
    decided = shared | (np.bincount(hit, minlength=len(hits.key))[hit] == 1)
    return hit[decided], row[decided]


def _ranks(
    candidates: tuple[Numbers, Rows],
    hits: Hits,
    words: Words,
    table: ActorTable,
    years: npt.NDArray[np.int64],
) -> Numbers:
    """(n_candidates,) int64 rank of each (hit, row); see ``resolve``."""
    hit, row = candidates
    rules, text = table.row_rules[row], hits.text[hit]
    ok = _allowed(candidates, hits, words, table)
    person = table.row_person[row]
    named = person.astype(np.int64) + text.astype(np.int64) * len(table.rows)
    full = (person >= 0) & (rules & (RULES["in-office"] | RULES["full-name"]) == 0)
    in_full = (person >= 0) & np.isin(named, np.unique(named[full & ok]))
    rank = np.where(ok, 2, 0)
    office = _in_office(years[text], table.row_years[row])
    rank = np.where(rules & RULES["in-office"] > 0, np.minimum(rank, office), rank)
    rank = np.where(rules & RULES["full-name"] > 0, 0, rank)
    return np.where(ok & in_full, 3, rank)


def _in_office(year: Numbers, office: npt.NDArray[np.int32]) -> Numbers:
    """2 in office, 1 within the tolerance, 0 outside or of unknown year."""
    since, until = office.T
    until = np.where(until == 0, 9999, until)
    near = (year >= since - OFFICE_TOLERANCE_YEARS) & (year <= until + OFFICE_TOLERANCE_YEARS)
    exact = (year >= since) & (year <= until)
    return np.where(near & (year > 0), np.where(exact, 2, 1), 0)


def _allowed(
    candidates: tuple[Numbers, Rows], hits: Hits, words: Words, table: ActorTable
) -> npt.NDArray[np.bool_]:
    """(n_candidates,) bool: the surroundings are as the alias needs them."""
    hit, row = candidates
    rules, text, token = table.row_rules[row], hits.text[hit], hits.token[hit]
    flags = words.flags[token]
    ok = ~(table.row_small[row] & (flags & CAPITAL > 0) & (flags & _ANY_CASE == 0))
    asked = np.flatnonzero(rules & RULES["capitals"])
    ok[asked] &= ~_amid_capitals(
        words.offsets, words.flags, text[asked], token[asked], hits.length[hit[asked]]
    )
    asked = np.flatnonzero((rules & RULES["no-forename"] > 0) & (token > words.offsets[text]))
    ok[asked] &= ~_after_forename(words, table, token[asked])
    asked = np.flatnonzero(rules & RULES["no-date"])
    ok[asked] &= ~_dates(words, text[asked], token[asked])
    asked = np.flatnonzero(rules & RULES["joined"])
    ok[asked] &= _joined(hits, hit[asked], words)
    asked = np.flatnonzero(table.row_vote[row] >= 0)
    ok[asked] &= _elected(hits, table, text[asked], table.row_vote[row[asked]])
    return ok


def _after_forename(
    words: Words, table: ActorTable, token: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """A capitalised forename stands one character before."""
    before = token - 1
    joined = words.flags[token] & JOINED > 0
    capital = words.flags[before] & CAPITAL > 0
    hashes = words.hashes[words.terms[before]]
    return np.asarray(joined & capital & np.isin(hashes, table.forenames))


def _dates(words: Words, text: Rows, token: Numbers) -> npt.NDArray[np.bool_]:
    """The word is a month: beside a number, or after a preposition of time."""
    before = np.maximum(token - 1, words.offsets[text])
    after = np.minimum(token + 1, words.offsets[text + 1] - 1)
    number = (words.flags[before] | words.flags[after]) & NUMBER > 0
    prepositions = np.array([hash_word(word) for word in _BEFORE_MONTHS], np.uint64)
    return np.asarray(number | np.isin(words.hashes[words.terms[before]], prepositions))


def _joined(hits: Hits, hit: npt.NDArray[np.int64], words: Words) -> npt.NDArray[np.bool_]:
    """The next alias begins one character after this one: Sino-Japanese, Russo-Turkish."""
    following = np.minimum(hit + 1, len(hits.key) - 1)
    end = hits.token[hit] + hits.length[hit] - 1
    adjacent = (hits.token[following] == end + 1) & (hits.text[following] == hits.text[hit])
    return np.asarray(adjacent & (words.flags[hits.token[following]] & JOINED > 0))


def _elected(
    hits: Hits,
    table: ActorTable,
    text: npt.NDArray[np.int32],
    vote: npt.NDArray[np.int32],
) -> npt.NDArray[np.bool_]:
    """More different words of the text speak for the alias than against it."""
    n_votes = len(table.vote_base)
    wanted = np.isin(hits.word_text, np.unique(text))
    word, where = hits.word[wanted], hits.word_text[wanted]
    order = np.argsort(table.vote_word, kind="stable")
    first = np.searchsorted(table.vote_word[order], word, "left")
    n_ballots = np.searchsorted(table.vote_word[order], word, "right") - first
    within = np.arange(n_ballots.sum()) - np.repeat(np.cumsum(n_ballots) - n_ballots, n_ballots)
    ballot = order[np.repeat(first, n_ballots) + within]
    cell = np.repeat(where, n_ballots).astype(np.int64) * n_votes + table.vote_of[ballot]
    asked = text.astype(np.int64) * n_votes + vote
    cells, place = np.unique(np.concatenate([cell, asked]), return_inverse=True)
    total = np.bincount(place[: len(cell)], table.vote_sign[ballot], minlength=len(cells))
    return np.asarray(total[place[len(cell) :]] + table.vote_base[vote] > 0)


def datelines(words: Words, hits: Hits, hit: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The alias opens a line as a dateline does: MOSCOW — …, Paris (Reuters)."""
    token, flags = hits.token[hit], words.flags
    after = np.minimum(token + hits.length[hit], words.offsets[hits.text[hit] + 1] - 1)
    agencies = np.array([hash_word(word) for word in _AGENCIES], np.uint64)
    capitals = (flags[token] & ALL_CAPITALS > 0) & (flags[after] & ALL_CAPITALS == 0)
    credited = np.isin(words.hashes[words.terms[after]], agencies)
    return np.asarray((flags[token] & SENTENCE_START > 0) & (capitals | credited))


@nb.njit(cache=True, nogil=True)
def _amid_capitals(
    offsets: npt.NDArray[np.int64],
    flags: npt.NDArray[np.uint8],
    texts: npt.NDArray[np.int32],
    firsts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """True where most of the three tokens before and after are capitals throughout."""
    amid = np.zeros(len(firsts), np.bool_)
    for hit in range(len(firsts)):
        first, text = firsts[hit], texts[hit]
        end = first + lengths[hit]
        n_capitals = n_tokens = 0
        for at in range(max(first - 3, offsets[text]), min(end + 3, offsets[text + 1])):
            if at < first or at >= end:
                n_tokens += 1
                n_capitals += (flags[at] & ALL_CAPITALS) > 0
        amid[hit] = n_capitals >= 2 and 3 * n_capitals >= 2 * n_tokens
    return amid
