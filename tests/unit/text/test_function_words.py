"""Function words: classes of words by the language of their article."""

import pytest

from clustering.text.function_words import (
    DETERMINER,
    FUNCTION,
    FURNITURE,
    LINK,
    PREPOSITION,
    VAGUE,
    VERB_CUE,
    classify_words,
)
from clustering.text.vocabulary import number_words


def classes_of(text, language):
    """Classes of the words of one text."""
    words = number_words([""], [text])
    return classify_words(words, [language]).tolist()


@pytest.mark.parametrize(
    ("text", "language", "bits"),
    [
        ("the of they herring", "en", [DETERMINER, PREPOSITION | LINK, VERB_CUE, 0]),
        ("der über sie Hering", "de", [DETERMINER, PREPOSITION, VERB_CUE, 0]),
        ("le dans elle hareng", "fr", [DETERMINER, PREPOSITION, VERB_CUE, 0]),
        ("los sobre ella arenque", "es", [DETERMINER | LINK, PREPOSITION, VERB_CUE, 0]),
        ("этот над они сельдь", "ru", [DETERMINER, PREPOSITION, VERB_CUE, 0]),
    ],
)
def test_classes_in_five_languages(text, language, bits):
    """A determiner, a preposition, a cue of verbs and an ordinary word are told apart."""
    assert classes_of(text, language) == bits


def test_an_unknown_language_is_read_as_english():
    """Without a language, or without a list for it, the English list is taken."""
    assert classes_of("the herring", "") == classes_of("the herring", "pt") == [DETERMINER, 0]


def test_one_spelling_means_different_things_in_two_languages():
    """The word "war" is an auxiliary in German and a noun in English."""
    words = number_words(["", ""], ["war Hering", "war herring"])
    german, _, english, _ = classify_words(words, ["de", "en"]).tolist()
    assert german & FUNCTION
    assert not english & FUNCTION
    assert english & VAGUE


def test_furniture_is_no_function_word():
    """Months and offices are never the matter, but a noun phrase goes on before them."""
    (spokesman,) = classes_of("spokesman", "en")
    assert spokesman & FURNITURE
    assert not spokesman & FUNCTION


def test_no_articles():
    """Nothing to classify, nothing classified."""
    assert len(classify_words(number_words([], []), [])) == 0
