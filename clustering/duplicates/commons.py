"""Text that many unrelated articles have is nobody's own."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

Sample = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]

MAX_GROUPS = 8
"""A shingle in more groups of copies than this is common: a phrase, a form, a footer. Counted
over groups, so that the text of a wire which fifty papers print is still the wire's own."""
MIN_OWN_SHARE = 0.15
"""Share of its own sampled shingles that a copy has in common with its original. An edited copy
has .3 to 1; two articles from one set of sentences, with other names, less than .1."""
MIN_OWN = 8
"""With fewer sampled shingles of its own nothing can be said about a text."""


def share_own_text(
    offsets: Offsets, sample: Sample, labels: Rows, left: Rows, right: Rows
) -> npt.NDArray[np.bool_]:
    """Do the texts of each pair share what is not common, too?

    Args:
        offsets: (n_texts + 1,) int64 into ``sample``.
        sample: Sampled shingles, ascending and distinct within a text.
        labels: (n_texts,) int32, groups of copies that are beyond doubt.
        left: (n_pairs,) int32 rows.
        right: (n_pairs,) int32 rows.

    Returns:
        (n_pairs,) bool; True as well where a text has too little of its own to tell.
    """
    if not len(left):
        return np.zeros(0, np.bool_)
    common = _common(offsets, sample, labels)
    share = _own_share(offsets, sample, common, left, right)
    return np.asarray(share >= MIN_OWN_SHARE)


def _common(offsets: Offsets, sample: Sample, labels: Rows) -> Sample:
    """Sorted sampled shingles that stand in more than ``MAX_GROUPS`` groups."""
    entries = _labelled(offsets, sample, labels)
    entries.sort()
    return np.asarray(_frequent(entries, MAX_GROUPS))


@nb.njit(cache=True, nogil=True)
def _labelled(offsets: Offsets, sample: Sample, labels: Rows) -> npt.NDArray[np.uint64]:
    """``shingle << 32 | label`` for every sampled shingle."""
    entries = np.empty(len(sample), np.uint64)
    for row in range(len(labels)):
        for at in range(offsets[row], offsets[row + 1]):
            entries[at] = np.uint64(sample[at]) << np.uint64(32) | np.uint64(labels[row])
    return entries


@nb.njit(cache=True, nogil=True)
def _frequent(entries: npt.NDArray[np.uint64], most: int) -> Sample:
    found, n = np.empty(len(entries) // (most + 1) + 1, np.uint32), 0
    n_groups = 0
    for at in range(len(entries)):
        if at == 0 or entries[at] >> 32 != entries[at - 1] >> 32:
            n_groups = 1
        elif entries[at] != entries[at - 1]:
            n_groups += 1
            if n_groups == most + 1:
                found[n] = entries[at] >> np.uint64(32)
                n += 1
    return found[:n].copy()


@nb.njit(cache=True, nogil=True)
def _own_share(
    offsets: Offsets, sample: Sample, common: Sample, left: Rows, right: Rows
) -> npt.NDArray[np.float64]:
    """The larger of both texts' shares; 1 where one has fewer than ``MIN_OWN``."""
    share = np.ones(len(left))
    for pair in range(len(left)):
        i, j = offsets[left[pair]], offsets[right[pair]]
        i_end, j_end = offsets[left[pair] + 1], offsets[right[pair] + 1]
        n_left, n_right, n_both = 0, 0, 0
        while i < i_end or j < j_end:
            in_left = i < i_end and (j >= j_end or sample[i] <= sample[j])
            in_right = j < j_end and (i >= i_end or sample[j] <= sample[i])
            value = sample[i] if in_left else sample[j]
            low, high = 0, len(common)
            while low < high:
                middle = (low + high) // 2
                if common[middle] < value:
                    low = middle + 1
                else:
                    high = middle
            if low == len(common) or common[low] != value:
                n_left += in_left
                n_right += in_right
                n_both += in_left and in_right
            i += in_left
            j += in_right
        if n_left >= MIN_OWN and n_right >= MIN_OWN:
            share[pair] = n_both / min(n_left, n_right)
    return share
