"""What the report of a very large archive leaves out, and that it says so."""

from __future__ import annotations

import csv
import html
import itertools
import json
import random
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from factories import links_of
from samples import random_findings

from clustering.model import Links
from clustering.render import archive, thread_rows, write_report
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


class Page(HTMLParser):
    """Where a page leads, and what can be led to."""

    def __init__(self, text):
        super().__init__()
        self.hrefs, self.ids = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keeps ``href`` and ``id``."""
        del tag
        told = dict(attrs)
        self.hrefs |= {told["href"]} if told.get("href") else set()
        self.ids |= {told["id"]} if told.get("id") else set()


def dead_links(folder):
    """Every link inside a report that leads to no file, or to no place on its page."""
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        for href in page.hrefs:
            name, _, anchor = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            if re.match(r"\w+:", href):
                continue
            if not target.is_file() or (anchor and anchor not in pages[target].ids):
                dead.append((path.name, href))
    return dead


@pytest.mark.parametrize("most", [0, 2, 5])
def test_smaller_threads_share_pages(tmp_path, monkeypatch, most):
    """The largest have pages of their own; the others are told in short; no link is dead."""
    monkeypatch.setattr(archive, "SMALLER_STORIES", 12)
    found = limited(random_findings(150, 12), thread_pages=most)
    index = write_report(found, tmp_path / "out")
    own = {page.stem for page in (tmp_path / "out/threads").glob("*.html")}
    drawn = {page.stem for page in (tmp_path / "out/threads").glob("*.png")}
    sizes = {t.id: len(t.rows) for t in found.threads if len(t.rows) > 1}
    assert len(sizes) > 7
    assert own == set(sorted(sizes, key=lambda name: -sizes[name])[:most])
    assert drawn <= own
    shared = sorted((tmp_path / "out").glob("smaller*.html"))
    assert len(shared) > 1
    told = [name for page in shared for name in re.findall(r"id=\"?([ts]-\w+)", page.read_text())]
    rest = [t for t in found.threads if t.id in sizes and t.id not in own]
    assert sorted(told) == sorted([*(t.id for t in rest), *(s for t in rest for s in t.stories)])
    assert dead_links(tmp_path / "out") == []
    text = html.unescape(index.read_text("utf-8"))
    assert f"{len(rest)} smaller threads stand in short" in text
    assert f"{most} of {len(sizes)} threads have a page of their own" in text
    assert f"{most} of {len(sizes)} threads" in (tmp_path / "out/report.md").read_text("utf-8")
    account = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert {page.name for page in shared} <= set(account["files"])


def test_a_shared_page_is_full_before_the_next_begins(monkeypatch):
    """Stories are counted; a thread of more than a page holds has one to itself."""
    monkeypatch.setattr(archive, "SMALLER_STORIES", 5)
    found = limited(random_findings(150, 12), thread_pages=0)
    pages = Archive(found).smaller
    assert [t for page in pages for t in page] == Archive(found).busiest
    sizes = [[len(t.stories) for t in page] for page in pages]
    assert all(sum(page) <= 5 or len(page) == 1 for page in sizes)
    assert all(sum(page) + after[0] > 5 for page, after in itertools.pairwise(sizes))


def test_many_outlets_are_offered_by_how_many_threads_they_are_in(monkeypatch, tmp_path):
    """The list of the filter ends with how many are left out."""
    found = random_findings(60, 9)
    names = [name for _, name in thread_rows.outlet_keys(Archive(found))]
    assert thread_rows.outlets_note(Archive(found)) == ""
    monkeypatch.setattr(thread_rows, "_MAX_OUTLETS", 3)
    kept = [name for _, name in thread_rows.outlet_keys(Archive(found))]
    count = Counter(o for t in found.threads if len(t.rows) > 1 for o in t.outlets)
    assert len(kept) == 3 < len(names)
    assert min(count[name] for name in kept) >= max(count[n] for n in names if n not in kept)
    text = write_report(found, tmp_path / "out").read_text("utf-8")
    assert f"and {len(names) - 3} more: see articles.csv</option>" in text
    keys = {key for told in re.findall(r'data-o="([^"]*)"', text) for key in told.split()}
    assert keys == {"0", "1", "2"}
