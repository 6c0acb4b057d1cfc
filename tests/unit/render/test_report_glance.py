"""The first minute of the report: affairs, flows of copies, doubts, the tree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factories import article, findings_of, links_of, on
from samples import random_findings

from clustering.model import Origin, PartialDate
from clustering.render import tree
from clustering.render.account import counts
from clustering.render.archive import Archive
from clustering.render.flows import flow_contexts, flows_of
from clustering.render.glance import glance_of, largest_affairs
from clustering.render.tree import tree_of

MAY = [on(date(2020, 5, day)) for day in range(1, 10)]


def copied():
    """Two texts of TASS in RIA a day later, one of them also, undated, in The Sun."""
    articles = [
        article("a", "First", MAY[0], outlet="TASS"),
        article("b", "First", MAY[1], outlet="RIA"),
        article("c", "First", PartialDate(), outlet="The Sun"),
        article("d", "Second", MAY[4], outlet="TASS"),
        article("e", "Second", MAY[5], outlet="RIA"),
        article("f", "Second", MAY[5], outlet=""),
        article("g", "Third", MAY[6], outlet="RIA"),
        article("h", "Third", MAY[7], outlet="RIA"),
    ]
    groups = [["a", "b", "c"], ["d", "e", "f"], ["g", "h"]]
    return findings_of(articles, copies=groups, stories=groups, threads=groups)


def test_flows_count_texts_between_known_outlets():
    """A text counts once a pair; copies of an unknown outlet or of its own are no flow."""
    archive = Archive(copied())
    flows = flows_of(archive)
    assert [(f.source, f.target, len(f.groups), f.delays) for f in flows] == [
        ("TASS", "RIA Novosti", 2, (1, 1)),
        ("TASS", "The Sun", 1, ()),
    ]
    told = flow_contexts(archive, flows)
    assert (told[0]["count"], told[0]["delay"], told[1]["delay"]) == ("2 texts", "1 day later", "")
    assert told[0]["text"] == "First"
    assert told[0]["href"] == f"copies/{archive.findings.duplicates[0].id}.html"


def test_a_credited_wire_is_the_source():
    """Where the copies name a service, the text is said to come from it, not from the earliest."""
    found = copied()
    first = found.duplicates[0]
    origin = Origin(first.rows[1], "Interfax", 2, ())
    found = replace(found, duplicates=(replace(first, origin=origin), *found.duplicates[1:]))
    pairs = {(f.source, f.target): f.delays for f in flows_of(Archive(found))}
    # An article that stands before the origin is no evidence of a delay.
    assert pairs["Interfax", "TASS"] == ()
    assert ("Interfax", "RIA") not in pairs


def test_the_glance_names_what_is_there_and_no_more():
    """No copies and no doubts are said to be none."""
    found = copied()
    told = glance_of(Archive(found), counts(found))
    assert told["copies_note"] == "5 articles repeat the text of an earlier one."
    assert [one["text"] for one in told["doubts"]][-1].startswith("1 article without a year")
    lone = findings_of([article("a", "Alone", MAY[0], outlet="TASS")])
    told = glance_of(Archive(lone), counts(lone))
    assert told["affairs"] == told["flows"] == told["doubts"] == []
    assert told["copies_note"] == "No article here is a copy of another."


def test_the_largest_affairs_are_umbrellas_and_threads_that_stand_alone():
    """Each article counts once: no thread beside the umbrella that holds it."""
    archive = Archive(random_findings(300, 30))
    largest = largest_affairs(archive)
    rows = [row for one in largest for row in one.rows]
    assert len(rows) == len(set(rows))
    sizes = [len(one.rows) for one in largest]
    assert sizes == sorted(sizes, reverse=True)
    assert set(archive.affairs) <= {one.id for one in largest}


def test_the_tree_holds_every_thread_of_an_affair_once():
    """Affair, thread, story; what is left out is counted."""
    archive = Archive(random_findings(300, 30))
    branches = tree_of(archive)
    assert {b["id"] for b in branches} == set(archive.affairs)
    for branch in branches:
        affair = archive.affairs[branch["id"]]
        assert len(branch["threads"]) == len(affair.threads)
        told = [leaf["href"].split("#")[0] for leaf in branch["threads"]]
        paged = [archive.thread_path(name) for name in affair.threads if name in archive.paged]
        assert set(paged) <= set(told)
        sizes = {archive.thread_path(t.id): len(t.rows) for t in archive.busiest}
        largest = [sizes[href] for href in told if href in sizes]
        assert largest == sorted(largest, reverse=True)


def test_pairs_in_one_story_below_the_threshold_are_doubted():
    """Those above it are not counted."""
    names = "abcd"
    made = [article(name, name, MAY[0]) for name in names]
    rows = [(0, 1, 0.9, True), (0, 3, 0.4, False), (1, 2, 0.3, True), (2, 3, 0.8, True)]
    links = links_of(rows)
    found = replace(findings_of(made, stories=[[*names]]), story_links=links)
    told = [one["text"] for one in glance_of(Archive(found), counts(found))["doubts"]]
    assert told[:2] == [
        *("1 pair nearly made one story", "1 pair inside stories lies below the threshold")
    ]


def test_a_large_tree_is_cut_at_a_number_of_lines(monkeypatch):
    """The first page stays small; every affair is named, with how many threads are elsewhere."""
    monkeypatch.setattr(tree, "_MAX_LINES", 20)
    archive = Archive(random_findings(600, 90))
    branches = tree_of(archive)
    lines = sum(1 + len(leaf["stories"]) for b in branches for leaf in b["threads"])
    assert lines <= 20
    assert len(branches) == len(archive.affairs)
    assert any("more thread" in b["more"] for b in branches)


def test_the_usual_delay_is_the_median():
    """One late copy does not make an outlet slow."""
    found = copied()
    flow = flows_of(Archive(found))[0]
    for delays, words in (((0, 1, 9), "1 day later"), ((0, 0, 9), "the same day"), ((), "")):
        told = flow_contexts(Archive(found), [replace(flow, delays=delays)])
        assert told[0]["delay"] == words
