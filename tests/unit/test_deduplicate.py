"""The duplicate stage alone: streams, stored indexes, explanations."""

import csv
import json

import pytest
from archives import edited, invented_text

from clustering.cli import main
from clustering.duplicates.signatures import Signatures


@pytest.fixture
def archive(tmp_path, dice):
    """Five articles: an original, its copy cut to half, one edited, one other, one empty."""
    words, other = invented_text(dice, 200), invented_text(dice, 150)
    texts = {
        "late": " ".join(words),
        "cut": " ".join(words[:100]),
        "edited": " ".join(edited(dice, words, 30)),
        "other": " ".join(other),
        "empty": " ",
    }
    days = {"late": "2019-03-02", "cut": "2019-03-01", "edited": "2019-03-03"}
    lines = [
        json.dumps({"id": name, "title": "", "text": text, "date": days.get(name, "")})
        for name, text in texts.items()
    ]
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join([*lines, "{"]), encoding="utf-8")
    return path


def rows(path):
    """A CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*words):
    """The command's exit code."""
    return main([*map(str, words), "--quiet"])


def test_tables_of_a_stream(archive, tmp_path):
    """Groups lead to the earliest copy; what cannot be used is told; nothing disappears."""
    assert run("duplicates", archive, "--out", tmp_path / "o") == 0
    told = {row["id"]: row["representative"] for row in rows(tmp_path / "o" / "copies.csv")}
    assert {name: told[name] for name in ("cut", "late", "other")} == {
        "cut": "cut",
        "late": "cut",
        "other": "other",
    }
    assert told["edited"] in {"cut", "edited"}
    kinds = {row["kind"] for row in rows(tmp_path / "o" / "links.csv")}
    assert {"contained", "edited"} <= kinds
    refused = rows(tmp_path / "o" / "rejected.csv")
    assert [row["line"] for row in refused] == ["5", "6"]
    counts = json.loads((tmp_path / "o" / "run.json").read_text())["counts"]
    assert counts["n_read"] + counts["n_rejected"] == 6


def test_one_id_twice_is_refused(archive, tmp_path):
    """The second record with an id is told in rejected.csv, not compared."""
    first = archive.read_text(encoding="utf-8").splitlines()[0]
    archive.write_text(f"{first}\n{first}\n", encoding="utf-8")
    assert run("duplicates", archive, "--out", tmp_path / "o") == 0
    (refused,) = rows(tmp_path / "o" / "rejected.csv")
    assert (refused["line"], refused["reason"]) == ("2", "second record with the id 'late'")


def test_a_second_run_replaces_the_first(archive, tmp_path):
    """The folder is known as ours, and the same input gives the same tables."""
    for _ in range(2):
        assert run("duplicates", archive, "--out", tmp_path / "o") == 0
    first = (tmp_path / "o" / "links.csv").read_bytes()
    again = tmp_path / "two.toml"
    again.write_text("[run]\nworkers = 3\n", encoding="utf-8")
    assert run("duplicates", archive, "--out", tmp_path / "o", "--config", again) == 0
    assert (tmp_path / "o" / "links.csv").read_bytes() == first


def test_new_articles_against_an_index(archive, tmp_path, dice):
    """A copy of a stored article joins it; the pairs of stored articles are not told again."""
    run("duplicates", archive, "--out", tmp_path / "o", "--save-index", tmp_path / "ix")
    first = json.loads(archive.read_text(encoding="utf-8").splitlines()[0])
    new = tmp_path / "new.jsonl"
    new.write_text(
        json.dumps({**first, "id": "again"})
        + "\n"
        + json.dumps({"id": "alone", "text": " ".join(invented_text(dice, 80))}),
        encoding="utf-8",
    )
    assert run("duplicates", new, "--out", tmp_path / "p", "--against", tmp_path / "ix") == 0
    told = {row["id"]: row["representative"] for row in rows(tmp_path / "p" / "copies.csv")}
    assert told["alone"] == "alone"
    assert told["again"] in {"late", "cut"}
    assert all("again" in (r["left"], r["right"]) for r in rows(tmp_path / "p" / "links.csv"))


