"""The report stays small enough to send and to open."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from clustering import analyze
from clustering.synth import write_newswire

# Measured on the demo when these were set: 7,700 bytes an article in all (its articles are
# short and its copies many; of 3,914 real ones it is 4,800), the rest as below, less a tenth.
AN_ARTICLE = 8_400
A_THREAD, A_COMPARISON, A_PICTURE = 18_500, 11_400, 17_700
A_ROW_IN_TABLES = 780
AN_ENTRY_IN_GRAPHS = 710
SCRIPT = 600


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The report of the demo by file: name to bytes."""
    folder = tmp_path_factory.mktemp("demo")
    write_newswire(folder)
    found = analyze(folder / "newswire.jsonl")
    found.write(folder / "report")
    files = {
        path.relative_to(folder / "report").as_posix(): path.read_bytes()
        for path in (folder / "report").rglob("*")
        if path.is_file()
    }
    return len(found.corpus), files


def test_a_report_stays_within_its_budget(demo):
    """In all, and for each kind of file; what grows past it is told by its kind."""
    n_articles, files = demo
    kinds = defaultdict(list)
    for name, content in files.items():
        folder, _, file = name.rpartition("/")
        kinds[folder, file.rpartition(".")[2]].append(len(content))
    assert sum(map(len, files.values())) < AN_ARTICLE * n_articles
    for kind, most in {
        ("threads", "html"): A_THREAD,
        ("copies", "html"): A_COMPARISON,
        ("threads", "png"): A_PICTURE,
    }.items():
        assert sum(kinds[kind]) < most * len(kinds[kind]), kind
    assert sum(kinds["", "csv"]) < A_ROW_IN_TABLES * n_articles
    assert sum(kinds["", "graphml"] + kinds["", "json"]) < AN_ENTRY_IN_GRAPHS * n_articles


def test_no_page_is_heavy(demo):
    """Three megabytes at most, two for the first, and next to no script on pages of which many."""
    _, files = demo
    for name, content in files.items():
        if name.endswith(".html"):
            assert len(content) < (2_000_000 if name == "index.html" else 3_000_000), name
        if name.startswith(("threads/", "copies/")) and name.endswith(".html"):
            script = re.search(r"<script>(.*?)</script>", content.decode(), re.DOTALL)[1]
            assert len(script) < SCRIPT, name
