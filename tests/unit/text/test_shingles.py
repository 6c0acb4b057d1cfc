"""Shingles: runs of words as sets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.text.shingles import ShingleSets, shingle
from clustering.text.tokens import tokenize

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=12).map(" ".join)


def sets_of(texts, size, keep_one_in=1):
    """The shingles of each text as Python sets."""
    found = shingle(tokenize(texts), size, keep_one_in)
    return [
        set(found.values[begin:end].tolist())
        for begin, end in zip(found.offsets, found.offsets[1:], strict=False)
    ]


def test_runs_of_two_words():
    """A b a b c has the runs ab, ba, bc; the run that stands twice counts once."""
    first, second, third = sets_of(["a b a b c", "B A", "a"], 2)
    assert len(first) == 3
    assert len(second) == 1
    assert second < first
    assert third == set()


def test_order_of_words_counts():
    """The same words in another order are another shingle."""
    one, other = sets_of(["a b c", "c b a"], 3)
    assert one.isdisjoint(other)


@given(st.lists(WORDS, max_size=4), st.integers(1, 5))
def test_as_many_as_distinct_runs(texts, size):
    """A text has as many shingles as distinct runs; two texts share as many as runs."""
    runs = [
        {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
        for words in (text.split() for text in texts)
    ]
    found = sets_of(texts, size)
    assert [len(s) for s in found] == [len(r) for r in runs]
    for s, r in zip(found, runs, strict=True):
        assert [len(s & other) for other in found] == [len(r & other) for other in runs]


def test_values_ascend():
    """Within a text the hashes are sorted and distinct, though each run stands there twice."""
    words = " ".join(map(str, range(50)))
    found = shingle(tokenize([f"{words} {words}"]), 3)
    assert found.sizes.tolist() == [50]  # 48 runs, and two across the seam
    assert (found.values[1:] > found.values[:-1]).all()


def test_sample_is_the_same_in_every_text():
    """The mod-p sample keeps hashes divisible by p, wherever they stand."""
    text = " ".join(map(str, range(400)))
    whole, sampled, longer = (
        sets_of([text], 3)[0],
        sets_of([text], 3, 8)[0],
        sets_of([f"before {text} after"], 3, 8)[0],
    )
    assert sampled == {value for value in whole if value % 8 == 0}
    assert sampled <= longer
    assert 20 <= len(sampled) <= 90  # 398 / 8 is about 50


def test_joined_blocks_are_one():
    """Sets of blocks, joined, are the sets of all texts."""
    texts = ["a b c", "", "c d", "a b c d e"]
    parts = [shingle(tokenize(part), 2) for part in (texts[:1], texts[1:3], [], texts[3:])]
    joined, whole = ShingleSets.join(parts), shingle(tokenize(texts), 2)
    assert np.array_equal(joined.offsets, whole.offsets)
    assert np.array_equal(joined.values, whole.values)
    assert joined.sizes.tolist() == [2, 0, 1, 4]
    assert ShingleSets.join([]).offsets.tolist() == [0]
