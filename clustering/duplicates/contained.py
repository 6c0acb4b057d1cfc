"""Candidates for containment: an inverted index over sampled shingles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.duplicates.bands import pairs_in_runs
from clustering.text.shingles import ShingleSets

SAMPLE_ONE_IN = 8
"""Share of shingles in the sample: a text of 200 words has about 25 of them."""
MAX_TEXTS = 100
"""A shingle that more texts share is a phrase or a footer, not a trace of copying."""
_SLACK = 0.7
"""A candidate must share this part of the containment asked for, within the sample."""


def contained_candidates(sample: ShingleSets, containment: float) -> npt.NDArray[np.int64]:
    """Pairs whose sampled shingles promise containment, whatever their lengths.

    Shingles in more than ``MAX_TEXTS`` texts make no candidates, which keeps the work
    linear in the archive; they still count when a candidate is verified.

    Args:
        sample: Distinct sampled shingles by text.
        containment: The threshold that will be verified, 0 to 1.

    Returns:
        (n_pairs,) int64 keys ``left << 32 | right``, ascending, unique.
    """
    rows = np.repeat(np.arange(len(sample.sizes), dtype=np.int32), sample.sizes)
    order = np.argsort(sample.values, kind="stable")
    values, rows = sample.values[order], rows[order]
    _, start, count = np.unique(values, return_index=True, return_counts=True)
    run = np.repeat(np.arange(len(start)), count)
    usable = np.repeat((count > 1) & (count <= MAX_TEXTS), count)
    usual_size = np.bincount(rows[usable], minlength=len(sample.sizes))
    alone = np.bincount(rows[np.repeat(count == 1, count)], minlength=len(sample.sizes))
    pairs, n_shared = np.unique(
        pairs_in_runs(run[usable].astype(np.int64), rows[usable]), return_counts=True
    )
    size = (usual_size + alone)[np.stack([pairs >> 32, pairs & 0xFFFFFFFF])].min(axis=0)
    return pairs[(n_shared >= 3) & (n_shared >= _SLACK * containment * size)]
