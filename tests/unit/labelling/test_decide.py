"""Answers that shall hold become constraints."""

from clustering.evaluation.labels import PairLabel
from clustering.labelling.decide import constraints_table
from clustering.readers.constraints import read_constraints
from clustering.render.csvfile import csv_text


def test_answers_that_shall_hold_become_constraints(tmp_path):
    """Each answer as far as it goes; others, skips and doubles make none."""
    rows = [
        PairLabel("a", "b", "story", "same-text", binding=True),
        PairLabel("a", "c", "story", "same-story", binding=True),
        PairLabel("a", "d", "story", "same-thread", binding=True),
        PairLabel("d", "a", "thread", "same-thread", binding=True),
        PairLabel("a", "e", "thread", "unrelated", binding=True),
        PairLabel("a", "f", "story", "same-story"),
        PairLabel("a", "g", "story", "skip", binding=True),
    ]
    path = tmp_path / "constraints.csv"
    path.write_text(csv_text(constraints_table(rows)))
    told = [(d.left, d.right, d.together, d.level) for d in read_constraints(path)]
    assert told == [
        ("a", "b", True, "duplicate"),
        ("a", "c", True, "story"),
        ("a", "d", False, "story"),
        ("a", "d", True, "thread"),
        ("a", "e", False, "thread"),
    ]
