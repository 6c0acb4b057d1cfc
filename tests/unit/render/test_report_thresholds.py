"""What the page of other thresholds holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from factories import links_of

from clustering.graph.bonds import NOTHING
from clustering.graph.linkage import link_average
from clustering.render.archive import Archive
from clustering.render.thresholds_page import labels_at, packed, story_counts


def test_joins_of_a_higher_threshold_are_the_first_of_a_lower():
    """So one run down to the lowest threshold tells the groups at all of them."""
    dice = np.random.default_rng(3)
    pairs = sorted(
        {tuple(sorted(p)) for p in dice.integers(0, 60, (500, 2)).tolist() if p[0] != p[1]}
    )
    left, right = np.array(pairs, np.int32).T.copy()
    weight = np.round(dice.random(len(pairs)), 2).astype(np.float32)
    _, merges = link_average(60, left, right, weight, 0.05, 10)
    for threshold in (0.05, 0.2, 0.33, 0.5, 0.75, 0.9):
        labels, _ = link_average(60, left, right, weight, threshold, 10)
        assert labels_at(merges, 60, threshold, NOTHING[0]).tolist() == labels.tolist()


def test_counts_of_the_page_count_copies_as_articles():
    """Stories, those of several articles, articles inside, alone, and the largest."""
    labels, sizes = np.array([0, 0, 2, 3], np.int32), np.array([1, 2, 1, 4])
    assert story_counts(labels, sizes) == (3, 2, 7, 1, 4)
    assert story_counts(labels[:0], sizes[:0]) == (0, 0, 0, 0, 0)


def test_links_are_packed_into_six_bytes_each():
    """Counts by row, right rows, millionths: three bytes a number."""
    links = links_of([(0, 1, 0.5, True), (0, 2, 0.02, False)])
    text = packed(3, links.left, links.right, links.score)
    assert len(text) == 4 * (3 + 2 * 2)
    assert text.startswith("AgAA")


def test_an_archive_without_pairs_says_so(two):
    """No slider that moves nothing."""
    from clustering.render.thresholds_page import thresholds_html

    assert "No two articles here are near enough" in thresholds_html(Archive(two))
    assert "slider" not in thresholds_html(Archive(replace(two)))
