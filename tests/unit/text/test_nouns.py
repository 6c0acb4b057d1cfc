"""Nouns by their neighbours."""

import pytest

from clustering.text.function_words import classify_words
from clustering.text.nouns import count_places, word_forms
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words


def counted(body, word, title=""):
    """Places, noun alone, noun last and verb places of a word."""
    words = number_words([title], [body])
    counts = count_places(words, classify_words(words, ["en"]))
    return counts[words.hashes.tolist().index(hash_word(word))].tolist()


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("He praised the zibble in Bergen.", [1, 1, 0, 0]),  # determiner before, function after
        ("Talks about zibble, they said.", [1, 1, 0, 0]),  # preposition before, a pause after
        ("The old zibble was there.", [1, 0, 1, 0]),  # ends a phrase of two words
        ("The zibble herring was there.", [1, 0, 0, 0]),  # the phrase goes on
        ("They zibble often.", [1, 0, 0, 1]),  # a pronoun before
        ("Ministers zibble the treaty.", [1, 0, 0, 1]),  # a determiner after
        ("The zibble, the herring.", [1, 1, 0, 0]),  # no verb: a comma parts them
    ],
)
def test_places_of_nouns_and_verbs(body, places):
    """A noun stands between determiner and function word, a verb after a pronoun."""
    assert counted(body, "zibble") == places


def test_headlines_do_not_count():
    """Headlines have a grammar of their own: only bodies are counted."""
    assert counted("Nothing else.", "zibble", title="The zibble of Bergen") == [0, 0, 0, 0]


def forms_of(*bodies):
    """Heads and modifiers among the words of the bodies."""
    words = number_words([""] * len(bodies), list(bodies))
    forms = word_forms(words, classify_words(words, ["en"] * len(bodies)))
    place = {word: words.hashes.tolist().index(hash_word(word)) for word in WORDS}
    return {w for w in WORDS if forms.head[place[w]]}, {
        w for w in WORDS if forms.modifier[place[w]]
    }


WORDS = ("treaty", "nuclear", "exchanged", "zibble")


def test_two_sentences_are_enough_for_usual_words():
    """The package's own counts tell noun, adjective and participle where the archive is tiny."""
    heads, modifiers = forms_of("Zibble treaty nuclear exchanged.")
    assert heads == {"treaty", "zibble"}  # a word never seen before counts as a noun
    assert modifiers == {"treaty", "nuclear", "zibble"}


def test_an_archive_can_prevail():
    """Used as a verb again and again, an unknown word is no noun any longer."""
    heads, _ = forms_of("Treaty nuclear exchanged.", *["They zibble the fish."] * 20)
    assert heads == {"treaty"}


def test_places_do_not_reach_into_another_article():
    """The last word of one article does not stand before the first of the next."""
    words = number_words(["", ""], ["They praised the", "zibble in Bergen the"])
    counts = count_places(words, classify_words(words, ["en", "en"]))
    zibble = words.hashes.tolist().index(hash_word("zibble"))
    assert counts[zibble].tolist() == [1, 0, 0, 0]
