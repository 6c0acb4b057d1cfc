"""How old the people are that a text tells of."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from clustering.text.calendar import places, rows_of, sorted_table
from clustering.text.scan import CAPITAL, SENTENCE_START
from clustering.text.tfidf import Floats, Rows, blended_idf
from clustering.text.vocabulary import JOINED, Words

_MAX_AGE = 110
_SPELLED = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_OLD = (
    "jährige jähriger jährigen jährigem jähriges ans años anos anni летний летняя летнего "
    "летней лет год года"
)
"""Words after an age; in English it takes two, "year old"."""
_SHARE = 0.01
"""Each age is taken to be in so many background texts: the table of words does not tell."""


def age_vectors(words: Words, background_weight: float) -> tuple[Rows, Floats]:
    """Rows of the ages told: "a 13-year-old", "Jane Doe, 34, of", "der 34-jährige".

    Args:
        words: The archive's words.
        background_weight: Imagined background texts, see ``tfidf.blended_idf``.

    Returns:
        (n_texts, 111) rows, whose columns alone matter, and the inverse document frequency of
        each age.
    """
    (ages, age_values), (years, _), (olds, _), (old_words, _) = _tables()
    age = age_values[places(words, ages)]
    year, old, old_word = (places(words, keys) < len(keys) for keys in (years, olds, old_words))
    at = np.flatnonzero(age[words.terms] > 0)
    following = [words.terms[np.minimum(at + step, len(words.terms) - 1)] for step in (1, 2)]
    told = year[following[0]] & old[following[1]] | old_word[following[0]]
    told |= _behind_a_name(words, at)
    text = np.repeat(np.arange(words.n_texts), np.diff(words.offsets))
    rows = rows_of(text[at[told]], age[words.terms[at[told]]], words.n_texts, _MAX_AGE + 1)
    df = np.bincount(rows.columns, minlength=_MAX_AGE + 1)
    background = np.full(_MAX_AGE + 1, _SHARE, np.float32)
    return rows, blended_idf(df, words.n_texts, background, background_weight)


def _behind_a_name(words: Words, at: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Between a capitalised word and what follows, parted from both by a sign: "Doe, 34, of"."""
    last = len(words.terms) - 1
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, last)
    parted = (words.flags[at] & (JOINED | SENTENCE_START)) == 0
    parted &= (words.flags[after] & JOINED) == 0
    capital = words.flags[before] & CAPITAL > 0
    digits = words.seen[words.terms[at], 2] == 2
    return (at > 0) & (at < last) & parted & capital & digits


@cache
def _tables() -> tuple[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]], ...]:
    """Ages with their values; "year", "old" and the words for both of other languages."""
    numbers = [(str(n), n) for n in range(1, _MAX_AGE + 1)]
    numbers += [(word, n + 2) for n, word in enumerate(_SPELLED.split())]
    years = [("year", 1), ("years", 1)]
    return tuple(
        sorted_table(entries)
        for entries in (numbers, years, [("old", 1)], [(word, 1) for word in _OLD.split()])
    )
