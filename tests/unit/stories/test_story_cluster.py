"""Stories of small invented archives."""

from dataclasses import replace

import numpy as np
import pytest
from archives import (
    CEASEFIRE,
    CONCERT,
    ELSEWHERE,
    LATER,
    MEETING,
    TREATY,
    corpus_of,
    note,
)

from clustering.config import config_from
from clustering.graph.linkage import Merges
from clustering.model import Groups, PartialDate
from clustering.stories.affinity import FEATURES
from clustering.stories.cluster import cluster_stories
from clustering.stories.grouping import group_pairs, weakest_joins
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

UNDATED = PartialDate()


def clusters_of(*articles, **values):
    """Corpus and stories of some articles."""
    corpus = corpus_of(*articles)
    views = story_views(number_words(corpus.titles, corpus.bodies))
    return corpus, cluster_stories(corpus, views, config_from({"stories": values}).stories)


def stories_of(*articles, **values):
    """Stories as sorted lists of ids."""
    corpus, found = clusters_of(*articles, **values)
    groups = found.groups.members().values()
    return sorted(sorted(corpus.ids[row] for row in rows) for rows in groups)


def test_one_event_is_one_story():
    """Two reports of one meeting join; another event of the day and a later treaty do not."""
    assert stories_of(*MEETING, LATER, ELSEWHERE) == [["e1"], ["l1"], ["m1", "m2"]]


def test_nothing_in_common_is_no_best_match():
    """A report that shares hardly a word with any other is not nearest to one of them."""
    for others in ([*TREATY, *CEASEFIRE], [*TREATY, *CEASEFIRE, *MEETING, LATER]):
        _, found = clusters_of(*others, CONCERT, link_probability=0.01, borderline=0.0)
        ids = corpus_of(*others, CONCERT).ids
        row = ids.index("c1")
        links = found.links
        assert links.score[(links.left == row) | (links.right == row)].max(initial=0) < 0.2


def test_the_same_event_undated():
    """Without any date the two reports still join, and the other event still does not."""
    undated = [replace(article, date=UNDATED) for article in (*MEETING, ELSEWHERE)]
    assert stories_of(*undated) == [["e1"], ["m1", "m2"]]


def test_headlines_alone():
    """Two headlines of one event join without a body; a third does not."""
    assert stories_of(
        note("a", "Norway and Iceland open mackerel talks in Bergen", "", "2019-03-04"),
        note("b", "Mackerel talks between Norway and Iceland open in Bergen", "",
             "2019-03-04"),
        note("c", "Volcano closes airport in Indonesia", "", "2019-03-04"),
    ) == [["a", "b"], ["c"]]  # fmt: skip


def test_one_article_is_a_story():
    """One article is a story of its own, without links."""
    _, found = clusters_of(MEETING[0])
    assert found.groups.labels.tolist() == [0]
    assert len(found.links) == 0


def test_identical_articles_join():
    """Two articles of the same words and day are nearly certainly one event."""
    _, found = clusters_of(MEETING[0], replace(MEETING[0], id="again"))
    assert found.groups.labels.tolist() == [0, 0]
    assert found.links.score[0] > 0.99


def test_articles_without_words_stay_alone():
    """Nothing to compare, nothing joined."""
    assert stories_of(note("a", "", "!!!"), note("b", "", "???")) == [["a"], ["b"]]


def test_links_tell_their_evidence():
    """Every link has the days between and all features, and its terms add up to its score."""
    _, found = clusters_of(*MEETING, LATER, ELSEWHERE)
    links = found.links
    of_groups = ["groups_agree", "groups_contradict"]
    assert list(links.evidence) == ["days", *FEATURES, *of_groups, "decided"]
    at = int(np.flatnonzero((links.left == 0) & (links.right == 1))[0])
    assert links.evidence["days"][at] == 1
    assert links.evidence["cosine_text"][at] > 0.3
    log_odds = links.base + sum(links.terms_of(at).values())
    assert links.score[at] == pytest.approx(1 / (1 + np.exp(-log_odds)), abs=2e-6)


DOUBTFUL = replace(LATER, date=UNDATED)
"""Without its date, the later event of the same actors is a doubtful member."""


def test_accepted_means_in_one_story():
    """A link is accepted when both ends are in one story; the borderline goes down as told."""
    _, found = clusters_of(*MEETING, DOUBTFUL, ELSEWHERE, borderline=0.33)
    labels, links = found.groups.labels, found.links
    assert np.array_equal(links.accepted, labels[links.left] == labels[links.right])
    assert {True, False} == set(links.accepted.tolist())
    assert 0.02 <= links.score.min() < 0.35
    _, narrow = clusters_of(*MEETING, DOUBTFUL, ELSEWHERE, borderline=0.0)
    assert (narrow.links.score >= 0.35).all()
    assert 0 < len(narrow.links) < len(links)


def test_the_threshold_decides():
    """A doubtful pair is one story just below its probability and two just above it."""
    pair = MEETING[1], DOUBTFUL
    _, found = clusters_of(*pair, link_probability=0.01)
    probability = float(found.links.score[0])
    assert 0.02 < probability < 0.98
    assert stories_of(*pair, link_probability=probability - 0.005) == [["l1", "m2"]]
    assert stories_of(*pair, link_probability=probability + 0.005) == [["l1"], ["m2"]]


def test_weak_pairs_do_not_count():
    """Pairs below 2 % are nothing; stronger ones lower the mean and can join groups."""
    left, right = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    weights = np.array([0.9, 0.019], np.float32)
    labels, _ = group_pairs(3, left, right, weights, 0.001)
    assert labels.tolist() == [0, 0, 2]
    labels, _ = group_pairs(3, left, right, np.array([0.9, 0.021], np.float32), 0.001)
    assert labels.tolist() == [0, 0, 0]


def test_weakest_join_of_each_story():
    """The lowest height inside each group; 1 where nothing was joined."""
    merges = Merges(
        np.array([0, 3, 0], np.int32),
        np.array([1, 4, 2], np.int32),
        np.array([0.6, 0.7, 0.9], np.float32),
    )
    groups = Groups(np.array([0, 0, 0, 3, 3, 5], np.int32))
    assert weakest_joins(groups, merges) == {
        0: pytest.approx(0.6),
        3: pytest.approx(0.7),
        5: 1.0,
    }
