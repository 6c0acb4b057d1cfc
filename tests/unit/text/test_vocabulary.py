"""Vocabulary: words as numbers, and back."""

import numpy as np
import pytest

from clustering.text import vocabulary as module
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import capital_share, number_words, spell

TITLES = ["Peace Talks Begin", "", "日本 Treaty…"]
BODIES = ["Talks on peace began. Abe spoke.", "In Tokyo Abe kept talks short.", ""]


def spelled(words, terms, titles=TITLES, bodies=BODIES):
    """Words of term numbers."""
    return spell(words, np.asarray(terms, np.int32), titles, bodies)


def test_a_text_is_title_then_body():
    """Terms of a text, spelled out, are the words of its title and its body."""
    words = number_words(TITLES, BODIES)
    assert words.n_texts == 3
    assert words.n_title.tolist() == [3, 0, 3]
    texts = [words.terms[a:b] for a, b in zip(words.offsets, words.offsets[1:], strict=False)]
    assert [w.lower() for w in spelled(words, texts[0])] == (
        ["peace", "talks", "begin", "talks", "on", "peace", "began", "abe", "spoke"]
    )
    assert spelled(words, texts[2]) == ["日", "本", "Treaty"]


def test_terms_are_numbered_by_hash():
    """A term's number is the place of its hash in ascending order."""
    words = number_words(TITLES, BODIES)
    assert (words.hashes[1:] > words.hashes[:-1]).all()
    assert words.hashes[words.terms[0]] == hash_word("peace")
    assert words.n_terms == len(set(words.terms.tolist())) == len(words.hashes)


def test_numbers_do_not_depend_on_the_order():
    """The same articles in another order give the same numbers to the same words."""
    words, other = number_words(TITLES, BODIES), number_words(TITLES[::-1], BODIES[::-1])
    assert np.array_equal(words.hashes, other.hashes)
    assert words.terms[: words.offsets[1]].tolist() == other.terms[other.offsets[2] :].tolist()


def test_capitals_are_those_inside_sentences():
    """A headline's or a sentence's first capital is not the word's own; a name keeps it."""
    words = number_words(
        ["Talks Resume In Tokyo"],
        ["Resume of the day. They said talks in Tokyo would resume, and talks did."],
    )
    names = dict(
        zip(
            ("talks", "resume", "tokyo"),
            spell(
                words,
                np.searchsorted(
                    words.hashes,
                    np.array([hash_word(w) for w in ("talks", "resume", "tokyo")], np.uint64),
                ).astype(np.int32),
                ["Talks Resume In Tokyo"],
                ["Resume of the day. They said talks in Tokyo would resume, and talks did."],
            ),
            strict=True,
        )
    )
    assert names == {"talks": "talks", "resume": "resume", "tokyo": "Tokyo"}


def test_the_usual_form_is_spelled():
    """Written once small and twice with a capital inside sentences, a word has the capital."""
    bodies = ["We saw the bank. We saw the Bank act, and the Bank left."]
    words = number_words([""], bodies)
    term = np.searchsorted(words.hashes, np.uint64(hash_word("bank")))
    assert spelled(words, [term], [""], bodies) == ["Bank"]


def test_share_of_capitals_inside_sentences():
    """Of three 'bank' inside sentences two have a capital; a word seen at starts only is nan."""
    words = number_words(["Bank Talks"], ["We saw the bank. Once the Bank and the Bank left."])
    place = {h: k for k, h in enumerate(words.hashes.tolist())}
    share = {w: capital_share(words)[place[hash_word(w)]] for w in ("bank", "the", "once")}
    assert share["bank"] == pytest.approx(2 / 3)
    assert share["the"] == 0
    assert np.isnan(share["once"])


@pytest.mark.parametrize("size", [1, 40])
def test_blocks_change_nothing(monkeypatch, size):
    """Cut into blocks of any size, the archive has the same columns."""
    whole = number_words(TITLES, BODIES)
    monkeypatch.setattr(module, "_BLOCK_CHARACTERS", size)
    cut = number_words(TITLES, BODIES)
    for column in ("offsets", "terms", "flags", "n_title", "hashes", "seen"):
        assert np.array_equal(getattr(whole, column), getattr(cut, column)), column


def test_places_are_those_of_the_normalised_text():
    """Signs that are written out by normalising do not shift the words behind them."""
    titles, bodies = ["… ﬁ ½"], ["Ⅷ ﬂeets at sea"]
    words = number_words(titles, bodies)
    text = spelled(words, words.terms, titles, bodies)
    assert text == ["fi", "1", "2", "VIII", "fleets", "at", "sea"]
    assert words.n_title.tolist() == [3]


def test_no_articles():
    """No article, no word."""
    words = number_words([], [])
    assert (words.n_texts, words.n_terms) == (0, 0)
    assert spelled(words, [], [], []) == []
