"""Numbers for words: the places of their hashes in ascending order."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.scan import CAPITAL, SENTENCE_START

_FEWEST_SLOTS = 1 << 10
_SHIFT = np.uint64(20)


def number_hashes(
    hashes: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """As ``np.unique`` with first places and inverse, in a tenth of the time.

    An archive has thirty tokens for each of its words, so words are looked up in a table and only
    the table is sorted.

    Args:
        hashes: (n_tokens,) uint64, well mixed.

    Returns:
        (n_terms,) uint64 distinct hashes, ascending; (n_terms,) int64 first token of each;
        (n_tokens,) int32 the place of each token's hash among them.
    """
    first, terms = _number(hashes, _FEWEST_SLOTS)
    order = np.argsort(hashes[first])
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return hashes[first[order]], first[order], place[terms]


@nb.njit(cache=True, nogil=True)
def _number(
    hashes: npt.NDArray[np.uint64], n_slots: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """First token of each word, and each token's word, in the order in which words appear.

    The table is one of open addressing, at most half full, that doubles as it fills.
    """
    terms = np.empty(len(hashes), np.int32)
    first, words = np.empty(n_slots, np.int64), np.empty(n_slots, np.int32)
    keys, taken = np.empty(n_slots, np.uint64), np.zeros(n_slots, np.bool_)
    n, mask = 0, n_slots - 1
    for token in range(len(hashes)):
        if 2 * n > mask:
            first, words, keys, taken = _doubled(hashes, first, n)
            mask = len(keys) - 1
        wanted = hashes[token]
        slot = np.int64(wanted >> _SHIFT) & mask
        while taken[slot] and keys[slot] != wanted:
            slot = (slot + 1) & mask
        if not taken[slot]:
            taken[slot], keys[slot], words[slot], first[n] = True, wanted, n, token
            n += 1
        terms[token] = words[slot]
    return first[:n].copy(), terms


@nb.njit(cache=True, nogil=True)
def _doubled(
    hashes: npt.NDArray[np.uint64], first: npt.NDArray[np.int64], n: int
) -> tuple[
    npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.uint64], npt.NDArray[np.bool_]
]:
    """The table of ``n`` words with room for twice as many."""
    n_slots = 2 * len(first)
    mask = n_slots - 1
    larger, words = np.empty(n_slots, np.int64), np.empty(n_slots, np.int32)
    keys, taken = np.empty(n_slots, np.uint64), np.zeros(n_slots, np.bool_)
    larger[:n] = first[:n]
    for word in range(n):
        wanted = hashes[first[word]]
        slot = np.int64(wanted >> _SHIFT) & mask
        while taken[slot]:
            slot = (slot + 1) & mask
        taken[slot], keys[slot], words[slot] = True, wanted, word
    return larger, words, keys, taken


@nb.njit(cache=True, nogil=True)
def typical_tokens(
    first: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
    n_title: npt.NDArray[np.int32],
) -> npt.NDArray[np.int64]:
    """For each term a token inside a body's sentences, with the capitals that are usual there.

    Args:
        first: (n_terms,) int64 first token of each, taken where no other will do.
        terms: (n_tokens,) int32, as in ``Words``; the next three likewise.
        flags: See there.
        offsets: See there.
        n_title: See there.

    Returns:
        (n_terms,) int64: the first such token.
    """
    n_inside, n_capital = np.zeros(len(first), np.int64), np.zeros(len(first), np.int64)
    plain, capital = np.full(len(first), -1, np.int64), np.full(len(first), -1, np.int64)
    for text in range(len(n_title)):
        for at in range(offsets[text] + n_title[text], offsets[text + 1]):
            if flags[at] & SENTENCE_START:
                continue
            term = terms[at]
            n_inside[term] += 1
            if flags[at] & CAPITAL:
                n_capital[term] += 1
                if capital[term] < 0:
                    capital[term] = at
            elif plain[term] < 0:
                plain[term] = at
    chosen = first.copy()
    for term in range(len(first)):
        usual = capital[term] if 2 * n_capital[term] > n_inside[term] else plain[term]
        if usual >= 0:
            chosen[term] = usual
    return chosen
