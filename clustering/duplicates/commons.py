"""Text that many unrelated articles have is nobody's own."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.duplicates.postings import Postings
from clustering.text.ragged import Ragged

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
    samples: Ragged, postings: Postings, labels: Rows, left: Rows, right: Rows
) -> npt.NDArray[np.bool_]:
    """Do the texts of each pair share what is not common, too?

    Args:
        samples: uint32 sampled shingles, ascending and distinct within a text.
        postings: Of these samples.
        labels: (n_texts,) int32, groups of copies that are beyond doubt.
        left: (n_pairs,) int32 rows.
        right: (n_pairs,) int32 rows.

    Returns:
        (n_pairs,) bool; True as well where a text has too little of its own to tell.
    """
    if not len(left):
        return np.zeros(0, np.bool_)
    common = postings.shingles[_in_many(postings.starts, postings.rows, labels, MAX_GROUPS)]
    share = _own_share(samples.starts, samples.ends, samples.values, common, left, right)
    return np.asarray(share >= MIN_OWN_SHARE)


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
