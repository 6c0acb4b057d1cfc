"""How good a pair model is on stories that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig
from clustering.errors import GoldError
from clustering.evaluation import Scores, score
from clustering.stories.model import PairModel, load_pair_model
from clustering.training.labelled import Int32, LabelledPairs, adapted, grouped

Fit = Callable[[Sequence[LabelledPairs]], PairModel]
Float64 = npt.NDArray[np.float64]

_N_FOLDS = 5
_N_BINS = 10


def counted(labelled: LabelledPairs) -> str:
    """How many pairs there are to learn from, and how many of the gold ones are compared."""
    known, same = labelled.texts.labelled(labelled.gold), labelled.texts.same(labelled.gold)
    _, sizes = np.unique(labelled.gold[labelled.gold >= 0], return_counts=True)
    n_gold = int((sizes * (sizes - 1) // 2).sum())
    return (
        f"{labelled.name}: {int(known.sum()):,} labelled pairs, {int(same.sum()):,} of one story; "
        f"{same.sum() / max(n_gold, 1):.1%} of the {n_gold:,} pairs of one story are compared"
    )


def cross_validated(
    sets: Sequence[LabelledPairs], fit: Fit, config: StoriesConfig
) -> Iterator[str]:
    """Whether a model of these labels is better than the shipped one on stories it has not seen.

    The stories of every set are dealt into five folds. A model that has seen the other four
    groups all articles; each article is scored in its own fold, against the labels of that fold.

    Yields:
        Lines for the user.
    """
    shipped = load_pair_model()
    made: list[list[Scores]] = [[], []]
    for fold in range(_N_FOLDS):
        try:
            model = fit([_without_fold(labelled, fold) for labelled in sets])
        except GoldError:
            yield "cross-validation: too few stories for five folds"
            return
        for labelled in sets:
            kept = _in_fold(labelled.truth, fold)
            if not kept.any():
                continue
            for scores, judged in zip(made, (model, shipped), strict=True):
                found = grouped(labelled, judged, config)[labelled.place]
                scores.append(score(found[kept], labelled.truth[kept]))
    own, other = (np.mean([s.b_cubed_f1 for s in scores]) for scores in made)
    verdict = "better" if own > other else "no better"
    yield (
        f"cross-validated by story: B-cubed F1 {own:.3f}, the shipped model {other:.3f}: "
        f"the new one is {verdict} on these labels"
    )


def left_out(sets: Sequence[LabelledPairs], fit: Fit, config: StoriesConfig) -> Iterator[str]:
    """Scores each set with a model fitted to the others, and how far its probabilities are true.

    Yields:
        Lines for the user.
    """
    parts = []
    for labelled in sets:
        model = fit([other for other in sets if other is not labelled])
        yield f"without {labelled.name}: {_scored(labelled, model, config)}"
        parts.append(judged(labelled, adapted(labelled, model, config)))
    yield "pairs of sets left out, each set of the same weight: probability told, share, pairs"
    for mean, share, n in reliability(*together(parts)):
        yield f"{mean:6.3f} {share:6.3f} {n:9,}"


def judged(labelled: LabelledPairs, model: PairModel) -> tuple[Float64, Float64]:
    """What a model tells of the labelled pairs of a set, and what is true.

    Returns:
        (n_pairs,) probabilities; (n_pairs,) 1 where the pair is of one story, else 0.
    """
    seen = labelled.texts.with_company(model, len(labelled.gold))
    known = seen.labelled(labelled.gold)
    told = model.probability(seen.features[known])
    return told.astype(np.float64), seen.same(labelled.gold)[known].astype(np.float64)


def together(parts: Sequence[tuple[Float64, Float64]]) -> tuple[Float64, Float64, Float64]:
    """Told and true of several sets under each other, with weights that sum up to 1 a set."""
    weight = [np.full(len(told), 1 / max(len(told), 1)) for told, _ in parts]
    told, same = (np.concatenate(column) for column in zip(*parts, strict=True))
    return told, same, np.concatenate(weight)


def reliability(told: Float64, same: Float64, weight: Float64) -> list[tuple[float, float, int]]:
    """Told probabilities against what came true, in ten bins (DeGroot & Fienberg 1983).

    Args:
        told: (n_pairs,) probabilities.
        same: (n_pairs,) 1 where the pair is of one story, else 0.
        weight: (n_pairs,) how much each pair counts.

    Returns:
        Mean told probability, share of one story, pairs; empty bins are left out.
    """
    place = np.minimum((told * _N_BINS).astype(int), _N_BINS - 1)
    n = np.bincount(place, minlength=_N_BINS)
    total = np.maximum(np.bincount(place, weight, minlength=_N_BINS), 1e-12)
    mean = np.bincount(place, weight * told, minlength=_N_BINS) / total
    share = np.bincount(place, weight * same, minlength=_N_BINS) / total
    return [(float(mean[k]), float(share[k]), int(n[k])) for k in range(_N_BINS) if n[k]]


def _in_fold(gold: Int32, fold: int) -> npt.NDArray[np.bool_]:
    return (gold >= 0) & (gold % _N_FOLDS == fold)


def _without_fold(labelled: LabelledPairs, fold: int) -> LabelledPairs:
    """The same articles; those of the fold's stories count as unlabelled."""
    return replace(labelled, gold=np.where(_in_fold(labelled.gold, fold), -1, labelled.gold))


def _scored(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> str:
    found = grouped(labelled, model, config)[labelled.place]
    known = labelled.truth >= 0
    scores = score(found[known], labelled.truth[known])
    return (
        f"B-cubed P {scores.b_cubed_precision:.3f} R {scores.b_cubed_recall:.3f} "
        f"F1 {scores.b_cubed_f1:.3f} over {int(known.sum()):,} articles"
    )