def test_a_missing_index_is_one_line(archive, tmp_path, capsys):
    """The user can fix it: exit code 2, no traceback, the folder named."""
    words = ["duplicates", str(archive), "--out", str(tmp_path / "o"), "--against", "nowhere"]
    assert main([*words, "--quiet"]) == 2
    assert capsys.readouterr().err.startswith("clustering: nowhere: no index here")


def test_exported_signatures_serve_datasketch(archive, tmp_path):
    """Read again and handed over, the copy's signature agrees with itself alone."""
    run("duplicates", archive, "--out", tmp_path / "o", "--export-signatures", tmp_path / "s.npz")
    kept = Signatures.load(tmp_path / "s.npz")
    hashes = kept.to_datasketch()
    assert sorted(kept.ids) == ["cut", "edited", "late", "other"]
    whole, other = kept.ids.index("late"), kept.ids.index("other")
    assert hashes[whole].jaccard(hashes[whole]) == 1
    assert hashes[whole].jaccard(hashes[other]) < 0.2
    again = Signatures.from_datasketch(kept.ids, hashes)
    assert (again.values == kept.values).all()
    assert again.seed == kept.seed


def test_explain_tells_why(archive, tmp_path, capsys):
    """A pair's measures, the rule that each meets, the passages and the verdict."""
    run("duplicates", archive, "--out", tmp_path / "o")
    place = ["--run", str(tmp_path / "o"), "--input", str(archive)]
    assert main(["explain", "late", "cut", *place]) == 0
    told = capsys.readouterr().out
    assert "verdict: copies, one stands in the other" in told
    assert "words of the shorter kept in passages 1.000, asked for 0.6: met" in told
    assert "=  100 words (word 0 there)" in told
    assert "(accepted)" in told
    assert main(["explain", "late", "other", *place]) == 0
    told = capsys.readouterr().out
    assert "verdict: no copies" in told
    assert "no link between the two" in told


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("late", "nobody", "no article with the id, path or title 'nobody'"),
        ("late", "late", "name two articles"),
    ],
)
def test_explain_refuses_in_one_line(archive, tmp_path, capsys, left, right, told):
    """Unknown ids and one id twice are the user's to fix."""
    run("duplicates", archive, "--out", tmp_path / "o")
    assert main(["explain", left, right, "--run", str(tmp_path / "o")]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["duplicates", "analyze"])
def test_explain_finds_the_inputs_again(archive, tmp_path, capsys, monkeypatch, command):
    """From another folder, and after archive and report moved together, without --input."""
    home = tmp_path / "home"
    home.mkdir()
    archive.rename(home / "archive.jsonl")
    monkeypatch.chdir(home)
    assert run(command, "archive.jsonl", "--out", "o") == 0
    told = json.loads((home / "o" / "run.json").read_text())["inputs"]
    assert told == [{"given": "archive.jsonl", "from_report": "../archive.jsonl"}]
    monkeypatch.chdir(tmp_path)
    home.rename(tmp_path / "moved")
    assert main(["explain", "late", "cut", "--run", "moved/o"]) == 0
    told = capsys.readouterr().out
    assert "verdict: copies" in told
    assert "not what the run read" not in told


def test_explain_tells_of_a_changed_input(archive, tmp_path, capsys):
    """Measures of other texts than the run's are not passed off as the run's."""
    assert run("analyze", archive, "--out", tmp_path / "o") == 0
    archive.write_text(archive.read_text().replace('"late"', '"late", "source": "AP"', 1))
    assert main(["explain", "late", "cut", "--run", str(tmp_path / "o")]) == 0
    assert "what is read now is not what the run read" in capsys.readouterr().out


def test_explain_says_when_the_texts_are_gone(archive, tmp_path, capsys):
    """Without the texts, what the report says is told, and how to go on."""
    run("duplicates", archive, "--out", tmp_path / "o")
    archive.unlink()
    assert main(["explain", "late", "cut", "--run", str(tmp_path / "o")]) == 0
    assert "name their place with --input" in capsys.readouterr().out
