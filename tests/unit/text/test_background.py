"""The shipped table of word frequencies."""

from importlib import resources
from math import log

import numpy as np
import pytest

from clustering.text.background import (
    _table,
    archive_idf,
    background_capital,
    background_share,
)
from clustering.text.tokens import hash_word, tokenize
from clustering.text.vocabulary import number_words, spell


def hashes(*words):
    """Hashes of single words."""
    return np.array([hash_word(word) for word in words], np.uint64)


def test_shares_are_those_of_the_file():
    """The share of a word is its line's count over the count in the first line."""
    text = resources.files("clustering.text").joinpath("background.tsv").read_text("utf-8")
    header, *lines = text.splitlines()
    n_texts = int(header.removeprefix("#texts\t"))
    chosen = [line.split("\t") for line in lines[:: len(lines) // 50]]
    shares = background_share(hashes(*(word for word, *_ in chosen)))
    expected = [int(count) / n_texts for _, count, _ in chosen]
    assert shares.tolist() == pytest.approx(expected, rel=1e-6)
    capital = background_capital(hashes(*(word for word, *_ in chosen)))
    assert capital.tolist() == pytest.approx([int(p) / 100 for *_, p in chosen])


def test_common_words_are_common():
    """'The' stands in most news, 'treaty' in little, an invented word in none."""
    the, treaty, invented = background_share(hashes("The", "treaty", "qwxzvbk"))
    assert the > 0.7
    assert 0 < treaty < 0.05
    assert invented == 0


def idf_of(bodies, languages):
    """Word to inverse document frequency."""
    words = number_words([""] * len(bodies), bodies)
    terms = np.arange(words.n_terms, dtype=np.int32)
    spelled = spell(words, terms, [""] * len(bodies), bodies)
    idf = archive_idf(words, languages).tolist()
    return dict(zip((word.lower() for word in spelled), idf, strict=True))


def test_a_language_without_a_table():
    """In German "und" is no rare word; any other is as if in one text of a hundred."""
    bodies = ["Regierung und Gericht", "und Gericht"]
    found = idf_of(bodies, ["de", "de"])
    expected = {
        "und": log(2003 / (2 + 1000 + 0.5)),
        "gericht": log(2003 / (2 + 20 + 0.5)),
        "regierung": log(2003 / (1 + 20 + 0.5)),
    }
    assert found == pytest.approx(expected, abs=1e-5)
    assert idf_of(bodies, [])["und"] == pytest.approx(log(2003 / 2.5), abs=1e-5)


def test_languages_side_by_side():
    """A word goes by the language that most of its texts are in; "die" is a verb in English."""
    bodies = ["die Regierung", "die Lage", "they die", "the treaty"]
    mixed = idf_of(bodies, ["de", "de", "en", ""])
    english = idf_of(bodies, ["en"] * 4)
    assert mixed["treaty"] == english["treaty"]
    assert mixed["they"] == english["they"]
    assert mixed["die"] == pytest.approx(log(2005 / (3 + 1000 + 0.5)), abs=1e-5)
    assert english["die"] > 3


def test_every_line_is_one_word():
    """Each word of the table is a token of its own, so that hashes and counts stay aligned."""
    text = resources.files("clustering.text").joinpath("background.tsv").read_text("utf-8")
    words = [line.split("\t")[0] for line in text.splitlines()[1:]]
    assert (np.diff(tokenize(words).offsets) == 1).all()
    known, share, capital = _table()
    assert len(known) == len(words)
    assert (known[1:] > known[:-1]).all()
    assert 0 < share.min() < share.max() <= 1
    assert capital.min() == 0
    assert capital.max() == 1


def test_names_have_capitals():
    """'Japan' has a capital inside sentences, 'treaty' seldom; unknown words tell nothing."""
    japan, treaty, invented = background_capital(hashes("japan", "treaty", "qwxzvbk"))
    assert japan > 0.95
    assert treaty < 0.5
    assert np.isnan(invented)


def test_hashes_beyond_the_table_are_unknown():
    """The smallest and the largest possible hash are found in no table."""
    edges = np.array([0, 2**64 - 1], np.uint64)
    assert background_share(edges).tolist() == [0, 0]
    assert len(background_share(edges[:0])) == 0
