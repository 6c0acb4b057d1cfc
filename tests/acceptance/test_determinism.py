"""The same input in any order, on any number of workers: the same bytes."""

import json
import random

import pytest

from clustering import analyze, levels
from clustering.readers import reading
from clustering.synth import write_newswire

TABLES = (
    "articles.csv",
    "links.csv",
    "stories.csv",
    "threads.csv",
    "affairs.csv",
    "cleaning.csv",
    "timeline.png",
    "index.html",
)


@pytest.fixture(scope="module")
def newswire(tmp_path_factory):
    """Lines of a small synthetic newswire."""
    folder = tmp_path_factory.mktemp("newswire")
    write_newswire(folder, n_articles=150, seed=3)
    return (folder / "newswire.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def written(folder, lines, previous=None, **run):
    """The bytes of a report on these lines, under the ids of an earlier one."""
    folder.mkdir()
    (folder / "newswire.jsonl").write_text("".join(lines), encoding="utf-8")
    out = folder / "report"
    settings = {"run": run} if run else None
    analyze(folder / "newswire.jsonl", settings, previous=previous).write(out)
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    assert set(TABLES) <= set(files)
    return {name: path.read_bytes() for name, path in files.items() if name != "run.json"}


def test_order_of_input_does_not_matter(newswire, tmp_path):
    """Shuffled lines give the same report, byte for byte, in every file but run.json."""
    shuffled = newswire[:]
    random.Random(7).shuffle(shuffled)
    assert shuffled != newswire
    first, second = written(tmp_path / "a", newswire), written(tmp_path / "b", shuffled)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_number_of_workers_does_not_matter(newswire, tmp_path, monkeypatch):
    """One worker and three give the same report, byte for byte; processes are used for so few."""
    for module in (reading, levels):
        monkeypatch.setattr(module, "_FEW", 1)
    first = written(tmp_path / "a", newswire, workers=1)
    second = written(tmp_path / "b", newswire, workers=3)
    # the page tells the settings, so the number of workers may stand there
    assert [n for n in first if not n.endswith(".html") and first[n] != second[n]] == []


def test_with_an_earlier_report_too_order_does_not_matter(newswire, tmp_path):
    """Half of the articles first, then all of them in two orders: the same ids and lineage."""
    written(tmp_path / "half", newswire[::2])
    shuffled = newswire[:]
    random.Random(11).shuffle(shuffled)
    earlier = tmp_path / "half" / "report"
    first = written(tmp_path / "a", newswire, earlier)
    second = written(tmp_path / "b", shuffled, earlier)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    fates = first["lineage.csv"].decode()
    assert all(f",{fate}," in fates for fate in ("kept", "grown", "new"))
    old = {line.split(",")[-2] for line in (earlier / "articles.csv").read_text().splitlines()}
    new = {line.split(",")[-2] for line in first["articles.csv"].decode().splitlines()}
    assert len(old & new) > len(old) / 2


def test_only_run_json_tells_times(newswire, tmp_path):
    """Seconds and memory stand in run.json alone."""
    folder = tmp_path / "a"
    written(folder, newswire)
    costs = json.loads((folder / "report" / "run.json").read_text())["costs"]
    stages = {"reading", "duplicates", "stories", "threads"}
    assert {cost["stage"] for cost in costs} >= stages
