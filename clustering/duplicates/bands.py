"""Bands by promise, and the candidates they give."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.model import BandPlan

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


def candidate_pairs(signatures: npt.NDArray[np.uint32], plan: BandPlan) -> npt.NDArray[np.int64]:
    """Pairs of rows that agree in at least one band.

    Args:
        signatures: (n_rows, bands * rows) uint32.
        plan: How to cut them.

    Returns:
        (n_pairs,) int64 keys ``left << 32 | right`` with left < right, ascending, unique.
    """
    found = np.zeros(0, np.int64)
    for band in range(plan.bands):
        part = signatures[:, band * plan.rows : (band + 1) * plan.rows]
        keys = np.ascontiguousarray(part).view(np.dtype((np.void, 4 * plan.rows))).ravel()
        _, code = np.unique(keys, return_inverse=True)
        order = np.argsort(code, kind="stable").astype(np.int32)
        found = np.union1d(found, pairs_in_runs(code[order].astype(np.int64), order))
    return found


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
