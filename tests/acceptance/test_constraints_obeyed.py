"""The user's word is law: constraints.csv at every level of a run."""

import csv
import random
from itertools import pairwise

import pytest

import clustering
from clustering.cli import main
from clustering.synth import write_newswire

COLUMN = {"duplicate": "duplicate_group", "story": "story", "thread": "thread"}


@pytest.fixture(scope="module")
def newswire(tmp_path_factory):
    """A small synthetic newswire and its report without constraints."""
    folder = tmp_path_factory.mktemp("newswire")
    write_newswire(folder, n_articles=150, seed=3)
    clustering.analyze(folder / "newswire.jsonl").write(folder / "before")
    return folder


def rows_of(path):
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups_of(folder):
    """Id to its group, level by level."""
    articles = rows_of(folder / "articles.csv")
    return {level: {a["id"]: a[name] for a in articles} for level, name in COLUMN.items()}


def drawn(before, seed):
    """Decisions by dice that do the opposite of what was found."""
    dice = random.Random(seed)
    ids = sorted(before["story"])
    decisions = []
    for level, groups in before.items():
        apart = [(a, b) for a, b in pairwise(ids) if groups[a] != groups[b]]
        decisions += [(*pair, "must-link", level) for pair in dice.sample(apart, 2)]
        members = {}
        for name in ids:
            members.setdefault(groups[name], []).append(name)
        several = [group for group in members.values() if len(group) > 2]
        decisions += [(g[0], g[2], "cannot-link", level) for g in dice.sample(several, 2)]
    return decisions


def write(path, decisions):
    """The file of the decisions."""
    lines = ["left,right,constraint,level", *map(",".join, decisions)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_decision_is_obeyed(newswire, tmp_path, seed):
    """Together or apart as decided, at the level and at those that follow from it."""
    decisions = drawn(groups_of(newswire / "before"), seed)
    write(tmp_path / "c.csv", decisions)
    settings = {"constraints": {"file": str(tmp_path / "c.csv")}}
    clustering.analyze(newswire / "newswire.jsonl", settings).write(tmp_path / "after")
    after = groups_of(tmp_path / "after")
    levels = list(COLUMN)
    for left, right, constraint, level in decisions:
        at = levels.index(level)
        wider, narrower = levels[at:], levels[: at + 1]
        for name in wider if constraint == "must-link" else narrower:
            together = after[name][left] == after[name][right]
            assert together == (constraint == "must-link"), (left, right, constraint, level, name)
    links = rows_of(tmp_path / "after" / "links.csv")
    told = {(link["level"], link["decided"]) for link in links if link["decided"]}
    assert {("duplicate", "must-link"), ("story", "must-link"), ("thread", "cannot-link")} <= told
    pages = (page.read_text(encoding="utf-8") for page in (tmp_path / "after").rglob("*.html"))
    assert any("joined: your decision" in page for page in pages)


def test_decisions_are_obeyed_in_any_order(newswire, tmp_path):
    """The order of the lines changes nothing but their numbers."""
    decisions = drawn(groups_of(newswire / "before"), 4)
    tables = []
    for number, order in enumerate((decisions, decisions[::-1])):
        write(tmp_path / "c.csv", order)
        out = tmp_path / f"out{number}"
        settings = {"constraints": {"file": str(tmp_path / "c.csv")}}
        clustering.analyze(newswire / "newswire.jsonl", settings).write(out)
        tables.append({f.name: f.read_bytes() for f in out.glob("*.csv")})
    assert tables[0] == tables[1]


def test_a_contradiction_is_one_line_and_leaves_the_report(newswire, tmp_path, capsys):
    """Exit code 2, the chain, and the report of before untouched."""
    ids = sorted(groups_of(newswire / "before")["story"])[:3]
    write(
        tmp_path / "c.csv",
        [
            (ids[0], ids[1], "must-link", "story"),
            (ids[1], ids[2], "must-link", "duplicate"),
            (ids[0], ids[2], "cannot-link", "thread"),
        ],
    )
    wire, out = str(newswire / "newswire.jsonl"), str(tmp_path / "out")
    assert main(["analyze", wire, "--out", out, "--constraints", str(tmp_path / "c.csv")]) == 2
    (line,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("clustering: ")]
    assert "c.csv:4" in line
    assert "c.csv:2" in line
    assert "c.csv:3" in line
    assert not (tmp_path / "out").exists()


def test_decisions_about_absent_articles_are_noted(newswire, tmp_path, capsys):
    """The run goes on, and its summary says so."""
    write(tmp_path / "c.csv", [("no such", "nor this", "must-link", "story")])
    wire, out = str(newswire / "newswire.jsonl"), str(tmp_path / "out")
    assert main(["analyze", wire, "--out", out, "--constraints", str(tmp_path / "c.csv")]) == 0
    said = capsys.readouterr().out
    assert "1 of the constraints name articles that are not here" in said
    assert "c.csv:2" in said


def test_the_stage_of_copies_alone_obeys_too(newswire, tmp_path):
    """``duplicates`` reads the same file."""
    groups = groups_of(newswire / "before")["duplicate"]
    decisions = [d for d in drawn({"story": groups, "duplicate": groups}, 5) if d[3] == "duplicate"]
    write(tmp_path / "c.csv", decisions)
    wire, out = str(newswire / "newswire.jsonl"), tmp_path / "out"
    arguments = ["--out", str(out), "--constraints", str(tmp_path / "c.csv"), "--quiet"]
    assert main(["duplicates", wire, *arguments]) == 0
    after = {row["id"]: row["duplicate_group"] for row in rows_of(out / "copies.csv")}
    for left, right, constraint, _ in decisions:
        assert (after[left] == after[right]) == (constraint == "must-link")
