"""Signatures: what MinHash promises of them."""

import numpy as np
import pytest

from clustering.duplicates.signatures import EMPTY, permutations, sign
from clustering.text.shingles import ShingleSets


def sets_of(*texts):
    """Shingle sets from lists of hashes."""
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    return ShingleSets(offsets, np.array([v for t in texts for v in t], np.uint64))


def test_signature_of_a_union_is_the_smaller():
    """The signature of a union is the smaller value at each place; that of nothing is EMPTY."""
    first, second, both, none = sign(sets_of([1, 5], [9], [1, 5, 9], []), 32, 1)
    assert both.tolist() == np.minimum(first, second).tolist()
    assert (none == EMPTY).all()
    assert (first < EMPTY).all()


def test_agreement_estimates_jaccard():
    """Of 4,000 values, two sets of jaccard 1/3 agree in a third, within four deviations."""
    values = np.random.default_rng(1).integers(0, 2**64, 300, dtype=np.uint64).tolist()
    first, second = sign(sets_of(values[:200], values[100:]), 4000, 1)
    assert (first == second).mean() == pytest.approx(1 / 3, abs=4 * np.sqrt(2 / 9 / 4000))


def test_a_seed_is_a_draw():
    """The same seed draws the same maps, another seed others; multipliers are odd."""
    a, b = permutations(50, 3)
    assert np.array_equal(permutations(50, 3), (a, b))
    assert not np.array_equal(permutations(50, 4)[0], a)
    assert (a % 2 == 1).all()
    assert a.dtype == b.dtype == np.uint32
