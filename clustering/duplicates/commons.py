"""Text that many unrelated articles have is nobody's own."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.duplicates.postings import Postings
from clustering.duplicates.printing import sampled_shingles
from clustering.text.ragged import Ragged

Sample = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]

MIN_OWN_SHARE = 0.15
"""Share of its own sampled shingles that a copy has in common with its original. An edited copy
has .3 to 1; two articles from one set of sentences, with other names, less than .1."""
MIN_COMMON = 2
"""A text with fewer common sampled shingles has no common passage."""
MIN_PASSAGE = 12
"""Words of the shortest common passage; what is shorter is a phrase, and part of any text."""
MIN_OWN = 8
"""With fewer sampled shingles of its own nothing can be said about a text."""


def common_shingles(postings: Postings, labels: Rows, max_groups: int) -> tuple[Sample, Rows]:
    """Sampled shingles that stand in more than so many groups: a phrase, a form, a footer.

    Args:
        postings: Which texts each sampled shingle stands in.
        labels: (n_texts,) int32, groups of copies that are beyond doubt. Groups are counted and not
            texts, so that the text of a wire which fifty papers print is still the wire's own.
        max_groups: At the most so many for a shingle that is not common.

    Returns:
        The shingles, ascending; and (n_texts,) int32 how many of them each text has.
    """
    chosen = _in_many(postings.starts, postings.rows, labels, max_groups)
    rows = postings.rows[np.repeat(chosen, np.diff(postings.starts))]
    return postings.shingles[chosen], np.bincount(rows, minlength=len(labels)).astype(np.int32)


def own_words(codes: Ragged, size: int, common: Sample) -> tuple[Ragged, Rows]:
    """The words of each text outside its common passages, and how many of these end it.

    A passage reaches from one common sampled shingle to the next when no other sampled one stands
    between, and to the end of the text from the last one.

    Args:
        codes: Words, as ``codes.encode`` makes them.
        size: Words in a sampled shingle.
        common: As ``common_shingles`` gives them.
    """
    n_words = codes.sizes
    totals = int(n_words.sum()), int(n_words.max(initial=0))
    *own, footers = _own_words(codes.starts, codes.ends, codes.values, size, common, *totals)
    return Ragged(*own), footers


def share_own_text(
    samples: Ragged, common: Sample, left: Rows, right: Rows
) -> npt.NDArray[np.bool_]:
    """Do the texts of each pair share what is not common, too?

    Args:
        samples: uint32 sampled shingles, ascending and distinct within a text.
        common: As ``common_shingles`` gives them.
        left: (n_pairs,) int32 rows.
        right: (n_pairs,) int32 rows.

    Returns:
        (n_pairs,) bool; True as well where a text has too little of its own to tell.
    """
    if not len(left):
        return np.zeros(0, np.bool_)
    share = _own_share(samples.starts, samples.ends, samples.values, common, left, right)
    return np.asarray(share >= MIN_OWN_SHARE)


@nb.njit(cache=True, nogil=True)
def _own_words(
    starts: Offsets,
    ends: Offsets,
    values: Sample,
    size: int,
    common: Sample,
    n_words: int,
    most: int,
) -> tuple[Offsets, Offsets, Sample, Rows]:
    footers = np.zeros(len(starts), np.int32)
    own_starts, own_ends = np.empty_like(starts), np.empty_like(ends)
    own, n = np.empty(n_words, np.uint32), 0
    sample, places = np.empty(most, np.uint32), np.empty(most, np.uint32)
    is_common = np.empty(most, np.bool_)
    for row in range(len(starts)):
        words = values[starts[row] : ends[row]]
        n_sampled = sampled_shingles(words, size, sample, places)
        for at in range(len(words)):
            is_common[at] = False
        first = -1  # of the passage, in words
        for k in range(n_sampled + 1):
            found = k < n_sampled and _has(common, sample[k])
            if found and first < 0:
                first = places[k]
            elif first >= 0 and not found:
                end = places[k - 1] + size if k < n_sampled else len(words)
                if end - first >= MIN_PASSAGE:
                    for at in range(first, end):
                        is_common[at] = True
                    if end == len(words):
                        footers[row] = end - first
                first = -1
        own_starts[row] = n
        for at in range(len(words)):
            own[n] = words[at]
            n += not is_common[at]
        own_ends[row] = n
    return own_starts, own_ends, own[:n].copy(), footers


@nb.njit(cache=True, nogil=True)
def _has(ordered: Sample, value: np.uint32) -> bool:
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        if ordered[middle] < value:
            low = middle + 1
        else:
            high = middle
    return bool(low < len(ordered) and ordered[low] == value)


@nb.njit(cache=True, nogil=True)
def _in_many(starts: Offsets, rows: Rows, labels: Rows, most: int) -> npt.NDArray[np.bool_]:
    """Which shingles stand in more than so many groups."""
    many = np.zeros(len(starts) - 1, np.bool_)
    seen = np.empty(most + 1, np.int32)
    for number in range(len(many)):
        if starts[number + 1] - starts[number] <= most:
            continue
        n_groups = 0
        for at in range(starts[number], starts[number + 1]):
            label, new = labels[rows[at]], True
            for k in range(n_groups):
                new = new and seen[k] != label
            if new:
                seen[n_groups] = label
                n_groups += 1
                if n_groups > most:
                    many[number] = True
                    break
    return many


@nb.njit(cache=True, nogil=True)
def _own_share(
    starts: Offsets, ends: Offsets, sample: Sample, common: Sample, left: Rows, right: Rows
) -> npt.NDArray[np.float64]:
    """The larger of both texts' shares; 1 where one has fewer than ``MIN_OWN``."""
    share = np.ones(len(left))
    for pair in range(len(left)):
        i, j = starts[left[pair]], starts[right[pair]]
        i_end, j_end = ends[left[pair]], ends[right[pair]]
        n_left, n_right, n_both = 0, 0, 0
        while i < i_end or j < j_end:
            in_left = i < i_end and (j >= j_end or sample[i] <= sample[j])
            in_right = j < j_end and (i >= i_end or sample[j] <= sample[i])
            value = sample[i] if in_left else sample[j]
            if not _has(common, value):
                n_left += in_left
                n_right += in_right
                n_both += in_left and in_right
            i += in_left
            j += in_right
        if n_left >= MIN_OWN and n_right >= MIN_OWN:
            share[pair] = n_both / min(n_left, n_right)
    return share
