"""The one compiled pass from bytes to prints."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.codes import N_FLAGS, encode_text
from clustering.text.ragged import Ragged
from clustering.text.scan import code_tables, mix64, scan_text
from clustering.text.shingles import ROLL

SAMPLE_ONE_IN = 4
"""Share of the shorter shingles that is sampled: a notice of 60 words has about 15."""

_LANES = 32
"""Values of a signature are made so many at a time: the vectors that the inner loop is unrolled
into. Without this the last ones are made one by one, which takes as long as all the others."""

U32 = np.uint32
Words = npt.NDArray[np.uint64]
Values = npt.NDArray[np.uint32]


class Room:
    """Memory for the prints of a block, used again for the next: fresh memory costs time."""

    def __init__(self) -> None:
        self.words: Values = np.empty(0, np.uint32)
        self.sample: Values = np.empty(0, np.uint32)

    def grow(self, n_bytes: int) -> None:
        """Makes room for the words of so many bytes."""
        most = n_bytes // 2 + 1  # words are two bytes apart or three long
        if len(self.words) < most:
            self.words, self.sample = np.empty(most, np.uint32), np.empty(most, np.uint32)


def print_texts_into(
    room: Room,
    data: npt.NDArray[np.uint8],
    bounds: npt.NDArray[np.int64],
    sizes: tuple[int, int],
    maps: tuple[Values, Values],
) -> tuple[Words, Ragged, Values, Ragged]:
    """The prints of a block of texts.

    Args:
        room: Holds the words and samples that are returned.
        data: The texts as ``tokens.utf8`` gives them.
        bounds: Where each begins.
        sizes: Words in a shingle of the signature and in a sampled one.
        maps: As ``signatures.permutations`` gives them.

    Returns:
        The columns of ``Prints``.
    """
    room.grow(len(data))
    n_values = len(maps[0])
    padded = [np.resize(column, -(-n_values // _LANES) * _LANES) for column in maps]
    most = int(np.diff(bounds).max(initial=0)) // 2 + 1
    identity, signatures, ends, sample_ends = _print(
        data, bounds, *code_tables(), *sizes, *padded, n_values, most, room.words, room.sample
    )
    n_words, n_sampled = np.diff(ends, prepend=0), np.diff(sample_ends, prepend=0)
    codes = Ragged(ends - n_words, ends, room.words[: n_words.sum()])
    samples = Ragged(sample_ends - n_sampled, sample_ends, room.sample[: n_sampled.sum()])
    return identity, codes, signatures, samples


# Slices are filled and copied by loops: an assignment to a slice makes numba compile the words of
# its error, and the first run takes seconds longer.


@nb.njit(cache=True, nogil=True)
def _print(
    data: npt.NDArray[np.uint8],
    bounds: npt.NDArray[np.int64],
    classes: npt.NDArray[np.uint8],
    lower: Values,
    size: int,
    sample_size: int,
    a: Values,
    b: Values,
    n_values: int,
    most: int,
    words: Values,
    sample: Values,
) -> tuple[Words, Values, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    n_texts, eights = len(bounds) - 1, data.view(np.uint64)
    hashes, flags = np.empty(most, np.uint64), np.empty(most, np.uint8)
    starts, lengths = np.empty(most, np.int32), np.empty(most, np.int32)
    shingles, minima = np.empty(most, np.uint32), np.empty(len(a), np.uint32)
    identity = np.empty((n_texts, 2), np.uint64)
    signatures = np.empty((n_texts, n_values), np.uint32)
    ends, sample_ends = np.empty(n_texts, np.int64), np.empty(n_texts, np.int64)
    end, sample_end = 0, 0
    for text in range(n_texts):
        first, stop = bounds[text], bounds[text + 1]
        n = scan_text(data, eights, first, stop, classes, lower, hashes, starts, lengths, flags, 0)
        encode_text(hashes[:n], flags[:n], words[end : end + n])
        identity[text, 0], identity[text, 1] = _identity(hashes[:n])
        n_shingles = _shingles(hashes[:n], size, shingles)
        _minima(shingles[:n_shingles], a, b, minima)
        for k in range(n_values):
            signatures[text, k] = minima[k]
        end += n
        sample_end += _sample(words[end - n : end], sample_size, sample[sample_end:], shingles)
        ends[text], sample_ends[text] = end, sample_end
    return identity, signatures, ends, sample_ends


@nb.njit(cache=True, nogil=True)
def _identity(hashes: Words) -> tuple[np.uint64, np.uint64]:
    """128 bits that stand for the words in their order."""
    one, other = np.uint64(1), np.uint64(1)
    for word in hashes:
        one = (one ^ word) * np.uint64(0x9E3779B97F4A7C15)
        other = (other + word) * np.uint64(0xC2B2AE3D27D4EB4F)
        other ^= other >> np.uint64(32)
    return mix64(one), mix64(other)


@nb.njit(cache=True, nogil=True)
def _shingles(hashes: Words, size: int, shingles: Values) -> int:
    """32 bits of every shingle, as ``shingles.hash_run`` and ``signatures.sign`` make them."""
    out = np.uint64(1)
    for _ in range(size):
        out *= ROLL
    run = np.uint64(0)
    for at in range(min(size - 1, len(hashes))):
        run = run * ROLL + hashes[at]
    n = max(len(hashes) - size + 1, 0)
    left = np.uint64(0)  # the word that a run leaves behind
    for at in range(n):
        run = run * ROLL + hashes[at + size - 1] - left * out
        left = hashes[at]
        low = U32(mix64(run) & np.uint64(0xFFFFFFFF))  # MurmurHash3's 32-bit finalizer
        low = U32((low ^ (low >> U32(16))) * U32(0x85EBCA6B))
        low = U32((low ^ (low >> U32(13))) * U32(0xC2B2AE35))
        shingles[at] = U32(low ^ (low >> U32(16)))
    return n


@nb.njit(cache=True, nogil=True)
def _minima(shingles: Values, a: Values, b: Values, minima: Values) -> None:
    """Minimum over the shingles of each map a * h + b; eight shingles for each turn at memory."""
    for k in range(len(a)):
        minima[k] = U32(0xFFFFFFFF)
    at = 0
    while at + 8 <= len(shingles):
        h0, h1, h2, h3 = shingles[at], shingles[at + 1], shingles[at + 2], shingles[at + 3]
        h4, h5, h6, h7 = shingles[at + 4], shingles[at + 5], shingles[at + 6], shingles[at + 7]
        for k in range(len(a)):
            one = min(U32(a[k] * h0 + b[k]), U32(a[k] * h1 + b[k]))
            two = min(U32(a[k] * h2 + b[k]), U32(a[k] * h3 + b[k]))
            three = min(U32(a[k] * h4 + b[k]), U32(a[k] * h5 + b[k]))
            four = min(U32(a[k] * h6 + b[k]), U32(a[k] * h7 + b[k]))
            minima[k] = min(minima[k], one, two, three, four)
        at += 8
    while at < len(shingles):
        h = shingles[at]
        for k in range(len(a)):
            minima[k] = min(minima[k], U32(a[k] * h + b[k]))
        at += 1


@nb.njit(cache=True, nogil=True)
def _sample(codes: Values, size: int, sample: Values, spare: Values) -> int:
    """Writes the distinct sampled shingles in ascending order; returns how many."""
    n = sampled_shingles(codes, size, spare, spare)
    return _sort_distinct(spare[:n], sample)


@nb.njit(cache=True, nogil=True)
def sampled_shingles(
    codes: Values, size: int, sample: Values, places: npt.NDArray[np.uint32]
) -> int:
    """The sampled shingles of a text in reading order.

    Args:
        codes: Its words, as ``codes.encode`` makes them.
        size: Words in a shingle.
        sample: Takes the shingles.
        places: Takes their first words; may be ``sample`` itself if nobody asks.

    Returns:
        How many.
    """
    out = np.uint64(1)
    for _ in range(size):
        out *= ROLL
    run = np.uint64(0)
    for at in range(min(size - 1, len(codes))):
        run = run * ROLL + np.uint64(codes[at] >> U32(N_FLAGS))
    n, left = 0, np.uint64(0)
    for at in range(max(len(codes) - size + 1, 0)):
        run = run * ROLL + np.uint64(codes[at + size - 1] >> U32(N_FLAGS)) - left * out
        left = np.uint64(codes[at] >> U32(N_FLAGS))
        h = mix64(run)
        places[n] = at
        sample[n] = U32(h >> np.uint64(32))
        n += h & np.uint64(3) == 0  # SAMPLE_ONE_IN
    return n


@nb.njit(cache=True, nogil=True)
def _sort_distinct(hashes: Values, ordered: Values) -> int:
    """Sorts hashes: as they are spread evenly, each has its place at once, or next to it."""
    n = len(hashes)
    places = np.zeros(n + 1, np.int32)
    for h in hashes:
        places[(np.uint64(h) * np.uint64(n) >> np.uint64(32)) + 1] += 1
    for at in range(n):
        places[at + 1] += places[at]
    for h in hashes:
        part = np.uint64(h) * np.uint64(n) >> np.uint64(32)
        ordered[places[part]] = h
        places[part] += 1
    n_distinct = min(n, 1)
    for at in range(1, n):  # insertion among the few of one part
        h, to = ordered[at], n_distinct
        while to > 0 and ordered[to - 1] > h:
            to -= 1
        if to > 0 and ordered[to - 1] == h:
            continue
        for back in range(n_distinct, to, -1):
            ordered[back] = ordered[back - 1]
        ordered[to] = h
        n_distinct += 1
    return n_distinct
