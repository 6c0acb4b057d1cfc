"""Who is named in a text, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clustering.text.actor_table import (
    RULES,
    ActorTable,
    find_slot,
    join_hash,
    load_actors,
)
from clustering.text.tokens import (
    ALL_CAPITALS,
    CAPITAL,
    SENTENCE_START,
    Tokens,
    hash_word,
    token_blocks,
    tokenize,
)

__all__ = ["ActorTable", "Mentions", "count_actors", "find_mentions", "load_actors"]

OFFICE_TOLERANCE_YEARS = 1
"""A surname still means its office holder this long before and after the years in office."""
DATELINE_WEIGHT = 0.25
"""A city in a dateline says where the reporter sat, not who acted."""
_AGENCIES = (
    "Reuters", "AP", "AFP", "CNN", "TASS", "Xinhua", "Kyodo", "dpa", "UPI", "Interfax", "RIA",
    "ANI", "PTI", "Yonhap", "EFE", "ANSA", "AA", "WAM", "SANA", "IRNA", "BBC", "Bloomberg",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Mentions:
    """Every mention of an actor, as columns sorted by (text, token, actor).

    Attributes:
        n_texts: How many texts were read.
        n_actors: How many actors the table has.
        text: (n_mentions,) int32 index of the text.
        actor: (n_mentions,) int32 number of the actor.
        row: (n_mentions,) int32 line of the table whose alias was found.
        token: (n_mentions,) int32 first token of the alias, counted in its text.
        start: (n_mentions,) int32 first character of the alias in the normalised text.
        weight: (n_mentions,) float32 what the mention counts.
    """

    n_texts: int
    n_actors: int
    text: npt.NDArray[np.int32]
    actor: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    token: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]

    def counts(
        self,
        first: int | npt.NDArray[np.integer] = 0,
        last: int | npt.NDArray[np.integer] | None = None,
    ) -> sparse.csr_matrix:
        """Sums of weights in a zone of each text.

        Args:
            first: First character of the zone; one for all texts or (n_texts,).
            last: First character after the zone, likewise; None for the whole text.

        Returns:
            (n_texts, n_actors) float32, sorted indices, no stored zeros.
        """
        kept = self.start >= np.broadcast_to(first, self.n_texts)[self.text]
        if last is not None:
            kept &= self.start < np.broadcast_to(last, self.n_texts)[self.text]
        cells = (self.weight[kept], (self.text[kept], self.actor[kept]))
        shape = (self.n_texts, self.n_actors)
        counts = sparse.coo_matrix(cells, shape=shape, dtype=np.float32).tocsr()
        counts.sum_duplicates()
        counts.eliminate_zeros()
        return counts


def count_actors(
    texts: Sequence[str], table: ActorTable, years: npt.NDArray[np.integer] | None = None
) -> sparse.csr_matrix:
    """Weighted mentions of each actor in each text; see ``find_mentions``."""
    return find_mentions(texts, table, years).counts()


def find_mentions(
    texts: Sequence[str] | Tokens,
    table: ActorTable,
    years: npt.NDArray[np.integer] | None = None,
) -> Mentions:
    """Finds the actors named in each text.

    Give title and body as one text and ask ``Mentions.counts`` for the zones: what a name
    means is decided by the whole text.

    Args:
        texts: Texts, or their tokens when these are there already.
        table: Who can be named.
        years: (n_texts,) years of publication, 0 where unknown; None when all are unknown.
            They decide which office holder a surname means.

    Returns:
        Mentions of all texts; none for no texts.
    """
    n_texts = len(texts.offsets) - 1 if isinstance(texts, Tokens) else len(texts)
    given = np.zeros(n_texts, np.int64) if years is None else np.asarray(years, np.int64)
    if len(given) != n_texts:
        raise ValueError(f"{len(given)} years for {n_texts} texts")
    blocks = [(0, texts)] if isinstance(texts, Tokens) else token_blocks(texts)
    parts = []
    for first, tokens in blocks:
        last = first + len(tokens.offsets) - 1
        parts.append((first, _block_mentions(tokens, table, given[first:last])))
    columns = [
        np.concatenate([part[place] + (first if place == 0 else 0) for first, part in parts])
        if parts
        else np.zeros(0)
        for place in range(6)
    ]
    integers = (column.astype(np.int32) for column in columns[:5])
    return Mentions(n_texts, len(table), *integers, columns[5].astype(np.float32))


def _block_mentions(
    tokens: Tokens, table: ActorTable, years: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.generic], ...]:
    hits = _Hits.find(tokens, table)
    chosen, row = _resolve(hits, tokens, table, years)
    text, token = hits.text[chosen], hits.token[chosen]
    weight = table.row_weight[row] * np.where(
        table.row_capital[row] & _datelines(tokens, hits, chosen), DATELINE_WEIGHT, 1.0
    )
    place = token - tokens.offsets[text]
    return text, table.row_actor[row], row, place, tokens.starts[token], weight


@dataclass(frozen=True, eq=False)
class _Hits:
    """Aliases found, before it is known whom they mean, and the voting words of each text."""

    text: npt.NDArray[np.int32]
    token: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    key: npt.NDArray[np.int32]
    word_text: npt.NDArray[np.int32]
    word: npt.NDArray[np.int32]

    @classmethod
    def find(cls, tokens: Tokens, table: ActorTable) -> _Hits:
        return cls(
            *_scan(
                tokens.offsets,
                tokens.hashes,
                tokens.flags,
                table.slots,
                table.slot_key,
                table.slot_word,
                table.key_capital,
                table.key_all_capitals,
                int(table.slot_word.max(initial=-1)) + 1,
            )
        )


def _resolve(
    hits: _Hits, tokens: Tokens, table: ActorTable, years: npt.NDArray[np.int64]
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
    rank = _ranks(hit, row, hits, tokens, table, years)
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
    hit: npt.NDArray[np.int64],
    row: npt.NDArray[np.int32],
    hits: _Hits,
    tokens: Tokens,
    table: ActorTable,
    years: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """(n_candidates,) int64 rank of each candidate; see ``_resolve``."""
    rules, text, token = table.row_rules[row], hits.text[hit], hits.token[hit]
    ok = np.ones(len(hit), bool)
    checked = np.flatnonzero(rules & RULES["capitals"])
    ok[checked] &= ~_amid_capitals(
        tokens.offsets, tokens.flags, text[checked], token[checked], hits.length[hit[checked]]
    )
    checked = np.flatnonzero((rules & RULES["no-forename"] > 0) & (token > tokens.offsets[text]))
    ok[checked] &= ~np.isin(tokens.hashes[token[checked] - 1], table.forenames)
    checked = np.flatnonzero(rules & RULES["joined"])
    ok[checked] &= _joined(hits, hit[checked], tokens)
    checked = np.flatnonzero(table.row_vote[row] >= 0)
    ok[checked] &= _elected(hits, table, text[checked], table.row_vote[row[checked]])
    rank = np.where(ok, 2, 0)
    named = table.row_person[row].astype(np.int64) + text.astype(np.int64) * len(table.rows)
    full = (table.row_person[row] >= 0) & (rules & (RULES["in-office"] | RULES["full-name"]) == 0)
    in_full = (table.row_person[row] >= 0) & np.isin(named, np.unique(named[full & ok]))
    year = years[text]
    since, until = table.row_years[row].T
    until = np.where(until == 0, 9999, until)
    near = (year > 0) & (year >= since - OFFICE_TOLERANCE_YEARS)
    near &= year <= until + OFFICE_TOLERANCE_YEARS
    exact = (year >= since) & (year <= until)
    office = np.where(near, np.where(exact, 2, 1), 0)
    rank = np.where(rules & RULES["in-office"] > 0, np.minimum(rank, office), rank)
    rank = np.where(rules & RULES["full-name"] > 0, 0, rank)
    return np.where(ok & in_full, 3, rank)


def _joined(
    hits: _Hits, hit: npt.NDArray[np.int64], tokens: Tokens
) -> npt.NDArray[np.bool_]:
    """The next alias begins one character after this one: Sino-Japanese, Russo-Turkish."""
    following = np.minimum(hit + 1, len(hits.key) - 1)
    end = hits.token[hit] + hits.length[hit] - 1
    adjacent = (hits.token[following] == end + 1) & (hits.text[following] == hits.text[hit])
    gap = tokens.starts[hits.token[following]] - tokens.starts[end] - tokens.lengths[end]
    return np.asarray(adjacent & (gap == 1))


def _elected(
    hits: _Hits,
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


def _datelines(
    tokens: Tokens, hits: _Hits, hit: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """The alias opens a line as a dateline does: MOSCOW — …, Paris (Reuters)."""
    token, flags = hits.token[hit], tokens.flags
    after = np.minimum(token + hits.length[hit], len(flags) - 1)
    agencies = np.array([hash_word(word) for word in _AGENCIES], np.uint64)
    capitals = (flags[token] & ALL_CAPITALS > 0) & (flags[after] & ALL_CAPITALS == 0)
    credited = np.isin(tokens.hashes[after], agencies) if len(flags) else capitals
    return np.asarray((flags[token] & SENTENCE_START > 0) & (capitals | credited))


@nb.njit(cache=True, nogil=True)  # type: ignore[misc]
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


@nb.njit(cache=True, nogil=True)  # type: ignore[misc]
def _scan(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    flags: npt.NDArray[np.uint8],
    slots: npt.NDArray[np.uint64],
    slot_key: npt.NDArray[np.int32],
    slot_word: npt.NDArray[np.int32],
    key_capital: npt.NDArray[np.uint32],
    key_all_capitals: npt.NDArray[np.uint32],
    n_words: int,
) -> tuple[
    npt.NDArray[np.int32],
    npt.NDArray[np.int64],
    npt.NDArray[np.int64],
    npt.NDArray[np.int32],
    npt.NDArray[np.int32],
    npt.NDArray[np.int32],
]:
    """Longest aliases from left to right, and each voting word once a text."""
    texts, keys = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.int32)
    firsts, lengths = np.empty(len(hashes), np.int64), np.empty(len(hashes), np.int64)
    word_texts, words = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.int32)
    seen = np.full(n_words, -1, np.int32)
    n, n_seen = 0, 0
    for text in range(len(offsets) - 1):
        free = offsets[text]
        for first in range(offsets[text], offsets[text + 1]):
            at = find_slot(slots, hashes[first])
            if slots[at] == 0:
                continue
            word = slot_word[at]
            if word >= 0 and seen[word] != text:
                seen[word] = text
                word_texts[n_seen], words[n_seen] = text, word
                n_seen += 1
            if first < free:
                continue
            beginning, capital, acronym = hashes[first], np.uint32(0), np.uint32(0)
            best, length = -1, 0
            for end in range(first, min(first + 16, offsets[text + 1])):
                if end > first:
                    beginning = join_hash(beginning, hashes[end])
                    at = find_slot(slots, beginning)
                    if slots[at] == 0:
                        break
                bit = np.uint32(1) << np.uint32(end - first)
                if flags[end] & CAPITAL:
                    capital |= bit
                if flags[end] & ALL_CAPITALS:
                    acronym |= bit
                key = slot_key[at]
                if key >= 0 and not (
                    key_capital[key] & ~capital or key_all_capitals[key] & ~acronym
                ):
                    best, length = key, end - first + 1
            if best >= 0:
                texts[n], firsts[n], lengths[n], keys[n] = text, first, length, best
                free = first + length
                n += 1
    return (
        texts[:n].copy(),
        firsts[:n].copy(),
        lengths[:n].copy(),
        keys[:n].copy(),
        word_texts[:n_seen].copy(),
        words[:n_seen].copy(),
    )
