"""Two people, the same pairs."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from clustering.errors import GoldError
from clustering.evaluation.agreement import ORDER, agreement, by_annotator, format_agreement
from clustering.evaluation.labels import PairLabel


def rows(name, answers, level="story"):
    """One person's answers to pairs that are numbered."""
    return [PairLabel(f"l{k}", f"r{k}", level, a, name) for k, a in enumerate(answers)]


def test_the_figures_of_a_worked_example():
    """Four pairs, three answered alike: observed 0.75; by habit 6/16; kappa 0.6."""
    first = rows("ann", ["same-story", "same-story", "unrelated", "unrelated"])
    second = rows("bob", ["same-story", "same-thread", "unrelated", "unrelated"])
    found = agreement(first, second)
    assert found.annotators == ("ann", "bob")
    assert (found.n_pairs, found.observed) == (4, 0.75)
    assert found.kappa == pytest.approx((0.75 - 6 / 16) / (1 - 6 / 16))
    assert found.table[1] == (0, 1, 1, 0)
    assert [(a.answer, b.answer) for a, b in found.disputed] == [("same-story", "same-thread")]


def test_kappas_are_those_of_the_reference():
    """Against scikit-learn, plain and linearly weighted, on answers by dice."""
    dice = np.random.default_rng(3)
    for _ in range(20):
        one = [ORDER[k] for k in dice.integers(0, 4, 60)]
        two = [a if dice.random() < 0.6 else ORDER[dice.integers(0, 4)] for a in one]
        found = agreement(rows("a", one), rows("b", two))
        assert found.kappa == pytest.approx(cohen_kappa_score(one, two, labels=list(ORDER)))
        weighted = cohen_kappa_score(one, two, labels=list(ORDER), weights="linear")
        assert found.weighted_kappa == pytest.approx(weighted)


def test_perfect_agreement_is_one():
    """Even where both gave one answer throughout and habit explains all."""
    same = ["unrelated"] * 3
    found = agreement(rows("a", same), rows("b", same))
    assert (found.observed, found.kappa, found.weighted_kappa) == (1.0, 1.0, 1.0)
    assert found.disputed == ()


def test_skips_are_no_answers_and_pairs_count_once():
    """Only pairs that both answered; a pair of two levels is one pair."""
    first = [*rows("a", ["skip", "same-text"]), *rows("a", ["skip", "same-text"], "thread")]
    assert agreement(first, rows("b", ["unrelated", "same-text"])).n_pairs == 1
    with pytest.raises(GoldError, match="no pair that both a and b answered"):
        agreement(first, rows("b", ["unrelated"]))


def test_the_largest_dispute_comes_first():
    """The same text against unrelated before neighbours on the scale."""
    found = agreement(rows("a", ["same-text", "same-text"]), rows("b", ["same-story", "unrelated"]))
    assert [b.answer for _, b in found.disputed] == ["unrelated", "same-story"]
    told = "\n".join(format_agreement(found))
    assert "Cohen's kappa" in told
    assert told.index("unrelated\n") < told.index("against same-story")


def test_people_of_one_file_are_told_apart():
    """In order of their first answer; rows without one belong to nobody."""
    found = by_annotator([*rows("b", ["skip"]), *rows("", [""]), *rows("a", ["unrelated"])])
    assert list(found) == ["b", "a"]
