"""Exact overlaps: against Python sets and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.duplicates.verify import jaccards, overlaps, shared_counts
from clustering.text.shingles import shingle
from clustering.text.tokens import tokenize

WORDS = st.lists(st.sampled_from("abcd"), max_size=25).map(" ".join)


def key(*pairs):
    """Packed keys of pairs."""
    return np.array([a << 32 | b for a, b in pairs], np.int64)


def runs(text, size):
    """Runs of words as a Python set."""
    words = text.split()
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def overlap(one, other, size=3):
    """Containment, shared shingles and mean run of one pair."""
    found = overlaps(tokenize([one, other]), size, key((0, 1)))
    return tuple(float(column[0]) for column in found)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=5), st.integers(1, 4))
def test_counts_equal_python_sets(texts, size):
    """Shared shingles, jaccard and containment are those of sets of word runs."""
    tokens = tokenize(texts)
    sets = [runs(text, size) for text in texts]
    pairs = [(a, b) for b in range(len(texts)) for a in range(b)]
    shingles = shingle(tokens, size)
    jaccard = jaccards(shingles, key(*pairs))
    containment, shared, _ = overlaps(tokens, size, key(*pairs))
    assert shared_counts(shingles, key(*pairs)).tolist() == shared.tolist()
    for at, (a, b) in enumerate(pairs):
        both, either = len(sets[a] & sets[b]), len(sets[a] | sets[b])
        smaller = min(len(sets[a]), len(sets[b]))
        assert shared[at] == both
        assert jaccard[at] == pytest.approx(both / either if either else 0)
        assert containment[at] == pytest.approx(both / smaller if smaller else 0)
        assert jaccard[at] <= containment[at] <= 1


def test_cut_text_is_contained():
    """A text cut from the end is wholly contained, in one run, though jaccard is low."""
    whole = "a b c d e f g h i j k l"
    assert overlap(whole, "a b c d e") == (1, 3, 5)
    assert overlap("a b c d e", whole) == (1, 3, 5)
    jaccard = jaccards(shingle(tokenize([whole, "a b c d e"]), 3), key((0, 1)))
    assert jaccard[0] == pytest.approx(3 / 10)


def test_runs_by_hand():
    """Of 'a b c d e f g h i', x for e leaves runs a b c d and f g h i: four words on average."""
    containment, shared, run_words = overlap("a b c d e f g h i", "a b c d x f g h i 1 2 3")
    assert (containment, shared) == (pytest.approx(4 / 7), 4)
    assert run_words == 4


def test_runs_of_unequal_length():
    """Runs of seven and three words: five on average."""
    assert overlap("a b c d e f g x h i j", "h i j 1 2 a b c d e f g 3 4 5")[2] == 5


def test_runs_that_touch_are_one():
    """Two passages that stand side by side in the shorter text cover it without a break."""
    containment, shared, run_words = overlap("a b c d e f", "d e f 1 2 3 4 5 a b c")
    assert (containment, shared) == (pytest.approx(2 / 4), 2)
    assert run_words == 6


def test_the_shorter_text_is_measured():
    """Runs are counted in the text with fewer shingles, on whichever side it stands."""
    short, long = "a b c d", "a b c x b c d y a b c z q r s t u v"
    assert overlap(short, long) == (1, 2, 4)
    assert overlap(long, short) == (1, 2, 4)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("a b", "a b"), ("a b c", ""), ("a", "b")])
def test_too_short_for_a_shingle(one, other):
    """Texts shorter than a shingle overlap in nothing."""
    assert overlap(one, other) == (0, 0, 0)
    assert jaccards(shingle(tokenize([one, other]), 3), key((0, 1)))[0] == 0


def test_no_pairs():
    """No pairs, no columns."""
    none = np.zeros(0, np.int64)
    assert [len(column) for column in overlaps(tokenize(["a b c"]), 3, none)] == [0, 0, 0]
    assert len(jaccards(shingle(tokenize(["a b c"]), 3), none)) == 0
