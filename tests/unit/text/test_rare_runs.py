"""Runs of three words that a few texts share."""

from itertools import pairwise

import pytest

from clustering.text.rare_runs import run_vectors
from clustering.text.vocabulary import number_words


def runs_of(*bodies):
    """Columns of each text, and what each column counts."""
    rows, weight = run_vectors(number_words([""] * len(bodies), bodies))
    bounds = rows.offsets.tolist()
    parts = [rows.columns[a:b].tolist() for a, b in pairwise(bounds)]
    return parts, weight.tolist()


def test_shared_runs_by_hand():
    """Texts share "a b c" (three of them) and "b c d" (two); of four texts doubt is 50 / 4."""
    parts, weight = runs_of("a b c d", "x a b c d", "a b c y", "c b a")
    assert parts == [[0, 1], [0, 1], [0], []]
    assert weight == pytest.approx([1 / (2 + 12.5), 1 / (1 + 12.5)])


def test_a_run_counts_once_in_a_text():
    """Said twice in one text it is still that text's alone, and one column when shared."""
    assert runs_of("a b c a b c", "d") == ([[], []], [])
    assert runs_of("a b c a b c", "a b c")[0] == [[0], [0]]


def test_runs_do_not_reach_into_the_next_text():
    """The last words of one text and the first of another are no run."""
    assert runs_of("a b", "c a b", "c")[0] == [[], [], []]


def test_what_a_hundred_texts_say_is_left_out():
    """A footer is no evidence: in 100 texts it counts 1 / 99.5, in 101 nothing."""
    assert runs_of(*["a b c"] * 100)[1] == pytest.approx([1 / 99.5])
    assert runs_of(*["a b c"] * 101)[1] == []


@pytest.mark.parametrize("bodies", [[], [""], ["a b"], ["a b", ""]])
def test_hardly_any_words(bodies):
    """Texts shorter than a run have none."""
    assert runs_of(*bodies) == ([[] for _ in bodies], [])
