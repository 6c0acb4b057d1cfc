"""Scores from labelled samples: unbiased, with intervals that hold what they promise."""

import numpy as np
import pytest

from clustering.errors import GoldError
from clustering.evaluation.labels import PairLabel
from clustering.evaluation.sampled import format_pair_scores, score_pairs
from clustering.evaluation.sampling import shared
from clustering.logistic import fit_logistic, log_odds, logistic


def label(left, right, answer, stratum="all", n=0, **more):
    """A labelled pair of the story level."""
    return PairLabel(left, right, "story", answer, "eva", stratum, n, **more)


def figures(scores):
    """Precision, recall and F1 as (value, low, high)."""
    return [(e.value, e.low, e.high) for e in (scores.precision, scores.recall, scores.f1)]


class Population:
    """Pairs with scores, of which the truth is known: two articles of their own for each pair."""

    def __init__(self, seed, n=6000):
        dice = np.random.default_rng(seed)
        self.score = dice.beta(0.4, 1.6, n)
        # the score is overconfident, as that of a model on a new archive
        self.truth = dice.random(n) < logistic(0.7 * log_odds(self.score) - 0.4)
        self.found = self.score + dice.normal(0, 0.05, n) > 0.5
        bins = np.digitize(self.score, [0.05, 0.2, 0.35, 0.5, 0.65, 0.8])
        self.stratum = bins * 2 + self.found
        self.groups = {f"a{k}": f"a{k}" for k in range(n)}
        self.groups |= {f"b{k}": f"{'a' if f else 'b'}{k}" for k, f in enumerate(self.found)}
        right = (self.truth & self.found).sum()
        self.figures = (
            right / self.found.sum(),
            right / self.truth.sum(),
            2 * right / (self.found.sum() + self.truth.sum()),
        )

    def sample(self, n, seed):
        """Labels of a stratified sample, answered by the truth."""
        names, place, sizes = np.unique(self.stratum, return_inverse=True, return_counts=True)
        quota, dice = shared(sizes, n), np.random.default_rng(seed)
        rows = [
            dice.choice(np.flatnonzero(place == at), quota[at], replace=False)
            for at in range(len(names))
        ]
        columns = (
            (int(k), quota[at] / sizes[at], int(sizes[at]))
            for at, drawn in enumerate(rows)
            for k in drawn
        )
        return [
            label(
                f"a{k}",
                f"b{k}",
                "same-story" if self.truth[k] else "unrelated",
                f"{self.stratum[k]}",
                size,
                inclusion=inclusion,
                score=float(self.score[k]),
            )
            for k, inclusion, size in columns
        ]


@pytest.mark.parametrize("n", [100, 200])
def test_the_interval_holds_the_true_value(n):
    """In nine of ten of 200 simulated samplings at the least, for all three figures."""
    population = Population(1)
    held, values = np.zeros(3), []
    for seed in range(200):
        found = figures(score_pairs(population.groups, population.sample(n, seed), "story"))
        inside = zip(found, population.figures, strict=True)
        held += [low <= true <= high for (_, low, high), true in inside]
        values.append([value for value, _, _ in found])
    assert (held / 200 >= 0.9).all(), held / 200
    assert (held / 200 < 1).any(), "an interval that always holds says nothing"
    # the estimates scatter around the truth: no bias beyond three standard errors and 0.01
    error = np.std(values, axis=0) / np.sqrt(200)
    assert (np.abs(np.mean(values, axis=0) - population.figures) < 3 * error + 0.01).all()


def test_a_sample_near_the_threshold_does_not_fool():
    """Unweighted, the doubtful pairs that fill the sample would halve the figures."""
    population = Population(2)
    labels = population.sample(400, 1)
    scores = score_pairs(population.groups, labels, "story")
    assert scores.precision.value == pytest.approx(population.figures[0], abs=0.06)
    by_hand = [PairLabel(r.left, r.right, r.level, r.answer) for r in labels]
    plain = score_pairs(population.groups, by_hand, "story")
    assert abs(plain.f1.value - population.figures[2]) > 0.1
    assert not plain.sampled
    assert plain.f1.low == plain.f1.value == plain.f1.high


def test_weights_by_hand():
    """Two strata: 10 pairs found, half of two right; 100 apart, one of four belongs together."""
    groups = {"a": "1", "b": "1", "c": "2", "d": "3", "e": "4", "f": "5"}
    labels = [
        label("a", "b", "same-story", "near", 10, inclusion=0.2),
        label("b", "a", "unrelated", "near", 10, inclusion=0.2),
        *[label("c", other, "unrelated", "far", 100, inclusion=0.04) for other in "def"],
        label("d", "e", "same-text", "far", 100, inclusion=0.04),
    ]
    labels[1] = PairLabel("b", "g", "story", "unrelated", "eva", "near", 10, 0.2)
    scores = score_pairs({**groups, "g": "1"}, labels, "story")
    assert scores.precision.value == pytest.approx(5 / 10)
    assert scores.recall.value == pytest.approx(5 / (5 + 25))
    assert scores.f1.value == pytest.approx(10 / (10 + 5 + 25))
    assert (scores.n_pairs, scores.n_answered, scores.n_unseen) == (110, 6, 0)


