"""Candidates for containment: an inverted index of sampled shingles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.duplicates.bands import Pairs

MAX_HEAD = 16
"""A shingle in more texts than this pairs each of them with the first so many. The original
of a text printed often is among its first; a footer that hundreds share has no original."""
MIN_SAMPLED = 3
"""Sampled shingles that a candidate shares at the least."""
MIN_SHARE = 0.25
"""Share of the smaller sample that a candidate shares: half of the smallest containment that
a copy with one word in five exchanged has."""

Offsets = npt.NDArray[np.int64]
Sample = npt.NDArray[np.uint32]


def contained_candidates(
    offsets: Offsets, sample: Sample, min_share: float = MIN_SHARE, workers: int = 1
) -> Pairs:
    """Pairs whose samples overlap enough that one text may stand in the other.

    Args:
        offsets: (n_texts + 1,) int64.
        sample: Sampled shingles, ascending and distinct within a text.
        min_share: Share of the smaller sample, 0 to 1.
        workers: Threads.

    Returns:
        (n_pairs,) int64 keys ``left << 32 | right``, ascending, unique.
    """
    n_texts = len(offsets) - 1
    starts, rows, of_row, postings = _postings(offsets, sample)
    work = np.cumsum(np.diff(of_row)) if n_texts else np.zeros(0, np.int64)
    n_parts = max(workers, 1) * 4 if workers > 1 else 1
    marks = np.linspace(0, work[-1] if n_texts else 0, n_parts + 1)[1:-1]
    cuts = [0, *np.searchsorted(work, marks).tolist(), n_texts]

    def part(at: int) -> Pairs:
        return _count(
            offsets, sample, starts, rows, of_row, postings, cuts[at], cuts[at + 1], min_share
        )

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(part, range(n_parts)))
    return np.sort(np.concatenate(found))


def _postings(
    offsets: Offsets, sample: Sample
) -> tuple[Offsets, npt.NDArray[np.int32], Offsets, npt.NDArray[np.int32]]:
    """Both directions: texts of each shared shingle, and shared shingles of each text."""
    n_texts = len(offsets) - 1
    entries = _entries(offsets, sample)
    entries.sort()
    value, rows = _shared(entries)
    del entries
    new = np.concatenate([[True], value[1:] != value[:-1]])[: len(value)]
    starts = np.append(np.flatnonzero(new), len(value)).astype(np.int64)
    back = rows.astype(np.uint64) << np.uint64(32) | (np.cumsum(new) - 1).astype(np.uint64)
    back.sort()
    counts = np.bincount(rows, minlength=n_texts)
    of_row = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, rows, of_row, (back & np.uint64(0xFFFFFFFF)).astype(np.int32)


@nb.njit(cache=True, nogil=True)
def _entries(offsets: Offsets, sample: Sample) -> npt.NDArray[np.uint64]:
    """``shingle << 32 | text`` for every sampled shingle."""
    entries = np.empty(offsets[-1], np.uint64)
    for row in range(len(offsets) - 1):
        for at in range(offsets[row], offsets[row + 1]):
            entries[at] = np.uint64(sample[at]) << np.uint64(32) | np.uint64(row)
    return entries


@nb.njit(cache=True, nogil=True)
def _shared(entries: npt.NDArray[np.uint64]) -> tuple[Sample, npt.NDArray[np.int32]]:
    """Shingle and text of the (sorted) entries whose shingle stands in two texts or more."""
    n = 0
    for turn in range(2):  # counts, then writes
        if turn:
            values, rows = np.empty(n, np.uint32), np.empty(n, np.int32)
            n = 0
        for at in range(len(entries)):
            value = entries[at] >> np.uint64(32)
            before = at > 0 and entries[at - 1] >> np.uint64(32) == value
            if before or (at + 1 < len(entries) and entries[at + 1] >> np.uint64(32) == value):
                if turn:
                    values[n], rows[n] = value, entries[at] & np.uint64(0xFFFFFFFF)
                n += 1
    return values, rows


@nb.njit(cache=True, nogil=True)
def _count(
    offsets: Offsets,
    sample: Sample,
    starts: Offsets,
    rows: npt.NDArray[np.int32],
    of_row: Offsets,
    postings: npt.NDArray[np.int32],
    first: int,
    end: int,
    min_share: float,
) -> Pairs:
    counts = np.zeros(len(offsets), np.int32)
    touched = np.empty(len(offsets), np.int32)
    pairs, n = np.empty(1024, np.int64), 0
    for right in range(first, end):
        n_touched = 0
        for place in range(of_row[right], of_row[right + 1]):
            begin = starts[postings[place]]
            for at in range(begin, min(starts[postings[place] + 1], begin + MAX_HEAD)):
                left = rows[at]
                if left >= right:
                    break
                if counts[left] == 0:
                    touched[n_touched] = left
                    n_touched += 1
                counts[left] += 1
        for k in range(n_touched):
            left = touched[k]
            smaller = min(offsets[left + 1] - offsets[left], offsets[right + 1] - offsets[right])
            # a quarter of what is needed: where a shingle has a long list, not all were counted
            if counts[left] >= max(MIN_SAMPLED, 0.25 * min_share * smaller):
                i, j, n_shared = offsets[left], offsets[right], 0
                while i < offsets[left + 1] and j < offsets[right + 1]:
                    if sample[i] == sample[j]:
                        n_shared += 1
                        i += 1
                        j += 1
                    elif sample[i] < sample[j]:
                        i += 1
                    else:
                        j += 1
                if n_shared >= min_share * smaller:
                    if n == len(pairs):
                        grown = np.empty(2 * n, np.int64)
                        grown[:n] = pairs
                        pairs = grown
                    pairs[n] = np.int64(left) << 32 | np.int64(right)
                    n += 1
            counts[left] = 0
    return pairs[:n].copy()
