"""Precision and recall of all pairs, from a labelled sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.errors import GoldError
from clustering.evaluation.gold import Level
from clustering.evaluation.labels import PairLabel, agreed
from clustering.logistic import fit_logistic, log_odds, logistic
from clustering.model import Estimate

Float64 = npt.NDArray[np.float64]

_DRAWS = 2000
_PSEUDO_ANSWERS = 3.0
"""Weight of the fitted rate in a stratum, counted in answers …"""
_TAIL = 0.0125
"""… and the share of the draws that is left out at either end. Both were set on simulated samples
(docs/benchmarks-tuning.md): with them the interval holds the true value 95 times in a hundred."""


@dataclass(frozen=True, slots=True)
class PairScores:
    """How well found groups agree with labelled pairs of a level.

    Attributes:
        level: The level.
        precision: Of the pairs put together, the share that belongs together.
        recall: Of the pairs that belong together, the share that was put together.
        f1: Harmonic mean of the two.
        sampled: True where the pairs were drawn and stand for all pairs of their strata; else
            they stand for themselves, and the interval is the figure.
        n_answered: Pairs that were scored.
        n_open: Pairs skipped, not asked yet, or with as many votes for as against.
        n_missing: Pairs of which an article is not in the run; not scored.
        n_pairs: Pairs that they stand for.
        n_unseen: Pairs in strata without an answer: nothing is known of them.
    """

    level: Level
    precision: Estimate
    recall: Estimate
    f1: Estimate
    sampled: bool
    n_answered: int
    n_open: int
    n_missing: int
    n_pairs: int
    n_unseen: int

    def to_dict(self) -> dict[str, Any]:
        """Nested plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, eq=False)
class _Sample:
    """Answered pairs as columns."""

    stratum: npt.NDArray[np.int64]
    pairs: Float64  # (n_strata,) pairs in the stratum
    weight: Float64  # (n,) pairs that an answered pair stands for
    score: Float64
    found: Float64  # 1 where the run put the two together
    truth: Float64

    @property
    def cells(self) -> Float64:
        """Weighted true positives, false positives and false negatives."""
        w, x, y = self.weight, self.found, self.truth
        return np.array([(w * x * y).sum(), (w * x * (1 - y)).sum(), (w * (1 - x) * y).sum()])


def score_pairs(
    found: Mapping[str, str], labels: Sequence[PairLabel], level: Level, seed: int = 1
) -> PairScores:
    """Scores found groups against labelled pairs.

    Pairs that were drawn stand for all pairs of their strata: true positives, false positives
    and false negatives are stratified estimates, sum over strata of (pairs in the stratum) x
    (weighted share among its answered pairs), weights being 1 / inclusion (Horvitz & Thompson
    1952; Särndal, Swensson & Wretman, Model Assisted Survey Sampling, 1992, sections 3.7 and
    5.7). So each of the three is unbiased for the whole frame, wherever the sample is dense.

    The interval comes from draws of the unseen pairs of each stratum: a beta distribution
    from the stratum's answers and, with the weight of three answers, the rate that a logistic
    regression on the score and on being together gives for it (empirical Bayes: Rao & Molina,
    Small Area Estimation, 2015, chapter 9), then a binomial draw of as many pairs as are
    unseen, so that a stratum asked to the end adds no uncertainty. Strata in which no answer
    was "together" so keep a small rate, which a bootstrap would set to zero.

    Args:
        found: Id to found group.
        labels: Of any level and any annotators.
        level: Only pairs drawn for it count.
        seed: Of the draws.

    Raises:
        GoldError: No pair of the level can be scored.
    """
    own = [label for label in labels if label.level == level]
    here = [label for label in own if label.left in found and label.right in found]
    rows = sorted(agreed(here)[0], key=lambda row: row.pair)
    n_pairs = len({label.pair for label in own})
    if not rows:
        raise GoldError(f"no answered pair of the level {level!r} has both articles in the run")
    sampled = all(row.stratum and row.stratum_pairs for row in rows)
    sample, n_unseen = _columns(found, rows, here, sampled=sampled)
    values = _figures(sample.cells[:, None])[:, 0]
    draws = _figures(_drawn(sample, np.random.default_rng(seed)))
    low, high = np.quantile(draws, [_TAIL, 1 - _TAIL], axis=1)
    if not sampled:
        low = high = values
    ends = zip(values.tolist(), low.tolist(), high.tolist(), strict=True)
    precision, recall, f1 = (Estimate(v, min(a, v), max(b, v)) for v, a, b in ends)
    n_missing = n_pairs - len({label.pair for label in here})
    return PairScores(
        level,
        precision,
        recall,
        f1,
        sampled=sampled,
        n_answered=len(rows),
        n_open=n_pairs - n_missing - len(rows),
        n_missing=n_missing,
        n_pairs=round(sample.pairs.sum()),
        n_unseen=n_unseen,
    )


