"""Two names in a row: first and last name, place and place."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.text.background import WEIGHT
from clustering.text.distinct import distinct
from clustering.text.scan import CAPITAL, NUMBER
from clustering.text.tfidf import Floats, Rows, Spans
from clustering.text.vocabulary import Words


def name_pair_vectors(
    words: Words, names: Floats, spans: Spans, share: Floats
) -> tuple[Rows, Floats]:
    """Rows of the pairs of capitalised names that follow each other.

    Args:
        words: The archive's words.
        names: (n_terms,) float32 above 0 for a term that is a name.
        spans: The part of each text to look at.
        share: (n_terms,) float32, see ``background.usual_share``.

    Returns:
        (n_texts, n_pairs) rows, whose columns alone matter, and the inverse document frequency
        of each pair: blended as for single words; a pair is taken to be half as frequent in the
        background as the rarer of its two words.
    """
    capital = (words.flags & (CAPITAL | NUMBER)) == CAPITAL
    name = capital & (names > 0)[words.terms]
    kept = np.flatnonzero(name[:-1] & name[1:])
    text = np.searchsorted(words.offsets, kept, side="right") - 1
    inside = (kept >= spans.first[text]) & (kept + 1 < spans.end[text])
    kept, text = kept[inside], text[inside]
    first, second = words.terms[kept].astype(np.int64), words.terms[kept + 1]
    pairs, column = np.unique(first * words.n_terms + second, return_inverse=True)
    n_columns = max(len(pairs), 1)
    cells = distinct(text * n_columns + column)
    rows, columns = cells // n_columns, cells % n_columns
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=words.n_texts))])
    usual = np.minimum(share[pairs // words.n_terms], share[pairs % words.n_terms]) / 2
    df = np.bincount(columns, minlength=len(pairs))
    idf = np.log((words.n_texts + WEIGHT + 1) / (df + WEIGHT * usual + 0.5)).astype(np.float32)
    values: npt.NDArray[np.float32] = np.ones(len(cells), np.float32)
    return Rows(offsets.astype(np.int64), columns.astype(np.int32), values, n_columns), idf
