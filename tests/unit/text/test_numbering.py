"""Numbers for words, against numpy and by hand."""

import numpy as np
import pytest

from clustering.text.numbering import number_hashes, typical_tokens
from clustering.text.scan import CAPITAL, SENTENCE_START


@pytest.mark.parametrize("n_words", [0, 1, 511, 512, 513, 5000])
def test_numbers_are_those_of_numpy(n_words):
    """Distinct hashes, first tokens and numbers, below and above where the table grows."""
    dice = np.random.default_rng(n_words)
    hashes = dice.integers(0, 2**64, n_words, np.uint64)[
        dice.integers(0, max(n_words, 1), 4 * n_words)
    ]
    found = number_hashes(hashes)
    wanted = np.unique(hashes, return_index=True, return_inverse=True)
    for mine, theirs in zip(found, wanted, strict=True):
        assert mine.tolist() == theirs.tolist()


def test_words_that_would_take_one_slot_are_told_apart():
    """Hashes that differ in their lowest bits alone, zero among them, are words of their own."""
    hashes = np.array([2, 0, 1, 2, 0, 3], np.uint64)
    known, first, terms = number_hashes(hashes)
    assert (known.tolist(), first.tolist()) == ([0, 1, 2, 3], [1, 2, 0, 5])
    assert terms.tolist() == [2, 0, 1, 2, 0, 3]


def test_a_typical_token_stands_inside_a_sentence_and_is_written_as_usual():
    """Title and sentence starts are passed over; of the others those of the commoner form count."""
    terms = np.array([0, 0, 0, 0, 0, 1, 1], np.int32)
    flags = np.array(
        [CAPITAL, SENTENCE_START, 0, CAPITAL, CAPITAL, SENTENCE_START, CAPITAL], np.uint8
    )
    offsets, n_title = np.array([0, 5, 7]), np.array([1, 2], np.int32)
    assert typical_tokens(np.array([0, 5]), terms, flags, offsets, n_title).tolist() == [3, 5]
