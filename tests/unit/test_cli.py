"""The command line."""

import json
import os
import subprocess
import sys

import pytest

from clustering import __version__
from clustering.cli import main
from clustering.store import read_report
from clustering.terminal import printable

SEEDS = "seeds"


def test_help_is_worth_reading(capsys):
    """The help names every command, gives examples and the exit codes."""
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    told = capsys.readouterr().out
    assert stop.value.code == 0
    for word in ("analyze", "evaluate", "synth", "train", "completion", "examples:", "exit codes"):
        assert word in told


def test_version(capsys):
    """The version is the package's."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"clustering {__version__}\n"


def test_summary_names_counts_threads_and_the_file_to_open(tmp_path, capsys, seeds):
    """The end of a run says what was found and which file to open."""
    assert main(["analyze", str(seeds), "--out", str(tmp_path / "r")]) == 0
    captured = capsys.readouterr()
    assert "2 articles" in captured.out
    assert "2 stories" in captured.out
    assert "1 thread" in captured.out
    assert "Japan" in captured.out
    assert f"open {tmp_path / 'r' / 'index.html'}" in captured.out
    assert "settings: built-in defaults" in captured.err


def test_ids_survive_an_earlier_article(tmp_path, capsys):
    """With --previous, even the folder itself, groups keep their ids and lineage.csv tells."""
    wire, out = tmp_path / "wire.jsonl", tmp_path / "r"
    text = "Envoys of both sides met in Geneva for a round of talks on the treaty. " * 4
    news = [{"id": "b", "title": "Talks in Geneva", "text": text, "date": "2018-05-02"}]
    wire.write_text("\n".join(map(json.dumps, news)))
    assert main(["analyze", str(wire), "--out", str(out), "--quiet"]) == 0
    before = read_report(out).articles["b"]
    news.append({"id": "a", "title": "Talks in Geneva", "text": text, "date": "2018-05-01"})
    wire.write_text("\n".join(map(json.dumps, news)))
    assert main(["analyze", str(wire), "--out", str(out), "--previous", str(out)]) == 0
    told = capsys.readouterr().out
    assert "since the earlier report" in told
    assert "threads: 1 grown" in told
    after = read_report(out).articles
    for level in ("duplicate_group", "story", "thread"):
        assert after["a"][level] == after["b"][level] == before[level]
    rows = read_report(out).table("lineage.csv")
    assert [(row["level"], row["fate"], row["previous_id"]) for row in rows] == [
        (level, "grown", before[level]) for level in ("duplicate_group", "story", "thread")
    ]
    assert "lineage.csv" in json.loads((out / "run.json").read_text())["files"]
    assert 'href="lineage.csv"' in (out / "index.html").read_text()
    assert main(["analyze", str(wire), "--out", str(out), "--quiet"]) == 0
    assert not (out / "lineage.csv").exists()
    assert 'href="lineage.csv"' not in (out / "index.html").read_text()


def test_an_earlier_report_that_is_not_there_is_told(tmp_path, capsys, seeds):
    """One line, before anything is read or written."""
    out = str(tmp_path / "r")
    assert main(["analyze", str(seeds), "--out", out, "--previous", str(tmp_path / "x")]) == 2
    assert "x: no report here" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_an_id_that_leads_elsewhere_is_refused(tmp_path, capsys, seeds):
    """Ids of the earlier report become names of files: a path among them is an edited table."""
    out = tmp_path / "r"
    assert main(["analyze", str(seeds), "--out", str(out), "--quiet"]) == 0
    table = out / "articles.csv"
    story = read_report(out).articles["000_eba0712a350a7d7c"]["story"]
    table.write_text(table.read_text().replace(story, "s-/../../../x"))
    again = ["analyze", str(seeds), "--out", str(tmp_path / "s"), "--previous", str(out)]
    assert main(again) == 2
    assert "'s-/../../../x' is no id of a story" in capsys.readouterr().err
    table.write_text(table.read_text().replace("s-/../../../x", story))
    moved = out / "moved.csv"
    for row, told in (
        ("thread,t-/../x,,t-1", "'t-/../x' is no id of a thread"),
        ("thread,t-1,,../x", "'../x' is no id of a thread"),
        ("story,s-1,/x,s-2", "'/x' is no id of a thread"),
        ("page,x,,x", "'x' is no id of a page"),
    ):
        moved.write_text(f"level,id,page,now\n{row}\n")
        assert main(again) == 2
        assert told in capsys.readouterr().err
    moved.write_text("level,id,page,now\nthread,t-1,,\n")
    assert main([*again, "--quiet"]) == 0


def test_quiet_prints_nothing(tmp_path, capsys, seeds):
    """Quiet is quiet on both streams."""
    assert main(["analyze", str(seeds), "--out", str(tmp_path / "r"), "--quiet"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_json_summary_is_json_alone(tmp_path, capsys, seeds):
    """With --json standard output can be read by a program."""
    assert main(["analyze", str(seeds), "--out", str(tmp_path / "r"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["counts"]["n_stories"] == 2
    assert summary["largest_threads"][0]["n_articles"] == 2
    assert summary["report"].endswith("index.html")


def test_a_report_can_be_scored(tmp_path, capsys, seeds):
    """Evaluate reads the report that analyze wrote."""
    main(["analyze", str(seeds), "--out", str(tmp_path / "r"), "--quiet"])
    gold = tmp_path / "gold.csv"
    gold.write_text("id,thread\n000_eba0712a350a7d7c,a\n003_bfc4e355e6b71a8c,a\n")
    assert main(["evaluate", str(tmp_path / "r"), str(gold), "--level", "thread", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["b_cubed_f1"] == 1.0


def test_standard_input(tmp_path, seeds):
    """Records can come through a pipe."""
    record = json.dumps({"id": "1", "title": "Talks in Geneva", "text": "They met again."})
    command = [sys.executable, "-m", "clustering", "analyze", "-", "--out", str(tmp_path / "r")]
    done = subprocess.run(
        [*command, "--json"], input=record, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["counts"]["n_read"] == 1


def test_completion_script(capsys):
    """The completion script knows the commands."""
    assert main(["completion", "bash"]) == 0
    assert "analyze" in capsys.readouterr().out


def test_control_characters_never_reach_the_terminal():
    """An escape sequence in a title is shown as dots."""
    assert printable("a\x1b[31mb\u202ec") == "a·[31mb·c"


def test_importing_the_package_is_quick():
    """Neither numba nor matplotlib are loaded before they are needed."""
    code = "import sys, clustering.cli; print(*(m in sys.modules for m in ('numba', 'matplotlib')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_process_ends_with_all_that_it_said(capsys):
    """Through a pipe, short of its buffer; the end at once cuts nothing off."""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    for command in ["config", "--markdown"], ["completion", "bash"]:
        run = [sys.executable, "-m", "clustering", *command]
        ended = subprocess.run(run, capture_output=True, text=True, check=True, env=buffered)
        told = ended.stdout
        assert main(command) == 0
        assert told == capsys.readouterr().out != ""


def test_the_process_ends_with_the_code(tmp_path):
    """That of ``main``: here of a mistake that the user can mend."""
    run = [sys.executable, "-m", "clustering", "analyze", str(tmp_path), "--out", "r"]
    ended = subprocess.run(run, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no article files" in ended.stderr
