"""Who is named in a text, and where."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numba as nb
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clustering.text.actor_rules import Hits, datelines, resolve
from clustering.text.actor_table import ActorTable, find_slot, join_hash, load_actors
from clustering.text.scan import ALL_CAPITALS, CAPITAL
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import JOINED, Words, number_texts

__all__ = [
    "ActorTable",
    "Mentions",
    "count_actors",
    "find_mentions",
    "load_actors",
    "mention_lengths",
    "mention_tokens",
]

DATELINE_WEIGHT = 0.25
"""A city in a dateline says where the reporter sat, not who acted."""
_MAX_WORDS = 16
_BLOCK_TOKENS = 1_000_000
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


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
    texts: Sequence[str] | Words,
    table: ActorTable,
    years: npt.NDArray[np.integer] | None = None,
    workers: int = 1,
) -> Mentions:
    """Finds the actors named in each text.

    Give title and body as one text and ask ``Mentions.counts`` for the zones: what a name
    means is decided by the whole text.

    Args:
        texts: Texts, or their words when these are there already.
        table: Who can be named.
        years: (n_texts,) years of publication, 0 where unknown; None when all are unknown.
            They decide which office holder a surname means.
        workers: Threads that share blocks of texts; the mentions do not depend on it.

    Returns:
        Mentions of all texts; none for no texts.
    """
    words = texts if isinstance(texts, Words) else number_texts(texts)
    n_texts = words.n_texts
    given = np.zeros(n_texts, np.int64) if years is None else np.asarray(years, np.int64)
    if len(given) != n_texts:
        raise ValueError(f"{len(given)} years for {n_texts} texts")
    about = _about_terms(words, table)
    n_blocks = max(len(words.terms) // _BLOCK_TOKENS, 1)
    bounds = np.searchsorted(words.offsets, np.linspace(0, len(words.terms), n_blocks + 1)[:-1])
    parts, weights = [np.zeros((5, 0), np.int32)], [np.zeros(0, np.float32)]
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        blocks = pairwise([*bounds.tolist(), n_texts])
        work = partial(_block_mentions, words, about, table, given)
        for columns, weight in pool.map(work, blocks):
            parts.append(columns)
            weights.append(weight)
    text, actor, row, token, start = np.concatenate(parts, axis=1)
    weight = np.concatenate(weights)
    return Mentions(n_texts, len(table), text, actor, row, token, start, weight)


def mention_lengths(mentions: Mentions, table: ActorTable) -> Int64:
    """(n_mentions,) tokens of each mention."""
    return np.diff(tokenize([row.alias for row in table.rows]).offsets)[mentions.row]


def mention_tokens(
    words: Words, mentions: Mentions, table: ActorTable, wanted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: the token is part of an actor's name.

    Args:
        words: Of the texts.
        mentions: Found in them.
        table: Who is named.
        wanted: (n_mentions,) bool, the names that count.
    """
    begin = (words.offsets[:-1][mentions.text] + mentions.token)[wanted]
    return np.asarray(_covered(begin, mention_lengths(mentions, table)[wanted], len(words.terms)))


@nb.njit(cache=True, nogil=True)
def _covered(begin: Int64, length: Int64, n_tokens: int) -> npt.NDArray[np.bool_]:
    covered = np.zeros(n_tokens, np.bool_)
    for at in range(len(begin)):
        covered[begin[at] : min(begin[at] + length[at], n_tokens)] = True
    return covered


def _about_terms(words: Words, table: ActorTable) -> Int32:
    """(n_terms, 2) slot of the table where an alias or a voting word begins, or -1; characters."""
    slot = _slots_of(words.hashes, table.slots)
    return np.column_stack([slot, words.seen[:, 2]]).astype(np.int32)


@nb.njit(cache=True, nogil=True)
def _slots_of(hashes: npt.NDArray[np.uint64], slots: npt.NDArray[np.uint64]) -> Int64:
    found = np.empty(len(hashes), np.int64)
    for term in range(len(hashes)):
        at = find_slot(slots, hashes[term])
        found[term] = at if slots[at] else -1
    return found


