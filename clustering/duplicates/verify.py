"""Exact overlap of two texts, as sets of shingles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.codes import Codes

Pairs = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Overlaps:
    """Sizes of sets of distinct shingles, for pairs.

    Attributes:
        shared: (n_pairs,) int32, |A ∩ B|.
        left: (n_pairs,) int32, |A|.
        right: (n_pairs,) int32, |B|.
    """

    shared: Counts
    left: Counts
    right: Counts

    @property
    def jaccard(self) -> npt.NDArray[np.float64]:
        """|A ∩ B| / |A ∪ B|, 0 where both are empty."""
        return self.shared / np.maximum(self.left + self.right - self.shared, 1)

    @property
    def containment(self) -> npt.NDArray[np.float64]:
        """|A ∩ B| / min(|A|, |B|), 0 where one is empty."""
        return self.shared / np.maximum(np.minimum(self.left, self.right), 1)

    def only(self, kept: npt.NDArray[np.bool_]) -> Overlaps:
        """The same for some of the pairs."""
        return Overlaps(self.shared[kept], self.left[kept], self.right[kept])


def overlaps(codes: Codes, size: int, pairs: Pairs, workers: int = 1) -> Overlaps:
    """Counts the distinct shingles of both texts of each pair, and those they share.

    Args:
        codes: The words of the texts.
        size: Words in a shingle.
        pairs: (n_pairs,) int64 keys ``left << 32 | right``; quickest when sorted.
        workers: Threads.

    Returns:
        Exact counts.
    """
    n_parts = workers * 4 if workers > 1 else 1
    parts = np.array_split(pairs, n_parts)

    def count(part: Pairs) -> tuple[Counts, Counts, Counts]:
        longest = codes.sizes[np.concatenate([part >> 32, part & 0xFFFFFFFF])].max(initial=0)
        n_slots = 1 << (2 * int(longest) + 2).bit_length()
        return _count(codes.offsets, codes.values, size, part, n_slots)

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(count, parts))
    return Overlaps(*(np.concatenate(column) for column in zip(*found, strict=True)))


@nb.njit(cache=True, nogil=True)
def _count(
    offsets: npt.NDArray[np.int64],
    values: npt.NDArray[np.uint32],
    size: int,
    pairs: Pairs,
    n_slots: int,
) -> tuple[Counts, Counts, Counts]:
    """Hash tables with open addressing; a stamp tells which text a slot was last used by."""
    shared = np.zeros(len(pairs), np.int32)
    n_left = np.zeros(len(pairs), np.int32)
    n_right = np.zeros(len(pairs), np.int32)
    mask = np.uint64(n_slots - 1)
    held, held_by = np.empty(n_slots, np.uint64), np.zeros(n_slots, np.int32)
    seen, seen_by = np.empty(n_slots, np.uint64), np.zeros(n_slots, np.int32)
    last, stamp, n_held = -1, 0, 0
    for pair in range(len(pairs)):
        left, right = pairs[pair] >> 32, pairs[pair] & 0xFFFFFFFF
        if left != last:
            last, stamp, n_held = left, pair + 1, 0
            for at in range(offsets[left], offsets[left + 1] - size + 1):
                h = np.uint64(0x9E3779B97F4A7C15)
                for k in range(at, at + size):
                    h = (h ^ np.uint64(values[k] >> 2)) * np.uint64(0xBF58476D1CE4E5B9)
                    h ^= h >> np.uint64(29)
                slot = h & mask
                while held_by[slot] == stamp and held[slot] != h:
                    slot = (slot + np.uint64(1)) & mask
                if held_by[slot] != stamp:
                    held_by[slot], held[slot] = stamp, h
                    n_held += 1
        for at in range(offsets[right], offsets[right + 1] - size + 1):
            h = np.uint64(0x9E3779B97F4A7C15)
            for k in range(at, at + size):
                h = (h ^ np.uint64(values[k] >> 2)) * np.uint64(0xBF58476D1CE4E5B9)
                h ^= h >> np.uint64(29)
            slot = h & mask
            while seen_by[slot] == pair + 1 and seen[slot] != h:
                slot = (slot + np.uint64(1)) & mask
            if seen_by[slot] == pair + 1:
                continue
            seen_by[slot], seen[slot] = pair + 1, h
            n_right[pair] += 1
            slot = h & mask
            while held_by[slot] == stamp and held[slot] != h:
                slot = (slot + np.uint64(1)) & mask
            shared[pair] += held_by[slot] == stamp
        n_left[pair] = n_held
    return shared, n_left, n_right
