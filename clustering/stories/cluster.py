"""Stories: candidate pairs, probabilities, guarded average linkage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.config import StoriesConfig
from clustering.graph.bonds import (
    NOTHING,
    Pairs,
    decided_words,
    with_decided,
)
from clustering.graph.linkage import Merges
from clustering.model import Corpus, Groups, Links
from clustering.stories.adaptation import adapt_model
from clustering.stories.affinity import (
    FEATURES,
    candidate_pairs,
    pair_features,
)
from clustering.stories.company import add_company
from clustering.stories.grouping import LEAST_PROBABILITY, group_pairs
from clustering.stories.model import PairModel, load_pair_model
from clustering.stories.second_look import far_apart, look_again, story_marks
from clustering.stories.time_apart import gap_days
from clustering.stories.views import Views


@dataclass(frozen=True, eq=False)
class StoryClusters:
    """What the story stage found, over the rows it was given.

    Attributes:
        groups: Partition by event.
        links: Links of at least the threshold less the borderline; ``accepted`` when both
            articles ended in one story.
        merges: The joins that made the groups.
        candidates: All pairs that ``link_average`` weighed or the user decided; the only
            evidence is which.
        model: The weights that the links were judged by.
    """

    groups: Groups
    links: Links
    merges: Merges
    candidates: Links = field(default_factory=Links.empty)
    model: PairModel = field(default_factory=load_pair_model)


def cluster_stories(
    corpus: Corpus,
    views: Views,
    config: StoriesConfig,
    decided: tuple[Pairs, Pairs] = NOTHING,
    workers: int = 1,
) -> StoryClusters:
    """Groups articles that tell the same event.

    Args:
        corpus: Representatives only: one row for each group of copies.
        views: Of the same rows.
        config: Thresholds.
        decided: Pairs of rows that the user wants together, and those he wants apart.
        workers: Threads; the result does not depend on it.

    Returns:
        Groups, links and joins by row of ``corpus``.
    """
    candidates = candidate_pairs(views, corpus, config.horizon_days, config.neighbours, workers)
    left, right = with_decided(*candidates, *decided)
    features = pair_features(views, corpus, left, right, workers)
    model = load_pair_model(config.model_file)
    if config.fit_to_archive:
        model = adapt_model(model, features, left, right, len(corpus), decided)
    add_company(features, model, left, right, len(corpus))
    first = model.probability(features)
    look = look_again(
        left,
        right,
        first,
        features[:, FEATURES.index("cosine_text")],
        story_marks(views),
        config,
        decided,
        far_apart(features),
    )
    probability = look.probability
    labels, merges = group_pairs(
        len(corpus), left, right, probability, config.link_probability, decided
    )
    groups = Groups(labels)
    together = labels[left] == labels[right]
    least = max(config.link_probability - config.borderline, LEAST_PROBABILITY)
    shown = np.maximum(first, probability) >= least  # what groups keep apart is told, too
    words = decided_words(left, right, *decided)
    shown |= words != ""
    evidence: dict[str, npt.NDArray[Any]] = {"days": gap_days(corpus, left, right)[shown]}
    evidence |= {name: features[shown, k] for k, name in enumerate(FEATURES)}
    evidence |= {name: column[shown] for name, column in look.evidence.items()}
    evidence["decided"] = words[shown]
    del features  # a gigabyte of 387,000 headlines, if no view of a column is left either
    terms = {name: column[shown] for name, column in look.terms.items()}
    links = Links(
        left[shown],
        right[shown],
        probability[shown],
        together[shown],
        evidence,
        model.by_feature(),
        terms,
        model.intercept,
    )
    weighed = (probability >= LEAST_PROBABILITY) | (words != "")
    stored = Links(
        left[weighed],
        right[weighed],
        probability[weighed],
        together[weighed],
        {"decided": words[weighed]},
    )
    return StoryClusters(groups, links, merges, stored, model)
