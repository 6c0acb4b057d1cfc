"""Rubbish in: one clear line, nothing lost, nothing half-written."""

import csv
import json
import os
import signal

import pytest

from clustering import cli, terminal
from clustering.cli import main

TEXT = (
    "Envoys of Freedonia and Sylvania met in Geneva on Tuesday to talk about the closed border "
    "crossing at Marx Bridge. The Freedonian envoy said that lorries could pass again within a "
    "week if both sides keep the truce of last month, while her colleague asked for patience."
)


@pytest.fixture
def run(tmp_path, capsys):
    """Runs ``analyze`` on files of the given names and contents; (code, stderr, report folder)."""

    def analyze(files, *more, inputs=None):
        folder = tmp_path / "input"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        out = tmp_path / "report"
        code = main(["analyze", *(inputs or [str(folder)]), "--out", str(out), *more])
        return code, capsys.readouterr().err, out

    return analyze


def lines(*records):
    """JSON Lines."""
    return "".join(json.dumps(record) + "\n" for record in records)


def table(out, name):
    """Rows of a CSV table of the report."""
    with (out / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def complaint(err):
    """The one line that tells the user what is wrong."""
    told = [line for line in err.splitlines() if line.startswith("clustering: ")]
    assert len(told) == 1
    assert "Traceback" not in err
    return told[0]


def test_no_input_is_a_usage_error(capsys):
    """Without a path the command says what it needs."""
    with pytest.raises(SystemExit) as stop:
        main(["analyze", "--out", "x"])
    assert stop.value.code == 2
    assert "INPUT" in capsys.readouterr().err


def test_a_path_that_does_not_exist_is_named(run):
    """A misspelt path is told with its name."""
    code, err, out = run({}, inputs=["no/such/folder"])
    assert code == 2
    assert "no/such/folder" in complaint(err)
    assert not out.exists()


def test_a_folder_without_articles_is_told(run):
    """An empty folder is an error, not an empty report."""
    code, err, out = run({})
    assert code == 2
    assert "input" in complaint(err)
    assert not out.exists()


def test_only_empty_articles_are_told_with_the_reason(run):
    """When everything is refused the line says why."""
    code, err, out = run({"a.txt": "", "b.txt": "  \n "})
    assert code == 2
    assert "2 empty" in complaint(err)
    assert not out.exists()


def test_one_article_makes_a_report(run):
    """A single article is a story and a thread of its own."""
    code, _, out = run({"a.txt": f"Envoys meet\n\n{TEXT}"})
    assert code == 0
    (row,) = table(out, "articles.csv")
    assert row["title"] == "Envoys meet"
    assert row["representative"] == row["id"] == "a"
    assert (out / "timeline.png").read_bytes()[:4] == b"\x89PNG"


def test_two_identical_articles_are_copies(run):
    """The same text in two files is one group of copies and one story."""
    code, _, out = run({"a.txt": f"Envoys meet\n\n{TEXT}", "b.txt": f"Other headline\n\n{TEXT}"})
    assert code == 0
    rows = table(out, "articles.csv")
    assert len({row["duplicate_group"] for row in rows}) == 1
    assert len({row["story"] for row in rows}) == 1
    (link,) = [row for row in table(out, "links.csv") if row["level"] == "duplicate"]
    assert (link["kind"], float(link["jaccard"])) == ("exact", 1.0)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[stories]\nlink_probabilty = 0.6\n", "did you mean 'stories.link_probability'?"),
        ("[stories]\nlink_probability = 'high'\n", "must be a number"),
        ("[stories]\nlink_probability = 1.5\n", "must be from 0.01 to 0.99, found 1.5"),
        ("[stories\n", "not valid TOML"),
    ],
)
def test_a_wrong_config_is_one_line(run, tmp_path, settings, told):
    """Wrong key, type, range and form each name the file and what was expected."""
    config = tmp_path / "my.toml"
    config.write_text(settings)
    code, err, out = run({"a.txt": TEXT}, "--config", str(config))
    assert code == 2
    assert told in complaint(err)
    assert "my.toml" in err
    assert not out.exists()


def test_a_foreign_folder_is_never_overwritten(run, tmp_path):
    """A folder that holds something else keeps it."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "thesis.txt").write_text("mine")
    code, err, out = run({"a.txt": TEXT})
    assert code == 2
    assert "thesis.txt" in complaint(err)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    assert (out / "thesis.txt").read_text() == "mine"


def test_an_output_that_cannot_be_a_folder_is_told(tmp_path, capsys):
    """A file in the way of the folder is one line."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "file").write_text("")
    code = main(["analyze", str(tmp_path / "a.txt"), "--out", str(tmp_path / "file" / "report")])
    assert code == 2
    assert "file" in complaint(capsys.readouterr().err)


