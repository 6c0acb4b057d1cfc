"""Function words: what they tell of the word beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words

UInt8 = npt.NDArray[np.uint8]

DETERMINER, PREPOSITION, VERB_CUE, LINK, OTHER, FURNITURE, VAGUE, PERSON_CUE = (
    1 << bit for bit in range(8)
)
"""Classes of words, as bits; function_words.toml tells what each is."""
FUNCTION = DETERMINER | PREPOSITION | VERB_CUE | OTHER
"""Begins and ends no phrase."""
CAPITAL_NOUNS = ("de", "lb")
"""Languages that write every noun with a capital."""
_CLASSES = {
    "determiners": DETERMINER,
    "prepositions": PREPOSITION,
    "verb_cues": VERB_CUE,
    "links": LINK,
    "others": OTHER,
    "furniture": FURNITURE,
    "vague": VAGUE,
    "person_cues": PERSON_CUE,
}
_UNTOLD = "en"
"""Read where an article's language is unknown or has no list."""


def classify_words(words: Words, languages: Sequence[str]) -> UInt8:
    """The classes of every token, by the language of its article.

    One spelling means different things: "war" is a verb in German and a noun in English.

    Args:
        words: Of the articles.
        languages: (n_texts,) ISO 639-1 codes, empty where unknown.

    Returns:
        (n_tokens,) uint8, sums of the classes of this module.
    """
    lists = _lists()
    read = [language if language in lists else _UNTOLD for language in languages]
    used = sorted(set(read))
    tables = [_table(words, lists[language]) for language in used]
    if len(used) == 1:
        return np.asarray(tables[0][words.terms])
    number = {language: index for index, language in enumerate(used)}
    of_text = np.array([number[language] for language in read], np.uint8)
    of_token = np.repeat(of_text, np.diff(words.offsets))
    classes = np.zeros(len(words.terms), np.uint8)
    for index, table in enumerate(tables):
        here = of_token == index
        classes[here] = table[words.terms[here]]
    return classes


@cache
def plain_words() -> npt.NDArray[np.uint64]:
    """(n,) hashes of all words of all lists, the vague ones apart: by themselves no names."""
    texts = [text for classes in _lists().values() for bit, text in classes.items() if bit != VAGUE]
    return np.unique(tokenize(texts).hashes)


def _table(words: Words, classes: dict[int, str]) -> UInt8:
    """(n_terms,) uint8 classes in one language."""
    table = np.zeros(words.n_terms, np.uint8)
    for bit, text in classes.items():
        table[np.isin(words.hashes, tokenize([text]).hashes)] |= bit
    return table


@cache
def endings(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Endings of verbs and of adjectives in a language without articles; none for the others."""
    lists = _read().get(language, {})
    verbs, adjectives = (
        tuple(lists.get(f"{k}_endings", "").split()) for k in ("verb", "adjective")
    )
    return verbs, adjectives


@cache
def _lists() -> dict[str, dict[int, str]]:
    return {
        language: {_CLASSES[name]: words for name, words in lists.items() if name in _CLASSES}
        for language, lists in _read().items()
    }


@cache
def _read() -> dict[str, dict[str, str]]:
    text = resources.files("clustering.text").joinpath("function_words.toml").read_text("utf-8")
    return tomllib.loads(text)
