"""Prints: one compiled pass gives what the separate definitions give."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.duplicates import prints as module
from clustering.duplicates.prints import Prints, Recipe, print_block, print_texts
from clustering.duplicates.signatures import sign
from clustering.text.codes import N_FLAGS, encode
from clustering.text.scan import mix64
from clustering.text.shingles import ROLL, shingle
from clustering.text.tokens import tokenize

RECIPE = Recipe(shingle_size=3, sample_size=2, n_values=33, seed=5)
WORDS = st.sampled_from([*"abcde", "Tokyo", "КРЕМЛЬ", "2018", "extraordinarily", "naïve", "日本"])
TEXT = st.lists(WORDS, max_size=60).map(" ".join)


def sampled(words):
    """One in four of the two-word shingles of a text, by the last bits of their hashes."""
    pairs = [int(a) * int(ROLL) + int(b) for a, b in pairwise(words >> N_FLAGS)]
    hashes = [int(mix64(np.uint64(pair % 2**64))) for pair in pairs]
    return sorted({h >> 32 for h in hashes if h % 4 == 0})


@settings(max_examples=60)
@given(st.lists(TEXT, max_size=5))
def test_one_pass_gives_what_the_definitions_give(texts):
    """Words, signatures and samples are those made one by one from the tokens."""
    tokens, found = tokenize(texts), print_block(texts, RECIPE)
    assert len(found) == len(texts)
    codes = encode(tokens)
    assert np.array_equal(found.codes.sizes, codes.sizes)
    assert np.array_equal(found.codes.values, codes.values)
    assert np.array_equal(found.signatures, sign(shingle(tokens, 3), 33, 5))
    for row in range(len(texts)):
        assert found.samples.of(row).tolist() == sampled(codes.of(row))


def test_identity_is_that_of_the_words():
    """Case and spacing do not matter, the order of the words does."""
    one, same, other, none = print_block(["A b\nC", "a B, c!", "a c b", ""], RECIPE).identity
    assert one.tolist() == same.tolist()
    assert len({tuple(row.tolist()) for row in (one, other, none)}) == 3


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_blocks_and_threads_change_nothing(monkeypatch, workers):
    """Whatever the cut into blocks and the number of threads, the prints are the same."""
    texts = [" ".join(f"w{k * j % 17}" for k in range(j)) for j in range(40)]
    whole = print_block(texts, RECIPE)
    monkeypatch.setattr(module, "_BLOCK_CHARACTERS", 100)
    done = []
    parts = print_texts(iter(texts), RECIPE, workers, done.append)
    assert same(parts, whole)
    assert done[-1] == 40
    assert len(done) > 10


def test_rows_in_another_order():
    """Rows come in the order asked for when all texts are read."""
    texts = ["one two three four", "", "five six seven", "eight nine"]
    order = np.array([2, 0, 3, 1])
    turned = print_texts(texts, RECIPE, order=lambda: order)
    assert same(turned, print_block([texts[k] for k in order], RECIPE))


def test_joined_prints_are_those_of_all_texts():
    """What is stored and what is new, one after the other."""
    old, new = ["one two three four", "five"], ["six seven eight", ""]
    joined = Prints.join(print_block(old, RECIPE), print_block(new, RECIPE))
    assert same(joined, print_block(old + new, RECIPE))


def same(one, other):
    """Equal row by row, wherever the values stand."""
    flat = all(
        np.array_equal(getattr(one, n), getattr(other, n)) for n in ("identity", "signatures")
    )
    return flat and all(
        np.array_equal(getattr(one, n).of(k), getattr(other, n).of(k))
        for n in ("codes", "samples")
        for k in range(max(len(one), len(other)))
    )
