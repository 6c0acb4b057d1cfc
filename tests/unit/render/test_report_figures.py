"""Rows behind the figures of the archive, and files for other programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from factories import article, findings_of, links_of, on
from matplotlib import rc_context
from samples import hostile, random_findings

from clustering.graph.bonds import NOTHING
from clustering.graph.linkage import link_average
from clustering.model import BandPlan, PartialDate
from clustering.render import glyphs
from clustering.render.archive import Archive
from clustering.render.figures import figures_of
from clustering.render.graphml import graphml_text
from clustering.render.lettering import _painted, _printed
from clustering.render.markdown import escaped, markdown_text
from clustering.render.matrix import matrix_of
from clustering.render.measure import width_of
from clustering.render.png import indexed
from clustering.render.scores import histograms_of, s_curve
from clustering.render.style import COLOURS
from clustering.render.threads_json import threads_json
from clustering.render.thresholds_page import labels_at, packed, story_counts
from clustering.render.weeks import OTHERS, weeks_of

SCHEMA = Path(__file__).parents[3] / "docs" / "threads.schema.json"
GRAPH = "{http://graphml.graphdrawing.org/xmlns}"


def test_weeks_count_every_article_once():
    """By week and outlet, copies counted; a date that names no week is left out and told."""
    made = [
        article("a", "A", on(date(2018, 9, 10)), outlet="X"),
        article("b", "B", on(date(2018, 9, 16)), outlet="Y"),
        article("c", "C", on(date(2018, 9, 17)), outlet="X"),
        article("d", "D", PartialDate(2018, 9), outlet="X"),
        article("e", "E", PartialDate(), outlet="X"),
    ]
    weeks = weeks_of(Archive(findings_of(made, copies=[["a", "b"]])))
    assert weeks.unit == "week"
    assert weeks.series == ("X", "Y", OTHERS)
    assert [(b.counts, b.n_copies) for b in weeks.bins] == [((1, 1, 0), 1), ((1, 0, 0), 0)]
    assert weeks.bins[0].end == weeks.bins[1].first
    assert (weeks.n_placed, weeks.n_left_out) == (3, 2)


@pytest.mark.parametrize(("year", "unit"), [(2018, "week"), (2023, "month"), (2040, "quarter")])
def test_stretches_suit_the_span(year, unit):
    """A month or a quarter where weeks would be too thin to see."""
    made = [article("a", "A", on(date(2018, 1, 3))), article("b", "B", on(date(year, 6, 30)))]
    weeks = weeks_of(Archive(findings_of(made)))
    assert weeks.unit == unit
    assert len(weeks.bins) == 2


def test_histograms_count_all_pairs_at_their_threshold():
    """A score at the threshold falls into the first bar of the joined ones."""
    made = [article(name, name, on(None)) for name in "abcd"]
    links = links_of([(0, 1, 0.5, True), (0, 2, 0.49, False), (1, 2, 1.0, True)])
    copies, stories, threads = histograms_of(Archive(findings_of(made, story_links=links)))
    assert stories.counts[24:26] == (1, 1)
    assert stories.counts[-1] == 1
    assert (stories.threshold, stories.n_pairs, threads.n_pairs) == (0.5, 3, 0)
    assert copies.name == "jaccard of copies"


def test_the_s_curve_is_the_plan_s_promise():
    """From 0 to 1, rising, and at the threshold what the plan says."""
    plan = BandPlan(25, 5, 0.8, 1 - (1 - 0.8**5) ** 25)
    curve = dict(s_curve(plan))
    assert (curve[0.0], curve[1.0]) == (0.0, 1.0)
    assert curve[0.8] == pytest.approx(plan.recall_at_threshold)
    assert list(curve.values()) == sorted(curve.values())


def test_actors_meet_in_the_articles_of_their_threads():
    """Each pair counts the articles of the threads that both are in."""
    made = [article(name, name, on(None)) for name in "abcde"]
    names = {"a": "Japan, Russia · x", "c": "Japan, Russia · y", "d": "China, Japan · z"}
    matrix = matrix_of(Archive(findings_of(made, threads=[["a", "b"], ["d", "e"]], names=names)))
    assert matrix.actors == ("Japan", "Russia", "China")
    assert matrix.totals == (5, 3, 2)
    assert matrix.counts == {(1, 0): 3, (2, 0): 2}


@pytest.mark.parametrize(
    "make", [lambda: random_findings(400, 60), hostile, lambda: findings_of([])]
)
def test_figures_have_room_for_their_texts(make):
    """No label of a figure leaves the picture, whatever the archive; every one has a table."""
    for figure in figures_of(Archive(make())):
        scene = figure.scene(heading=True)
        assert figure.table["heads"]
        assert all(len(row) == len(figure.table["heads"]) for row in figure.table["rows"])
        for label in scene.labels:
            width = width_of(label.text, label.size, bold=label.bold)
            left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * width
            assert left >= 0, (figure.name, label.text)
            assert left + width <= scene.width, (figure.name, label.text)
            assert 0 <= label.y <= scene.height, (figure.name, label.text)


def test_a_picture_keeps_the_colours_of_its_roles():
    """At most 32 colours, the roles' own among them, others near to what they were."""
    dice = np.random.default_rng(1)
    pixels = dice.integers(0, 256, (80, 80, 4)).astype(np.uint8)
    own = [[int(c[at : at + 2], 16) for at in (1, 3, 5)] for c in COLOURS.values()]
    pixels[0, : len(own), :3] = own
    places, palette = indexed(pixels)
    assert len(palette) <= 32
    assert palette[places[0, : len(own)]].tolist() == own
    assert np.abs(palette[places].astype(int) - pixels[:, :, :3]).mean() < 40


