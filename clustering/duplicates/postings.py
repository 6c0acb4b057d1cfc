"""Which texts each sampled shingle stands in."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.ragged import Ragged

Offsets = npt.NDArray[np.int64]
Sample = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Postings:
    """The shingles that two texts or more have, and their texts.

    Attributes:
        shingles: (n_shingles,) uint32, ascending.
        starts: (n_shingles + 1,) int64; shingle i stands in ``rows[starts[i]:starts[i + 1]]``.
        rows: (n_postings,) int32, ascending for each shingle.
    """

    shingles: Sample
    starts: Offsets
    rows: Rows


def index_samples(samples: Ragged) -> Postings:
    """Inverts the samples.

    Args:
        samples: uint32 shingles, distinct within a text.
    """
    entries = np.empty(int(samples.sizes.sum()), np.uint64)
    _fill(samples.starts, samples.ends, samples.values, entries)
    entries.sort()
    return Postings(*_shared(entries))


@nb.njit(cache=True, nogil=True)
def _fill(starts: Offsets, ends: Offsets, sample: Sample, entries: npt.NDArray[np.uint64]) -> None:
    """``shingle << 32 | text`` for every sampled shingle."""
    n = 0
    for row in range(len(starts)):
        for at in range(starts[row], ends[row]):
            entries[n] = np.uint64(sample[at]) << np.uint64(32) | np.uint64(row)
            n += 1


@nb.njit(cache=True, nogil=True)
def _shared(entries: npt.NDArray[np.uint64]) -> tuple[Sample, Offsets, Rows]:
    """The (sorted) entries whose shingle stands in two texts or more."""
    n_rows, n_shingles = 0, 0
    for at in range(1, len(entries)):
        if entries[at] >> np.uint64(32) == entries[at - 1] >> np.uint64(32):
            new = at == 1 or entries[at - 2] >> np.uint64(32) != entries[at] >> np.uint64(32)
            n_shingles += new
            n_rows += 1 + new
    shingles, starts = np.empty(n_shingles, np.uint32), np.empty(n_shingles + 1, np.int64)
    rows = np.empty(n_rows, np.int32)
    n_rows, n_shingles = 0, 0
    for at in range(1, len(entries)):
        value = entries[at] >> np.uint64(32)
        if value == entries[at - 1] >> np.uint64(32):
            if at == 1 or entries[at - 2] >> np.uint64(32) != value:
                shingles[n_shingles], starts[n_shingles] = value, n_rows
                n_shingles += 1
                rows[n_rows] = entries[at - 1] & np.uint64(0xFFFFFFFF)
                n_rows += 1
            rows[n_rows] = entries[at] & np.uint64(0xFFFFFFFF)
            n_rows += 1
    starts[n_shingles] = n_rows
    return shingles, starts, rows