def test_a_stratum_asked_to_the_end_leaves_no_doubt():
    """All pairs answered: the interval shrinks to the figure."""
    groups = {"a": "1", "b": "1", "c": "1", "d": "2"}
    labels = [
        label("a", "b", "same-story", "all", 3),
        label("a", "c", "unrelated", "all", 3),
        label("c", "d", "same-story", "all", 3),
    ]
    scores = score_pairs(groups, labels, "story")
    assert scores.precision.value == scores.recall.value == 0.5
    whole = {"a": "1", "b": "1", "c": "1"}
    scores = score_pairs(whole, [label("a", "b", "same-story", "x", 1)], "story")
    assert figures(scores) == [(1, 1, 1)] * 3


def test_uneven_chances_widen_the_interval():
    """One answer that stands for nearly all pairs is worth less than ten that share them."""
    groups = {f"{side}{k}": f"{k}" for side in "ab" for k in range(10)}

    def width(inclusions):
        labels = [
            label(f"a{k}", f"b{k}", "unrelated" if k % 2 else "same-story", "s", 5000, inclusion=p)
            for k, p in enumerate(inclusions)
        ]
        found = score_pairs(groups, labels, "story").precision
        return found.high - found.low

    assert width([0.0001, 0.0001, *[0.01] * 8]) > 1.2 * width([0.002] * 10)


def test_more_labels_narrow_the_interval():
    """Half as many answers, a wider interval."""
    population = Population(3)
    wide = score_pairs(population.groups, population.sample(60, 1), "story").f1
    narrow = score_pairs(population.groups, population.sample(600, 1), "story").f1
    assert narrow.high - narrow.low < 0.6 * (wide.high - wide.low)


def test_what_is_not_scored_is_counted():
    """Skipped pairs, torn votes, unknown articles, strata without an answer, other levels."""
    groups = dict.fromkeys("abcd", "1")
    labels = [
        label("a", "b", "same-story", "s", 5, inclusion=0.4),
        label("a", "c", "skip", "s", 5, inclusion=0.4),
        label("a", "d", "same-story", "t", 7),
        PairLabel("a", "d", "story", "unrelated", "ole", "t", 7),
        label("a", "zz", "same-story", "s", 5),
        PairLabel("a", "b", "thread", "unrelated", "eva", "s", 5),
    ]
    scores = score_pairs(groups, labels, "story")
    assert (scores.n_answered, scores.n_open, scores.n_missing) == (1, 2, 1)
    assert (scores.n_pairs, scores.n_unseen) == (5, 7)
    told = format_pair_scores(scores)
    for words in ("7 pairs are in strata without an answer", "2 pairs are open", "1 pairs name"):
        assert words in told


def test_the_same_labels_give_the_same_figures():
    """In any order of rows, too."""
    population = Population(4, 500)
    labels = population.sample(80, 1)
    one = score_pairs(population.groups, labels, "story")
    other = score_pairs(population.groups, labels[::-1], "story")
    for here, there in zip(figures(one), figures(other), strict=True):
        assert here == pytest.approx(there, abs=1e-9)


def test_nothing_to_score_is_told():
    """No pair of that level, or none answered."""
    with pytest.raises(GoldError, match="no answered pair of the level 'thread'"):
        score_pairs({"a": "1", "b": "1"}, [label("a", "b", "same-story")], "thread")


@pytest.mark.parametrize(
    ("sizes", "n", "expected"),
    [
        ([100, 3, 50], 20, [9, 3, 8]),
        ([1, 1, 1], 2, [1, 1, 1]),
        ([5], 9, [5]),
        ([40] * 4, 50, [13, 13, 12, 12]),
        ([0, 4], 3, [0, 3]),
    ],
)
def test_a_draw_is_even_over_the_strata(sizes, n, expected):
    """Small strata are taken whole, the others share the rest; none is left out."""
    assert shared(np.array(sizes), n).tolist() == expected


def test_the_fit_finds_the_weights_that_made_the_answers():
    """With many answers the prior does not matter; with none it is all."""
    dice = np.random.default_rng(5)
    columns = np.column_stack([np.ones(20_000), dice.normal(0, 2, 20_000)])
    truth = (dice.random(20_000) < logistic(columns @ [-1, 0.8])).astype(float)
    usual, strength = np.array([0.0, 1.0]), np.array([0.05, 0.5])
    weights, spread = fit_logistic(columns, truth, usual, strength)
    assert weights == pytest.approx([-1, 0.8], abs=0.06)
    assert np.sqrt(np.diag(spread)) == pytest.approx([0.02, 0.02], abs=0.01)
    weights, spread = fit_logistic(columns[:0], truth[:0], usual, strength)
    assert weights.tolist() == [0, 1]
    assert np.diag(spread).tolist() == [20, 2]
