"""Scores of a model on stories that it has not seen."""

from dataclasses import replace

import numpy as np
import pytest

from clustering.config import load_config
from clustering.stories.affinity import FEATURES
from clustering.stories.model import PairModel
from clustering.training.labelled import LabelledPairs, Look
from clustering.training.validation import counted, cross_validated, left_out, reliability, together

CONFIG = replace(load_config().stories, agreement=10.0)
"""Pairs alone decide here."""
TEXT = FEATURES.index("cosine_text")


def collection(name="made", n_stories=10):
    """Stories of two articles, alike by text within a story and to the next story's first."""
    gold = np.repeat(np.arange(n_stories), 2).astype(np.int32)
    left = np.arange(2 * n_stories - 1, dtype=np.int32)
    features = np.zeros((len(left), len(FEATURES)), np.float32)
    features[:, TEXT] = np.where(left % 2 == 0, 0.4, 0.1)
    look = Look(left, left + 1, features)
    return LabelledPairs(name, gold, look, look, gold, np.arange(len(gold)))


def judge(cut):
    """A model that links from a cosine of the texts on."""
    weights = np.zeros(len(FEATURES))
    weights[TEXT] = 100.0
    return PairModel(-100.0 * cut, weights)


def test_pairs_are_counted():
    """Ten stories of two have ten pairs, all of them compared; nine more pairs are of two."""
    assert counted(collection()) == (
        "made: 19 labelled pairs, 10 of one story; 100.0% of the 10 pairs of one story are compared"
    )


@pytest.mark.parametrize(("cut", "verdict"), [(0.25, "better"), (0.95, "no better")])
def test_the_new_model_is_compared_with_the_shipped_one(cut, verdict):
    """A model that tells the stories apart is better; one that links nothing is not."""
    (line,) = cross_validated([collection()], lambda _: judge(cut), CONFIG)
    assert line.endswith(f"the new one is {verdict} on these labels")
    assert ("F1 1.000, the shipped" in line) == (verdict == "better")


def test_a_fold_is_hidden_from_the_model_that_scores_it():
    """Five models, each without the labels of another fifth of the stories."""
    hidden = []

    def recorded(sets):
        hidden.append(set(np.flatnonzero(sets[0].gold < 0).tolist()))
        return judge(0.25)

    list(cross_validated([collection()], recorded, CONFIG))
    assert [len(rows) for rows in hidden] == [4] * 5
    assert set.union(*hidden) == set(range(20))


def test_a_set_is_scored_without_itself():
    """The line names the set; the table of probabilities follows."""
    seen = []

    def recorded(sets):
        seen.append([one.name for one in sets])
        return judge(0.25)

    lines = list(left_out([collection("a"), collection("b")], recorded, CONFIG))
    assert seen == [["b"], ["a"]]
    assert lines[0] == "without a: B-cubed P 1.000 R 1.000 F1 1.000 over 20 articles"
    assert [line.split() for line in lines[3:]] == [
        ["0.000", "0.000", "18"],
        ["1.000", "1.000", "20"],
    ]


def test_reliability_by_hand():
    """Told .62 and .66 with weights 1 and 3, the second true: .65 told, three quarters true."""
    told, same = np.array([0.62, 0.66, 1.0]), np.array([0.0, 1.0, 1.0])
    found = reliability(told, same, np.array([1.0, 3.0, 2.0]))
    assert found == [(pytest.approx(0.65), 0.75, 2), (1.0, 1.0, 1)]


def test_a_large_set_counts_as_much_as_a_small_one():
    """A wrong pair told .9 and four right ones told .9: half of the weight came true."""
    small = np.array([0.9]), np.array([0.0])
    large = np.full(4, 0.9), np.ones(4)
    ((mean, share, n),) = reliability(*together([small, large]))
    assert (mean, share, n) == (pytest.approx(0.9), pytest.approx(0.5), 5)
