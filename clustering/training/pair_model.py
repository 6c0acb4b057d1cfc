"""Fits the pair model to labelled articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig, load_config
from clustering.errors import GoldError, OutputError
from clustering.evaluation import read_gold, score
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.stories.affinity import FEATURES, candidate_pairs, pair_features, story_views
from clustering.stories.cluster import group_pairs
from clustering.stories.model import PairModel
from clustering.text.vocabulary import number_words

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

_COLUMN = {name: index for index, name in enumerate(FEATURES)}
_DROPPED_DATE_WEIGHT = 0.5
_DROPPED_CONTRAST_WEIGHT = 0.25
_DROPPED_BODY_WEIGHT = 0.4
_HEADER = """\
# The pair model of the story stage: log-odds that two articles tell the same event, for
# each unit of evidence (clustering/stories/affinity.py says what each is). Logistic
# regression; made by `clustering train`, see docs/benchmarks.md for data and scores.
"""


@dataclass(frozen=True, eq=False)
class LabelledPairs:
    """The candidate pairs of one labelled collection.

    Attributes:
        name: File it came from.
        gold: (n_articles,) int32 story of each article, -1 where it has no label.
        left: (n_pairs,) int32 rows.
        right: (n_pairs,) int32 rows.
        features: (n_pairs, n_features) float32.
        titles_only: (n_title_pairs, n_features) float32, the same for headlines alone …
        titles_same: (n_title_pairs,) bool, … and whether the two tell the same event.
    """

    name: str
    gold: Int32
    left: Int32
    right: Int32
    features: Floats
    titles_only: Floats
    titles_same: npt.NDArray[np.bool_]

    @property
    def labelled(self) -> npt.NDArray[np.bool_]:
        """(n_pairs,) bool: both articles have a label."""
        return (self.gold[self.left] >= 0) & (self.gold[self.right] >= 0)

    @property
    def same(self) -> npt.NDArray[np.bool_]:
        """(n_pairs,) bool: both articles have the same label."""
        return (self.gold[self.left] == self.gold[self.right]) & self.labelled


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
        yield (
            f"{sets[-1].name}: {int(sets[-1].labelled.sum()):,} labelled pairs, "
            f"{int(sets[-1].same.sum()):,} of one story"
        )
    if leave_one_out and len(sets) > 1:
        for left_out in sets:
            model = fit([other for other in sets if other is not left_out])
            yield f"without {left_out.name}: {_told(left_out, model, config)}"
    model = fit(sets)
    _write(model, out)
    yield f"wrote {out}"


def read_pairs(path: str | Path, config: StoriesConfig) -> LabelledPairs:
    """Reads one labelled file and measures its candidate pairs."""
    settings = load_config()
    reading = read_articles([path], config=settings.input, cleaning=settings.cleaning)
    labels = read_gold(Path(path), "story")
    corpus = Corpus.of(reading.articles)
    names = {label: code for code, label in enumerate(sorted(set(labels.values())))}
    gold = np.array([names.get(labels.get(i, ""), -1) for i in corpus.ids], np.int32)
    if len(names) < 2:
        raise GoldError(f"{path}: needs articles of at least two stories")
    left, right, features = _measure(corpus, config)
    headlines = replace(
        corpus, articles=tuple(replace(article, body="") for article in corpus.articles)
    )
    title_left, title_right, titles_only = _measure(headlines, config)
    known = (gold[title_left] >= 0) & (gold[title_right] >= 0)
    return LabelledPairs(
        Path(path).name.split(".")[0],
        gold,
        left,
        right,
        features,
        titles_only[known],
        (gold[title_left] == gold[title_right])[known],
    )


def fit(sets: Sequence[LabelledPairs]) -> PairModel:
    """Logistic regression over all sets, each of the same weight.

    So that the model serves articles without dates, archives too small for contrast, and
    bare headlines, each set is learned again with the date, with the contrast, with both
    and with the bodies taken away.

    Raises:
        GoldError: All labelled pairs are of one story, or none is.
    """
    from sklearn.linear_model import LogisticRegression

    parts = [part for labelled in sets for part in _variants(labelled)]
    features = np.concatenate([part[0] for part in parts]).astype(np.float64)
    same = np.concatenate([part[1] for part in parts])
    if not same.any() or same.all():
        names = ", ".join(labelled.name for labelled in sets)
        found = f"found {int(same.sum())} and {int((~same).sum())}"
        raise GoldError(f"{names}: needs labelled pairs of one story and of two, {found}")
    weight = np.concatenate([np.full(len(p[0]), 1e4 * p[2] / max(len(p[0]), 1)) for p in parts])
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    logistic = LogisticRegression(C=1.0, max_iter=3000)
    logistic.fit((features - mean) / scale, same, sample_weight=weight)
    weights = logistic.coef_[0] / scale
    return PairModel(float(logistic.intercept_[0] - weights @ mean), weights)


def _variants(
    labelled: LabelledPairs,
) -> Iterator[tuple[Floats, npt.NDArray[np.bool_], float]]:
    features = labelled.features[labelled.labelled]
    same = labelled.same[labelled.labelled]
    undated = _without_date(features)
    yield features, same, 1.0
    yield undated, same, _DROPPED_DATE_WEIGHT
    yield _without_contrast(features), same, _DROPPED_CONTRAST_WEIGHT
    yield _without_contrast(undated), same, _DROPPED_CONTRAST_WEIGHT
    yield labelled.titles_only, labelled.titles_same, _DROPPED_BODY_WEIGHT


def _without_date(features: Floats) -> Floats:
    changed = features.copy()
    changed[:, [_COLUMN["days_near"], _COLUMN["days_far"], _COLUMN["days_log"]]] = 0
    changed[:, _COLUMN["undated"]] = 1
    return changed


def _without_contrast(features: Floats) -> Floats:
    changed = features.copy()
    changed[:, _COLUMN["contrast"]] = 0
    changed[:, _COLUMN["no_contrast"]] = 1
    return changed


def _measure(corpus: Corpus, config: StoriesConfig) -> tuple[Int32, Int32, Floats]:
    views = story_views(number_words(corpus.titles, corpus.bodies))
    left, right = candidate_pairs(views, corpus, config.horizon_days, config.neighbours)
    return left, right, pair_features(views, corpus, left, right)


def _told(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> str:
    probability = model.probability(labelled.features)
    labels, _ = group_pairs(
        len(labelled.gold), labelled.left, labelled.right, probability, config.link_probability
    )
    known = labelled.gold >= 0
    scores = score(labels[known], labelled.gold[known])
    return (
        f"B-cubed P {scores.b_cubed_precision:.3f} R {scores.b_cubed_recall:.3f} "
        f"F1 {scores.b_cubed_f1:.3f} over {int(known.sum()):,} articles"
    )


def _write(model: PairModel, out: Path) -> None:
    lines = [f"intercept = {model.intercept:.4f}", "", "[weights]"]
    lines += [
        f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, model.weights, strict=True)
    ]
    try:
        out.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
