"""How much a word behaves like a noun, by its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.function_words import (
    DETERMINER,
    FUNCTION,
    OTHER,
    PREPOSITION,
    VERB_CUE,
    endings,
)
from clustering.text.scan import SENTENCE_START
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import JOINED, Words

Float64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_MAX_SHIPPED = 200.0
"""Shipped counts weigh at most this many places: an archive's own use of a word can prevail."""
_PRIOR_PLACES = 2.0
"""Imagined places of every word …"""
_PRIOR = np.array([0.12, 0.04, 0.05])
"""… of which this share are alone, last and a verb's: about the mean of content words."""
_LAST_WEIGHT = 0.8
_MIN_NOUN = 0.1
_MAX_VERB = 0.7
"""A noun's verb places are fewer than this share of its noun places: "strike" is one."""
_MAX_MODIFIER_VERB = 0.12
_OPENS = DETERMINER | PREPOSITION
"""What a noun phrase stands behind."""


@dataclass(frozen=True, eq=False)
class WordForms:
    """What each term can be in a noun phrase.

    Attributes:
        head: (n_terms,) bool, can be or end a phrase: "treaty".
        modifier: (n_terms,) bool, can stand before its end: "nuclear", "peace".
    """

    head: Bools
    modifier: Bools


def word_forms(words: Words, classes: npt.NDArray[np.uint8]) -> WordForms:
    """Tells nouns and their modifiers from verbs and adverbs by the words beside them.

    A noun phrase of one word stands between a determiner or preposition and a function word or
    a pause ("of sanctions on"); a verb follows a pronoun, "to" or an auxiliary, or a determiner
    follows it ("signed the"). The shares of such places tell the two apart without a tagger: it
    is the idea of distributional word classes (H. Schütze, Distributional Part-of-Speech
    Tagging, EACL 1995) with three hand-made features instead of clusters. The archive's own
    counts are added to those of the package, so that two articles are enough.

    Args:
        words: Of the articles.
        classes: (n_tokens,) uint8, see ``classify_words``.

    Returns:
        What each term can be; a word that was never seen before counts as a noun.
    """
    counts = _shipped(words.hashes) + count_places(words, classes)
    total = counts[:, 0] + _PRIOR_PLACES
    alone, last, verb = ((counts[:, 1:] + _PRIOR_PLACES * _PRIOR) / total[:, None]).T
    noun = alone + _LAST_WEIGHT * last
    return WordForms(
        head=(noun >= _MIN_NOUN) & (verb <= _MAX_VERB * noun),
        modifier=verb <= np.maximum(_MAX_MODIFIER_VERB, _MAX_VERB * noun),
    )


def forms_by_ending(spelt: Sequence[str], language: str) -> tuple[Bools, Bools]:
    """Heads and modifiers by their endings, for a language whose nouns have no articles.

    Args:
        spelt: Words.
        language: ISO 639-1 code.

    Returns:
        (n,) bool, neither verb nor adjective; (n,) bool, no verb. Both are True for all words of
        a language without endings.
    """
    verbs, adjectives = endings(language)
    small = [word.lower() for word in spelt]
    verb = np.array([word.endswith(verbs) for word in small], np.bool_)
    adjective = np.array([word.endswith(adjectives) for word in small], np.bool_)
    return ~(verb | adjective), ~verb


def count_places(words: Words, classes: npt.NDArray[np.uint8]) -> Float64:
    """In how many places each term stands in bodies, and in how many of which kind.

    Returns:
        (n_terms, 4) float64: all places; those of a noun phrase by itself; those where it ends
        one of two words; those of a verb.
    """
    counts = _count_places(
        words.terms, words.flags, classes, words.offsets, words.n_title, words.n_terms
    )
    return counts.astype(np.float64)


@nb.njit(cache=True, nogil=True)
def _count_places(
    terms: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    classes: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
    n_title: npt.NDArray[np.int32],
    n_terms: int,
) -> npt.NDArray[np.int64]:
    """The counts of ``count_places``; joined is what follows one character on, inside a sentence.

    A token that is not joined to the one before is never compared with it.
    """
    counts = np.zeros((n_terms, 4), np.int64)
    for text in range(len(n_title)):
        for at in range(offsets[text] + n_title[text], offsets[text + 1]):
            term = terms[at]
            counts[term, 0] += 1
            joined = _is_joined(flags[at])
            before = classes[at - 1] if joined else 0
            word_before = joined and before & FUNCTION == 0 and _is_joined(flags[at - 1])
            before_that = classes[at - 2] if word_before else 0
            joins = at + 1 < len(terms) and _is_joined(flags[at + 1])
            after = classes[at + 1] if joins else 0
            if not joins or after & FUNCTION > 0:
                counts[term, 1] += before & _OPENS > 0
                counts[term, 2] += before_that & _OPENS > 0
            fixed = after & DETERMINER > 0 and after & OTHER == 0
            counts[term, 3] += fixed or before & VERB_CUE > 0
    return counts


@nb.njit(cache=True, nogil=True, inline="always")
def _is_joined(flag: int) -> bool:
    return flag & JOINED > 0 and flag & SENTENCE_START == 0


def _shipped(hashes: npt.NDArray[np.uint64]) -> Float64:
    """(n, 4) counts of the package, at most ``_MAX_SHIPPED`` places a word; 0 if unknown."""
    known, counts = _table()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where((known[place] == hashes)[:, None], counts[place], 0.0)


@cache
def _table() -> tuple[npt.NDArray[np.uint64], Float64]:
    text = resources.files("clustering.text").joinpath("nouns.tsv").read_text("utf-8")
    fields = text.partition("\n")[2].split()
    hashes = tokenize([" ".join(fields[::5])]).hashes
    counts = np.array([fields[k::5] for k in range(1, 5)], np.float64).T
    counts *= np.minimum(1, _MAX_SHIPPED / counts[:, :1])
    order = np.argsort(hashes)
    return hashes[order], counts[order]
