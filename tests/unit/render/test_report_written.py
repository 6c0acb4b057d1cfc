"""The report as a whole: files, bytes, account."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from factories import article, findings_of, on
from samples import hostile, random_findings

from clustering.errors import OutputError
from clustering.model import Rejection
from clustering.render import crew, write_report

COLUMNS = {
    "articles.csv": (
        "id,path,title,date,date_precision,date_source,date_ambiguous,outlet,language,credits,url,"
        "words,duplicate_group,representative,story,thread,outside"
    ),
    "copies.csv": (
        "group,order,id,date,outlet,is_origin,origin,service,evidence,kept,carried,cut_from_end,"
        "new_headline"
    ),
    "stories.csv": (
        "id,thread,headline,terms,key_sentence,n_articles,n_origins,n_outlets,outlets,first_date,"
        "last_date,weakest,cohesion,nearest,nearest_probability,thread_affinity,representative"
    ),
    "threads.csv": (
        "id,parent,name,actors,matter,n_stories,n_articles,n_origins,n_outlets,first_date,"
        "last_date,first_outlet,most_outlet,n_bursts,n_gaps,key_stories,weakest"
    ),
    "affairs.csv": (
        "id,name,actors,matter,threads,n_threads,n_stories,n_articles,n_origins,n_outlets,"
        "first_date,last_date,weakest"
    ),
    "rejected.csv": "path,line,reason",
    "cleaning.csv": "article,line,reason,text",
}


PAGES = {"index.html", "doubts.html", "thresholds.html", "label.html", "singles.html"}
STYLES = {"pages.css"}
PICTURES = {"timeline.png", "archive.png", "actors.png", "similarity.png"}
FOR_PROGRAMS = {"threads.json", "graph.graphml", "report.md"}


def contents(folder):
    """Every file but run.json, the one that tells times."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "run.json"
    }


def with_workers(findings, workers):
    """The findings with another number of processes."""
    return replace(findings, config={**findings.config, "run": {"workers": workers}})


def test_the_report_holds_what_it_promises(sixty, tmp_path):
    """One page a thread of several articles, one picture a thread of several stories."""
    index = write_report(sixty, tmp_path / "out")
    assert index == tmp_path / "out" / "index.html"
    names = set(contents(tmp_path / "out"))
    several = {t.id for t in sixty.threads if len(t.rows) > 1}
    pictured = {t.id for t in sixty.threads if len(t.stories) > 1}
    wanted = {"links.csv", *COLUMNS, *PAGES, *STYLES, *PICTURES, *FOR_PROGRAMS}
    wanted |= {f"threads/{name}.html" for name in several}
    wanted |= {f"threads/{name}.png" for name in pictured}
    wanted |= {f"copies/{g.id}.{kind}" for g in sixty.duplicates for kind in ("html", "png")}
    assert names == wanted
    account = json.loads((tmp_path / "out/run.json").read_text())
    assert set(account["files"]) == names | {"run.json"}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_the_promised_ones(two, tmp_path, name):
    """Scripts depend on names and order."""
    write_report(two, tmp_path / "out")
    assert (tmp_path / "out" / name).read_text().splitlines()[0] == COLUMNS[name]


def test_the_account_tells_the_run(sixty, tmp_path):
    """Tool, settings, counts, costs, notes: all in run.json."""
    write_report(sixty, tmp_path / "out")
    account = json.loads((tmp_path / "out/run.json").read_text())
    assert account["tool"] == "diplomatic-clustering"
    assert account["config_name"] == "config.toml"
    assert account["config"]["duplicates"]["jaccard"] == 0.8
    assert account["counts"]["n_inputs"] == 62
    assert account["counts"]["n_read"] + account["counts"]["n_rejected"] == 62
    assert account["story_weights"] == {}
    assert account["band_plan"]["recall_at_threshold"] == 0.9995
    assert account["rejected_by_reason"] == {"empty": 1, "too short": 1}
    assert [cost["stage"] for cost in account["costs"]] == ["read", "duplicates", "report"]
    assert account["synthetic"] is True
    assert account["notes"] == ["2 files were read as windows-1251."]


