"""Phrases as they are written."""

import numpy as np

from clustering.text.phrase_forms import name_tokens, spell_phrases
from clustering.text.phrases import Phrases
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words


def spelt(phrase, titles, bodies):
    """The usual form of a phrase."""
    words = number_words(titles, bodies)
    hashes = words.hashes[words.terms].tolist()
    wanted = [hash_word(word) for word in phrase.split()]
    size = len(wanted)
    token = np.array([t for t in range(len(hashes)) if hashes[t : t + size] == wanted])
    text = np.searchsorted(words.offsets, token, side="right") - 1
    key = np.full(len(token), 7, np.uint64)
    phrases = Phrases(text.astype(np.int32), key, token, np.full(len(token), size, np.int32))
    return spell_phrases(phrases, words, key[:1], titles, bodies)[7]


def test_capitals_as_inside_sentences():
    """Title case and first words of sentences do not decide."""
    titles = ["Peace Treaty Near", "Kuril Islands Visited"]
    bodies = ["Peace treaty talks. They want a peace treaty.", "He saw the Kuril Islands."]
    assert spelt("peace treaty", titles, bodies) == "peace treaty"
    assert spelt("kuril islands", titles, bodies) == "Kuril Islands"


def test_acronyms_stay_acronyms():
    """The most frequent form wins: twice NAFTA, once Nafta."""
    bodies = ["They left NAFTA for good.", "What Nafta was.", "Now NAFTA is over."]
    assert spelt("nafta", ["", "", ""], bodies) == "NAFTA"


def test_hyphens_stay():
    """The form is cut from the text, so a hyphen is kept and a line break is a blank."""
    assert spelt("cease fire", [""], ["They want a cease-fire now."]) == "cease-fire"
    assert spelt("peace treaty", [""], ["They want a peace  \ttreaty."]) == "peace treaty"


def test_a_phrase_of_headlines_is_spelt_word_by_word():
    """Where it stands in titles alone, each word is written as elsewhere."""
    titles = ["Herring Treaty Near"]
    bodies = ["Much herring was eaten after the treaty."]
    assert spelt("herring treaty", titles, bodies) == "herring treaty"


def test_names_cover_their_tokens():
    """Outlets' names are found by all their words, with a capital at each."""
    words = number_words(["Harbour News: ice"], ["The harbour news is bad, says Harbour News."])
    everywhere = np.ones(len(words.terms), np.bool_)
    covered = name_tokens(words, ["Harbour News", "Island Today"], everywhere)
    assert covered.tolist() == [True, True, *[False] * 7, True, True]
    title = np.arange(len(words.terms)) < 3
    assert np.flatnonzero(name_tokens(words, ["Harbour News"], title)).tolist() == [0, 1]


def test_no_names_cover_nothing():
    """Without names no token is covered; nor in no texts."""
    everywhere, nowhere = np.ones(2, np.bool_), np.zeros(0, np.bool_)
    assert not name_tokens(number_words([""], ["Harbour News"]), [], everywhere).any()
    assert len(name_tokens(number_words([], []), ["Harbour News"], nowhere)) == 0


def test_long_words_before_a_phrase():
    """However many characters stand before it, a phrase is cut where it is."""
    text = " ".join(["Donaudampfschifffahrtsgesellschaft" * 3] * 50)
    assert spelt("peace treaty", [""], [f"{text} a peace-treaty now."]) == "peace-treaty"
