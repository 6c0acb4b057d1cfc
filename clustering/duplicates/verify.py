"""Exact overlap of two texts, as sets of shingles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.ragged import Ragged
from clustering.text.scan import mix64
from clustering.text.shingles import ROLL

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


def overlaps(codes: Ragged, size: int, pairs: Pairs, workers: int = 1) -> Overlaps:
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
        n_slots = max(16, 1 << (2 * int(longest)).bit_length())
        return _count(codes.starts, codes.ends, codes.values, size, part, n_slots)

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(count, parts))
    return Overlaps(*(np.concatenate(column) for column in zip(*found, strict=True)))


@nb.njit(cache=True, nogil=True)
def _count(
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    values: npt.NDArray[np.uint32],
    size: int,
    pairs: Pairs,
    n_slots: int,
) -> tuple[Counts, Counts, Counts]:
    """Hash tables with open addressing, emptied for each text; 0 is an empty slot."""
    shared = np.zeros(len(pairs), np.int32)
    n_left = np.zeros(len(pairs), np.int32)
    n_right = np.zeros(len(pairs), np.int32)
    held, seen = np.empty(n_slots, np.uint64), np.empty(n_slots, np.uint64)
    shingles = np.empty(n_slots, np.uint64)
    last, n_held, slots = -1, 0, np.uint64(0)
    for pair in range(len(pairs)):
        left, right = pairs[pair] >> 32, pairs[pair] & 0xFFFFFFFF
        if left != last:
            last, n_held = left, 0
            n = _hash(values[starts[left] : ends[left]], size, shingles)
            slots = np.uint64(16)
            while slots < 2 * n:
                slots *= np.uint64(2)
            for slot in range(slots):
                held[slot] = 0
            for at in range(n):
                h, slot = shingles[at], shingles[at] & (slots - np.uint64(1))
                while held[slot] != 0 and held[slot] != h:
                    slot = (slot + np.uint64(1)) & (slots - np.uint64(1))
                n_held += held[slot] == 0
                held[slot] = h
        n = _hash(values[starts[right] : ends[right]], size, shingles)
        room = np.uint64(16)
        while room < 2 * n:
            room *= np.uint64(2)
        for slot in range(room):
            seen[slot] = 0
        for at in range(n):
            h, slot = shingles[at], shingles[at] & (room - np.uint64(1))
            while seen[slot] != 0 and seen[slot] != h:
                slot = (slot + np.uint64(1)) & (room - np.uint64(1))
            if seen[slot] == h:
                continue
            seen[slot] = h
            n_right[pair] += 1
            slot = h & (slots - np.uint64(1))
            while held[slot] != 0 and held[slot] != h:
                slot = (slot + np.uint64(1)) & (slots - np.uint64(1))
            shared[pair] += held[slot] == h
        n_left[pair] = n_held
    return shared, n_left, n_right


@nb.njit(cache=True, nogil=True)
def _hash(words: npt.NDArray[np.uint32], size: int, shingles: npt.NDArray[np.uint64]) -> int:
    """64 bits of each shingle, never 0; returns how many."""
    out = np.uint64(1)
    for _ in range(size):
        out *= ROLL
    run, left = np.uint64(0), np.uint64(0)
    for at in range(min(size - 1, len(words))):
        run = run * ROLL + np.uint64(words[at] >> 2)
    n = max(len(words) - size + 1, 0)
    for at in range(n):
        run = run * ROLL + np.uint64(words[at + size - 1] >> 2) - left * out
        left = np.uint64(words[at] >> 2)
        shingles[at] = mix64(run) | np.uint64(1 << 63)
    return n
