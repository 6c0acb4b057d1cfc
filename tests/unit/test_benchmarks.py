"""Scoring gold sets: what is chosen, what is skipped, what is printed."""

import lzma

import orjson
import pytest

from clustering import benchmarks
from clustering.synth import write_newswire


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of gold sets, named by the variable."""
    monkeypatch.setenv(benchmarks.FOLDER_VARIABLE, str(tmp_path))
    return tmp_path


def write_set(folder, name, level):
    """A gold set made of a small newswire with its truth at one level."""
    written = write_newswire(folder / "newswire", n_articles=60)
    truth = [row.split(",") for row in written.truth.read_text().splitlines()]
    column = truth[0].index(level)
    labels = {row[0]: row[column] for row in truth[1:]}
    with lzma.open(folder / f"{name}.jsonl.xz", "wb") as file:
        for line in written.articles.read_bytes().splitlines():
            article = orjson.loads(line)
            file.write(orjson.dumps(article | {level: labels[article["id"]]}) + b"\n")


def test_missing_sets_are_said_to_be_skipped(folder, capsys):
    """Every set but the one on request is named, with the variable to set; exit code 0."""
    assert benchmarks.main([]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [
        name for name in benchmarks.SETS if name != "uci_headlines"
    ]
    assert all("skipped: " in line and benchmarks.FOLDER_VARIABLE in line for line in lines)


def test_only_the_chosen_sets_are_looked_for(folder, capsys):
    """The largest set is measured when it is named."""
    benchmarks.main(["uci_headlines"])
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["uci_headlines"]


def test_an_unknown_set_is_refused(capsys):
    """Exit code 2 and the names there are."""
    with pytest.raises(SystemExit) as caught:
        benchmarks.main(["allside"])
    assert caught.value.code == 2
    assert "unknown set 'allside'; known are allsides, newscluster" in capsys.readouterr().err


def test_a_set_is_analysed_once_and_scored(folder, capsys):
    """The line holds the level, B-cubed F1 and the number of labelled articles."""
    write_set(folder, "allsides", "story")
    assert benchmarks.main(["allsides"]) == 0
    name, level, precision, recall, f1, *_, n_labelled, n_missing, _ = (
        capsys.readouterr().out.splitlines()[1].split()
    )
    assert (name, level, n_labelled, n_missing) == ("allsides", "story", "60", "0")
    assert 0 < float(f1) <= max(float(precision), float(recall)) <= 1


def test_two_sets_that_were_learned_are_scored_by_each_other(folder, capsys):
    """The shipped model has seen them, so the honest figures follow."""
    write_set(folder, "allsides", "story")
    write_set(folder, "gva", "story")
    assert benchmarks.main(["allsides", "gva"]) == 0
    told = capsys.readouterr().out
    assert "\nwithout allsides: B-cubed P " in told
    assert "\nwithout gva: B-cubed P " in told
