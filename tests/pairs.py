"""Evidence of one pair of articles."""

from __future__ import annotations

import numpy as np
from archives import corpus_of

from clustering.stories.affinity import FEATURES, pair_features
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

ONE, TWO = np.array([0], np.int32), np.array([1], np.int32)


def views_of(corpus):
    """Views of a corpus."""
    return story_views(number_words(corpus.titles, corpus.bodies), corpus.published)


def evidence(one, other):
    """Name to value for one pair of articles."""
    corpus = corpus_of(one, other)
    values = pair_features(views_of(corpus), corpus, ONE, TWO)[0]
    return dict(zip(FEATURES, values.tolist(), strict=True))
