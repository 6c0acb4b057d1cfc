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
    values: Floats = np.ones(len(columns), np.float32)
    weight = 1 / (n_texts - 1 + _DOUBT / max(words.n_texts, 1))
    return Rows(offsets, columns, values, max(len(weight), 1)), weight.astype(np.float32)


@nb.njit(cache=True, nogil=True)
def _runs(
    offsets: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    n_slots = 1 << max(4, int(np.ceil(np.log2(len(hashes) + 1))) + 1)
    keys = np.zeros(n_slots, np.uint64)
    n_texts = np.zeros(n_slots, np.int32)  # 0: the slot is free
    last = np.full(n_slots, -1, np.int32)
    slot_of = np.full(len(hashes), -1, np.int32)
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1] - size + 1):
            key = hash_run(hashes, at, size)
            slot = np.int64(key & np.uint64(n_slots - 1))
            while n_texts[slot] and keys[slot] != key:
                slot = (slot + 1) & (n_slots - 1)
            keys[slot], slot_of[at] = key, slot
            if last[slot] != text:
                last[slot] = text
                n_texts[slot] += 1
    column_of = np.full(n_slots, -1, np.int32)
    shared_by = np.empty(n_slots, np.int64)
    n_columns, n = 0, 0
    last[:] = -1
    columns = np.empty(len(hashes), np.int32)
    bounds = np.zeros(len(offsets), np.int64)
    for text in range(len(offsets) - 1):
        begin = n
        for at in range(offsets[text], offsets[text + 1] - size + 1):
            slot = slot_of[at]
            if last[slot] == text or n_texts[slot] < 2 or n_texts[slot] > _MAX_TEXTS:
                continue
            last[slot] = text
            if column_of[slot] < 0:
                column_of[slot], shared_by[n_columns] = n_columns, n_texts[slot]
                n_columns += 1
            columns[n] = column_of[slot]
            n += 1
        columns[begin:n].sort()
        bounds[text + 1] = n
    return bounds, columns[:n].copy(), shared_by[:n_columns].copy()
