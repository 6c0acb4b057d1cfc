"""What a report says of two articles."""

import pytest
from factories import article, findings_of, links_of, on, with_terms

from clustering.explaining.levels import way_lines, ways_of
from clustering.explaining.terms import term_lines, terms_of
from clustering.render import write_report
from clustering.store import read_report


@pytest.fixture
def report(tmp_path):
    """A story held by a chain, a neighbour that was not joined, and a thread of both."""
    names = "abcdez"
    links = [(0, 1, 0.9, True), (0, 4, 0.4, False), (1, 3, 0.6, True), (3, 4, 0.45, False)]
    found = findings_of(
        [article(name, f"Title {name}", on(None)) for name in names],
        copies=[["b", "c"]],
        stories=[["a", "b", "c", "d"]],
        threads=[["a", "b", "c", "d", "e"]],
        story_links=links_of(links),
        thread_links=links_of([(0, 4, 0.2, True)]),
    )
    return read_report(write_report(found, tmp_path / "r").parent)


def told(report, left, right):
    """The lines of every level, by its column."""
    return {
        way.level.column: "\n".join(way_lines(way, report.articles, "0.5"))
        for way in ways_of(report, left, right)
    }


def test_a_chain_is_shown_link_by_link(report):
    """From one to the other, the weakest marked; a copy stands where its text does."""
    lines = told(report, "a", "d")["story"]
    assert "story: the same, s-" in lines
    assert "stories.link_probability is 0.5" in lines
    assert "strongest way: 2 links, the weakest with probability 0.6" in lines
    order = [lines.index(words) for words in ("a · Title a", "0.9 joined", "b · Title b")]
    assert order == sorted(order)
    assert "| 0.6 joined  <- the weakest" in lines
    assert "1 link, the weakest with probability 0.6" in told(report, "c", "d")["story"]


def test_the_best_way_that_was_not_enough(report):
    """Over the borderline link that is strongest, though a direct one is there."""
    lines = told(report, "a", "e")["story"]
    assert "story: not the same, s-" in lines
    assert "best way, which was not enough: 3 links, the weakest with probability 0.45" in lines
    assert "| 0.45 not joined  <- the weakest" in lines


def test_a_thread_is_joined_by_its_stories(report):
    """Links of threads are between the first articles of stories."""
    lines = told(report, "d", "e")["thread"]
    assert "thread: the same, t-" in lines
    assert "strongest way: 1 link, the weakest with affinity 0.2" in lines
    assert "a · Title a" in lines
    assert "the two are of one story" in told(report, "a", "d")["thread"]
    assert "the two are of one group of copies" in told(report, "b", "c")["story"]


def test_without_links_that_is_said(report):
    """Neither in the group nor outside."""
    lines = told(report, "a", "z")
    assert "no way of links leads" in lines["story"]
    assert "no way of links leads" in lines["thread"]


def test_the_way_of_a_group_stays_inside_it(tmp_path):
    """A stronger way through another group did not hold this one together."""
    links = [(0, 1, 0.6, True), (0, 2, 0.9, False), (1, 2, 0.9, False)]
    found = findings_of(
        [article(name, name, on(None)) for name in "abc"],
        stories=[["a", "b"]],
        story_links=links_of(links),
    )
    report = read_report(write_report(found, tmp_path / "r").parent)
    assert "1 link, the weakest with probability 0.6" in told(report, "a", "b")["story"]


def test_the_terms_are_those_of_the_direct_link(tmp_path):
    """Of the weakest link of the way only where the two have none of their own."""
    links = [(0, 1, 0.9, True), (0, 2, 0.6, True), (1, 2, 0.8, True), (2, 3, 0.7, True)]
    found = findings_of(
        [article(name, name, on(None)) for name in "abcd"],
        stories=[list("abcd")],
        story_links=with_terms(links_of(links)),
    )
    report = read_report(write_report(found, tmp_path / "r").parent)
    for right, pair in (("c", ("a", "c")), ("d", ("c", "d"))):
        way = next(w for w in ways_of(report, "a", right) if w.level.column == "story")
        terms = terms_of(found, way)
        assert (terms.left, terms.right) == pair
        lines = "\n".join(term_lines(terms))
        assert "words of the whole text" in lines
        assert "asked for 35%: met" in lines


def test_long_ways_are_shortened_around_the_weakest_link(tmp_path):
    """The beginning, the end and the weakest link stay."""
    names = [f"n{k:02d}" for k in range(30)]
    links = [(k, k + 1, 0.51 if k == 14 else 0.9, True) for k in range(29)]
    found = findings_of(
        [article(name, name, on(None)) for name in names],
        stories=[names],
        threads=[names],
        story_links=links_of(links),
    )
    report = read_report(write_report(found, tmp_path / "r").parent)
    lines = told(report, "n00", "n29")["story"]
    assert "29 links" in lines
    assert "0.51 joined  <- the weakest" in lines
    assert len(lines.splitlines()) < 35
