"""What holds for stories in every archive."""

from random import Random

import numpy as np
from archives import corpus_of, invented_archive
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.config import config_from
from clustering.stories.affinity import FEATURES
from clustering.stories.cluster import cluster_stories
from clustering.stories.grouping import weakest_joins
from clustering.stories.summary import summarize
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

ARCHIVES = st.builds(invented_archive, st.integers(0, 2**32 - 1).map(Random), st.integers(1, 6))


def clusters_of(corpus, probability=0.5):
    """Stories of a corpus."""
    views = story_views(number_words(corpus.titles, corpus.bodies))
    config = config_from({"stories": {"link_probability": probability}}).stories
    return cluster_stories(corpus, views, config)


@settings(max_examples=25)
@given(ARCHIVES)
def test_evidence_keeps_its_ranges(articles):
    """Probabilities and cosines lie between 0 and 1, and no evidence is missing."""
    links = clusters_of(corpus_of(*articles)).links
    assert ((links.score >= 0) & (links.score <= 1)).all()
    for name in FEATURES:
        column = links.evidence[name]
        assert np.isfinite(column).all(), name
        assert (column >= 0).all(), name
        if name.startswith("cosine") or name in {"days_near", "days_far"}:
            assert (column <= 1 + 1e-5).all(), name
    assert (np.isnan(links.evidence["days"]) == (links.evidence["undated"] == 1)).all()


@settings(max_examples=25)
@given(ARCHIVES)
def test_a_join_is_at_least_the_threshold(articles):
    """Every story of two or more was joined at a mean of the threshold or more."""
    found = clusters_of(corpus_of(*articles))
    weakest = weakest_joins(found.groups, found.merges)
    assert list(weakest) == found.groups.roots.tolist()
    for label, rows in found.groups.members().items():
        assert weakest[label] >= 0.5
        assert len(rows) > 1 or weakest[label] == 1.0


@settings(max_examples=25)
@given(ARCHIVES, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_raising_the_threshold_never_merges(articles, one, other):
    """Articles together at a higher probability are together at a lower one."""
    corpus = corpus_of(*articles)
    low = clusters_of(corpus, min(one, other)).groups.labels
    high = clusters_of(corpus, max(one, other)).groups.labels
    assert np.array_equal(low, low[high])


@settings(max_examples=25)
@given(ARCHIVES)
def test_a_summary_is_of_its_own_story(articles):
    """Headline, terms and key sentence of a story stand in its own articles."""
    corpus = corpus_of(*articles)
    words = number_words(corpus.titles, corpus.bodies)
    groups = clusters_of(corpus).groups
    labels = np.searchsorted(groups.roots, groups.labels).astype(np.int32)
    found = summarize(corpus, words, story_views(words).lead, labels)
    assert len(found) == len(groups.roots)
    for story, summary in enumerate(found):
        rows = np.flatnonzero(labels == story)
        assert summary.headline_row in rows
        assert summary.key_sentence in corpus.articles[summary.headline_row].body
        texts = " ".join(corpus.articles[r].title + " " + corpus.articles[r].body for r in rows)
        assert all(term.lower() in texts.lower() for term in summary.terms)
