"""Tables and account of a run."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from factories import article, findings_of, links_of, on

from clustering.model import Links, Rejection
from clustering.render import articles_table, links_table, stories_table, summary, threads_table
from clustering.render.account import counts
from clustering.render.tables import cleaning_table, rejected_table
from clustering.render.told import telling_pairs


def test_an_article_without_copies_is_a_group_of_one(two):
    """Everyone has a duplicate group and a representative: alone, oneself."""
    table = articles_table(two)
    assert table["representative"] == table["id"]
    assert len(set(table["duplicate_group"])) == 2
    assert all(group.startswith("d-") for group in table["duplicate_group"])


def test_copies_share_group_and_representative(sixty):
    """Every member of a group of copies carries the group's id and its first article."""
    table = articles_table(sixty)
    assert sixty.duplicates
    for group in sixty.duplicates:
        assert {table["duplicate_group"][row] for row in group.rows} == {group.id}
        first = sixty.corpus.articles[group.rows[0]].id
        assert {table["representative"][row] for row in group.rows} == {first}


def test_dates_are_reduced_to_what_is_known(two):
    """A month and day without a year stay so, and an ambiguous date is marked."""
    table = articles_table(two)
    assert table["date"] == ["2017-11-10", "--09-10"]
    assert table["date_precision"] == ["day", "month-day"]
    assert table["date_ambiguous"] == [True, False]


def test_links_carry_the_union_of_the_evidence():
    """Levels follow each other, each with its columns; a column of another level is None.

    What only reads ``days`` in another way is no column.
    """
    three = [article(name, name, on(None)) for name in "abc"]
    found = findings_of(
        three,
        duplicate_links=links_of([(0, 1, 0.9, True)], kind=["near"], days=[0]),
        story_links=links_of([], days=[], cosine_text=[], days_near=[], undated=[]),
        thread_links=links_of([(0, 2, 0.4, False)], cosine_text=[0.5]),
    )
    assert links_table(found) == {
        "level": ["duplicate", "thread"],
        "left": ["a", "a"],
        "right": ["b", "c"],
        "score": [pytest.approx(0.9), pytest.approx(0.4)],
        "accepted": [True, False],
        "decided": [None, None],
        "kind": ["near", None],
        "days": [0, None],
        "cosine_text": [None, 0.5],
    }


def test_stories_and_threads_count_their_articles(sixty):
    """The rows of stories, of threads and of articles add up to the same number."""
    assert sum(stories_table(sixty)["n_articles"]) == 60
    assert sum(threads_table(sixty)["n_articles"]) == 60
    assert set(stories_table(sixty)["thread"]) == set(threads_table(sixty)["id"])


def test_refused_and_removed_are_sorted(sixty):
    """The order does not depend on the order of reading."""
    reading = replace(sixty.reading, rejections=tuple(reversed(sixty.reading.rejections)))
    turned = replace(sixty, reading=reading)
    assert rejected_table(turned) == rejected_table(sixty)
    assert cleaning_table(sixty)["article"] == sorted(cleaning_table(sixty)["article"])


def test_an_input_that_disappears_is_a_bug(two):
    """Read and refused inputs must add up."""
    lost = replace(two, reading=replace(two.reading, n_inputs=3))
    with pytest.raises(AssertionError, match="disappeared"):
        counts(lost)


def test_the_summary_is_json_and_names_the_largest_thread(two):
    """The terminal and scripts get counts and threads in plain values."""
    found = json.loads(json.dumps(summary(two)))
    assert found["counts"]["n_read"] == 2
    assert found["counts"]["n_copies"] == 0
    assert found["counts"]["n_dates_ambiguous"] == 1
    assert found["largest_threads"] == [
        {
            "id": two.threads[0].id,
            "name": "Japan, Russia · peace treaty, North Korean crisis",
            "span": "10 November 2017 and 10 September, year unknown",
            "n_stories": 2,
            "n_articles": 2,
            "n_origins": 2,
        }
    ]


def test_nothing_read_still_has_tables():
    """An empty archive gives headed, empty tables and a count of refusals."""
    empty = findings_of([], reading={"rejections": (Rejection("a.txt", 0, "empty"),)})
    assert articles_table(empty)["id"] == []
    assert links_table(empty)["level"] == []
    assert counts(empty)["n_rejected"] == 1


def test_accepted_and_borderline_links_are_counted_apart():
    """Only accepted links hold groups together."""
    three = [article(name, name, on(None)) for name in "abc"]
    links = links_of([(0, 1, 0.9, True), (0, 2, 0.4, False), (1, 2, 0.41, False)])
    found = counts(findings_of(three, story_links=links, thread_links=Links.empty()))
    assert found["n_story_links"] == 1
    assert found["n_story_links_borderline"] == 2


def test_of_the_pairs_of_a_thread_the_telling_ones_are_kept():
    """A tree that holds it together, three nearest inside, two nearest outside, decisions."""
    inside = [(a, b, 0.2 + a / 100 + b / 1000, True) for a in range(9) for b in range(a + 1, 9)]
    outside = [(a, 9 + b, 0.17 - b / 1000 - a / 10000, False) for a in range(3) for b in range(5)]
    links = links_of(sorted([*inside, *outside]))
    kept = set(telling_pairs(links).tolist())
    pairs = {at: (int(links.left[at]), int(links.right[at])) for at in range(len(links))}
    for end in range(3):
        for accepted, most in ((True, 3), (False, 2)):
            own = [at for at in pairs if end in pairs[at] and links.accepted[at] == accepted]
            best = sorted(own, key=lambda at: -links.score[at])[:most]
            assert set(best) <= kept
    joined = {frozenset(pairs[at]) for at in kept if links.accepted[at]}
    groups = [{row} for row in range(9)]
    for pair in joined:
        touched = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [set().union(*touched)]
    assert len(groups) == 1
    assert len(kept) < len(links) / 1.3
    told = np.full(len(links), "", dtype=object)
    least = min(set(range(len(links))) - kept)
    told[least] = "kept"
    decided = replace(links, evidence={"decided": told})
    assert set(telling_pairs(decided).tolist()) == kept | {least}
    assert telling_pairs(Links.empty()).tolist() == []


def test_evidence_has_three_decimals_and_a_score_all():
    """A cosine says no more than that; what is no number is left alone."""
    links = links_of([(0, 1, 0.81237, True)], cosine_text=[0.41239], kind=["near"])
    made = [article(name, name, on(None)) for name in "ab"]
    table = links_table(replace(findings_of(made), story_links=links))
    assert table["cosine_text"] == [0.412]
    assert table["kind"] == ["near"]
    assert abs(table["score"][0] - 0.81237) < 1e-6
