"""Scores of many groupings: from gold, from labelled pairs, and signs without either."""

import numpy as np
import pytest

from clustering.evaluation.bootstrap import bootstrap_b_cubed
from clustering.evaluation.expected import expected_b_cubed, joined_at
from clustering.evaluation.internal import cohesion
from clustering.evaluation.metrics import score


def int32(*values):
    """A flat int32 array."""
    return np.array(values, np.int32)


def nested(seed, n=600):
    """A hierarchy whose joins are right by chance, and the truth: thresholds, labels, gold.

    Each article's truth is that of the pieces it was joined from: at every threshold, from
    strict to loose, neighbouring groups are joined, and the join is right with a probability
    that falls with the threshold.
    """
    dice = np.random.default_rng(seed)
    thresholds = np.round(np.arange(0.1, 0.95, 0.05), 2)
    labels = gold = np.arange(n, dtype=np.int32)
    rows = [labels]
    for threshold in thresholds[:0:-1]:
        labels, gold = labels.copy(), gold.copy()
        roots = np.unique(labels)
        for left, right in zip(roots[::2], roots[1::2], strict=False):
            if dice.random() < 0.3:
                if dice.random() < threshold - 0.1:
                    gold[gold == gold[right]] = gold[left]
                labels[labels == right] = left
        rows.append(labels)
    return thresholds, np.stack(rows[::-1]), gold


def test_the_figures_are_those_of_score():
    """The same B-cubed, for every grouping at once."""
    dice = np.random.default_rng(1)
    gold = dice.integers(0, 12, 80)
    found = dice.integers(0, 15, (4, 80)).astype(np.int32)
    figures = bootstrap_b_cubed(found, gold)
    for at, labels in enumerate(found):
        expected = score(labels, gold)
        assert figures.precision[at].value == pytest.approx(expected.b_cubed_precision)
        assert figures.recall[at].value == pytest.approx(expected.b_cubed_recall)
        assert figures.f1[at].value == pytest.approx(expected.b_cubed_f1)
    assert figures.best == int(np.argmax([e.value for e in figures.f1]))


def test_the_interval_is_as_wide_as_the_scores_scatter():
    """Over fresh sets of gold groups: 95 % of their scores lie as far from the mean."""
    dice = np.random.default_rng(2)

    def fresh():
        gold = np.repeat(np.arange(150), 3)
        broken = np.repeat(dice.random(150) < 0.3, 3)
        return np.where(broken, np.arange(450), gold).astype(np.int32), gold

    scores = [score(*fresh()).b_cubed_f1 for _ in range(300)]
    found, gold = fresh()
    f1 = bootstrap_b_cubed(found[None], gold).f1[0]
    low, high = np.quantile(scores, [0.025, 0.975])
    assert f1.high - f1.low == pytest.approx(high - low, rel=0.25)


def test_groupings_are_even_or_not():
    """A copy of the best one is even with it, a much worse one is not, a single article is."""
    gold = np.repeat(np.arange(40), 3)
    perfect = gold.astype(np.int32)
    nearly = perfect.copy()
    nearly[0] = 99
    figures = bootstrap_b_cubed(np.stack([perfect, nearly, perfect, int32(*range(120))]), gold)
    assert figures.best == 0
    assert figures.even.tolist() == [True, True, True, False]


def test_one_gold_group_has_no_scatter():
    """Nothing else to draw: the interval is the figure."""
    figures = bootstrap_b_cubed(int32(0, 0, 1)[None], ["a", "a", "a"])
    assert figures.f1[0].low == pytest.approx(figures.f1[0].value)


def test_where_pairs_are_joined():
    """The strictest grouping that has both; -1 where none has."""
    partitions = np.stack([int32(0, 0, 0, 3), int32(0, 0, 2, 3), int32(0, 1, 2, 3)])
    left, right = int32(0, 0, 0, 1), int32(1, 2, 3, 1)
    assert joined_at(partitions, left, right).tolist() == [1, 0, -1, 2]


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_pairs_foretell_the_scores(seed):
    """The expected curve follows the real one, and its best value is nearly the best there is.

    Also in this world, in which every join is right or wrong by itself.
    """
    thresholds, partitions, gold = nested(seed)
    real = [score(labels, gold).b_cubed_f1 for labels in partitions]
    dice = np.random.default_rng(seed)
    n = partitions.shape[1]
    left, right = np.triu_indices(n, 1)
    at = joined_at(partitions, left.astype(np.int32), right.astype(np.int32))
    chosen = np.concatenate(
        [dice.permutation(np.flatnonzero(at == step))[:14] for step in range(len(thresholds))]
    )
    pairs = left[chosen].astype(np.int32), right[chosen].astype(np.int32)
    figures = expected_b_cubed(partitions, thresholds, pairs, gold[pairs[0]] == gold[pairs[1]])
    assert len(chosen) <= 240
    assert max(real) - real[figures.best] < 0.05
    assert max(real) - min(real) > 0.3
    expected = [e.value for e in figures.f1]
    assert np.corrcoef(expected, real)[0, 1] > 0.9


def test_answers_move_the_best_value():
    """All "together" asks for the loosest grouping, all "apart" for the strictest."""
    thresholds, partitions, _ = nested(7)
    left, right = (side.astype(np.int32) for side in np.triu_indices(partitions.shape[1], 1))
    inside = np.flatnonzero(joined_at(partitions, left, right) >= 0)[::50][:200]
    pairs = left[inside], right[inside]
    yes = expected_b_cubed(partitions, thresholds, pairs, np.ones(len(inside), np.bool_))
    no = expected_b_cubed(partitions, thresholds, pairs, np.zeros(len(inside), np.bool_))
    assert yes.best < 2
    assert no.best > len(thresholds) - 3


def test_without_answers_nothing_is_sure():
    """Then nothing but the prior speaks, and it speaks with wide intervals."""
    thresholds, partitions, _ = nested(8)
    none = np.zeros(0, np.int32), np.zeros(0, np.int32)
    figures = expected_b_cubed(partitions, thresholds, none, np.zeros(0, np.bool_))
    assert max(e.high - e.low for e in figures.f1) > 0.3


def test_cohesion_by_hand():
    """Own mean against the best other mean, over the larger; who is alone counts 0."""
    labels = int32(0, 0, 2, 3)
    left, right = int32(0, 0, 1), int32(1, 2, 3)
    weight = np.array([0.8, 0.4, 0.2], np.float32)
    # rows 0 and 1 have 0.8 inside; outside 0 has 0.4, 1 has 0.2; rows 2 and 3 are alone
    expected = ((0.8 - 0.4) / 0.8 + (0.8 - 0.2) / 0.8) / 4
    assert cohesion(labels, left, right, weight, 10) == pytest.approx(expected)
    assert cohesion(int32(0, 1, 2, 3), left, right, weight, 10) == 0
    assert cohesion(int32(), int32(), int32(), weight[:0], 10) == 0


def test_cohesion_looks_at_so_many_partners_at_most():
    """In a large group an article has links to its nearest only."""
    labels = np.zeros(5, np.int32)
    left, right = int32(0, 1, 2, 3), int32(1, 2, 3, 4)
    weight = np.full(4, 0.5, np.float32)
    assert cohesion(labels, left, right, weight, 1) == pytest.approx(1.0)
    mixed = int32(0, 0, 0, 3, 3)
    # the two that meet across the border: 0 and 0, or 0 and (1/2 - 1/6) / (1/2)
    assert cohesion(mixed, left, right, weight, 1) == pytest.approx(3 / 5)
    assert cohesion(mixed, left, right, weight, 9) == pytest.approx((3 + 2 / 3) / 5)