def _block_mentions(
    words: Words,
    about: Int32,
    table: ActorTable,
    years: npt.NDArray[np.int64],
    block: tuple[int, int],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Integer columns (5, n_mentions) and weights of some texts, from the first to the last."""
    hits = _find_hits(words, about, table, *block)
    chosen, row = resolve(hits, words, table, years)
    text, token = hits.text[chosen], hits.token[chosen]
    weight = table.row_weight[row] * np.where(
        table.row_capital[row] & datelines(words, hits, chosen), DATELINE_WEIGHT, 1.0
    )
    place = token - words.offsets[text]
    columns = np.stack([text, table.row_actor[row], row, place, hits.start[chosen]])
    return columns.astype(np.int32), weight.astype(np.float32)


def _find_hits(words: Words, about: Int32, table: ActorTable, first: int, end: int) -> Hits:
    return Hits(
        *_scan(
            first,
            end,
            words.offsets,
            words.terms,
            words.flags,
            words.hashes,
            words.gaps,
            words.gap_offsets,
            about,
            table.slots,
            table.slot_key,
            table.slot_word,
            table.key_capital,
            table.key_all_capitals,
            int(table.slot_word.max(initial=-1)) + 1,
        )
    )


@nb.njit(cache=True, nogil=True)
def _scan(
    first_text: int,
    end_text: int,
    offsets: npt.NDArray[np.int64],
    terms: Int32,
    flags: npt.NDArray[np.uint8],
    hashes: npt.NDArray[np.uint64],
    gaps: Int32,
    gap_offsets: Int64,
    about: Int32,
    slots: npt.NDArray[np.uint64],
    slot_key: npt.NDArray[np.int32],
    slot_word: npt.NDArray[np.int32],
    key_capital: npt.NDArray[np.uint32],
    key_all_capitals: npt.NDArray[np.uint32],
    n_words: int,
) -> tuple[Int32, Int64, Int64, Int64, Int32, Int32, Int32]:
    """Longest aliases from left to right, and each voting word once a text."""
    room = offsets[end_text] - offsets[first_text]
    texts, keys = np.empty(room, np.int32), np.empty(room, np.int32)
    firsts, starts, lengths = (
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
    )
    word_texts, words = np.empty(room, np.int32), np.empty(room, np.int32)
    seen = np.full(n_words, -1, np.int32)
    n, n_seen, gap = 0, 0, gap_offsets[first_text]
    for text in range(first_text, end_text):
        free, end = offsets[text], 0
        for first in range(offsets[text], offsets[text + 1]):
            start = end + 1
            if flags[first] & JOINED == 0:
                start = end + gaps[gap]
                gap += 1
            at = about[terms[first], 0]
            end = start + about[terms[first], 1]
            if at < 0:
                continue
            word = slot_word[at]
            if word >= 0 and seen[word] != text:
                seen[word] = text
                word_texts[n_seen], words[n_seen] = text, word
                n_seen += 1
            if first < free:
                continue
            best, length = _longest(
                first,
                offsets[text + 1],
                terms,
                flags,
                hashes,
                slots,
                slot_key,
                key_capital,
                key_all_capitals,
            )
            if best >= 0:
                texts[n], firsts[n], starts[n] = text, first, start
                lengths[n], keys[n] = length, best
                free = first + length
                n += 1
    return (
        texts[:n].copy(),
        firsts[:n].copy(),
        starts[:n].copy(),
        lengths[:n].copy(),
        keys[:n].copy(),
        word_texts[:n_seen].copy(),
        words[:n_seen].copy(),
    )


@nb.njit(cache=True, nogil=True)
def _longest(
    first: int,
    stop: int,
    terms: Int32,
    flags: npt.NDArray[np.uint8],
    hashes: npt.NDArray[np.uint64],
    slots: npt.NDArray[np.uint64],
    slot_key: npt.NDArray[np.int32],
    key_capital: npt.NDArray[np.uint32],
    key_all_capitals: npt.NDArray[np.uint32],
) -> tuple[int, int]:
    """Key and length of the longest alias that begins here with its capitals; -1 for none."""
    beginning, capital, acronym = np.uint64(0), np.uint32(0), np.uint32(0)
    best, length = -1, 0
    for end in range(min(_MAX_WORDS, stop - first)):
        own = hashes[terms[first + end]]
        beginning = join_hash(beginning, own) if end else own
        at = find_slot(slots, beginning)
        if slots[at] == 0:
            break
        bit = np.uint32(1) << np.uint32(end)
        if flags[first + end] & CAPITAL:
            capital |= bit
        if flags[first + end] & ALL_CAPITALS:
            acronym |= bit
        key = slot_key[at]
        if key >= 0 and not (key_capital[key] & ~capital or key_all_capitals[key] & ~acronym):
            best, length = key, end + 1
    return best, length
