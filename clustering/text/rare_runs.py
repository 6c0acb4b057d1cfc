"""Runs of words that a few texts of the archive share."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.shingles import hash_run
from clustering.text.tfidf import Floats, Rows
from clustering.text.vocabulary import Words

RUN_WORDS = 3
"""Of 1, 2, 3, 4, 5 and 6 words in a row, three served stories best."""
_DOUBT = 50.0
"""Texts that an archive must have for what two of them share to be as rare as it seems."""
_MAX_TEXTS = 100
"""A run in more texts would count less than a hundredth and is left out, for speed."""
_32 = np.uint64(32)
_PART, _MOST_PARTS = 1 << 16, 256
"""Runs that are looked up at a time, and the most parts that all are cut into."""


def run_vectors(words: Words) -> tuple[Rows, Floats]:
    """Rows of the runs of three words that stand in two texts or more.

    Returns:
        (n_texts, n_runs) rows, whose columns alone matter, and (n_runs,) float32 what it counts
        that two texts share a run: 1 / (n - 1 + 50 / n_texts), where n texts have it. So a run
        that only these two have counts nearly 1 in an archive of hundreds as of hundreds of
        thousands, what stands in every text next to nothing (resource allocation, Zhou, Lü, Zhang
        2009), and in an archive of two, where nobody can tell which words are usual, 1/26.
    """
    offsets, columns, n_texts = _runs(words.offsets, words.hashes[words.terms], RUN_WORDS)
    values: Floats = np.broadcast_to(np.float32(1), len(columns))  # of no size
    weight = 1 / (n_texts - 1 + _DOUBT / max(words.n_texts, 1))
    return Rows(offsets, columns, values, max(len(weight), 1)), weight.astype(np.float32)


@nb.njit(cache=True, nogil=True)
def _runs(
    offsets: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Offsets and columns of the rows, and how many texts have each run."""
    run_of, n_texts = _shared(offsets, *_parted(offsets, hashes, size), len(hashes))
    column_of = np.full(len(n_texts), -1, np.int32)
    last = np.full(len(n_texts), -1, np.int32)
    shared_by = np.empty(len(n_texts), np.int64)
    columns = np.empty(len(hashes), np.int32)
    bounds = np.zeros(len(offsets), np.int64)
    n_columns, n = 0, 0
    for text in range(len(offsets) - 1):
        begin = n
        for at in range(offsets[text], offsets[text + 1]):
            run = run_of[at]
            if run < 0 or last[run] == text:
                continue
            last[run] = text
            if column_of[run] < 0:
                column_of[run], shared_by[n_columns] = n_columns, n_texts[run]
                n_columns += 1
            columns[n] = column_of[run]
            n += 1
        columns[begin:n].sort()
        bounds[text + 1] = n
    return bounds, columns[:n].copy(), shared_by


@nb.njit(cache=True, nogil=True)
def _parted(
    offsets: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64], size: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The runs' hashes and first tokens, by the high bits of the hash: parts that fit a cache.

    Looked up in one table for all, each of millions of runs would wait for the memory.
    """
    n_parts = 1
    while n_parts < _MOST_PARTS and n_parts * _PART < len(hashes):
        n_parts *= 2
    scale = np.uint64(1 << 32) // np.uint64(n_parts)
    begins = np.zeros(n_parts + 1, np.int64)
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1] - size + 1):
            begins[(hash_run(hashes, at, size) >> _32) // scale + np.uint64(1)] += 1
    begins = np.cumsum(begins)
    fill = begins.copy()
    keys, tokens = np.empty(begins[-1], np.uint64), np.empty(begins[-1], np.int32)
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1] - size + 1):
            key = hash_run(hashes, at, size)
            part = (key >> _32) // scale
            keys[fill[part]], tokens[fill[part]] = key, at
            fill[part] += 1
    return keys, tokens, begins


@nb.njit(cache=True, nogil=True)
def _shared(
    offsets: npt.NDArray[np.int64],
    keys: npt.NDArray[np.uint64],
    tokens: npt.NDArray[np.int32],
    begins: npt.NDArray[np.int64],
    n_tokens: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The runs that two to a hundred texts have.

    Returns:
        (n_tokens,) int32 number of the run that begins at each token, -1 for none of these;
        (n_runs,) int64 how many texts have each.
    """
    run_of = np.full(n_tokens, -1, np.int32)
    n_texts = np.empty(len(keys) // 2, np.int64)
    n_slots = 1
    while n_slots < 2 * np.diff(begins).max():
        n_slots *= 2
    word, last, count = (
        np.empty(n_slots, np.uint64),
        np.empty(n_slots, np.int32),
        np.empty(n_slots, np.int32),
    )
    n_runs = 0
    for part in range(len(begins) - 1):
        begin, end = begins[part], begins[part + 1]
        count[:] = 0
        text = 0
        slot_of = np.empty(end - begin, np.int32)
        for k in range(begin, end):
            while tokens[k] >= offsets[text + 1]:
                text += 1
            slot = np.int64(keys[k] & np.uint64(n_slots - 1))
            while count[slot] and word[slot] != keys[k]:
                slot = (slot + 1) & (n_slots - 1)
            slot_of[k - begin] = slot
            if count[slot] == 0 or last[slot] != text:
                word[slot], last[slot] = keys[k], text
                count[slot] += 1
        for place in range(n_slots):
            last[place] = -1
            if 2 <= count[place] <= _MAX_TEXTS:
                last[place], n_texts[n_runs] = n_runs, count[place]
                n_runs += 1
        for k in range(begin, end):
            run_of[tokens[k]] = last[slot_of[k - begin]]
    return run_of, n_texts[:n_runs].copy()