def test_a_line_of_50_megabytes_is_refused_alone(run):
    """One broken export line does not take the run down nor the lines around it."""
    huge = '{"title": "huge", "text": "' + "word " * 10_000_000 + '"}\n'
    first, last = {"id": "1", "title": "One", "text": TEXT}, {"id": "2", "title": "Two here"}
    code, _, out = run({"a.jsonl": lines(first) + huge + lines(last)})
    assert code == 0
    (refused,) = table(out, "rejected.csv")
    assert refused["line"] == "2"
    assert "too long" in refused["reason"]
    assert [row["id"] for row in table(out, "articles.csv")] == ["1", "2"]


def test_binary_files_are_refused_with_their_reason(run):
    """A file with NUL bytes is in rejected.csv, and the counts add up."""
    code, _, out = run({"a.txt": TEXT, "b.txt": b"\x00\x01\x02" * 100, "c.png": b"\x89PNG"})
    assert code == 0
    reasons = {row["path"]: row["reason"] for row in table(out, "rejected.csv")}
    assert "binary" in reasons["b.txt"]
    assert set(reasons) == {"b.txt", "c.png"}
    counts = json.loads((out / "run.json").read_text())["counts"]
    assert counts["n_read"] + counts["n_rejected"] == counts["n_inputs"] == 3


HOSTILE = {
    "script": "<script>alert(1)</script> talks in Geneva",
    "style": "</style></script><img src=x onerror=alert(1)> talks",
    "formula": "=cmd|' /C calc'!A0",
    "long": "Talks " * 1000,
    "rtl": "محادثات السلام في جنيف \u202e evil",
    "cjk": "日本とロシアの平和条約交渉",
    "math": "Aid of $1 and $x^2$ promised",
}


def test_hostile_titles_are_only_text(run):
    """Titles keep what they say in the tables and are harmless on the pages."""
    records = [
        {"id": name, "title": title, "text": f"{TEXT} {name}", "url": "javascript:alert(1)"}
        for name, title in HOSTILE.items()
    ]
    code, err, out = run({"a.jsonl": lines(*records)})
    assert code == 0
    assert "Traceback" not in err
    titles = {row["id"]: row["title"] for row in table(out, "articles.csv")}
    assert titles["formula"] == "'" + HOSTILE["formula"]
    assert titles["cjk"] == HOSTILE["cjk"]
    assert titles["script"] == HOSTILE["script"]
    for page in out.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript:' not in text


@pytest.mark.parametrize("stage", ["reading", "duplicates", "stories", "threads", "report"])
def test_an_interrupt_leaves_the_last_report(run, monkeypatch, stage, tmp_path):
    """Ctrl-C in any stage: one line, exit code 130, and the report of the last run as it was."""
    assert run({"a.txt": f"Old title\n\n{TEXT}", "b.txt": f"Other\n\n{TEXT}"})[0] == 0
    before = {path: path.read_bytes() for path in (tmp_path / "report").rglob("*.csv")}

    def press(self):
        def advance(now, _done, _total):
            if now == stage:
                os.kill(os.getpid(), signal.SIGINT)

        return advance

    monkeypatch.setattr(terminal.Terminal, "_lines", press)
    code, err, out = run({"a.txt": f"New title\n\n{TEXT}"})
    assert code == cli.INTERRUPTED, err
    assert "interrupted" in err
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in out.rglob("*.csv")} == before
    assert {path.name for path in tmp_path.iterdir()} == {"input", "report"}


def test_a_bug_is_told_as_one(run, monkeypatch):
    """What is not the user's mistake has another exit code and a traceback for the report."""

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("clustering.pipeline.analyze_reading", broken)
    code, err, _ = run({"a.txt": TEXT})
    assert code == cli.BUG
    assert "ZeroDivisionError" in err
    assert "bug" in err


def test_the_same_id_twice_names_both_places(run):
    """Two different records of one id are told with both of their places."""
    first = {"id": "7", "title": "One thing", "text": TEXT}
    second = {"id": "7", "title": "Another thing", "text": TEXT}
    code, err, _ = run({"a.jsonl": lines(first, second)})
    assert code == 2
    told = complaint(err)
    assert "7" in told
    assert "a.jsonl:1" in told
    assert "a.jsonl:2" in told
