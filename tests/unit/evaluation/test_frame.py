"""The pairs that a sample is drawn from."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.evaluation.frame import draw_sample, strata_of


@st.composite
def nested(draw):
    """Groupings of up to nine rows, each taking groups of the one before apart."""
    n = draw(st.integers(1, 9))
    found = [np.zeros(n, np.int64)]
    for _ in range(draw(st.integers(1, 4))):
        inner = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
        found.append(found[-1] * 3 + np.array(inner))
    return [np.unique(labels, return_inverse=True)[1].astype(np.int32) for labels in found]


def pairs_of(stratum):
    """All pairs of a stratum."""
    left, right = stratum.pairs(np.arange(len(stratum)))
    return list(zip(left.tolist(), right.tolist(), strict=True))


@given(nested())
def test_every_pair_is_in_the_stratum_of_its_strictest_grouping(partitions):
    """Once, and nowhere else; pairs that the loosest grouping has apart are in none."""
    found = [pairs_of(stratum) for stratum in strata_of(partitions)]
    for pair in combinations(range(len(partitions[0])), 2):
        together = [labels[pair[0]] == labels[pair[1]] for labels in partitions]
        last = max((at for at, yes in enumerate(together) if yes), default=None)
        assert [pairs.count(pair) for pairs in found] == [at == last for at in range(len(found))]


def test_a_grouping_that_joins_is_refused():
    """Strata would overlap."""
    with pytest.raises(ValueError, match="must not join"):
        strata_of([np.array([0, 1], np.int32), np.array([0, 0], np.int32)])


def test_huge_strata_are_never_listed():
    """Half a million rows in one group: more than a hundred thousand million pairs."""
    n = 500_000
    (stratum,) = strata_of([np.zeros(n, np.int32)])
    assert len(stratum) == n * (n - 1) // 2
    left, right = stratum.pairs(np.array([0, len(stratum) - 1]))
    assert (left.tolist(), right.tolist()) == ([0, n - 2], [1, n - 1])


@settings(max_examples=40)
@given(nested(), st.integers(1, 12), st.integers(0, 5))
def test_a_sample_tells_how_likely_each_pair_was(partitions, n, seed):
    """Different pairs, each of its stratum, with (drawn) / (pairs) as its chance."""
    strata = strata_of(partitions)
    sample = draw_sample(strata, n, seed)
    pairs = list(zip(sample.left.tolist(), sample.right.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    for at, stratum in enumerate(strata):
        drawn = [p for p, of in zip(pairs, sample.stratum.tolist(), strict=True) if of == at]
        assert set(drawn) <= set(pairs_of(stratum))
        assert np.allclose(sample.inclusion[sample.stratum == at] * len(stratum), len(drawn))
        assert bool(drawn) == (len(stratum) > 0)


def test_every_pair_of_a_stratum_is_as_likely():
    """Over many draws each of ten pairs comes as often as its inclusion says."""
    strata = strata_of([np.zeros(5, np.int32)])
    counts = np.zeros((5, 5))
    for seed in range(2000):
        sample = draw_sample(strata, 3, seed)
        np.add.at(counts, (sample.left, sample.right), 1)
    share = counts[np.triu_indices(5, 1)] / 2000
    assert np.abs(share - 0.3).max() < 0.05


def test_the_order_goes_round_the_strata():
    """Whoever stops early has answered as many pairs of each stratum."""
    partitions = [np.zeros(12, np.int32), np.arange(12, dtype=np.int32) // 6]
    sample = draw_sample(strata_of(partitions), 12)
    assert [set(sample.stratum[k : k + 2].tolist()) for k in range(0, 12, 2)] == [{0, 1}] * 6


def test_the_same_seed_draws_the_same_pairs():
    """And another seed others."""
    strata = strata_of([np.zeros(40, np.int32)])
    first, again, other = (draw_sample(strata, 9, seed) for seed in (4, 4, 5))
    assert first.left.tolist() == again.left.tolist()
    assert first.right.tolist() == again.right.tolist()
    assert first.left.tolist() != other.left.tolist()
