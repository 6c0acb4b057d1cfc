"""Files for other programs."""

from __future__ import annotations

import json
import re
from math import log
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from factories import findings_of
from samples import hostile

from clustering.render.archive import Archive
from clustering.render.graphml import graphml_text
from clustering.render.markdown import escaped, markdown_text
from clustering.render.threads_json import threads_json

SCHEMA = Path(__file__).parents[3] / "docs" / "threads.schema.json"


GRAPH = "{http://graphml.graphdrawing.org/xmlns}"


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
    n_ties = sum(
        len(t.stories) - 1 for t in sixty.threads if archive.threads_held.n_inside[t.rows[0]]
    )
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
