"""Noun phrases of one to three words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clustering.text.numbering import number_hashes
from clustering.text.ordering import order_by_group
from clustering.text.scan import SENTENCE_START, mix64
from clustering.text.vocabulary import JOINED, Words

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MIN_LOG_LIKELIHOOD = 10.83
"""G² of a pair that chance alone gives once in a thousand (χ², one degree of freedom)."""
_MIN_NPMI = 0.2
"""Words that stand together no more than this are free: "possible sanctions"."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """Occurrences of phrases, as columns sorted by (text, key, token).

    Attributes:
        text: (n,) int32.
        key: (n,) uint64, the same for the same words.
        token: (n,) int64 first token, counted over all texts.
        size: (n,) int32 tokens, 1 to 3 (links such as "of" included).
    """

    text: Int32
    key: npt.NDArray[np.uint64]
    token: Int64
    size: Int32

    @cached_property  # asked for by all who look at phrases
    def distinct(self) -> Distinct:
        """The distinct phrases."""
        return Distinct(*number_hashes(self.key))


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct phrases among occurrences.

    Attributes:
        known: (n_phrases,) uint64 their keys, ascending.
        example: (n_phrases,) int64 the first occurrence of each.
        number: (n,) int32 of each occurrence, which of them it is.
    """

    known: npt.NDArray[np.uint64]
    example: Int64
    number: Int32


def find_phrases(words: Words, head: Bools, modifier: Bools, link: Bools, zone: Bools) -> Phrases:
    """Noun phrases: a head, with one or two modifiers, or two heads with a link between them.

    Words of a phrase follow one another after one character. A pair of words must hold
    together: G² and normalised pointwise mutual information of the two over the zone
    (T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational
    Linguistics 19(1), 1993; G. Bouma, Normalized (Pointwise) Mutual Information in Collocation
    Extraction, GSCL 2009).

    Args:
        words: Of the articles.
        head: (n_tokens,) bool, can be or end a phrase.
        modifier: (n_tokens,) bool, can stand before its end.
        link: (n_tokens,) bool, may stand inside.
        zone: (n_tokens,) bool, where to look.
    """
    text = np.repeat(np.arange(words.n_texts, dtype=np.int32), np.diff(words.offsets))
    joined = (words.flags & JOINED > 0) & (words.flags & SENTENCE_START == 0)
    head, modifier = head & zone, modifier & zone
    second = np.append(joined[1:], False)
    possible = modifier & second & _next(modifier | head, 1)
    bound = _bound_pairs(words, joined & zone, possible)
    one = np.flatnonzero(head)
    two = np.flatnonzero(modifier & second & _next(head, 1) & bound)
    begins = modifier & second & _next(modifier & joined, 1) & _next(bound & second, 1) & bound
    three = np.flatnonzero(begins & _next(head, 2))
    begins = head & second & _next(link & zone & second, 1)
    linked = np.flatnonzero(begins & _next(head, 2))
    token = np.concatenate([one, two, three, linked])
    size = np.repeat([1, 2, 3, 3], [len(one), len(two), len(three), len(linked)])
    key, where = _keys(words, token, size), text[token]
    order = order_by_group(where, key, words.n_texts)
    return Phrases(where[order], key[order], token[order], size[order].astype(np.int32))


def _next(kind: Bools, steps: int) -> Bools:
    """(n_tokens,) bool: the token that many steps on is of the kind."""
    return np.append(kind[steps:], np.zeros(min(steps, len(kind)), np.bool_))


def _bound_pairs(words: Words, joined: Bools, possible: Bools) -> Bools:
    """(n_tokens,) bool: the token and the next one hold together, where that is asked."""
    every = np.flatnonzero(joined[1:])
    total = max(len(every), 1)
    as_first = np.bincount(words.terms[every], minlength=words.n_terms)
    as_second = np.bincount(words.terms[every + 1], minlength=words.n_terms)
    first = np.flatnonzero(possible)
    pair = words.terms[first].astype(np.uint64) * np.uint64(words.n_terms)
    pair += words.terms[first + 1].astype(np.uint64)
    _, example, place = number_hashes(mix64.py_func(pair))  # mixed, two pairs never are the same
    count = np.bincount(place, minlength=len(example)).astype(np.float64)
    left = as_first[words.terms[first[example]]].astype(np.float64)
    right = as_second[words.terms[first[example] + 1]].astype(np.float64)
    strong = (log_likelihood(count, left, right, total) >= _MIN_LOG_LIKELIHOOD) & (
        normalized_information(count, left, right, total) >= _MIN_NPMI
    )
    bound = np.zeros(len(joined), np.bool_)
    bound[first] = (strong & (count > 1))[place]
    return bound


def log_likelihood(
    both: npt.NDArray[np.float64],
    first: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    total: float,
) -> npt.NDArray[np.float64]:
    """Dunning's G² of pairs: 2 Σ O ln(O / E) over the four cells of the table.

    Args:
        both: (n,) how often the two stand together.
        first: (n,) how often the first is the first of a pair.
        second: (n,) how often the second is the second of a pair.
        total: Pairs in all.

    Returns:
        (n,) float64, 0 where they are no more frequent together than by chance.
    """
    gained = np.zeros(len(both))
    for seen, row, column in (
        (both, first, second),
        (first - both, first, total - second),
        (second - both, total - first, second),
        (total - first - second + both, total - first, total - second),
    ):
        expected = row * column / total
        ratio = np.divide(seen, expected, out=np.ones(len(both)), where=(seen > 0) & (expected > 0))
        gained += 2 * seen * np.log(ratio)
    return np.where(both * total > first * second, gained, 0.0)


def normalized_information(
    both: npt.NDArray[np.float64],
    first: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    total: float,
) -> npt.NDArray[np.float64]:
    """NPMI of pairs, -1 to 1: ln(p(xy) / (p(x) p(y))) / -ln p(xy); arguments as above."""
    surprise = -np.log(both / total)
    information = np.log(both * total / (first * second))
    return np.divide(information, surprise, out=np.ones(len(both)), where=surprise > 0)


def _keys(words: Words, token: Int64, size: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    hashes = words.hashes[words.terms[token]]
    key = hashes.copy()
    for step in (1, 2):
        longer = np.flatnonzero(size > step)
        key[longer] = join_hashes(key[longer], words.hashes[words.terms[token[longer] + step]])
    return key


def join_hashes(
    beginning: npt.NDArray[np.uint64], following: npt.NDArray[np.uint64]
) -> npt.NDArray[np.uint64]:
    """(n,) uint64 hashes of sequences of tokens that are one token longer."""
    return np.asarray(mix64.py_func(beginning * np.uint64(0x100000001B3) ^ following))
