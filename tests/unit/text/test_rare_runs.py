"""Runs of three words that a few texts share."""

from collections import Counter
from itertools import pairwise

import numpy as np
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


def test_a_large_archive_is_counted_in_parts():
    """A hundred and fifty thousand words of three: the runs that two to a hundred texts share."""
    dice = np.random.default_rng(5)
    bodies = [" ".join(dice.choice(list("abcdefghijklmnopqrstuvwxyzäöü"), 500)) for _ in range(300)]
    said = [{tuple(words[at : at + 3]) for at in range(498)} for words in map(str.split, bodies)]
    n_texts = Counter(run for runs in said for run in runs)
    shared = {run for run, n in n_texts.items() if 2 <= n <= 100}
    parts, weight = runs_of(*bodies)
    assert [len(part) for part in parts] == [len(runs & shared) for runs in said]
    assert sorted(weight) == pytest.approx(
        sorted(1 / (n_texts[run] - 1 + 50 / 300) for run in shared)
    )
