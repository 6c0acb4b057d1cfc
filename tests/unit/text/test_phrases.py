"""Noun phrases and what holds their words together."""

from math import log

import numpy as np
import pytest

from clustering.text.phrases import find_phrases, log_likelihood, normalized_information
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words

HEADS, MODIFIERS = {"treaty", "peace", "weapons", "destruction", "talks"}, {"peace", "mass"}


def phrases_of(*bodies, links=("of",)):
    """Phrases of each text, as written there in lower case."""
    words = number_words([""] * len(bodies), list(bodies))

    def each(names):
        return np.isin(words.hashes, np.array([hash_word(n) for n in names], np.uint64))[
            words.terms
        ]

    everywhere = np.ones(len(words.terms), np.bool_)
    found = find_phrases(words, each(HEADS), each(MODIFIERS | HEADS), each(links), everywhere)
    names = [body.lower().replace(",", " ,").replace(".", " .") for body in bodies]
    texts = [[w for w in name.split() if w not in ",."] for name in names]
    told = [set() for _ in bodies]
    for text, token, size in zip(found.text, found.token, found.size, strict=True):
        first = token - words.offsets[text]
        told[text].add(" ".join(texts[text][first : first + size]))
    return told


def test_words_that_keep_together_are_a_phrase():
    """Twice side by side among other words: "peace treaty" holds together, "treaty talks" not."""
    one, two = phrases_of(
        "A peace treaty was near and a peace treaty was far when treaty talks went on as ever.",
        "Old ships sail under grey skies while talks go on about fish and talks go on about ice.",
    )
    assert one == {"peace", "treaty", "peace treaty", "talks"}
    assert two == {"talks"}


def test_a_pause_parts_words():
    """A comma between two words leaves them apart, however often."""
    (found,) = phrases_of("We saw peace, treaty and ice; peace, treaty and snow came by then.")
    assert found == {"peace", "treaty"}


def test_a_link_joins_two_heads():
    """Two heads and a link are a phrase; with a modifier inside it would be four words."""
    (found,) = phrases_of("No weapons of destruction. The weapons of mass destruction are old.")
    assert "weapons of destruction" in found
    assert not any("mass" in phrase and "of" in phrase for phrase in found)


def test_phrases_end_with_heads():
    """A modifier alone is no phrase, and none ends with one."""
    (found,) = phrases_of("The mass of mass is mass.")
    assert found == set()


def test_the_same_words_have_the_same_key():
    """Whatever the capitals and the text, and in the order of texts."""
    words = number_words(["", ""], ["Peace holds.", "We want peace."])
    head = np.isin(words.hashes, np.array([hash_word("peace")], np.uint64))[words.terms]
    nothing, everywhere = np.zeros(len(head), np.bool_), np.ones(len(head), np.bool_)
    found = find_phrases(words, head, nothing, nothing, everywhere)
    assert found.text.tolist() == [0, 1]
    assert found.key[0] == found.key[1]
    assert found.size.tolist() == [1, 1]


def test_no_texts():
    """Of nothing there are no phrases."""
    words = number_words([], [])
    none = np.zeros(0, np.bool_)
    assert len(find_phrases(words, none, none, none, none).key) == 0


def test_dunning_by_hand():
    """A table of 10, 10, 10, 70: expected 4, 16, 16, 64."""
    by_hand = 2 * (10 * log(10 / 4) + 2 * 10 * log(10 / 16) + 70 * log(70 / 64))
    told = log_likelihood(np.array([10.0]), np.array([20.0]), np.array([20.0]), 100)
    assert told == pytest.approx([by_hand])
    assert by_hand == pytest.approx(12.07, abs=0.01)


def test_dunning_of_pairs_that_avoid_each_other():
    """Rarer together than by chance is no evidence that they hold together."""
    assert log_likelihood(np.array([1.0]), np.array([50.0]), np.array([50.0]), 100) == [0]


@pytest.mark.parametrize(("both", "npmi"), [(20.0, 1.0), (4.0, 0.0), (1.0, -0.301)])
def test_npmi_by_hand(both, npmi):
    """1 for words that are never apart, 0 for chance, below for words that avoid each other."""
    told = normalized_information(np.array([both]), np.array([20.0]), np.array([20.0]), 100)
    assert told == pytest.approx([npmi], abs=0.001)
