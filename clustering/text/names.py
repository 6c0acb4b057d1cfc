"""Names that recur but stand in no table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.actor_table import ActorTable, find_slot, join_hash
from clustering.text.actors import Mentions
from clustering.text.background import background_capital
from clustering.text.function_words import plain_words
from clustering.text.phrases import join_hashes
from clustering.text.scan import ALL_CAPITALS, CAPITAL, SENTENCE_START
from clustering.text.tokens import Tokens, normalize, tokenize

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
UInt64 = npt.NDArray[np.uint64]

_MIN_CAPITAL = 0.5
_MAX_CAPITALS = 0.6
"""A sentence with a larger share of capitals is a headline."""


@dataclass(frozen=True, eq=False)
class Recurring:
    """Names found in several texts.

    Attributes:
        names: As they are written, sorted.
        mentions: Where they stand, as those of actors: ``actor`` is an index into ``names``,
            ``row`` is -1 and every weight 1; ``mentions.counts()`` is the (n_texts, n_names)
            matrix, for grouping as the actors' is.
    """

    names: tuple[str, ...]
    mentions: Mentions


def recurring_names(
    texts: Sequence[str], table: ActorTable, min_texts: int = 2, without: Sequence[str] = ()
) -> Recurring:
    """Capitalised names that no alias covers, for where the table knows nobody.

    A name is a run of one to four words, parted by one character each, all of them capitalised
    here and in at least half of the places inside sentences; runs of months, offices and the like
    alone are none. A name that begins or ends a longer one (a surname, "Globex" for "Globex
    Works") counts for the most frequent of these.

    Args:
        texts: Any texts in a language that does not write every noun with a capital.
        table: Runs that are an alias of the table are left out.
        min_texts: A name must stand in this many texts.
        without: Names that are none: outlets.
    """
    tokens = tokenize(texts)
    text, key, first, length = _runs(
        tokens.offsets,
        tokens.hashes,
        _name_like(tokens),
        tokens.starts,
        tokens.lengths,
        table.slots,
    )
    refused = np.isin(key, _keys(without)) | _plain(tokens, first, length)
    text, key, first, length = text[~refused], key[~refused], first[~refused], length[~refused]
    known, name = np.unique(key, return_inverse=True)
    example = _examples(tokens, name, first, length, len(known))
    spelt = [_spell(texts, tokens, text[at], first[at], length[at]) for at in example]
    merged = _merged(spelt, np.bincount(name, minlength=len(known)).tolist())
    name = np.array(merged, np.int64)[name] if len(known) else name
    pairs = np.unique(np.column_stack([name, text]), axis=0)
    wide = np.flatnonzero(np.bincount(pairs[:, 0], minlength=len(known)) >= min_texts)
    order = np.array(sorted(wide.tolist(), key=lambda at: (spelt[at], at)), np.int64)
    place = np.full(len(known), -1, np.int64)
    place[order] = np.arange(len(order))
    kept = np.flatnonzero(place[name] >= 0)
    kept = kept[np.lexsort((place[name[kept]], first[kept], text[kept]))]
    token = first[kept]
    mentions = Mentions(
        n_texts=len(texts),
        n_actors=len(order),
        text=text[kept],
        actor=place[name[kept]].astype(np.int32),
        row=np.full(len(kept), -1, np.int32),
        token=(token - tokens.offsets[text[kept]]).astype(np.int32),
        start=tokens.starts[token].astype(np.int32),
        weight=np.ones(len(kept), np.float32),
    )
    return Recurring(tuple(spelt[at] for at in order.tolist()), mentions)


def _name_like(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: capitalised, and so mostly inside sentences too.

    Sentences of which most words have capitals are headlines and tell nothing; a word that
    stands in these alone is judged by how news at large writes it.
    """
    capital = tokens.flags & CAPITAL > 0
    start = tokens.flags & SENTENCE_START > 0
    sentence = np.cumsum(start) - 1
    size = np.bincount(sentence, minlength=1)
    loud = np.bincount(sentence, capital, minlength=1) > _MAX_CAPITALS * size
    quiet = ~start & ~loud[sentence] if len(sentence) else start
    words, place = np.unique(tokens.hashes, return_inverse=True)
    n_quiet = np.bincount(place[quiet], minlength=len(words))
    n_capital = np.bincount(place[quiet & capital], minlength=len(words))
    usual = background_capital(words)
    at_large = np.isnan(usual) | (usual >= _MIN_CAPITAL)
    name = np.where(n_quiet > 0, n_capital >= _MIN_CAPITAL * n_quiet, at_large)
    seen_inside = np.bincount(place[capital & ~start], minlength=len(words)) > 0
    return np.asarray(capital & (name & seen_inside)[place])


def _plain(tokens: Tokens, first: Int64, length: Int64) -> npt.NDArray[np.bool_]:
    """(n_runs,) bool: nothing but words of the calendar, of office and the like."""
    plain = np.append(0, np.cumsum(np.isin(tokens.hashes, plain_words())))
    return np.asarray(plain[first + length] - plain[first] == length)


def _keys(names: Sequence[str]) -> UInt64:
    """Keys of names, as ``_runs`` makes them."""
    tokens = tokenize(list(names))
    sizes = np.diff(tokens.offsets)
    keys = [np.zeros(0, np.uint64)]
    for size in range(1, 5):
        begin = tokens.offsets[:-1][sizes == size]
        key = tokens.hashes[begin]
        for step in range(1, size):
            key = join_hashes(key, tokens.hashes[begin + step])
        keys.append(key)
    return np.concatenate(keys)


def _examples(tokens: Tokens, name: Int64, first: Int64, length: Int64, n_names: int) -> list[int]:
    """For each name the first place where it is not in capitals throughout, or the first."""
    loud = (tokens.flags[first] & ALL_CAPITALS > 0) & (length > 1)
    order = np.lexsort((np.arange(len(name)), loud, name))
    start = np.searchsorted(name[order], np.arange(n_names))
    return order[start].tolist() if n_names else []


def _merged(names: Sequence[str], counts: Sequence[int]) -> list[int]:
    """For each name the longer one that it is the beginning or end of, or itself."""
    longer: dict[tuple[str, ...], list[int]] = {}
    words = [tuple(name.lower().split()) for name in names]
    for at, own in enumerate(words):
        for size in range(1, len(own)):
            for part in {own[:size], own[-size:]}:
                longer.setdefault(part, []).append(at)
    return [
        max(longer.get(own, [at]), key=lambda other: (counts[other], -other))
        for at, own in enumerate(words)
    ]


def _spell(texts: Sequence[str], tokens: Tokens, text: int, first: int, length: int) -> str:
    last = first + length - 1
    end = tokens.starts[last] + tokens.lengths[last]
    return " ".join(normalize(texts[text])[tokens.starts[first] : end].split())


@nb.njit(cache=True, nogil=True)
def _runs(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    name_like: npt.NDArray[np.bool_],
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
    slots: npt.NDArray[np.uint64],
) -> tuple[Int32, npt.NDArray[np.uint64], Int64, Int64]:
    """Runs of one to four capitalised words that the table does not know."""
    texts, keys = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.uint64)
    firsts, sizes = np.empty(len(hashes), np.int64), np.empty(len(hashes), np.int64)
    n = 0
    for text in range(len(offsets) - 1):
        at = offsets[text]
        while at < offsets[text + 1]:
            first, key = at, hashes[at]
            at += 1
            if not name_like[first] or lengths[first] < 2:
                continue
            while (
                at < offsets[text + 1]
                and name_like[at]
                and starts[at] == starts[at - 1] + lengths[at - 1] + 1
            ):
                key = join_hash(key, hashes[at])
                at += 1
            if at - first <= 4 and slots[find_slot(slots, key)] == 0:
                texts[n], keys[n], firsts[n], sizes[n] = text, key, first, at - first
                n += 1
    return texts[:n].copy(), keys[:n].copy(), firsts[:n].copy(), sizes[:n].copy()
