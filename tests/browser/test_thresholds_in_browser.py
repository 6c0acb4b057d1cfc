"""The page of thresholds: the browser's groups against Python's."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from factories import links_of
from samples import random_findings

import clustering
from clustering.graph.linkage import link_average
from clustering.render import write_report
from clustering.render.archive import Archive
from clustering.render.site import asset
from clustering.render.thresholds_page import candidate_columns, decided_pairs
from clustering.stories.grouping import MAX_PARTNERS, group_pairs
from clustering.synth import write_newswire

pytestmark = pytest.mark.browser

THRESHOLDS = (0.05, 0.2, 0.35, 0.5, 0.51, 0.65, 0.8, 0.95)


def candidates(n_articles: int, n_pairs: int, seed: int = 5):
    """Link probabilities with clusters and many ties, rounded to six decimals."""
    dice = random.Random(seed)
    scores = {}
    for _ in range(n_pairs):
        left = dice.randrange(n_articles - 1)
        right = min(n_articles - 1, left + 1 + int(dice.expovariate(0.1)))
        near = dice.betavariate(2, 2) if left // 12 == right // 12 else dice.betavariate(1, 6)
        scores[left, right] = round(max(0.02, near), dice.choice((1, 2, 6)))
    return links_of([(a, b, score, score >= 0.5) for (a, b), score in sorted(scores.items())])


def decided(links):
    """Some pairs decided by the user: together inside clusters of twelve, apart across them."""
    dice = random.Random(7)
    ends = zip(links.left.tolist(), links.right.tolist(), strict=True)
    words = [("must-link" if a // 12 == b // 12 else "cannot-link") for a, b in ends]
    words = np.array([word if dice.random() < 0.02 else "" for word in words])
    assert set(words.tolist()) == {"", "must-link", "cannot-link"}
    return replace(links, evidence={"decided": words})


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """Findings of a thousand articles, some of them copies, and their report."""
    found = random_findings(1000, 120)
    rows = found.duplicate_groups.roots
    links = decided(candidates(len(rows), 9000))
    links = replace(links, left=rows[links.left], right=rows[links.right])
    found = replace(found, story_candidates=links)
    return found, write_report(found, tmp_path_factory.mktemp("thresholds") / "out").parent


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_browser_groups_as_python_does(visit, thousand, threshold):
    """The same stories at every threshold, whether joined afresh or cut from the loosest."""
    found, folder = thousand
    page = visit().open(folder / "thresholds.html")
    rows, left, right, probability = candidate_columns(Archive(found))
    ends = decided_pairs(Archive(found))
    labels, _ = group_pairs(len(rows), left, right, probability, threshold, ends)
    assert page.evaluate(f"Array.from(regroup({threshold}))") == labels.tolist()
    cut = page.evaluate(f"Array.from(labelsAt(told.rows, joins, {threshold}, told.must))")
    assert cut == labels.tolist()
    assert 1 < len(set(labels.tolist())) < len(rows)


def test_plain_average_linkage_is_the_same_too(visit, thousand):
    """The script is the algorithm, not a special case of its parameters."""
    page = visit().page
    page.goto("about:blank")
    page.add_script_tag(content=asset("linkage.js"))
    links = candidates(400, 6000, seed=11)
    for partners in (1, 3, 1_000_000):
        labels, merges = link_average(400, links.left, links.right, links.score, 0.1, partners)
        given = [c.tolist() for c in (links.left, links.right, links.score)]
        joins = page.evaluate(
            "([l, r, w, p]) => linkAverage(400, l, r, Float32Array.from(w), 0.1, p)",
            [*given, partners],
        )
        assert joins["left"] == merges.left.tolist()
        assert joins["right"] == merges.right.tolist()
        assert np.array_equal(np.array(joins["height"], np.float32), merges.height)
        assert len(set(labels.tolist())) == 400 - len(joins["left"])


def test_the_slider_tells_what_changes(visit, thousand):
    """Counts, splits and the lines for the settings follow the keyboard."""
    found, folder = thousand
    base = found.config["stories"]["link_probability"]
    before, after = f"{base:.2f}", f"{base + 0.2:.2f}"
    one = visit()
    page = one.open(folder / "thresholds.html")
    assert page.locator("#line").inner_text() == f"[stories]\nlink_probability = {before}"
    assert page.locator("#said").inner_text() == "This is the threshold of this run."
    page.locator("#slider").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.getElementById('chosen').textContent === '{after}'")
    rows, left, right, probability = candidate_columns(Archive(found))
    ends = decided_pairs(Archive(found))
    labels, _ = group_pairs(len(rows), left, right, probability, float(after), ends)
    told = page.locator("#n-stories td").nth(1).inner_text().replace("\u202f", "")
    assert int(told) == len(set(labels.tolist()))
    assert "fall apart" in page.locator("#said").inner_text()
    assert page.locator("#changes > li").count() > 0
    assert page.locator("#line").inner_text() == f"[stories]\nlink_probability = {after}"
    page.reload()
    assert page.locator("#chosen").inner_text() == after
    page.get_by_role("button", name="Back to this run").click()
    assert page.locator("#chosen").inner_text() == before
    assert one.complaints == []


def test_lower_thresholds_bring_stories_together(visit, thousand):
    """Each change names the stories that would become one, and leads to them."""
    found, folder = thousand
    page = visit().page
    lower = found.config["stories"]["link_probability"] - 0.1
    page.goto(f"{(folder / 'thresholds.html').as_uri()}#p={lower:.2f}")
    assert "come together" in page.locator("#said").inner_text()
    assert "would be made of" in page.locator("#changes > li").first.inner_text()
    assert page.locator("#changes a[href*='.html#s-']").count() > 0


def test_the_sweep_is_read_without_scripts(visit, thousand):
    """The table of counts by threshold stands in the page itself."""
    found, folder = thousand
    page = visit(java_script_enabled=False).open(folder / "thresholds.html")
    assert not page.locator("#slider").is_visible()
    rows, left, right, probability = candidate_columns(Archive(found))
    ends = decided_pairs(Archive(found))
    labels, _ = group_pairs(len(rows), left, right, probability, 0.8, ends)
    line = page.locator("#sweep table tr", has_text="0.80").first
    told = line.locator("td").first.inner_text().replace("\u202f", "")
    assert int(told) == len(set(labels.tolist()))


def test_a_run_at_the_threshold_has_the_stories_that_the_page_shows(visit, tmp_path):
    """From articles to the page: at the run's own threshold it shows the run's stories."""
    write_newswire(tmp_path / "wire", n_articles=150, seed=3)
    newswire = clustering.analyze(tmp_path / "wire" / "newswire.jsonl")
    folder = write_report(newswire, tmp_path / "out").parent
    page = visit().open(folder / "thresholds.html")
    rows = newswire.duplicate_groups.roots
    labels = np.array(page.evaluate("Array.from(base)"))
    assert rows[labels].tolist() == newswire.story_groups.labels[rows].tolist()
    assert json.loads(page.locator("#data").get_attribute("data-told"))["partners"] == MAX_PARTNERS
