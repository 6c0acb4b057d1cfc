"""Candidates for containment: an inverted index of sampled shingles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.duplicates.bands import Pairs
from clustering.duplicates.postings import Postings
from clustering.text.ragged import Ragged

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
Rows = npt.NDArray[np.int32]


def contained_candidates(
    samples: Ragged, postings: Postings, min_share: float = MIN_SHARE, workers: int = 1
) -> Pairs:
    """Pairs whose samples overlap enough that one text may stand in the other.

    Args:
        samples: uint32 sampled shingles, ascending and distinct within a text.
        postings: Of these samples.
        min_share: Share of the smaller sample, 0 to 1.
        workers: Threads.

    Returns:
        (n_pairs,) int64 keys ``left << 32 | right``, ascending, unique.
    """
    n_texts = len(samples)
    of_row, lists = _lists_of_rows(postings.starts, postings.rows, n_texts)
    n_parts = max(workers, 1) * 4 if workers > 1 else 1
    marks = np.linspace(0, len(lists), n_parts + 1)[1:-1]
    cuts = [0, *np.searchsorted(of_row[1:], marks).tolist(), n_texts]

    def part(at: int) -> Pairs:
        return _count(
            samples.starts,
            samples.ends,
            samples.values,
            postings.starts,
            postings.rows,
            of_row,
            lists,
            cuts[at],
            cuts[at + 1],
            min_share,
        )

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(part, range(n_parts)))
    return np.sort(np.concatenate(found))


@nb.njit(cache=True, nogil=True)
def _lists_of_rows(starts: Offsets, rows: Rows, n_texts: int) -> tuple[Offsets, Rows]:
    """The shared shingles of each text, by their number: text i has ``lists[of[i]:of[i + 1]]``."""
    of_row, lists = np.zeros(n_texts + 1, np.int64), np.empty(len(rows), np.int32)
    for row in rows:
        of_row[row + 1] += 1
    for row in range(n_texts):
        of_row[row + 1] += of_row[row]
    free = of_row[:-1].copy()
    for number in range(len(starts) - 1):
        for at in range(starts[number], starts[number + 1]):
            lists[free[rows[at]]] = number
            free[rows[at]] += 1
    return of_row, lists


@nb.njit(cache=True, nogil=True)
def _count(
    firsts: Offsets,
    ends: Offsets,
    sample: Sample,
    starts: Offsets,
    rows: Rows,
    of_row: Offsets,
    lists: Rows,
    first: int,
    end: int,
    min_share: float,
) -> Pairs:
    counts = np.zeros(len(firsts), np.int32)
    touched = np.empty(len(firsts), np.int32)
    pairs, n = np.empty(1024, np.int64), 0
    for right in range(first, end):
        n_touched = 0
        for place in range(of_row[right], of_row[right + 1]):
            begin = starts[lists[place]]
            for at in range(begin, min(starts[lists[place] + 1], begin + MAX_HEAD)):
                left = rows[at]
                if left >= right:
                    break
                if counts[left] == 0:
                    touched[n_touched] = left
                    n_touched += 1
                counts[left] += 1
        for k in range(n_touched):
            left = touched[k]
            smaller = min(ends[left] - firsts[left], ends[right] - firsts[right])
            # a quarter of what is needed: where a shingle has a long list, not all were counted
            if counts[left] >= max(MIN_SAMPLED, 0.25 * min_share * smaller):
                i, j, n_shared = firsts[left], firsts[right], 0
                while i < ends[left] and j < ends[right]:
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
                        for k_old in range(n):
                            grown[k_old] = pairs[k_old]
                        pairs = grown
                    pairs[n] = np.int64(left) << 32 | np.int64(right)
                    n += 1
            counts[left] = 0
    return pairs[:n].copy()
