"""Exact overlaps: against Python sets and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.duplicates.verify import overlaps
from clustering.text.codes import encode
from clustering.text.tokens import tokenize

WORDS = st.lists(st.sampled_from("abcd"), max_size=25).map(" ".join)


def key(*pairs):
    """Packed keys of pairs."""
    return np.array([a << 32 | b for a, b in pairs], np.int64)


def runs(text, size):
    """Runs of words as a Python set."""
    words = text.split()
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def counted(*texts, size=3, workers=1):
    """Overlaps of every pair of texts."""
    pairs = [(a, b) for a in range(len(texts)) for b in range(a + 1, len(texts))]
    return overlaps(encode(tokenize(texts)), size, key(*pairs), workers), pairs


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=2, max_size=5), st.integers(1, 4), st.integers(1, 3))
def test_counts_equal_python_sets(texts, size, workers):
    """Shared shingles, jaccard and containment are those of sets of word runs."""
    sets = [runs(text, size) for text in texts]
    found, pairs = counted(*texts, size=size, workers=workers)
    for at, (a, b) in enumerate(pairs):
        both, either = len(sets[a] & sets[b]), len(sets[a] | sets[b])
        assert (found.left[at], found.right[at]) == (len(sets[a]), len(sets[b]))
        assert found.shared[at] == both
        assert found.jaccard[at] == pytest.approx(both / either if either else 0)
        smaller = min(len(sets[a]), len(sets[b]))
        assert found.containment[at] == pytest.approx(both / smaller if smaller else 0)
        assert found.jaccard[at] <= found.containment[at] <= 1


def test_cut_text_is_contained():
    """A text cut from the end is wholly contained, though jaccard is low."""
    found, _ = counted("a b c d e f g h i j k l", "a b c d e")
    assert found.containment.tolist() == [1.0]
    assert found.jaccard.tolist() == [pytest.approx(3 / 10)]


@pytest.mark.parametrize(("one", "other"), [("", ""), ("a b", "a b"), ("a b c", ""), ("a", "b")])
def test_too_short_for_a_shingle(one, other):
    """Texts shorter than a shingle overlap in nothing."""
    found, _ = counted(one, other)
    assert (found.shared[0], found.jaccard[0], found.containment[0]) == (0, 0, 0)


def test_no_pairs():
    """No pairs, no columns."""
    assert len(counted("a b c")[0].shared) == 0


def test_some_pairs_alone():
    """A choice of pairs keeps their counts in order."""
    found, pairs = counted("a b c d", "a b c", "b c d", "x y z")
    kept = found.only(np.array([b == 2 for _, b in pairs]))
    assert kept.shared.tolist() == [1, 0]
