"""Bands by promise, and the candidates they give."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.model import BandPlan
from clustering.text.distinct import distinct
from clustering.text.scan import mix64

Pairs = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
Signatures = npt.NDArray[np.uint32]

_MAX_VALUES = 512


def plan_bands(threshold: float, min_recall: float, bands: int = 0, rows: int = 0) -> BandPlan:
    """Chooses (bands, rows) that keep the promise at the least cost.

    For every number of rows takes the fewest bands with P(candidate | jaccard = threshold)
    >= ``min_recall``, and of these plans the cheapest: bands * rows (hashing) plus 1000 times
    the probability of a candidate at jaccard 0.3, where unrelated texts of one template lie.

    Args:
        threshold: Jaccard threshold, 0 to 1.
        min_recall: P(found | jaccard = threshold), 0 to 1.
        bands: 0 to choose, else fixed together with ``rows``.
        rows: 0 to choose, else fixed.

    Returns:
        The plan with the probability that it promises.
    """
    if bands and rows:
        return BandPlan(bands, rows, threshold, candidate_probability(threshold, bands, rows))
    best: tuple[float, int, int] | None = None
    for n_rows in range(1, 33):
        hit = threshold**n_rows
        n_bands = 1 if hit >= 1 else int(np.ceil(np.log1p(-min_recall) / np.log1p(-hit)))
        if n_bands * n_rows > _MAX_VALUES:
            break
        cost = n_bands * n_rows + 1000 * candidate_probability(0.3, n_bands, n_rows)
        if best is None or cost < best[0]:
            best = (cost, n_bands, n_rows)
    assert best is not None, "one row always fits for a threshold of 0.05 or more"
    _, n_bands, n_rows = best
    return BandPlan(n_bands, n_rows, threshold, candidate_probability(threshold, n_bands, n_rows))


def candidate_probability(jaccard: float, bands: int, rows: int) -> float:
    """1 - (1 - s^rows)^bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4.2)."""
    return float(1 - (1 - jaccard**rows) ** bands)


def candidate_pairs(signatures: Signatures, plan: BandPlan, workers: int = 1) -> Pairs:
    """Pairs of rows that agree in at least one band.

    Args:
        signatures: (n_rows, bands * rows) uint32.
        plan: How to cut them.
        workers: Threads.

    Returns:
        (n_pairs,) int64 keys ``left << 32 | right`` with left < right, ascending, unique.
    """
    return band_buckets(signatures, np.arange(len(signatures)), plan, workers)[0]


def band_buckets(
    signatures: Signatures,
    rows: npt.NDArray[np.int64],
    plan: BandPlan,
    workers: int = 1,
    max_bucket: int = 1 << 31,
) -> tuple[Pairs, list[Rows]]:
    """Candidates from small buckets as pairs, large buckets as they are.

    Args:
        signatures: (n_texts, bands * rows) uint32.
        rows: The texts that are compared, ascending.
        plan: How to cut them.
        workers: Threads.
        max_bucket: Rows in the largest bucket that is written out as pairs.

    Returns:
        The pairs as ``candidate_pairs`` gives them; and the rows of each larger bucket, ascending.
    """

    def one(band: int) -> tuple[Pairs, list[Rows]]:
        return _buckets(signatures, rows, band * plan.rows, plan.rows, max_bucket)

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        found = list(pool.map(one, range(plan.bands)))
    pairs = distinct(*(pairs for pairs, _ in found))
    return pairs, [bucket for _, buckets in found for bucket in buckets]


def _buckets(
    signatures: Signatures, rows: npt.NDArray[np.int64], first: int, n_values: int, max_bucket: int
) -> tuple[Pairs, list[Rows]]:
    n_bits = np.uint64(max(len(rows), 1).bit_length())
    keys = band_keys(signatures, rows, first, n_values) << n_bits
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    if not len(keys):
        return np.zeros(0, np.int64), []
    code, size = _runs(keys >> n_bits)
    again = np.flatnonzero(size > 1)  # most rows are alone in their bucket
    at = rows[(keys[again] & ((np.uint64(1) << n_bits) - np.uint64(1))).astype(np.int64)]
    code, size, at = code[again], size[again], at.astype(np.int32)
    small = size <= max_bucket
    _, firsts = np.unique(code[~small], return_index=True)
    buckets = np.split(at[~small], firsts[1:]) if len(firsts) else []
    return pairs_in_runs(code[small], at[small]), buckets


@nb.njit(cache=True, nogil=True)
def _runs(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """For every (sorted) key: where its run begins, and how long that is."""
    starts, sizes = np.empty(len(keys), np.int64), np.empty(len(keys), np.int32)
    first = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[first]:
            starts[first:at] = first
            sizes[first:at] = at - first
            first = at
    return starts, sizes


@nb.njit(cache=True, nogil=True)
def band_keys(
    signatures: Signatures, rows: npt.NDArray[np.int64], first: int, n_values: int
) -> npt.NDArray[np.uint64]:
    """(n_rows,) uint64: a hash of the values of one band of some texts.

    Two rows that agree by chance of the hash alone are one candidate more, verified as any other.
    """
    keys = np.empty(len(rows), np.uint64)
    for row in range(len(rows)):
        h = np.uint64(0x9E3779B97F4A7C15)
        for at in range(first, first + n_values):
            h = mix64(h ^ np.uint64(signatures[rows[row], at]))
        keys[row] = h
    return keys


@nb.njit(cache=True, nogil=True)
def pairs_in_runs(
    keys: npt.NDArray[np.int64], rows: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    """All pairs of rows whose (sorted) keys are equal, as ``left << 32 | right``."""
    n_pairs, first = 0, 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[first]:
            n_pairs += (at - first) * (at - first - 1) // 2
            first = at
    pairs = np.empty(n_pairs, np.int64)
    n, first = 0, 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[first]:
            for i in range(first, at):
                for j in range(i + 1, at):
                    low, high = min(rows[i], rows[j]), max(rows[i], rows[j])
                    pairs[n] = np.int64(low) << 32 | np.int64(high)
                    n += 1
            first = at
    return pairs
