"""The pair model fitted to the archive at hand, without labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.graph.bonds import NOTHING, Pairs
from clustering.logistic import fit_logistic
from clustering.stories.affinity import FEATURES, N_OWN
from clustering.stories.company import add_company
from clustering.stories.grouping import group_pairs
from clustering.stories.model import PairModel

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]

_ROUNDS = 2
_LOOSE = 0.45
"""The groups that are learned from are those of a little less than even odds. From lower ones too
high probabilities are learned, from higher ones caution, round after round
(docs/decisions/0010-adaptation.md)."""
_LARGEST = 15
"""Groups of more articles teach nothing: a few of them would hold most pairs, and they are where
two events of one affair are taken for one."""
_TRUST = 20_000.0
"""All pairs together weigh as much as this many independent ones, at the most."""
_PRECISION = 3.0
"""Of the shipped weights, for evidence of unit variance: a pull of three pairs' strength."""
_FEW = 1000.0
"""In an archive of so many pairs the prior is twice as strong, in one of a tenth of them a hundred
times: what a model says of a handful of pairs is no reason to change it."""
_CAUTION = 1.3
"""Log-odds by which the smallest archives ask for more: the model has learned from the nearest of
many articles, and of a handful, where everything is near, it promises so much too much
(docs/decisions/0010-adaptation.md)."""
_LEAST_SPREAD = 0.02
"""Evidence that hardly varies in the archive is not blown up."""
_SURE = 0.02
_SURE_STEP = 8
"""Of the pairs plainly of two events every eighth is learned, with eight times the weight."""
_OVERSURE = 0.25
"""What is learned from one's own groups is held for surer than it is: of the log-odds this share is
taken back (a temperature: Guo et al. 2017), as sets left out show it to be true."""
_HELD = 1e9
"""Precision of the weights of the company, which stay as they are."""
_DECIMALS = 4
"""As many as a model file has."""


def adapt_model(
    model: PairModel,
    features: Floats,
    left: Int32,
    right: Int32,
    n_rows: int,
    decided: tuple[Pairs, Pairs] = NOTHING,
) -> PairModel:
    """Weights that tell events apart in this archive.

    What counts as alike differs from archive to archive: where all texts are on shootings the word
    says nothing, and where dates are those of a crawl, days say nothing. So the articles are
    grouped by the model as it is, and the groups are learned as if they were labels
    (self-training: Scudder 1965; Yarowsky 1995), with the given weights as the prior: the weights w
    that maximise

        sum of pairs v · ln P(y | x, w)  -  precision / 2 · |s (w - w0)|²

    where v ≤ 1 is a pair's weight, s the spread of the evidence and w0 the given weights (a
    Gaussian prior at the weights of another domain: Chelba, Acero 2004, "Adaptation of maximum
    entropy capitalizer"). A small archive leaves the weights nearly as they are, and one without
    groups, or of headlines for the most part (they hold too little to learn from), just as they
    are. The weights of the company are not learned. In the end all are drawn together by a
    quarter, since a model that has learned from its own groups is too sure of them; and the
    intercept is lowered, the more the smaller the archive is: pairs of one event are rarer among
    all pairs of a few articles than among the nearest of many (a shift of the log-odds by another
    prior: Saerens et al. 2002, "Adjusting the outputs of a classifier").

    Args:
        model: The weights to begin with.
        features: (n_pairs, n_features) float32; its company is overwritten.
        left: (n_pairs,) int32 rows, left < right, sorted.
        right: (n_pairs,) int32 rows.
        n_rows: Number of articles.
        decided: What the user wants together, and apart.

    Returns:
        The model itself, or one with other weights, rounded to four decimals.
    """
    no_body = features[:, FEATURES.index("no_body")] > 0
    if 2 * np.count_nonzero(no_body) >= len(no_body):
        return _cautious(model, len(left))
    spread = np.maximum(features[:, :N_OWN].std(axis=0, dtype=np.float64), _LEAST_SPREAD)
    adapted = model
    for _ in range(_ROUNDS):
        add_company(features, adapted, left, right, n_rows)
        probability = adapted.probability(features)
        labels, _ = group_pairs(n_rows, left, right, probability, _LOOSE, decided)
        same = labels[left] == labels[right]
        weight = _weights(labels, left, right, no_body, probability)
        if not (weight[same] > 0).any() or not (weight[~same] > 0).any():
            break
        adapted = _fitted(model, features, spread, same, weight)
    return _cautious(model if adapted is model else _tempered(adapted, len(left)), len(left))


def _weights(
    labels: Int32, left: Int32, right: Int32, no_body: npt.NDArray[np.bool_], probability: Floats
) -> Float64:
    """(n_pairs,) how much each pair is to teach."""
    size = np.bincount(labels, minlength=len(labels))[labels]
    weight = np.where(no_body | (np.maximum(size[left], size[right]) > _LARGEST), 0.0, 1.0)
    sure = np.flatnonzero((probability < _SURE) & (labels[left] != labels[right]))
    weight[sure] *= np.where(np.arange(len(sure)) % _SURE_STEP == 0, float(_SURE_STEP), 0.0)
    return np.asarray(weight * min(_TRUST / max(weight.sum(), 1.0), 1.0))


def _fitted(
    model: PairModel,
    features: Floats,
    spread: Float64,
    same: npt.NDArray[np.bool_],
    weight: Float64,
) -> PairModel:
    taught = np.flatnonzero(weight)
    columns = np.ones((len(taught), features.shape[1] + 1))
    for column in range(features.shape[1]):
        columns[:, column + 1] = features[taught, column]
    usual = np.array([model.intercept, *model.weights])
    strength = np.full(len(usual), _HELD)
    precision = _PRECISION / _share_learned(len(features))
    strength[0] = precision
    strength[1 : N_OWN + 1] = precision * spread**2
    moved, _ = fit_logistic(
        columns, same[taught].astype(np.float64), usual, strength, weight[taught]
    )
    return PairModel(float(moved[0]), moved[1:])


def _tempered(model: PairModel, n_pairs: int) -> PairModel:
    factor = 1 - _OVERSURE * _share_learned(n_pairs)
    weights = np.round(factor * model.weights, _DECIMALS)
    return PairModel(round(factor * model.intercept, _DECIMALS), weights)


def _cautious(model: PairModel, n_pairs: int) -> PairModel:
    less = _CAUTION * (1 - _share_learned(n_pairs))
    return PairModel(round(model.intercept - less, _DECIMALS), model.weights)


def _share_learned(n_pairs: int) -> float:
    """0 to 1: how much of an archive of so many pairs is learned."""
    return 1 / (1 + (_FEW / max(n_pairs, 1)) ** 2)
