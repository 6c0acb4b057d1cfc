"""Fits the pair model to labelled articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import load_config
from clustering.errors import GoldError, OutputError
from clustering.stories.affinity import FEATURES, N_OWN
from clustering.stories.model import PairModel
from clustering.training.labelled import Floats, LabelledPairs, read_pairs
from clustering.training.validation import counted, cross_validated, left_out

_COLUMN = {name: index for index, name in enumerate(FEATURES)}
_DROPPED_DATE_WEIGHT = 0.5
_DROPPED_CONTRAST_WEIGHT = 0.25
_DROPPED_BODY_WEIGHT = 0.4
_EASY_STEP = 5
"""Of the pairs plainly of two events every fifth is learned, with five times the weight."""
_MAX_EASY_COSINE, _MAX_EASY_RARE = 0.12, 2.2
_HEADER = """\
# The pair model of the story stage: log-odds that two articles tell the same event, for
# each unit of evidence (clustering/stories/affinity.py says what each is). Logistic
# regression; made by `clustering train`, see docs/benchmarks.md for data and scores.
"""


def train_files(paths: Sequence[str | Path], out: Path, *, leave_one_out: bool) -> Iterator[str]:
    """Fits the weights, writes the model file and tells what it does.

    Args:
        paths: Files of articles with a field ``story``; each counts the same.
        out: TOML file to write.
        leave_one_out: Also score each file with a model fitted to the others.

    Yields:
        Lines for the user.

    Raises:
        ClusteringError: A file cannot be read or has no labels; ``out`` cannot be written.
    """
    config = load_config().stories
    sets = []
    for path in paths:
        sets.append(read_pairs(path, config))
        yield counted(sets[-1])
    yield from cross_validated(sets, fit, config)
    if leave_one_out and len(sets) > 1:
        yield from left_out(sets, fit, config)
    write_model(fit(sets), out)
    yield f"wrote {out}"


def fit(sets: Sequence[LabelledPairs]) -> PairModel:
    """Logistic regression over all sets, each of the same weight, in two steps.

    First the evidence that two articles have by themselves. So that the model serves articles
    without dates, archives too small for contrast, and bare headlines, each set is learned
    again with the date, with the contrast (and with it the rare runs of words, which a small
    archive cannot tell from usual ones), with both and with the bodies taken away. Then the
    company, which rests on the probabilities of the first step, as an addition to its log-odds.

    Raises:
        GoldError: All labelled pairs are of one story, or none is.
    """
    from sklearn.linear_model import LogisticRegression

    features, same, weight = _stacked(part for labelled in sets for part in _variants(labelled))
    if not same.any() or same.all():
        names = ", ".join(labelled.name for labelled in sets)
        found = f"found {int(same.sum())} and {int((~same).sum())}"
        raise GoldError(f"{names}: needs labelled pairs of one story and of two, {found}")
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    logistic = LogisticRegression(C=1.0, max_iter=300, solver="newton-cholesky")
    logistic.fit((features - mean) / scale, same, sample_weight=weight)
    weights = np.zeros(len(FEATURES))
    weights[:N_OWN] = logistic.coef_[0] / scale
    own = PairModel(float(logistic.intercept_[0] - weights[:N_OWN] @ mean), weights)
    weights = weights.copy()
    weights[N_OWN:] = _company_weights(sets, own)
    return PairModel(own.intercept, weights)


def _company_weights(sets: Sequence[LabelledPairs], own: PairModel) -> npt.NDArray[np.float64]:
    """Weights of the company on top of the log-odds that are there without it.

    Logistic regression with an offset and no intercept, by Newton's method: where there is no
    company, nothing is added.
    """
    features, same, weight = _stacked(
        part for labelled in sets for part in _in_company(labelled, own)
    )
    offset = own.intercept + features[:, :N_OWN] @ own.weights[:N_OWN]
    scale = features[:, N_OWN:].std(axis=0) + 1e-9
    company = features[:, N_OWN:] / scale
    weights = np.zeros(company.shape[1])
    for _ in range(50):
        expected = 1 / (1 + np.exp(-(offset + company @ weights)))
        slope = company.T @ (weight * (expected - same)) + weights
        curve = (company.T * (weight * expected * (1 - expected))) @ company
        step = np.linalg.solve(curve + np.eye(len(weights)), slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return np.asarray(weights / scale)


Part = tuple[Floats, npt.NDArray[np.bool_], float]


def _stacked(
    parts: Iterator[Part],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    """All parts under each other, easy pairs thinned out; a part's weights sum up to its own."""
    features, same, weight = [], [], []
    for values, is_same, part_weight in parts:
        rare, cosine = values[:, _COLUMN["rare_lead"]], values[:, _COLUMN["cosine_text"]]
        easy = ~is_same & (cosine < _MAX_EASY_COSINE) & (rare < _MAX_EASY_RARE)
        kept = ~easy | (np.arange(len(easy)) % _EASY_STEP == 0)
        times = np.where(easy, _EASY_STEP, 1)[kept]
        features.append(values[kept].astype(np.float64))
        same.append(is_same[kept])
        weight.append(1e4 * part_weight * times / max(times.sum(), 1))
    return np.concatenate(features), np.concatenate(same), np.concatenate(weight)


def _variants(labelled: LabelledPairs) -> Iterator[Part]:
    """Own evidence: as it is, without dates, without contrast, without both, headlines alone."""
    known = labelled.texts.labelled(labelled.gold)
    features = labelled.texts.features[known, :N_OWN]
    same = labelled.texts.same(labelled.gold)[known]
    undated = _without_date(features)
    yield features, same, 1.0
    yield undated, same, _DROPPED_DATE_WEIGHT
    yield _without_contrast(features), same, _DROPPED_CONTRAST_WEIGHT
    yield _without_contrast(undated), same, _DROPPED_CONTRAST_WEIGHT
    known = labelled.titles.labelled(labelled.gold)
    same = labelled.titles.same(labelled.gold)[known]
    yield labelled.titles.features[known, :N_OWN], same, _DROPPED_BODY_WEIGHT


def _in_company(labelled: LabelledPairs, own: PairModel) -> Iterator[Part]:
    """All evidence: of the texts, and of the headlines alone."""
    for look, weight in ((labelled.texts, 1.0), (labelled.titles, _DROPPED_BODY_WEIGHT)):
        known = look.labelled(labelled.gold)
        seen = look.with_company(own, len(labelled.gold))
        yield seen.features[known], look.same(labelled.gold)[known], weight


def _without_date(features: Floats) -> Floats:
    changed = features.copy()
    changed[:, [_COLUMN[c] for c in ("days_near", "days_far", "days_log", "shared_days")]] = 0
    changed[:, _COLUMN["undated"]] = 1
    return changed


def _without_contrast(features: Floats) -> Floats:
    changed = features.copy()
    of_archive = ("contrast", "contrast_text", "contrast_names", "rare_runs")
    changed[:, [_COLUMN[c] for c in of_archive]] = 0
    changed[:, _COLUMN["no_contrast"]] = 1
    return changed


def write_model(model: PairModel, out: Path) -> None:
    """Writes a model file.

    Raises:
        OutputError: It cannot be written.
    """
    lines = [f"intercept = {model.intercept:.4f}", "", "[weights]"]
    lines += [
        f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, model.weights, strict=True)
    ]
    try:
        out.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
