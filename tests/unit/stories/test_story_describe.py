"""Stories as a person reads them."""

from dataclasses import replace

import numpy as np
import pytest
from archives import ELSEWHERE, MEETING, corpus_of, note

from clustering.graph.linkage import Merges
from clustering.model import Groups, Links
from clustering.stories.cluster import StoryClusters
from clustering.stories.describe import describe_stories
from clustering.stories.summary import Summary


def test_describe_stories():
    """Row 1 is a copy of row 0 and counts as no origin; rows of the summary are lifted."""
    copy = note("copy", "Same", MEETING[0].body[:80], "2019-03-04", "Copy Cat")
    corpus = corpus_of(MEETING[0], copy, MEETING[1], ELSEWHERE)
    assert corpus.ids == ["m1", "copy", "m2", "e1"]
    clusters = StoryClusters(
        Groups(np.array([0, 0, 2], np.int32)),
        Links.empty(),
        Merges(np.array([0], np.int32), np.array([1], np.int32), np.array([0.8], np.float32)),
    )
    first, second = describe_stories(
        corpus,
        np.array([0, 2, 3], np.int32),
        clusters,
        [
            Summary(1, "HERRING", ("herring",), "A sentence."),
            Summary(2, "VOLCANO", ("volcano",), ""),
        ],
        Groups(np.array([0, 0, 0, 3], np.int32)),
        {0: "t-fish", 3: "t-fire"},
    )
    assert first.rows == (0, 1, 2)
    assert (first.key_row, first.headline) == (2, "HERRING")
    assert (first.n_origins, second.n_origins) == (2, 1)
    assert first.outlets == ("Copy Cat", "Evening Courier", "Harbour News")
    assert first.day_last - first.day_first == 1
    assert (first.weakest, second.weakest) == (pytest.approx(0.8), 1.0)
    assert (first.thread, second.thread) == ("t-fish", "t-fire")
    assert first.terms == ("herring",)
    assert (second.rows, second.key_row, second.headline) == ((3,), 3, "VOLCANO")
    assert first.id != second.id


@pytest.mark.parametrize(
    ("credits_", "n_origins"),
    [
        ([(), ()], 2),
        ([("Reuters",), ("Reuters",)], 1),
        ([("Reuters",), ("AP",)], 2),
        ([("Reuters", "AP"), ("Reuters", "AP")], 2),
    ],
)
def test_a_credited_wire_is_one_origin(credits_, n_origins):
    """Articles that credit one and the same service alone tell what that service told."""
    notes = [replace(n, credits=c) for n, c in zip(MEETING, credits_, strict=True)]
    clusters = StoryClusters(
        Groups(np.array([0, 0], np.int32)),
        Links.empty(),
        Merges(np.array([0], np.int32), np.array([1], np.int32), np.array([0.8], np.float32)),
    )
    groups, rows = Groups(np.array([0, 0], np.int32)), np.array([0, 1], np.int32)
    summaries = [Summary(0, "HERRING", (), "")]
    (story,) = describe_stories(corpus_of(*notes), rows, clusters, summaries, groups, {0: "t"})
    assert story.n_origins == n_origins
