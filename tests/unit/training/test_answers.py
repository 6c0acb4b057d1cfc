"""The pair model moved by answered pairs."""

import csv
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from clustering.cli import main
from clustering.evaluation.labels import PairLabel
from clustering.stories.affinity import FEATURES
from clustering.stories.model import load_pair_model
from clustering.synth import write_newswire
from clustering.training.answers import (
    Answers,
    compared,
    fit_answers,
    story_answers,
    surprise,
    weights,
)
from clustering.training.labelled import Look

OUTLET = FEATURES.index("same_outlet")


def answers_of(n, says=lambda same_outlet: same_outlet):
    """Pairs that differ in their outlets alone, each of two articles of its own."""
    features = np.zeros((n, len(FEATURES)), np.float32)
    features[:, OUTLET] = np.arange(n) % 2
    left = np.arange(n, dtype=np.int32)
    same = np.array([says(value) for value in features[:, OUTLET]], np.float64)
    look = Look(left, left + n, features)
    return Answers(look, 2 * n, np.arange(n), same, np.ones(n), 0, 0)


def test_an_answer_counts_for_stories_whatever_it_was_asked_for():
    """Of one thread only are two stories; story strata come first; even votes are left open."""
    thread = PairLabel("a", "b", "thread", "same-thread", "ann", "thread 1", 9)
    story = replace(thread, level="story", stratum="story 1")
    text = PairLabel("c", "d", "duplicate_group", "same-text", "ann")
    torn = [PairLabel("e", "f", "story", word, word) for word in ("same-story", "unrelated")]
    found = story_answers([thread, story, text, *torn, PairLabel("g", "h", "story", "skip", "ann")])
    assert [(row.left, row.stratum, row.together()) for row in found] == [
        ("a", "story 1", False),
        ("c", "", True),
    ]


def test_weights_by_hand():
    """Two answers for 10 pairs and two for 90 are worth 100² / 4100 equal ones; by hand is 1."""
    few = [PairLabel("a", x, "story", "unrelated", "", "few", 10, 0.5) for x in "bc"]
    many = [PairLabel("a", x, "story", "unrelated", "", "many", 90, 0.1) for x in "de"]
    named = PairLabel("a", "f", "story", "unrelated")
    rows = [*few, *many, named]
    assert weights(rows, rows) == pytest.approx([5 / 41, 5 / 41, 45 / 41, 45 / 41, 1])
    # an answer that cannot be used takes its share of the stratum with it
    assert weights(rows[:3], rows) == pytest.approx(np.array([5, 5, 45]) * 55 / 2075)


def test_without_answers_the_weights_are_the_shipped_ones():
    """They are where every fit starts from."""
    none = answers_of(4).only(np.zeros(4, bool))
    shipped, found = load_pair_model(), fit_answers(none)
    assert found.intercept == pytest.approx(shipped.intercept)
    assert found.weights == pytest.approx(shipped.weights)


def test_answers_move_the_weights_and_more_answers_move_them_further():
    """One outlet, one story: against the shipped model, which takes it for a sign of two."""
    before = load_pair_model().weights[OUTLET]
    few, many = (fit_answers(answers_of(n)).weights[OUTLET] for n in (20, 200))
    assert before < few < many
    told = answers_of(200)
    assert surprise(told, fit_answers(told)).mean() < surprise(told, load_pair_model()).mean() / 2


@pytest.mark.parametrize(
    ("n", "says", "verdict"),
    [
        (200, lambda outlet: outlet, "the new one is better on these answers"),
        (200, lambda _: 0, "the new one is better on these answers"),
        (60, lambda outlet: outlet, "the new one is better on these answers"),
        (40, lambda outlet: outlet, "too few answers to tell"),
    ],
)
def test_the_two_models_are_compared(n, says, verdict):
    """On pairs not learned from, if there are enough."""
    assert verdict in compared(answers_of(n, says))


def test_answers_by_chance_are_not_called_better(monkeypatch):
    """Where the shipped model says the truth already, coin tosses around it bring nothing."""
    told = answers_of(200)
    sure = load_pair_model()
    even = replace(sure, intercept=0.0, weights=np.zeros(len(FEATURES)))
    monkeypatch.setattr("clustering.training.answers.load_pair_model", lambda: even)
    toss = Random(2)
    told = replace(told, same=np.array([float(toss.random() < 0.5) for _ in range(200)]))
    assert "keep the shipped one" in compared(told)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """A small invented newswire, and answers from what was planted."""
    folder = tmp_path_factory.mktemp("answers")
    write_newswire(folder, n_articles=120, seed=3)
    rows = list(csv.DictReader((folder / "truth.csv").read_text().splitlines()))
    lines = [
        f"{a['id']},{b['id']},{'same-story' if a['story'] == b['story'] else 'unrelated'}"
        for k, a in enumerate(rows)
        for b in rows[:k]
    ]
    return folder, lines


def write(folder, lines):
    """A file of labels."""
    (folder / "labels.csv").write_text("\n".join(["left,right,answer", *lines]) + "\n")
    return str(folder / "labels.csv")


def test_from_labels_to_a_model_file(labelled, tmp_path, capsys):
    """In any order of the rows, from the articles or from a report on them: one file."""
    folder, lines = labelled
    wire, run = str(folder / "newswire.jsonl"), str(tmp_path / "run")
    assert main(["analyze", wire, "--out", run, "--quiet"]) == 0
    made = []
    for name, source, rows in (("a", wire, lines), ("b", run, lines[::-1])):
        out = tmp_path / f"{name}.toml"
        labels = write(tmp_path, [*rows, "nobody,no one,unrelated"])
        capsys.readouterr()
        assert main(["train", source, "--labels", labels, "--out", str(out)]) == 0
        told = capsys.readouterr().out
        assert "pairs left out: 1 with an article that is not there, " in told
        assert "cross-validated by story: log loss " in told
        assert told.endswith(f"wrote {out}\n")
        load_pair_model(str(out))
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_too_few_answers_are_told_in_one_line(labelled, tmp_path, capsys):
    """Nothing is written."""
    folder, lines = labelled
    out = tmp_path / "model.toml"
    words = ["--labels", write(tmp_path, lines[:3]), "--out", str(out)]
    assert main(["train", str(folder / "newswire.jsonl"), *words]) == 2
    told = capsys.readouterr().err
    assert "needs 10 answered pairs of one story and 10 of two" in told
    assert told.count("\n") == 1
    assert not out.exists()
    assert main(["train", str(folder), "--leave-one-out", *words]) == 2
    assert "leave it out with --labels" in capsys.readouterr().err
