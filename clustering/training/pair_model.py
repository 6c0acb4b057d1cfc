"""Fits the pair model to labelled articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig, load_config
from clustering.duplicates.detect import detect_duplicates
from clustering.errors import GoldError, OutputError
from clustering.evaluation import read_gold, score
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.stories.affinity import FEATURES, N_OWN, candidate_pairs, pair_features
from clustering.stories.cluster import group_pairs
from clustering.stories.company import add_company
from clustering.stories.model import PairModel
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

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


@dataclass(frozen=True, eq=False)
class Look:
    """Candidate pairs and their evidence, as one way of looking at articles finds them.

    Attributes:
        left: (n_pairs,) int32 rows, left < right, sorted.
        right: (n_pairs,) int32 rows.
        features: (n_pairs, n_features) float32; the company is filled in while training.
    """

    left: Int32
    right: Int32
    features: Floats

    def labelled(self, gold: Int32) -> npt.NDArray[np.bool_]:
        """(n_pairs,) bool: both articles have a label."""
        return (gold[self.left] >= 0) & (gold[self.right] >= 0)

    def same(self, gold: Int32) -> npt.NDArray[np.bool_]:
        """(n_pairs,) bool: both articles have the same label."""
        return (gold[self.left] == gold[self.right]) & (gold[self.left] >= 0)

    def with_company(self, model: PairModel, n_rows: int) -> Look:
        """The same pairs, their company as the model sees it."""
        features = self.features.copy(order="F")
        add_company(features, model, self.left, self.right, n_rows)
        return replace(self, features=features)


@dataclass(frozen=True, eq=False)
class LabelledPairs:
    """The candidate pairs of one labelled collection; copies count as one article.

    Attributes:
        name: File it came from.
        gold: (n_rows,) int32 story of each row, -1 where it has no label.
        texts: Of the articles as they are.
        titles: Of their headlines alone.
        truth: (n_articles,) int32 story of each article, copies included.
        place: (n_articles,) the row that stands for each article.
    """

    name: str
    gold: Int32
    texts: Look
    titles: Look
    truth: Int32
    place: npt.NDArray[np.int64]


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
        yield _counted(sets[-1])
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
    truth = np.array([names.get(labels.get(i, ""), -1) for i in corpus.ids], np.int32)
    if len(names) < 2:
        raise GoldError(f"{path}: needs articles of at least two stories")
    texts = [article.body or article.title for article in corpus.articles]
    copies = detect_duplicates(texts, settings.duplicates).groups
    chosen = corpus.take(copies.roots)
    headlines = replace(
        chosen, articles=tuple(replace(article, body="") for article in chosen.articles)
    )
    return LabelledPairs(
        name=Path(path).name.split(".")[0],
        gold=truth[copies.roots],
        texts=_look(chosen, config),
        titles=_look(headlines, config),
        truth=truth,
        place=np.searchsorted(copies.roots, copies.labels),
    )


def fit(sets: Sequence[LabelledPairs]) -> PairModel:
    """Logistic regression over all sets, each of the same weight, in two steps.

    First the evidence that two articles have by themselves. So that the model serves articles
    without dates, archives too small for contrast, and bare headlines, each set is learned
    again with the date, with the contrast, with both and with the bodies taken away. Then the
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
    changed[:, [_COLUMN["days_near"], _COLUMN["days_far"], _COLUMN["days_log"]]] = 0
    changed[:, _COLUMN["undated"]] = 1
    return changed


def _without_contrast(features: Floats) -> Floats:
    changed = features.copy()
    changed[:, [_COLUMN[c] for c in ("contrast", "contrast_text", "contrast_names")]] = 0
    changed[:, _COLUMN["no_contrast"]] = 1
    return changed


def _look(corpus: Corpus, config: StoriesConfig) -> Look:
    views = story_views(number_words(corpus.titles, corpus.bodies))
    left, right = candidate_pairs(views, corpus, config.horizon_days, config.neighbours)
    return Look(left, right, pair_features(views, corpus, left, right))


def grouped(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> Int32:
    """(n_rows,) int32: the stories that the model makes of a collection."""
    n_rows = len(labelled.gold)
    seen = labelled.texts.with_company(model, n_rows)
    probability = model.probability(seen.features)
    return group_pairs(n_rows, seen.left, seen.right, probability, config.link_probability)[0]


def _counted(labelled: LabelledPairs) -> str:
    known, same = labelled.texts.labelled(labelled.gold), labelled.texts.same(labelled.gold)
    _, sizes = np.unique(labelled.gold[labelled.gold >= 0], return_counts=True)
    n_gold = int((sizes * (sizes - 1) // 2).sum())
    return (
        f"{labelled.name}: {int(known.sum()):,} labelled pairs, {int(same.sum()):,} of one story; "
        f"{same.sum() / max(n_gold, 1):.1%} of the {n_gold:,} pairs of one story are compared"
    )


def _told(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> str:
    found = grouped(labelled, model, config)[labelled.place]
    known = labelled.truth >= 0
    scores = score(found[known], labelled.truth[known])
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
