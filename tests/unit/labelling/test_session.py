"""Answers are on the disk at once and never lost."""

import os

import pytest

from clustering.errors import GoldError, OutputError
from clustering.evaluation.labels import PairLabel, read_labels
from clustering.labelling.session import Session, write_labels


def drawn(*pairs, level="story"):
    """Rows as they are drawn."""
    return [PairLabel(a, b, level, stratum="s", stratum_pairs=10, inclusion=0.3) for a, b in pairs]


@pytest.fixture
def path(tmp_path):
    """Where the labels are kept."""
    return tmp_path / "labels.csv"


def test_the_design_is_written_before_the_first_question(path):
    """Every drawn pair is in the file with an empty answer."""
    session = Session(path, "ann", drawn("ab", "cd"))
    assert read_labels(path) == drawn("ab", "cd")
    assert session.open_places() == [0, 1]


def test_an_answer_is_on_the_disk_at_once_and_the_rest_is_kept(path):
    """The row that asked is replaced, with its design; another session goes on from there."""
    Session(path, "ann", drawn("ab", "cd")).answer(0, "unrelated", binding=True)
    row = read_labels(path)[0]
    assert (row.answer, row.annotator, row.binding) == ("unrelated", "ann", True)
    assert (row.stratum, row.stratum_pairs, row.inclusion) == ("s", 10, 0.3)
    again = Session(path, "ann")
    assert again.open_places() == [1]
    assert again.questions[1].pair == ("c", "d")


def test_an_answer_can_be_changed(path):
    """One row a person and pair, whatever was answered before."""
    session = Session(path, "ann", drawn("ab"))
    session.answer(0, "unrelated")
    session.answer(0, "same-thread")
    assert [row.answer for row in read_labels(path)] == ["same-thread"]


def test_two_people_answer_in_one_file(path):
    """Nobody's answer is touched by the other, even while both are at work."""
    first = Session(path, "ann", drawn("ab", "cd"))
    second = Session(path, "bob")
    first.answer(0, "same-text")
    second.answer(0, "same-story")
    first.answer(1, "skip")
    told = {(row.pair, row.annotator): row.answer for row in read_labels(path)}
    assert told == {
        (("a", "b"), "ann"): "same-text",
        (("a", "b"), "bob"): "same-story",
        (("c", "d"), "ann"): "skip",
    }
    assert Session(path, "bob").open_places() == [1]
    assert Session(path, "ann").open_places() == []


def test_a_pair_asked_for_at_two_levels_is_asked_once(path):
    """The answer counts for both; a later change is for the level it was made at."""
    session = Session(path, "ann", [*drawn("ab"), *drawn("ab", level="thread")])
    session.answer(0, "same-thread")
    assert session.open_places() == []
    assert {row.level: row.answer for row in read_labels(path)} == {
        "story": "same-thread",
        "thread": "same-thread",
    }
    session.answer(1, "unrelated")
    assert {row.level: row.answer for row in read_labels(path)} == {
        "story": "same-thread",
        "thread": "unrelated",
    }


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(path):
    """The old file stays, and the answer is not counted as given."""
    session = Session(path, "ann", drawn("ab"))
    path.parent.chmod(0o500)
    try:
        with pytest.raises(OutputError, match=r"labels\.csv: cannot be written"):
            session.answer(0, "skip")
    finally:
        path.parent.chmod(0o700)
    assert session.open_places() == [0]


def test_a_failed_write_leaves_the_old_file(path, monkeypatch):
    """Neither half a file nor a leftover beside it."""
    session = Session(path, "ann", drawn("ab", "cd"))
    session.answer(0, "skip")
    before = path.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        session.answer(1, "unrelated")
    assert path.read_bytes() == before
    assert [left.name for left in path.parent.iterdir()] == ["labels.csv"]
    assert session.open_places() == [1]


def test_a_damaged_file_is_told_by_line_and_column(path):
    """Nothing is written over it."""
    path.write_text("left,right,answer\na,b,same-story\nc,d,perhaps\n")
    with pytest.raises(GoldError, match=r"labels\.csv:3: answer must be one of"):
        Session(path, "ann", drawn("ef"))
    assert "perhaps" in path.read_text()


def test_ids_that_look_like_formulas_come_back(path):
    """A spreadsheet's guard is no part of an id."""
    write_labels(path, drawn(("=1+1", 'say "hi", ok')))
    assert read_labels(path)[0].pair == ("=1+1", 'say "hi", ok')