def test_the_same_findings_give_the_same_bytes(tmp_path):
    """Whatever the number of processes, and when written again over the first."""
    found = random_findings(400, 60)
    assert sum(len(t.rows) > 1 for t in found.threads) >= crew._FEW
    write_report(with_workers(found, 1), tmp_path / "one")
    write_report(with_workers(found, 2), tmp_path / "two")
    first = contents(tmp_path / "one")
    assert contents(tmp_path / "two") == first
    write_report(with_workers(found, 1), tmp_path / "one")
    assert contents(tmp_path / "one") == first


def test_progress_counts_threads(sixty, tmp_path):
    """From the first, before anything is written, to the last, which says that all are done."""
    calls = []
    begun = []

    def tell(*done):
        calls.append(done)
        begun.append(any(tmp_path.rglob("articles.csv")))

    write_report(sixty, tmp_path / "out", on_progress=tell)
    assert not begun[0]
    n_pages = sum(len(t.rows) > 1 for t in sixty.threads)
    assert calls[0] == (0, n_pages)
    assert calls[-1] == (n_pages, n_pages)
    assert calls == sorted(calls)
    assert calls.count((0, n_pages)) > 15  # of one worker: while tables and pictures are written
    copies = findings_of(
        [article("a", "A", on(None)), article("b", "B", on(None))],
        stories=[["a", "b"]],
        threads=[["a", "b"]],
    )
    write_report(copies, tmp_path / "out", on_progress=lambda *done: calls.append(done))
    assert calls[-1] == (1, 1)


def test_pictures_of_threads_can_be_left_out(sixty, tmp_path):
    """Then only the archive's figures are drawn, and no page links to a missing picture."""
    report_table = {**sixty.config["report"], "thread_pictures": False}
    write_report(replace(sixty, config={**sixty.config, "report": report_table}), tmp_path / "out")
    names = contents(tmp_path / "out")
    assert {name for name in names if name.endswith(".png")} == PICTURES
    assert not any(re.search(rb'href="[td]-\w+\.png"', text) for text in names.values())


def test_no_cell_of_a_hostile_archive_is_a_formula(tmp_path):
    """Every table of attacks reads back without a cell that a spreadsheet would run."""
    write_report(hostile(), tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines))
        assert len({len(row) for row in rows}) == 1, path.name
        cells = [cell for row in rows for cell in row]
        assert not [c for c in cells if c[:1] in {"=", "+", "@", "\t"}], path.name
        assert not [c for c in cells if any(ord(x) < 32 for x in c)], path.name
    assert "'\t=cmd" not in (tmp_path / "out/cleaning.csv").read_text()
    assert "' =cmd()" in (tmp_path / "out/cleaning.csv").read_text()


def test_an_empty_archive_has_a_report(tmp_path):
    """Nothing read is said, not crashed upon."""
    empty = findings_of([], reading={"rejections": (Rejection("a.txt", 0, "empty"),)})
    index = write_report(empty, tmp_path / "out")
    assert "No article could be read." in index.read_text()


def test_a_failure_in_a_worker_leaves_the_last_report(tmp_path, monkeypatch):
    """A full disk while pages are written: the old report stays, the message is one line."""
    found = random_findings(400, 60)
    write_report(found, tmp_path / "out")
    before = contents(tmp_path / "out")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(crew, "_thread_files", full)
    for workers in (1, 2):
        with pytest.raises(OutputError, match="No space left"):
            write_report(with_workers(found, workers), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_front_page_of_four_thousand_articles_is_small(tmp_path):
    """Under two megabytes, however many threads."""
    index = write_report(random_findings(2000, 900), tmp_path / "out")
    assert index.stat().st_size < 2_000_000


def test_importing_the_package_loads_no_drawing_library():
    """Matplotlib and jinja2 are loaded when a report is written, not before."""
    code = "import sys, clustering.render; print({'matplotlib', 'jinja2'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_a_report_without_thread_pages_can_be_replaced(tmp_path):
    """Its empty folder for threads is ours, too."""
    lonely = findings_of([article("a", "A", on(None))])
    for _ in range(2):
        write_report(lonely, tmp_path / "out")
    assert list((tmp_path / "out/threads").iterdir()) == []
