"""Fits the pair model to pairs that people answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import Config, load_config
from clustering.duplicates.detect import detect_duplicates
from clustering.errors import GoldError, InputError
from clustering.evaluation.labels import PairLabel, agreed, read_labels
from clustering.logistic import fit_logistic
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.store import read_report
from clustering.stories.model import PairModel, load_pair_model
from clustering.training.labelled import Look, look_at
from clustering.training.pair_model import write_model

Float64 = npt.NDArray[np.float64]

_LEAST = 10
"""Answers of either kind without which nothing is fitted."""
_LEAST_TO_COMPARE = 50
"""Answers in all without which the models are not compared."""
_N_FOLDS = 5
_CHANCE = 1.96
"""Standard errors that a difference must exceed."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Answered pairs, among all that the story stage compares.

    Attributes:
        look: Every candidate pair of the archive.
        n_rows: Articles; copies count as one.
        at: (n_answers,) int64 places in the look.
        same: (n_answers,) 1 where the answer is one story, else 0.
        weight: (n_answers,) answers that each counts for, see ``weights``.
        n_missing: Answered pairs of which an article is not there.
        n_apart: Answered pairs that the story stage does not compare, or that are copies.
    """

    look: Look
    n_rows: int
    at: npt.NDArray[np.int64]
    same: Float64
    weight: Float64
    n_missing: int
    n_apart: int

    def only(self, chosen: npt.NDArray[np.bool_]) -> Answers:
        """Some of the answers, among the same pairs."""
        return replace(self, at=self.at[chosen], same=self.same[chosen], weight=self.weight[chosen])


def train_answers(inputs: Sequence[str | Path], labels: Path, out: Path) -> Iterator[str]:
    """Fits the weights to labelled pairs, writes the model file and tells whether it is better.

    Args:
        inputs: Articles in any input format, or one folder of a report on them.
        labels: Labelled pairs (docs/labels.md).
        out: TOML file to write.

    Yields:
        Lines for the user.

    Raises:
        ClusteringError: Something cannot be read, there are too few answers, or ``out`` cannot
            be written.
    """
    answers = read_answers(inputs, labels)
    n_same = int(answers.same.sum())
    n_other = len(answers.same) - n_same
    left_out = _left_out(answers)
    if min(n_same, n_other) < _LEAST:
        raise GoldError(
            f"{labels}: needs {_LEAST} answered pairs of one story and {_LEAST} of two that the "
            f"story stage compares, found {n_same} and {n_other}{left_out and f'; {left_out}'}"
        )
    yield f"{n_same + n_other:,} answered pairs, {n_same:,} of one story"
    if left_out:
        yield left_out
    yield compared(answers)
    write_model(fit_answers(answers), out)
    yield f"wrote {out}"


def read_answers(inputs: Sequence[str | Path], labels: Path) -> Answers:
    """Reads articles and labels and measures what the story stage compares.

    Raises:
        ClusteringError: Articles, report or labels cannot be read.
    """
    rows = story_answers(read_labels(labels))
    places, settings = _places(inputs)
    reading = read_articles(places, config=settings.input, cleaning=settings.cleaning)
    corpus = Corpus.of(reading.articles)
    texts = [article.body or article.title for article in corpus.articles]
    copies = detect_duplicates(texts, settings.duplicates).groups
    place = np.searchsorted(copies.roots, copies.labels).tolist()
    row_of = dict(zip(corpus.ids, place, strict=True))
    look = look_at(corpus.take(copies.roots), settings.stories)
    pairs = zip(look.left.tolist(), look.right.tolist(), strict=True)
    at_of = {pair: at for at, pair in enumerate(pairs)}
    there = [row for row in rows if row.left in row_of and row.right in row_of]
    found: dict[int, PairLabel] = {}
    for row in there:
        a, b = sorted((row_of[row.left], row_of[row.right]))
        if (a, b) in at_of:
            found.setdefault(at_of[a, b], row)
    at = sorted(found)
    kept = [found[k] for k in at]
    return Answers(
        look,
        len(copies.roots),
        np.array(at, np.int64),
        np.array([row.together() for row in kept], np.float64),
        weights(kept, rows),
        len(rows) - len(there),
        len(there) - len(kept),
    )


def story_answers(labels: Sequence[PairLabel]) -> list[PairLabel]:
    """One row for each answered pair, whatever level it was drawn for, as an answer on stories.

    An answer says more than it was asked for: two articles of one thread only are two stories.
    A pair that was drawn for stories and for threads stands for the pairs of its story stratum.
    """
    first = sorted(labels, key=lambda row: row.level != "story")
    return agreed([replace(row, level="story") for row in first])[0]


def weights(kept: Sequence[PairLabel], answered: Sequence[PairLabel]) -> Float64:
    """How many answers each counts for.

    A drawn pair weighs 1 / inclusion, scaled so that the answers of a stratum stand for all its
    pairs, those not yet answered, too. All drawn pairs together count for as many answers as
    a sample with equal weights that would be as exact: (sum w)² / sum w² (Kish, Survey Sampling,
    1965, section 11.7). A pair named by hand counts for one.

    Args:
        kept: The pairs to weigh.
        answered: All answered pairs, also those that cannot be used.
    """
    total: dict[str, float] = {}
    for row in answered:
        total[row.stratum] = total.get(row.stratum, 0.0) + 1 / row.inclusion
    drawn = np.array([bool(row.stratum and row.stratum_pairs) for row in kept], bool)
    values = np.array(
        [row.stratum_pairs / row.inclusion / total[row.stratum] for row in kept], np.float64
    )
    if drawn.any():
        values[drawn] *= values[drawn].sum() / (values[drawn] ** 2).sum()
    values[~drawn] = 1.0
    return values


def fit_answers(answers: Answers) -> PairModel:
    """The shipped weights, moved as far as the answers bear.

    A few hundred answers near a threshold do not carry 27 weights; the shipped ones, learned from
    many thousand pairs, are where they start from (a normal prior). Its spread is such that
    before any answer the log-odds of a typical pair of this archive may be off by 1.
    """
    shipped = load_pair_model()
    features = answers.look.with_company(shipped, answers.n_rows).features
    columns = np.column_stack([np.ones(len(features)), features])
    usual = np.array([shipped.intercept, *shipped.weights])
    strength = np.maximum((columns**2).mean(axis=0) * columns.shape[1], 1e-6)
    moved, _ = fit_logistic(columns[answers.at], answers.same, usual, strength, answers.weight)
    return PairModel(float(moved[0]), moved[1:])


def compared(answers: Answers) -> str:
    """Whether a model of these answers is better than the shipped one on pairs it has not seen.

    Answers are dealt into five folds by the story of their first article, and a model that
    scores a fold has learned from no pair with an article of its stories. Scored is the log
    loss, the surprise at each answer.
    """
    n = len(answers.at)
    if n < _LEAST_TO_COMPARE:
        return (
            f"too few answers to tell whether it is better than the shipped model: "
            f"{_LEAST_TO_COMPARE} are needed"
        )
    shipped = load_pair_model()
    left, right = _folds(answers)
    own, other = np.zeros(n), surprise(answers, shipped)
    for fold in range(_N_FOLDS):
        model = fit_answers(answers.only((left != fold) & (right != fold)))
        own[left == fold] = surprise(answers.only(left == fold), model)
    mean, of_shipped = (np.average(loss, weights=answers.weight) for loss in (own, other))
    gain = other - own
    error = np.sqrt((answers.weight**2 * (gain - (of_shipped - mean)) ** 2).sum())
    sure = abs(of_shipped - mean) > _CHANCE * error / answers.weight.sum()
    verdict = "no difference between the two can be told; keep the shipped one"
    if sure and mean < of_shipped:
        verdict = "the new one is better on these answers"
    elif sure:
        verdict = "the new one is worse; keep the shipped one"
    return (
        f"cross-validated by story: log loss {mean:.3f}, the shipped model {of_shipped:.3f}: "
        f"{verdict}"
    )


def surprise(answers: Answers, model: PairModel) -> Float64:
    """(n_answers,) log loss in nats: -ln of the probability that the model gave the answer."""
    features = answers.look.with_company(model, answers.n_rows).features[answers.at]
    probability = np.clip(model.probability(features).astype(np.float64), 1e-6, 1 - 1e-6)
    return -np.log(np.where(answers.same == 1, probability, 1 - probability))


def _folds(answers: Answers) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The fold of the story of each answered pair's left and right article."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    left, right = answers.look.left[answers.at], answers.look.right[answers.at]
    one = answers.same == 1
    links = coo_array((np.ones(int(one.sum())), (left[one], right[one])), (answers.n_rows,) * 2)
    story = connected_components(links, directed=False)[1]
    return story[left] % _N_FOLDS, story[right] % _N_FOLDS


def _places(inputs: Sequence[str | Path]) -> tuple[list[str | Path], Config]:
    """Where the articles are and the settings to read them with; of a report its own."""
    if len(inputs) != 1 or not (Path(inputs[0]) / "run.json").is_file():
        return list(inputs), load_config()
    report = read_report(inputs[0])
    places = report.input_places()
    if not places:
        raise InputError(
            f"{report.directory}: its articles are not where they were read from; name their "
            "place instead of the report"
        )
    return places, report.settings()


def _left_out(answers: Answers) -> str:
    told = []
    if answers.n_missing:
        told.append(f"{answers.n_missing:,} with an article that is not there")
    if answers.n_apart:
        told.append(f"{answers.n_apart:,} of copies or not compared")
    return f"pairs left out: {', '.join(told)}" if told else ""
