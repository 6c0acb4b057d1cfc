"""The command `label`, from a report to a file of answers."""

import io
import json
import sys
from itertools import pairwise

import pytest

from clustering.cli import main
from clustering.evaluation.labels import PairLabel, labels_table, read_labels, run_mark
from clustering.readers.constraints import read_constraints
from clustering.render.label_page import Shown, label_html
from clustering.synth import write_newswire


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A report on a small invented newswire."""
    folder = tmp_path_factory.mktemp("label")
    write_newswire(folder / "wire", n_articles=120, seed=3)
    wire = str(folder / "wire" / "newswire.jsonl")
    assert main(["analyze", wire, "--out", str(folder / "run"), "--quiet"]) == 0
    return folder / "run"


@pytest.fixture
def label(run, tmp_path, monkeypatch):
    """Runs the command with lines on standard input; returns code and rows."""

    def command(lines, *words):
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        path = tmp_path / "labels.csv"
        code = main(["label", "--run", str(run), "--labels", str(path), *words])
        return code, (read_labels(path) if path.exists() else [])

    return command


def test_lines_of_standard_input_are_answers(run, label, capsys):
    """The sample is drawn, the answers are kept, and the next command goes on."""
    code, rows = label("1\nunrelated\n", "--n", "20", "--annotator", "ann")
    assert code == 0
    assert len(rows) == 20
    assert {row.level for row in rows} == {"story", "thread"}
    assert {row.run for row in rows} == {run_mark(json.loads((run / "run.json").read_text()))}
    answered = {row.answer for row in rows if row.annotator == "ann"}
    assert answered == {"same-text", "unrelated"}
    assert "drew 20 pairs" in capsys.readouterr().out
    _, more = label("s\n", "--annotator", "ann")
    assert len(more) == 20
    assert sum(row.answer == "skip" for row in more) == 1
    told = capsys.readouterr().out
    assert "drew" not in told
    assert "1 answer given" in told


def test_copies_count_once(run, label):
    """No pair has two copies of one text: that is no question."""
    _, rows = label("", "--n", "60")
    groups = read_groups(run)
    assert all(groups[row.left] != groups[row.right] for row in rows)


def read_groups(run):
    """Article to its group of copies."""
    from clustering.store import read_report

    return read_report(run).groups("duplicate_group")


def test_one_level_and_some_articles(run, label, tmp_path):
    """Only pairs of the level and of the articles named."""
    names = list(read_groups(run))[:60]
    (tmp_path / "some.csv").write_text("id\n" + "\n".join(names))
    _, rows = label("", "--n", "15", "--level", "thread", "--among", str(tmp_path / "some.csv"))
    assert {row.level for row in rows} == {"thread"}
    assert {name for row in rows for name in row.pair} <= set(names)


def test_two_articles_make_one_pair(label, tmp_path, capsys):
    """And one pair is told as one."""
    _, rows = label("", "--n", "9", "--level", "story")
    (tmp_path / "two.csv").write_text("\n".join(["id", *rows[0].pair]))
    two, out = str(tmp_path / "two.csv"), str(tmp_path / "one.csv")
    capsys.readouterr()
    label("", "--level", "story", "--among", two, "--labels", out)
    assert f"drew 1 pair into {out}" in capsys.readouterr().out


def test_the_next_step_it_names_works(run, label, tmp_path, capsys):
    """Also where only pairs of one level were drawn: the command it prints, as it stands."""
    label("4\n" * 6, "--n", "6", "--level", "thread", "--annotator", "ann")
    (line,) = (t for t in capsys.readouterr().out.splitlines() if "clustering evaluate" in t)
    words = line.partition("clustering ")[2].split()
    assert words == ["evaluate", str(run), str(tmp_path / "labels.csv")]
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("thread: links")


def test_a_page_is_written_instead_of_asking(label, tmp_path, capsys):
    """It holds the sample and what the articles say; nothing is answered."""
    page = tmp_path / "label.html"
    code, rows = label("1\n", "--n", "10", "--page", str(page))
    assert code == 0
    assert all(row.answer == "" for row in rows)
    text = page.read_text()
    assert rows[0].left in text
    assert "Synthetic data" in text
    assert f"open {page}" in capsys.readouterr().out


def test_the_page_of_the_report_is_filled(label, run, capsys):
    """It stands there from the beginning, says what to do, and can be replaced with the report."""
    page = run / "label.html"
    before, listed = page.read_text(), json.loads((run / "run.json").read_text())["files"]
    assert "label.html" in listed
    assert "clustering label --run FOLDER --page" in before
    assert "href=label.html" in (run / "index.html").read_text()
    code, rows = label("", "--n", "30", "--page")
    assert code == 0
    assert f"open {page}" in capsys.readouterr().out
    filled = page.read_text()
    assert all(row.left in filled and row.right in filled for row in rows)
    assert "href=index.html" in filled
    assert sorted(p.name for p in run.iterdir() if p.is_file()) == sorted(
        {name for name in listed if "/" not in name}
    )
    page.write_text(before)


def test_a_page_in_a_report_is_bounded():
    """Less of every article is shown, the pairs all the same."""
    ids = [f"a{k}" for k in range(60)]
    words = " ".join(f"word{k}" for k in range(700))
    articles = {name: Shown(f"Title {name}", "Outlet", words) for name in ids}
    columns = labels_table([PairLabel(a, b, "story") for a, b in pairwise(ids)])
    whole = label_html(columns, articles, annotator="ann", synthetic=False)
    small = label_html(columns, articles, annotator="ann", synthetic=False, max_bytes=120_000)
    assert len(whole) > 500_000
    assert len(small.encode()) <= 120_000
    assert "word60" in small
    assert all(small.count(f"Title {name}") == whole.count(f"Title {name}") for name in ids)
    least = label_html(columns, articles, annotator="ann", synthetic=False, max_bytes=10)
    assert "word20" in least
    assert "word200" not in least


def test_two_people_are_compared(label, tmp_path, capsys):
    """In one file, or in two."""
    label("1\n1\n4\n", "--n", "6", "--annotator", "ann")
    label("1\n4\n4\n", "--annotator", "bob")
    capsys.readouterr()
    path = str(tmp_path / "labels.csv")
    assert main(["label", "--agreement", path]) == 0
    assert "ann and bob: 3 pairs answered by both" in capsys.readouterr().out
    assert main(["label", "--agreement", path, path]) == 2
    assert "answers of two people are needed, found 4" in capsys.readouterr().err


def test_answers_that_shall_hold_become_constraints(label, tmp_path, capsys):
    """Only those marked; a file without any is told."""
    target = str(tmp_path / "constraints.csv")
    label("4\nh\n2\n", "--n", "6", "--annotator", "ann")
    words = ["label", "--labels", str(tmp_path / "labels.csv"), "--to-constraints", target]
    assert main(words) == 0
    (decision,) = read_constraints(target)
    assert (decision.together, decision.level) == (True, "story")
    (tmp_path / "labels.csv").write_text("left,right,answer\na,b,same-story\n")
    assert main(words) == 2
    assert "no answer is marked to hold" in capsys.readouterr().err


def test_what_cannot_be_labelled_is_told_in_one_line(run, label, tmp_path, capsys):
    """No report named, none there, other articles, a damaged file."""
    assert main(["label"]) == 2
    assert "--run DIR" in capsys.readouterr().err
    assert label("", "--n", "0")[0] == 2
    assert "--n must be 1 or more" in capsys.readouterr().err
    (tmp_path / "other.txt").write_text("Other talks were held elsewhere by other people entirely.")
    assert label("", "--input", str(tmp_path / "other.txt"))[0] == 2
    assert "is not what the run read" in capsys.readouterr().err
    (tmp_path / "labels.csv").write_text("left,right,answer\na,b,maybe\n")
    assert main(["label", "--run", str(run), "--labels", str(tmp_path / "labels.csv")]) == 2
    assert "labels.csv:2: answer must be one of" in capsys.readouterr().err


def test_interrupted_labelling_keeps_every_answer(label, monkeypatch, capsys):
    """Ctrl-C is told as what it is, with the place of the answers."""
    from clustering import interview

    keys = iter(["4"])

    def read():
        for key in keys:
            return key
        raise KeyboardInterrupt

    monkeypatch.setattr("clustering.labels_command.reader", lambda _source: (read, False))
    assert interview.reader  # the name that is replaced above exists
    code, rows = label("", "--n", "6", "--annotator", "ann")
    assert code == 130
    assert [row.answer for row in rows if row.answer] == ["unrelated"]
    assert "every answer is kept" in capsys.readouterr().err
