"""Labelled articles as pairs to learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig, load_config
from clustering.duplicates.detect import detect_duplicates
from clustering.errors import GoldError
from clustering.evaluation import read_gold
from clustering.graph.marks import Marks
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.stories.adaptation import adapt_model
from clustering.stories.affinity import FEATURES, candidate_pairs, pair_features
from clustering.stories.company import add_company
from clustering.stories.grouping import group_pairs
from clustering.stories.model import PairModel
from clustering.stories.second_look import far_apart, look_again, story_marks
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Look:
    """Candidate pairs and their evidence, as one way of looking at articles finds them.

    Attributes:
        left: (n_pairs,) int32 rows, left < right, sorted.
        right: (n_pairs,) int32 rows.
        features: (n_pairs, n_features) float32; the company is filled in while training.
        marks: Of the articles, for the second look; None where nothing is grouped.
    """

    left: Int32
    right: Int32
    features: Floats
    marks: Marks | None = None

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
        texts=look_at(chosen, config),
        titles=look_at(headlines, config),
        truth=truth,
        place=np.searchsorted(copies.roots, copies.labels),
    )


def grouped(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> Int32:
    """(n_rows,) int32: the stories that the model makes of a collection."""
    n_rows = len(labelled.gold)
    model = adapted(labelled, model, config)
    seen = labelled.texts.with_company(model, n_rows)
    look = look_again(
        seen.left,
        seen.right,
        model.probability(seen.features),
        seen.features[:, FEATURES.index("cosine_text")],
        seen.marks or Marks.none(n_rows),
        config,
        far=far_apart(seen.features),
    )
    return group_pairs(n_rows, seen.left, seen.right, look.probability, config.link_probability)[0]


def adapted(labelled: LabelledPairs, model: PairModel, config: StoriesConfig) -> PairModel:
    """The model as a run on the collection uses it; no label is looked at."""
    if not config.fit_to_archive:
        return model
    look = labelled.texts
    features = look.features.copy(order="F")
    return adapt_model(model, features, look.left, look.right, len(labelled.gold))


def look_at(corpus: Corpus, config: StoriesConfig) -> Look:
    """The candidate pairs of articles, and their evidence without company."""
    words = number_words(corpus.titles, corpus.bodies)
    views = story_views(words, corpus.published, corpus.languages)
    left, right = candidate_pairs(views, corpus, config.horizon_days, config.neighbours)
    return Look(left, right, pair_features(views, corpus, left, right), story_marks(views))
