"""Labelled pairs: reading, writing, and what an answer means at each level."""

import dataclasses

import pytest

from clustering.errors import GoldError
from clustering.evaluation.labels import (
    COLUMNS,
    PairLabel,
    agreed,
    is_labels,
    labels_table,
    read_labels,
    run_mark,
)
from clustering.render.csvfile import csv_text

DRAWN = PairLabel(
    "b1",
    "=a1",
    "thread",
    "same-story",
    "eva",
    "0.1 to 0.2",
    7_600_000,
    2.5e-06,
    0.183,
    "ab12",
    True,
)


def written(tmp_path, text):
    """A file of labels with the given text."""
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path, text):
    """The one line that the file is refused with."""
    with pytest.raises(GoldError) as caught:
        read_labels(written(tmp_path, text))
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{tmp_path}/labels.csv")


def test_what_is_written_is_read_back(tmp_path):
    """Every field survives, ids that look like formulas and tiny probabilities too."""
    rows = [DRAWN, PairLabel("x", "y", "story", stratum="all", stratum_pairs=3, inclusion=1 / 3)]
    path = written(tmp_path, csv_text(labels_table(rows)))
    first, second = read_labels(path)
    assert first == DRAWN
    assert dataclasses.replace(second, inclusion=1 / 3) == rows[1]
    assert second.inclusion == pytest.approx(1 / 3, rel=1e-8)


def test_three_columns_are_enough(tmp_path):
    """A list made by hand counts for stories, each pair for itself."""
    (label,) = read_labels(written(tmp_path, "left,right,answer\na,b,same-text\n"))
    assert label == PairLabel("a", "b", "story", "same-text")
    assert (label.stratum, label.inclusion) == ("", 1.0)


@pytest.mark.parametrize(
    ("answer", "copies", "story", "thread"),
    [
        ("same-text", True, True, True),
        ("same-story", False, True, True),
        ("same-thread", False, False, True),
        ("unrelated", False, False, False),
        ("skip", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_closer_answer_holds_at_the_looser_levels(answer, copies, story, thread):
    """The same text is one story, the same story is one thread, an open answer is neither."""
    label = PairLabel("a", "b", "thread", answer)
    assert label.together("duplicate_group") is copies
    assert label.together("story") is story
    assert label.together() is thread


def test_the_later_answer_of_one_annotator_counts(tmp_path):
    """Whatever the order of the two ids; other levels and annotators stay beside it."""
    text = (
        "left,right,level,answer,annotator\n"
        "a,b,story,,\n"
        "a,b,story,unrelated,eva\n"
        "b,a,story,same-story,eva\n"
        "a,b,thread,same-thread,eva\n"
        "a,b,story,unrelated,ole\n"
    )
    found = [(r.level, r.answer, r.annotator) for r in read_labels(written(tmp_path, text))]
    assert found == [
        ("story", "same-story", "eva"),
        ("thread", "same-thread", "eva"),
        ("story", "unrelated", "ole"),
    ]


def test_most_annotators_decide_and_an_even_vote_leaves_a_pair_open():
    """Skipped and unasked rows have no vote; same-text and same-story agree on a story."""

    def said(pair, *answers):
        return [PairLabel(*pair, "story", a, f"n{n}") for n, a in enumerate(answers)]

    rows, n_torn = agreed(
        [
            *said("ab", "same-text", "same-story", "unrelated"),
            *said("cd", "same-story", "unrelated"),
            *said("ef", "skip", "unrelated"),
            *said("gh", "skip", ""),
        ]
    )
    assert [(r.pair, r.together()) for r in rows] == [(("a", "b"), True), (("e", "f"), False)]
    assert n_torn == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,a,story,skip,1,1", ":2: left and right must be two articles, found 'a', 'a'"),
        (",b,story,skip,1,1", ":2: left and right must be two articles, found '', 'b'"),
        (
            "a,b,story,yes,1,1",
            (
                ":2: answer must be one of same-text, same-story, same-thread, unrelated, skip, "
                "found 'yes'"
            ),
        ),
        (
            "a,b,saga,skip,1,1",
            ":2: level must be one of duplicate_group, story, thread, found 'saga'",
        ),
        ("a,b,story,skip,nan,1", ":2: inclusion must be a number from 1e-15 to 1, found 'nan'"),
        ("a,b,story,skip,2,1", ":2: inclusion must be a number from 1e-15 to 1, found '2'"),
        (
            "a,b,story,skip,1,-4",
            ":2: stratum_pairs must be a number from 0 to 9.0072e+15, found '-4'",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path, row, message):
    """One line: where, what was found, what was expected."""
    text = f"left,right,level,answer,inclusion,stratum_pairs\n{row}\n"
    assert refusal(tmp_path, text) == message


def test_a_file_without_answers_is_refused(tmp_path):
    """A missing column and an empty table each have their line."""
    expected = ":2: no column 'answer'; needed are left, right, answer"
    assert refusal(tmp_path, "left,right\na,b\n") == expected
    assert refusal(tmp_path, "left,right,answer\n") == ": no labelled pair"


def test_labels_and_gold_groups_are_told_apart(tmp_path):
    """By their columns, not by the name of the file."""
    assert is_labels(written(tmp_path, "left,right,answer\na,b,skip\n"))
    assert not is_labels(written(tmp_path, "id,story\na,s1\n"))
    assert not is_labels(written(tmp_path, ""))


def test_the_mark_of_a_run_changes_with_input_and_settings_only():
    """Time and place of a run are no part of it."""
    account = {"input_hash": "00", "config": {"stories": {"link_probability": 0.5}}, "seconds": 3}
    mark = run_mark(account)
    assert run_mark({**account, "seconds": 4}) == mark
    assert run_mark({**account, "input_hash": "01"}) != mark
    assert run_mark({**account, "config": {}}) != mark


def test_the_columns_are_those_of_the_documentation():
    """docs/labels.md names every column, in order."""
    from pathlib import Path

    text = (Path(__file__).parents[3] / "docs" / "labels.md").read_text(encoding="utf-8")
    named = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    assert tuple(named[: len(COLUMNS)]) == COLUMNS