@pytest.mark.parametrize("size", [11.5, 13.0, 34.0])
@pytest.mark.parametrize("word", ["again?", "North", "jQ'", "–", "(31)", "Ärger", "Кремль"])
def test_a_word_stands_where_matplotlib_would_put_it(word, size):
    """The quick way gives the baseline and, but for a pixel of spacing, the width of the slow."""
    with rc_context({"text.hinting": "none"}):
        quick, slow = (make(word, size, False) for make in (_printed, _painted))
    assert (quick.left, quick.below) == (slow.left, slow.below)
    assert quick.ink.shape[0] == slow.ink.shape[0]
    assert abs(quick.ink.shape[1] - slow.ink.shape[1]) <= 1
    assert abs(quick.ink.sum() - slow.ink.sum()) < 0.03 * slow.ink.sum()


def check(value, schema, root):
    """As much of JSON Schema as docs/threads.schema.json uses."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        check(value, schema["anyOf"][1 if value is None else 0], root)
        return
    if "const" in schema:
        assert value == schema["const"]
    names = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
    kind = names.get(type(value), "object" if isinstance(value, dict) else "array")
    if "type" in schema:
        allowed = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        assert kind in allowed or (kind == "integer" and "number" in allowed), (value, schema)
    assert value in schema.get("enum", [value])
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), (value, schema)
    assert not isinstance(value, int | float) or value >= schema.get("minimum", value)
    assert not isinstance(value, int | float) or value <= schema.get("maximum", value)
    if kind == "array":
        assert schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        for item in value:
            check(item, schema["items"], root)
    if kind == "object":
        check_object(value, schema, root)


def check_object(value, schema, root):
    """All named properties and no other; without names, values of one schema."""
    parts = schema.get("properties")
    if parts is not None:
        assert set(schema["required"]) == set(value) == set(parts)
    for name, item in value.items():
        check(item, schema["additionalProperties"] if parts is None else parts[name], root)


def test_threads_json_is_what_its_schema_says(two, sixty):
    """Every field is there and of its kind; every article stands in one story."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for found in (two, sixty, hostile(), findings_of([])):
        told = json.loads(threads_json(Archive(found)))
        check(told, schema, schema)
        listed = [a for t in told["threads"] for s in t["stories"] for a in s["articles"]]
        assert sorted(listed) == sorted(found.corpus.ids)
        known = {s["id"] for t in told["threads"] for s in t["stories"]}
        for thread in told["threads"]:
            keys = [key["story"] for key in thread["key_stories"]]
            behind = [burst["story"] for burst in thread["bursts"]]
            assert known >= {*keys, *behind, *thread["returns"]}
            assert len(thread["returns"]) == len(thread["gaps"])
            alone = len(thread["stories"]) == 1
            assert all((story["fit"] is None) == alone for story in thread["stories"])
    with pytest.raises(AssertionError):
        check({**told, "format": 1}, schema, schema)


