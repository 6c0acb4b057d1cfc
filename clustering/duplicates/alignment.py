"""How two texts line up: passages kept, words changed inside them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.codes import IS_NAME, IS_NUMBER
from clustering.text.ragged import Ragged

Pairs = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]

COLUMNS = (
    "words",
    "longer_words",
    "covered",
    "runs",
    "run_squares",
    "tail",
    "lead",
    "between",
    "kept_words",
    "changed_words",
    "kept_names",
    "changed_names",
    "kept_numbers",
    "changed_numbers",
    "facts",
    "strange",
    "longer_facts",
    "longer_strange",
)
"""What ``align`` counts; ``words`` beside names and numbers are all the others."""

_MAX_GAP = 8
"""A difference of at most this many words on both sides is a change inside a passage; a
longer one is a passage left out, added or moved."""
_PASSAGE = 5
_MAX_FACTS = 64
"""Names and numbers of a text that are looked for in the other one, so that two long texts take
no longer than their length."""


def align(
    codes: Ragged, pairs: Pairs, shorter_left: npt.NDArray[np.bool_], workers: int = 1
) -> dict[str, Counts]:
    """Lines the shorter text of each pair up with the longer one.

    The shorter text is read from its beginning; where three words in a row stand in the longer
    text, nearest after the last passage, they are a passage and are followed as far as the
    words agree (greedy string tiling in reading order; Wise 1993).

    Args:
        codes: The words of the texts.
        pairs: (n_pairs,) int64 keys ``left << 32 | right``.
        shorter_left: (n_pairs,) bool: the left text is the shorter one.
        workers: Threads.

    Returns:
        For each name in ``COLUMNS`` (n_pairs,) int32: words of both texts; words of the
        shorter one that are ``covered`` by passages; number of ``runs`` (passages) and the sum
        of their squared lengths; ``tail``, words of a passage that ends both texts;
        ``between``, words of the shorter text in changes; how many words, names and
        numbers are kept (in passages or changes) and changed; and of each text the ``facts``
        (names and numbers, the first 64 at the most) outside all passages, and those of them
        that the other text has nowhere: ``strange``.
    """
    left, right = pairs >> 32, pairs & 0xFFFFFFFF
    short, long = np.where(shorter_left, left, right), np.where(shorter_left, right, left)
    parts = np.array_split(np.arange(len(pairs)), workers * 4 if workers > 1 else 1)

    def part(at: npt.NDArray[np.int64]) -> Counts:
        return _align(codes.starts, codes.ends, codes.values, short[at], long[at])

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        counts = np.concatenate(list(pool.map(part, parts)))
    return {name: counts[:, at].copy() for at, name in enumerate(COLUMNS)}


@nb.njit(cache=True, nogil=True)
def _align(
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    values: npt.NDArray[np.uint32],
    short: npt.NDArray[np.int64],
    long: npt.NDArray[np.int64],
) -> Counts:
    counts = np.zeros((len(short), 18), np.int32)
    for pair in range(len(short)):
        a = values[starts[short[pair]] : ends[short[pair]]]
        b = values[starts[long[pair]] : ends[long[pair]]]
        runs = passages(a, b)
        _count(a, b, runs, counts[pair])
        counts[pair, 14], counts[pair, 15] = _facts(a, b, runs[:, 0], runs[:, 2])
        counts[pair, 16], counts[pair, 17] = _facts(b, a, runs[:, 1], runs[:, 2])
    return counts


@nb.njit(cache=True, nogil=True)
def passages(a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
    """Passages of ``a`` that stand in ``b``, in the order of ``a``.

    Returns:
        (n_passages, 3) int32: first word in a, first word in b, number of words.
    """
    n_slots = 64
    while n_slots < 2 * len(b):
        n_slots *= 2
    head = np.full(n_slots, np.int32(-1), np.int32)  # first place of an anchor in b …
    later = np.empty(max(len(b), 1), np.int32)  # … and from each place the next one
    for at in range(len(b) - 3, -1, -1):
        slot = _anchor(b[at], b[at + 1], b[at + 2]) & np.uint32(n_slots - 1)
        later[at], head[slot] = head[slot], at
    found = np.empty((len(a) // 3 + 1, 3), np.int32)
    n, at, after = 0, 0, 0
    while at + 3 <= len(a):
        place = head[_anchor(a[at], a[at + 1], a[at + 2]) & np.uint32(n_slots - 1)]
        other = -1
        while place >= 0:
            same = a[at] >> 2 == b[place] >> 2 and a[at + 1] >> 2 == b[place + 1] >> 2
            if same and a[at + 2] >> 2 == b[place + 2] >> 2:
                if place >= after:
                    other = place
                    break
                if other < 0:
                    other = place
            place = later[place]
        if other < 0:
            at += 1
            continue
        size = 3
        while at + size < len(a) and other + size < len(b):
            if a[at + size] >> 2 != b[other + size] >> 2:
                break
            size += 1
        found[n, 0], found[n, 1], found[n, 2] = at, other, size
        n += 1
        at += size
        after = other + size
    return found[:n]


@nb.njit(cache=True, nogil=True)
def _anchor(one: np.uint32, two: np.uint32, three: np.uint32) -> np.uint32:
    """A hash of three words."""
    h = np.uint64(one >> 2)
    h = h * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(two >> 2)
    h = h * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(three >> 2)
    h = (h ^ (h >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.uint32(h >> np.uint64(32))


@nb.njit(cache=True, nogil=True)
def _count(
    a: npt.NDArray[np.uint32],
    b: npt.NDArray[np.uint32],
    runs: npt.NDArray[np.int32],
    counts: npt.NDArray[np.int32],
) -> None:
    counts[0], counts[1], counts[3] = len(a), len(b), len(runs)
    counts[6] = len(a)
    at_a, at_b = 0, 0
    for k in range(len(runs) + 1):
        last = k == len(runs)
        first_a = len(a) if last else runs[k, 0]
        first_b = len(b) if last else runs[k, 1]
        if len(runs) and first_a - at_a <= _MAX_GAP and 0 <= first_b - at_b <= _MAX_GAP:
            counts[7] += first_a - at_a
            _count_gap(a[at_a:first_a], b[at_b:first_b], counts)
        if last:
            break
        size = runs[k, 2]
        if size >= _PASSAGE:
            counts[6] = min(counts[6], first_a, first_b)
        at_a, at_b = first_a + size, first_b + size
        counts[2] += size
        counts[4] += size * size
        if len(a) - at_a <= 2 and len(b) - at_b <= 2:
            counts[5] += size
        for word in a[first_a:at_a]:
            counts[_column(word)] += 1


@nb.njit(cache=True, nogil=True)
def _count_gap(
    a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32], counts: npt.NDArray[np.int32]
) -> None:
    """Words of a change: kept if the other side has them, wherever, else changed."""
    for word in a:
        kept = False
        for other in b:
            kept = kept or word >> 2 == other >> 2
        counts[_column(word) + (not kept)] += 1


@nb.njit(cache=True, nogil=True)
def _facts(
    one: npt.NDArray[np.uint32],
    other: npt.NDArray[np.uint32],
    first: npt.NDArray[np.int32],
    size: npt.NDArray[np.int32],
) -> tuple[int, int]:
    """Names and numbers outside the passages, and those not in the other text."""
    inside = np.zeros(len(one), np.bool_)
    for k in range(len(first)):
        for at in range(first[k], first[k] + size[k]):
            inside[at] = True
    n_facts, n_strange = 0, 0
    for at in range(len(one)):
        if n_facts == _MAX_FACTS:
            break
        if not inside[at] and one[at] & np.uint32(IS_NAME | IS_NUMBER):
            n_same = 0
            for word in other:  # no way out early: so it is done in vectors
                n_same += word >> np.uint32(2) == one[at] >> np.uint32(2)
            n_facts += 1
            n_strange += n_same == 0
    return n_facts, n_strange


@nb.njit(cache=True, nogil=True)
def _column(word: np.uint32) -> int:
    if word & IS_NUMBER:
        return 12
    return 10 if word & IS_NAME else 8