def format_pair_scores(scores: PairScores) -> str:
    """A small table for the terminal: one line a figure, then what was scored."""
    lines = [f"{scores.level}: links{'':9}from      to"]
    for name in ("precision", "recall", "f1"):
        e = getattr(scores, name)
        title = "F1" if name == "f1" else name
        ends = f"  {e.low:6.3f}  {e.high:6.3f}" if scores.sampled else "       –       –"
        lines.append(f"  {title:<10}{e.value:6.3f}{ends}")
    n = scores.n_answered
    if scores.sampled:
        lines.append(
            f"{n:,} answered pairs, standing for the {scores.n_pairs:,} they were drawn from"
        )
        lines.append("recall counts the pairs that belong together among those")
    else:
        lines.append(f"{n:,} answered pairs, named and not drawn: they stand for themselves only")
    if scores.n_unseen:
        lines.append(f"{scores.n_unseen:,} pairs are in strata without an answer: not counted")
    if scores.n_open:
        lines.append(f"{scores.n_open:,} pairs are open (skipped, not asked, or votes are even)")
    if scores.n_missing:
        lines.append(f"{scores.n_missing:,} pairs name an article that is not in the run")
    return "\n".join(lines)


def _columns(
    found: Mapping[str, str], rows: Sequence[PairLabel], here: Sequence[PairLabel], *, sampled: bool
) -> tuple[_Sample, int]:
    """The answered pairs as columns, and the pairs of strata without an answer."""
    names = [row.stratum if sampled else "" for row in rows]
    known, first, stratum = np.unique(names, return_index=True, return_inverse=True)
    size = {label.stratum: label.stratum_pairs for label in here}
    pairs = np.array([rows[i].stratum_pairs for i in first.tolist()], np.float64)
    if not sampled:
        pairs = np.array([len(rows)], np.float64)
    inverse = np.array([1 / row.inclusion if sampled else 1.0 for row in rows])
    total = np.bincount(stratum, inverse)
    answered = np.bincount(stratum)
    pairs = np.maximum(pairs, answered)
    sample = _Sample(
        stratum,
        pairs,
        inverse * (pairs / total)[stratum],
        np.array([row.score for row in rows]),
        np.array([found[row.left] == found[row.right] for row in rows], np.float64),
        np.array([row.together() for row in rows], np.float64),
    )
    unseen = sum(n for name, n in size.items() if name not in set(known.tolist()))
    return sample, unseen if sampled else 0


def _figures(cells: Float64) -> Float64:
    """(3, n) precision, recall and F1 of (3, n) cells; nothing found is nothing wrong."""
    right, wrong, missed = cells
    with np.errstate(invalid="ignore"):
        precision = np.where(right + wrong > 0, right / (right + wrong), 1.0)
        recall = np.where(right + missed > 0, right / (right + missed), 1.0)
        f1 = np.where(right + wrong + missed > 0, 2 * right / (2 * right + wrong + missed), 1.0)
    return np.stack([precision, recall, f1])


def _drawn(sample: _Sample, dice: np.random.Generator) -> Float64:
    """(3, n_draws) cells, as they may be given the answers."""
    evidence = np.column_stack([np.ones(len(sample.score)), log_odds(sample.score), sample.found])
    usual, strength = np.array([0.0, 1.0, 0.0]), np.array([0.05, 0.5, 0.5])
    weights, spread = fit_logistic(evidence, sample.truth, usual, strength)
    drawn = dice.multivariate_normal(weights, spread, _DRAWS, method="cholesky")
    cells = np.zeros((3, _DRAWS))
    for stratum, n_pairs in enumerate(sample.pairs.tolist()):
        inside = sample.stratum == stratum
        together = float(sample.weight[inside & (sample.found == 1)].sum()) / n_pairs
        share = np.full(_DRAWS, together)
        if 0 < together < 1:
            share = dice.beta(inside.sum() * together, inside.sum() * (1 - together), _DRAWS)
        for value, part in ((1.0, n_pairs * share), (0.0, n_pairs * (1 - share))):
            chosen = inside & (sample.found == value)
            if chosen.any():
                rate = logistic(evidence[chosen] @ drawn.T).mean(axis=0)
                right = _right(sample.truth[chosen], sample.weight[chosen], rate, part, dice)
                none = np.zeros(_DRAWS)
                cells += [right, part - right, none] if value else [none, none, right]
    return cells


def _right(
    truth: Float64, weight: Float64, rate: Float64, n_pairs: Float64, dice: np.random.Generator
) -> Float64:
    """(n_draws,) pairs that belong together among ``n_pairs``, of which some were answered."""
    n = len(truth)
    # answers that stand for uneven numbers of pairs count for fewer: Kish, Survey Sampling, 1965
    worth = float(weight.sum() ** 2 / (weight**2).sum())
    yes = float((weight * truth).sum() / weight.sum())
    share = dice.beta(
        np.maximum(worth * yes + _PSEUDO_ANSWERS * rate, 1e-9),
        np.maximum(worth * (1 - yes) + _PSEUDO_ANSWERS * (1 - rate), 1e-9),
    )
    unseen = np.maximum(np.rint(n_pairs - n), 0).astype(np.int64)
    return np.minimum(n * yes + dice.binomial(unseen, share), n_pairs)
