"""Exact overlap of two texts: jaccard, containment, shared passages."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.shingles import ShingleSets, hash_run
from clustering.text.tokens import Tokens

Pairs = npt.NDArray[np.int64]


def shared_counts(shingles: ShingleSets, pairs: Pairs) -> npt.NDArray[np.int64]:
    """|A ∩ B| for each pair.

    Args:
        shingles: Sorted distinct shingles by text.
        pairs: (n_pairs,) int64 keys ``left << 32 | right``.

    Returns:
        (n_pairs,) int64.
    """
    return np.asarray(_shared_counts(shingles.offsets, shingles.values, pairs))


def jaccards(shingles: ShingleSets, pairs: Pairs) -> npt.NDArray[np.float32]:
    """|A ∩ B| / |A ∪ B| for each pair, 0 where both are empty.

    Returns:
        (n_pairs,) float32, 0 to 1.
    """
    shared = shared_counts(shingles, pairs)
    sizes = shingles.sizes
    union = sizes[pairs >> 32] + sizes[pairs & 0xFFFFFFFF] - shared
    return (shared / np.maximum(union, 1)).astype(np.float32)


def overlaps(
    tokens: Tokens, size: int, pairs: Pairs
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Containment and how the shared text lies.

    Args:
        tokens: The words of the texts.
        size: Words in a shingle.
        pairs: (n_pairs,) int64 keys ``left << 32 | right``.

    Returns:
        containment (n_pairs,) float32: |A ∩ B| / min(|A|, |B|) over distinct shingles;
        shared (n_pairs,) int64: |A ∩ B|;
        run_words (n_pairs,) float32: mean length, in words, of the runs of the text with
        fewer shingles that are covered by shared shingles. Edited copies share passages,
        reports from one template share short runs between the names and figures.
    """
    containment, shared, run_words = _overlaps(tokens.offsets, tokens.hashes, size, pairs)
    return np.asarray(containment), np.asarray(shared), np.asarray(run_words)


@nb.njit(cache=True, nogil=True)
def _shared_counts(
    offsets: npt.NDArray[np.int64], values: npt.NDArray[np.uint64], pairs: Pairs
) -> npt.NDArray[np.int64]:
    counts = np.zeros(len(pairs), np.int64)
    for at in range(len(pairs)):
        left, right = pairs[at] >> 32, pairs[at] & 0xFFFFFFFF
        i, i_end = offsets[left], offsets[left + 1]
        j, j_end = offsets[right], offsets[right + 1]
        while i < i_end and j < j_end:
            if values[i] == values[j]:
                counts[at] += 1
                i += 1
                j += 1
            elif values[i] < values[j]:
                i += 1
            else:
                j += 1
    return counts


@nb.njit(cache=True, nogil=True)
def _runs(
    hashes: npt.NDArray[np.uint64], first: int, end: int, size: int
) -> npt.NDArray[np.uint64]:
    n_runs = max(end - first - size + 1, 0)
    runs = np.empty(n_runs, np.uint64)
    for at in range(n_runs):
        runs[at] = hash_run(hashes, first + at, size)
    return runs


@nb.njit(cache=True, nogil=True)
def _overlaps(
    offsets: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64], size: int, pairs: Pairs
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    containment = np.zeros(len(pairs), np.float32)
    shared = np.zeros(len(pairs), np.int64)
    run_words = np.zeros(len(pairs), np.float32)
    for at in range(len(pairs)):
        left, right = pairs[at] >> 32, pairs[at] & 0xFFFFFFFF
        short = _runs(hashes, offsets[left], offsets[left + 1], size)
        long = np.unique(_runs(hashes, offsets[right], offsets[right + 1], size))
        distinct = np.unique(short)
        if len(long) < len(distinct):
            short = _runs(hashes, offsets[right], offsets[right + 1], size)
            distinct, long = long, distinct
        if len(distinct) == 0:
            continue
        for value in distinct:
            place = np.searchsorted(long, value)
            if place < len(long) and long[place] == value:
                shared[at] += 1
        containment[at] = shared[at] / len(distinct)
        covered, n_covered, n_runs = -1, 0, 0
        for k in range(len(short)):
            place = np.searchsorted(long, short[k])
            if place < len(long) and long[place] == short[k]:
                if k > covered:  # words k .. k + size - 1 are covered
                    n_runs += 1
                    n_covered += size
                else:
                    n_covered += k + size - covered
                covered = k + size
        run_words[at] = n_covered / max(n_runs, 1)
    return containment, shared, run_words
