"""Metrics against worked examples, against scikit-learn, and at the edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from clustering.evaluation import score

LABELLINGS = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 6), min_size=n, max_size=n),
        st.lists(st.integers(0, 6), min_size=n, max_size=n),
    )
)


def by_pairs(found, gold):
    """Pairwise precision and recall, pair by pair."""
    pairs = [(i, j) for j in range(len(gold)) for i in range(j)]
    together = {(i, j) for i, j in pairs if found[i] == found[j]}
    belong = {(i, j) for i, j in pairs if gold[i] == gold[j]}
    both = len(together & belong)
    return both / len(together) if together else 1, both / len(belong) if belong else 1


def by_article(found, gold):
    """B-cubed precision and recall, article by article."""
    precision, recall = [], []
    for f, g in zip(found, gold, strict=True):
        mates = {k for k, other in enumerate(found) if other == f}
        kin = {k for k, other in enumerate(gold) if other == g}
        precision.append(len(mates & kin) / len(mates))
        recall.append(len(mates & kin) / len(kin))
    return np.mean(precision), np.mean(recall)


def test_b_cubed_of_the_worked_example():
    """Three groups of 5, 2 and 5, found as 5 and 7: the example of Bagga and Baldwin 1998."""
    gold = [1] * 5 + [2] * 2 + [3] * 5
    scores = score([1] * 5 + [2] * 7, gold)
    assert scores.b_cubed_precision == pytest.approx((5 + 4 / 7 + 25 / 7) / 12)  # .76
    assert scores.b_cubed_recall == 1.0
    assert scores.b_cubed_f1 == pytest.approx(2 * 0.7619 / 1.7619, abs=1e-4)
    other = score([1] * 5 + [2] * 2 + [1] * 5, gold)
    assert other.b_cubed_precision == pytest.approx(7 / 12)  # .58


def test_macro_f1_of_a_worked_example():
    """Each gold group counts once, by its best found group; groups of one do not count."""
    scores = score(["a", "a", "a", "b", "b", "c"], ["x", "x", "x", "x", "y", "z"])
    assert scores.macro_f1 == pytest.approx(2 * 3 / (4 + 3))
    scores = score(["a", "a", "a", "b", "b"], ["x", "x", "x", "y", "y"])
    assert scores.macro_f1 == 1.0


@given(LABELLINGS)
def test_b_cubed_is_the_mean_over_articles(labellings):
    """The contingency form equals the definition, article by article."""
    found, gold = labellings
    scores = score(found, gold)
    precision, recall = by_article(found, gold)
    assert scores.b_cubed_precision == pytest.approx(precision)
    assert scores.b_cubed_recall == pytest.approx(recall)


@given(LABELLINGS)
def test_pairwise_counts_every_pair(labellings):
    """The contingency form equals the definition, pair by pair."""
    found, gold = labellings
    scores = score(found, gold)
    precision, recall = by_pairs(found, gold)
    assert scores.pairwise_precision == pytest.approx(precision)
    assert scores.pairwise_recall == pytest.approx(recall)


@given(LABELLINGS)
def test_adjusted_measures_equal_the_reference(labellings):
    """ARI and AMI agree with scikit-learn."""
    found, gold = labellings
    scores = score(found, gold)
    assert scores.ari == pytest.approx(reference.adjusted_rand_score(gold, found), abs=1e-9)
    expected = reference.adjusted_mutual_info_score(gold, found)
    assert scores.ami == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("n_groups", [3, 40, 300])
def test_adjusted_measures_equal_the_reference_on_larger_labellings(n_groups):
    """Repeated group sizes, counted once with their multiplicity, change nothing."""
    random = np.random.default_rng(n_groups)
    gold = random.integers(0, n_groups, 1500)
    found = np.where(random.random(1500) < 0.5, gold, random.integers(0, 2 * n_groups, 1500))
    scores = score(found, gold)
    assert scores.ari == pytest.approx(reference.adjusted_rand_score(gold, found), abs=1e-10)
    expected = reference.adjusted_mutual_info_score(gold, found)
    assert scores.ami == pytest.approx(expected, abs=1e-9)


@given(LABELLINGS, st.permutations(range(7)), st.randoms())
def test_names_and_order_do_not_matter(labellings, names, random):
    """Renamed labels and another order of articles give the same scores."""
    found, gold = labellings
    order = list(range(len(gold)))
    random.shuffle(order)
    shuffled = score([names[found[k]] for k in order], [f"g{gold[k]}" for k in order])
    plain = score(found, gold)
    assert shuffled.to_dict() == pytest.approx(plain.to_dict(), abs=1e-9)


@given(LABELLINGS)
def test_exchanging_found_and_gold_exchanges_precision_and_recall(labellings):
    """Precision one way is recall the other way."""
    found, gold = labellings
    there, back = score(found, gold), score(gold, found)
    assert there.b_cubed_precision == pytest.approx(back.b_cubed_recall)
    assert there.pairwise_precision == pytest.approx(back.pairwise_recall)


@pytest.mark.parametrize("labels", [[], ["a"], list("abcd"), list("aaaa"), list("aabb")])
def test_equal_partitions_score_one(labels):
    """Nothing, one article, all alone, all together: agreement is 1.0 throughout."""
    scores = score(labels, labels).to_dict()
    assert all(value == 1.0 for name, value in scores.items() if not name.startswith("n_"))
    assert scores["n_labelled"] == len(labels)
    assert scores["n_gold_groups"] == scores["n_found_groups"] == len(set(labels))


def test_all_alone_against_all_together():
    """Groups of one are precise and find nothing."""
    scores = score([1, 2, 3, 4], [1, 1, 1, 1])
    assert (scores.b_cubed_precision, scores.b_cubed_recall) == (1.0, 0.25)
    assert (scores.pairwise_precision, scores.pairwise_recall) == (1.0, 0.0)
    assert (scores.pairwise_f1, scores.ari, scores.ami) == (0.0, 0.0, 0.0)
    assert scores.macro_f1 == pytest.approx(2 / 5)


def test_all_together_against_all_alone():
    """One umbrella finds everything and is precise by 1/n only."""
    scores = score([1, 1, 1, 1], [1, 2, 3, 4])
    assert (scores.b_cubed_precision, scores.b_cubed_recall) == (0.25, 1.0)
    assert (scores.pairwise_precision, scores.pairwise_recall) == (0.0, 1.0)
    assert (scores.ari, scores.ami, scores.macro_f1) == (0.0, 0.0, 1.0)


def test_pair_counts_do_not_overflow():
    """Two hundred thousand articles in one group are 2e10 pairs, and their product 4e20."""
    gold = np.zeros(200_000, dtype=np.int32)
    found = gold.copy()
    found[:100_000] = 1
    scores = score(found, gold)
    assert scores.pairwise_recall == pytest.approx(0.5, abs=1e-4)
    assert scores.ari == pytest.approx(0.0, abs=1e-12)


def test_labels_of_unequal_length_are_refused():
    """Scoring misaligned labels would be a silent error."""
    with pytest.raises(ValueError, match="3 found labels against 2 gold labels"):
        score([1, 2, 3], [1, 2])
