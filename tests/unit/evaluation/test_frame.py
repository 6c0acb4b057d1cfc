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
    left, right = stratum.pairs(np.arange(stratum.n_listed))
    own = stratum.own(left, right)
    left, right = left[own], right[own]
    return list(zip(left.tolist(), right.tolist(), strict=True))


@given(nested())
def test_every_pair_is_in_the_stratum_of_its_strictest_grouping(partitions):
    """Once, and nowhere else; pairs that the loosest grouping has apart are in none."""
    found = [pairs_of(stratum) for stratum in strata_of(partitions)]
    for pair in combinations(range(len(partitions[0])), 2):
        together = [labels[pair[0]] == labels[pair[1]] for labels in partitions]
        last = max((at for at, yes in enumerate(together) if yes), default=None)
        assert [pairs.count(pair) for pairs in found] == [at == last for at in range(len(found))]


@st.composite
def groupings(draw):
    """Up to four groupings of up to eight rows that need not nest, and the place of one."""
    n = draw(st.integers(1, 8))
    rows = st.lists(st.integers(0, 2), min_size=n, max_size=n)
    found = [np.array(row, np.int32) for row in draw(st.lists(rows, min_size=1, max_size=4))]
    return found, draw(st.integers(0, len(found) - 1))


@given(groupings())
def test_strata_part_the_pairs_of_the_loosest_grouping_and_the_one_in_use(given_):
    """Each pair once; those of the grouping in use in its own strata; the counts are right."""
    partitions, base = given_
    strata = strata_of(partitions, base)
    found = [pairs_of(stratum) for stratum in strata]
    assert [len(pairs) for pairs in found] == [len(stratum) for stratum in strata]
    for pair in combinations(range(len(partitions[0])), 2):
        together = [bool(labels[pair[0]] == labels[pair[1]]) for labels in partitions]
        own = [at for at, pairs in enumerate(found) for one in pairs if one == pair]
        if together[base]:
            assert own[0] >= base
        elif together[0]:
            assert own[0] == together.index(False) - 1
        assert len(own) == int(together[0] or together[base])


def test_huge_strata_are_never_listed():
    """Half a million rows in one group: more than a hundred thousand million pairs."""
    n = 500_000
    (stratum,) = strata_of([np.zeros(n, np.int32)])
    assert len(stratum) == n * (n - 1) // 2
    left, right = stratum.pairs(np.array([0, len(stratum) - 1]))
    assert (left.tolist(), right.tolist()) == ([0, n - 2], [1, n - 1])


@settings(max_examples=60)
@given(groupings(), st.integers(1, 12), st.integers(0, 5))
def test_a_sample_has_pairs_of_every_stratum(given_, n, seed):
    """Different pairs, each of its stratum; none of a stratum without pairs."""
    strata = strata_of(*given_)
    sample = draw_sample(strata, n, seed)
    pairs = list(zip(sample.left.tolist(), sample.right.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs) <= max(n, sum(len(stratum) > 0 for stratum in strata))
    assert ((sample.inclusion > 0) & (sample.inclusion <= 1)).all()
    for at, stratum in enumerate(strata):
        drawn = [p for p, of in zip(pairs, sample.stratum.tolist(), strict=True) if of == at]
        assert set(drawn) <= set(pairs_of(stratum))
        assert bool(drawn) == (len(stratum) > 0)


def test_chances_are_as_told_and_fall_with_the_square_root_of_the_group():
    """Over many draws each pair comes as often as its inclusion says."""
    (stratum,) = strata_of([np.array([0] * 2 + [1] * 8 + [2], np.int32)])
    counts, told = np.zeros((11, 11)), np.zeros((11, 11))
    for seed in range(3000):
        sample = draw_sample([stratum], 5, seed)
        assert len(sample.left) == 5
        np.add.at(counts, (sample.left, sample.right), 1)
        told[sample.left, sample.right] = sample.inclusion
    pairs = pairs_of(stratum)
    share = np.array([counts[pair] / 3000 for pair in pairs])
    inclusion = np.array([told[pair] for pair in pairs])
    assert np.abs(share - inclusion).max() < 0.04
    assert inclusion.sum() == pytest.approx(5)
    assert inclusion[0] / inclusion[1] == pytest.approx(2)  # groups of two and of eight


def test_pairs_of_another_stratum_are_listed_and_not_drawn():
    """The grouping in use has (0, 1) together, the looser one has it apart in between."""
    loose, between, used = (
        np.array(row, np.int32) for row in ([0] * 4, [0, 1, 1, 0], [0, 0, 1, 1])
    )
    strata = strata_of([loose, between, used], 2)
    assert [len(stratum) for stratum in strata] == [2, 2, 2]
    drawn = {
        (left, right, of)
        for seed in range(40)
        for left, right, of in zip(
            *(
                getattr(draw_sample(strata, 3, seed), n).tolist()
                for n in ("left", "right", "stratum")
            ),
            strict=True,
        )
    }
    assert drawn == {(0, 2, 0), (1, 3, 0), (0, 3, 1), (1, 2, 1), (0, 1, 2), (2, 3, 2)}


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