def test_the_terms_of_a_fit_add_up(sixty, monkeypatch):
    """Small ones stand in ``rest``; the sum is still the logarithm of the affinity."""
    monkeypatch.setattr("clustering.render.threads_json.LEAST_FIT", 0.5)
    told = json.loads(threads_json(Archive(sixty)))
    fits = [s["fit"] for t in told["threads"] for s in t["stories"] if s["fit"]]
    assert any("rest" in fit["terms"] for fit in fits)
    for fit in fits:
        terms = fit["terms"]
        assert all(abs(terms[name]) >= 0.5 for name in terms if name != "rest")
        slack = 0.006 * len(terms) + 0.0001 / fit["affinity"]
        assert abs(sum(terms.values()) - log(fit["affinity"])) <= slack


def test_graphml_is_a_graph_of_all_articles(sixty):
    """Every article a node, every accepted link an edge; what is apart is not pulled together."""
    root = ET.fromstring(graphml_text(Archive(sixty)))
    nodes = {node.get("id") for node in root.iter(f"{GRAPH}node")}
    edges = [(e.get("source"), e.get("target")) for e in root.iter(f"{GRAPH}edge")]
    assert len(nodes) == 60
    assert {end for edge in edges for end in edge} <= nodes
    archive = Archive(sixty)
    accepted = int(sixty.duplicate_links.accepted.sum() + sixty.story_links.accepted.sum())
    assert accepted < len(sixty.duplicate_links) + len(sixty.story_links)
    n_ties = sum(len(t.stories) - 1 for t in sixty.threads if t.id in archive.joins_of)
    assert accepted <= len(edges) <= accepted + n_ties
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{GRAPH}key")}
    told = {names[data.get("key")] for data in root.iter(f"{GRAPH}data")}
    assert {"id", "title", "date", "story", "thread", "score"} <= told
    ET.fromstring(graphml_text(Archive(hostile())).encode("utf-8", "replace"))


def test_markdown_escapes_what_articles_say(two):
    """Markup of a headline stays text; the account and the threads are there."""
    assert escaped("<b>[x](javascript:1)") == r"\<b\>\[x\]\(javascript:1\)"
    text = markdown_text(Archive(two))
    assert text.startswith("# What the archive tells\n")
    assert "Japan, Russia · peace treaty, North Korean crisis" in text
    assert not re.search(r"(?<!\\)<", markdown_text(Archive(hostile())))


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


def test_letters_without_a_font_are_told_once(monkeypatch):
    """With no other font installed, Chinese signs are missing and Cyrillic ones are not."""
    monkeypatch.setattr(glyphs, "_fallbacks", lambda: ())
    glyphs._elsewhere.cache_clear()
    assert glyphs.missing_letters(["Путин", "日本とロシア", "plain"]) == sorted("日本とロシア")
    assert glyphs.glyphs_note(["日本"]).startswith("2 letters of the headlines, such as 日 本,")
    assert glyphs.glyphs_note(["Путин é"]) == ""
    monkeypatch.setattr(glyphs, "_fallbacks", lambda: (frozenset("日本"),))
    glyphs._elsewhere.cache_clear()
    assert glyphs.missing_letters(["日本と"]) == ["と"]


def test_an_archive_without_pairs_says_so(two):
    """No slider that moves nothing."""
    from clustering.render.thresholds_page import thresholds_html

    assert "No two articles here are near enough" in thresholds_html(Archive(two))
    assert "slider" not in thresholds_html(Archive(replace(two)))
