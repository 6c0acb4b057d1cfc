"""What the report of a very large archive leaves out, and that it says so."""

from __future__ import annotations

import csv
import html
import random
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from factories import links_of
from samples import random_findings

from clustering.model import Links
from clustering.render import write_report
from clustering.render.archive import Archive
from clustering.render.limits import limits_of
from clustering.render.told import holding, strongest_links


def limited(found, **values):
    """The findings with other settings of the report."""
    table = {**found.config["report"], **values}
    return replace(found, config={**found.config, "report": table})


def dice_links(n_rows, n_links, seed):
    """Links by dice between articles of three stories, told by ``row % 3``."""
    dice = random.Random(seed)
    pairs = {tuple(sorted(dice.sample(range(n_rows), 2))) for _ in range(n_links)}
    return links_of(
        [(a, b, round(dice.random(), 2), a % 3 == b % 3) for a, b in sorted(pairs)],
    )


def parts(n_rows, pairs):
    """How the pairs partition the rows."""
    label = list(range(n_rows))
    for a, b in pairs:
        old, new = label[a], label[b]
        label = [new if one == old else one for one in label]
    return [label.index(one) for one in label]


@pytest.mark.parametrize("most", [60, 120, 200])
def test_of_too_many_links_each_article_keeps_its_strongest(most):
    """As many for each as fit; the next of each would be too many."""
    links = dice_links(30, 400, seed=most)
    told = set(strongest_links(links, most).tolist())
    assert len(told) <= most < len(links)
    order = sorted(range(len(links)), key=lambda at: (-links.score[at], at))
    rank = {}
    for accepted in (True, False):
        seen = [0] * 30
        for at in order:
            if links.accepted[at] == accepted:
                ends = int(links.left[at]), int(links.right[at])
                rank[at] = min(seen[end] for end in ends)
                for end in ends:
                    seen[end] += 1
    tree = set(holding(links).tolist())
    each = {n: tree | {at for at in rank if rank[at] < n} for n in range(31)}
    assert told in each.values()
    n_each = max(n for n, found in each.items() if found == told)
    assert n_each > 0
    assert len(each[n_each + 1]) > most


def test_what_holds_stories_together_is_always_told():
    """Stories fall into the same parts by the told links as by all, even where none may be told."""
    links = dice_links(40, 500, seed=5)
    told = strongest_links(links, 0)
    everything = np.flatnonzero(links.accepted)
    assert told.tolist() == holding(links).tolist()
    assert len(told) < len(everything) / 2
    pairs = [
        list(zip(links.left[at].tolist(), links.right[at].tolist(), strict=True))
        for at in (told, everything)
    ]
    assert parts(40, pairs[0]) == parts(40, pairs[1])


def test_the_tree_is_of_the_strongest_and_the_earlier_of_equals():
    """A triangle without its weakest side; of three equal sides the first two."""
    weak_first = links_of([(0, 1, 0.6, True), (0, 2, 0.9, True), (1, 2, 0.8, True)])
    assert holding(weak_first).tolist() == [1, 2]
    equal = links_of([(0, 1, 0.9, True), (0, 2, 0.9, True), (1, 2, 0.9, True)])
    assert holding(equal).tolist() == [0, 1]
    assert holding(Links.empty()).tolist() == []


def test_decisions_are_always_told():
    """A link that the user decided stays, however weak it is."""
    links = dice_links(30, 300, seed=2)
    least = int(np.argmin(links.score))
    words = np.full(len(links), "", dtype=object)
    words[least] = "cannot-link"
    told = strongest_links(replace(links, evidence={"decided": words}), 60).tolist()
    assert least in told
    assert least not in strongest_links(links, 60).tolist()


def test_few_links_are_all_told():
    """The limit counts links: as many as it says are no reason to leave one out."""
    links = dice_links(30, 100, seed=1)
    assert strongest_links(links, len(links)).tolist() == list(range(len(links)))
    assert len(strongest_links(links, len(links) - 1)) < len(links)


def test_a_report_says_that_links_are_left_out(tmp_path):
    """On the first page, in report.md and beside the links of a story; the graph has no others."""
    found = limited(random_findings(120, 6), max_links=150)
    index = write_report(found, tmp_path / "out")
    with (tmp_path / "out/links.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["level"] == "story"]
    assert 100 < len(told) <= 150 < len(found.story_links)
    (sentence,) = limits_of(Archive(found))
    assert f"tells {len(told)} of {len(found.story_links):,}".replace(",", "\u202f") in sentence
    shown = html.unescape(re.sub("<[^>]+>", "", index.read_text(encoding="utf-8")))
    assert sentence in shown
    assert "links of stories: each article" in (tmp_path / "out/report.md").read_text("utf-8")
    pages = [page.read_text("utf-8") for page in (tmp_path / "out/threads").glob("*.html")]
    assert any('<a href="../links.csv">links.csv</a> for the strongest.' in page for page in pages)
    root = ET.parse(tmp_path / "out/graph.graphml").getroot()
    namespace = {"g": root.tag.partition("}")[0].strip("{")}
    edges = {(e.get("source"), e.get("target")) for e in root.iterfind(".//g:edge", namespace)}
    ids = found.corpus.ids
    rows = {name: f"n{row}" for row, name in enumerate(ids)}
    pairs = {(rows[r["left"]], rows[r["right"]]) for r in told if r["accepted"] == "true"}
    others = {
        (f"n{a}", f"n{b}")
        for links in (found.duplicate_links, found.thread_links)
        for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True)
    }
    assert pairs <= edges <= pairs | others


def test_a_report_without_limits_says_nothing_of_them(tmp_path):
    """The same archive with the shipped limits."""
    found = random_findings(120, 6)
    index = write_report(found, tmp_path / "out")
    assert limits_of(Archive(found)) == []
    assert "max_links)" not in index.read_text(encoding="utf-8")
    assert "for the strongest" not in "".join(
        page.read_text("utf-8") for page in (tmp_path / "out/threads").glob("*.html")
    )
