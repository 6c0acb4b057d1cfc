"""Bands: the plan keeps its promise, and the candidates are what it promises."""

from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.duplicates.bands import (
    candidate_pairs,
    candidate_probability,
    pairs_in_runs,
    plan_bands,
)
from clustering.duplicates.signatures import sign
from clustering.model import BandPlan
from clustering.text.shingles import ShingleSets

THRESHOLDS = [0.05, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0]


def unpacked(keys):
    """Pairs of rows from packed keys."""
    return list(zip((keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist(), strict=True))


def test_probability_by_hand():
    """Two bands of two values at 0.5: each agrees with 1/4, neither with 9/16."""
    assert candidate_probability(0.5, 2, 2) == pytest.approx(7 / 16)
    assert candidate_probability(0, 9, 13) == 0
    assert candidate_probability(1, 9, 13) == 1
    assert candidate_probability(0.8, 9, 13) == pytest.approx(0.40, abs=0.005)


@pytest.mark.parametrize("threshold", THRESHOLDS)
@pytest.mark.parametrize("min_recall", [0.5, 0.99, 0.999])
def test_the_plan_keeps_the_promise(threshold, min_recall):
    """A pair at the threshold is found as often as asked, and the plan says how often."""
    plan = plan_bands(threshold, min_recall)
    expected = 1 - (1 - threshold**plan.rows) ** plan.bands
    assert plan.recall_at_threshold == pytest.approx(expected, abs=1e-12)
    assert expected >= min_recall - 1e-12
    assert plan.bands * plan.rows <= 512
    assert plan.threshold == threshold


@pytest.mark.parametrize("threshold", THRESHOLDS[1:])
def test_the_plan_is_the_cheapest(threshold):
    """No other plan that keeps the promise costs less."""

    def cost(bands, rows):
        return bands * rows + 1000 * candidate_probability(0.3, bands, rows)

    plan = plan_bands(threshold, 0.99)
    keeping = [
        cost(bands, rows)
        for rows in range(1, 33)
        for bands in range(1, 513 // rows)
        if candidate_probability(threshold, bands, rows) >= 0.99
    ]
    assert cost(plan.bands, plan.rows) == pytest.approx(min(keeping))


def test_a_fixed_plan_is_honoured():
    """Bands and rows that the user sets are taken, with the promise that they make."""
    plan = plan_bands(0.8, 0.999, bands=9, rows=13)
    assert (plan.bands, plan.rows) == (9, 13)
    assert plan.recall_at_threshold == pytest.approx(0.40, abs=0.005)


def test_candidates_agree_in_a_band():
    """Equal values make a candidate in the same band only, all of the band together."""
    signatures = np.array(
        [[1, 2, 3, 4], [1, 2, 9, 9], [9, 9, 3, 4], [1, 9, 3, 9], [1, 2, 3, 4]], np.uint32
    )
    plan = BandPlan(2, 2, 0.5, 0.0)
    assert unpacked(candidate_pairs(signatures, plan)) == [(0, 1), (0, 2), (0, 4), (1, 4), (2, 4)]


@pytest.mark.parametrize("n_rows", [0, 1])
def test_too_few_rows_for_a_pair(n_rows):
    """No row and one row give no candidates."""
    assert len(candidate_pairs(np.zeros((n_rows, 6), np.uint32), BandPlan(2, 3, 0.5, 0.0))) == 0


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 20), st.integers(1, 3), st.integers(1, 3))
def test_candidates_equal_all_pairs(seed, n, bands, rows):
    """On any signatures, the candidates are those found by looking at every pair."""
    signatures = np.random.default_rng(seed).integers(0, 3, (n, bands * rows)).astype(np.uint32)
    parts = signatures.reshape(n, bands, rows)
    expected = [
        (a, b) for a, b in combinations(range(n), 2) if (parts[a] == parts[b]).all(axis=1).any()
    ]
    assert unpacked(candidate_pairs(signatures, BandPlan(bands, rows, 0.5, 0.0))) == expected


def test_pairs_in_runs_of_equal_keys():
    """Equal neighbouring keys are paired, each pair with the smaller row first."""
    keys, rows = np.array([3, 3, 3, 5, 7, 7]), np.array([4, 1, 2, 0, 5, 3], np.int32)
    assert sorted(unpacked(pairs_in_runs(keys, rows))) == [(1, 2), (1, 4), (2, 4), (3, 5)]


@pytest.mark.parametrize(
    ("bands", "rows", "shared"),
    [(9, 13, 80), (25, 5, 60), (25, 5, 45), (42, 3, 30), (18, 5, 80), (4, 2, 50)],
)
def test_observed_recall_is_the_promised_one(bands, rows, shared):
    """Of 1,500 pairs of a known jaccard, as many become candidates as the formula says.

    The bound is four standard deviations of the binomial, and one pair.
    """
    n_pairs = 1500
    dice = np.random.default_rng(bands * 1000 + rows * 100 + shared)
    values = dice.integers(0, 2**64, (n_pairs, 100), dtype=np.uint64)
    own = (100 - shared) // 2
    left, right = values[:, : 100 - own], values[:, own:]  # 100 - 2 · own of 100 are shared
    jaccard = (100 - 2 * own) / 100
    sets = np.sort(np.stack([left, right], axis=1), axis=2)
    offsets = np.arange(2 * n_pairs + 1, dtype=np.int64) * (100 - own)
    plan = plan_bands(0.8, 0.9, bands, rows)
    signatures = sign(ShingleSets(offsets, sets.ravel()), bands * rows, 1)
    found = unpacked(candidate_pairs(signatures, plan))
    n_found = sum(b == a + 1 and a % 2 == 0 for a, b in found)
    expected = candidate_probability(jaccard, bands, rows)
    slack = 4 * sqrt(expected * (1 - expected) / n_pairs) + 1 / n_pairs
    assert n_found / n_pairs == pytest.approx(expected, abs=slack)
