"""How common words are in news at large."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from clustering.text.distinct import distinct
from clustering.text.function_words import FUNCTION, classify_words
from clustering.text.tfidf import Floats, blended_idf
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words

WEIGHT = 2000.0
"""Imagined background texts blended into every corpus, see ``tfidf.blended_idf``."""


LANGUAGES = ("en",)
"""Languages that the table counts; a text of unknown language is taken for one of these."""
_FUNCTION_SHARE, _OTHER_SHARE = 0.5, 0.01
"""What is taken for the share of texts with a word, in a language that the table does not count:
for a function word, and for any other."""


def archive_idf(words: Words, languages: Sequence[str] = ()) -> Floats:
    """(n_terms,) float32: the archive's inverse document frequency, blended with the background.

    Args:
        words: The archive's words.
        languages: See ``usual_share``.
    """
    share = usual_share(words, languages)
    return blended_idf(words.document_frequency, words.n_texts, share, WEIGHT)


def usual_share(words: Words, languages: Sequence[str] = ()) -> Floats:
    """Share of news texts at large that hold each term of an archive.

    A term whose texts are for the greater part in languages that the table does not count would
    seem to be as rare as a name is in English. So it is taken to stand in half of all texts
    if it is a function word of such a language, and else in one of a hundred: in a small archive it
    is neither common nor rare, and the larger the archive, the more its own counts decide.

    Args:
        words: The archive's words.
        languages: (n_texts,) ISO 639-1 codes, empty where unknown; none: all are taken for known.

    Returns:
        (n_terms,) float32, 0 to 1.
    """
    share = background_share(words.hashes)
    foreign = np.array([language not in ("", *LANGUAGES) for language in languages], np.bool_)
    if not foreign.any():
        return share
    text = np.repeat(np.arange(words.n_texts), np.diff(words.offsets))
    cells = distinct(text * np.int64(words.n_terms) + words.terms)
    term, is_foreign = cells % words.n_terms, foreign[cells // words.n_terms]
    n_texts = np.bincount(term, minlength=words.n_terms)
    unknown = 2 * np.bincount(term, is_foreign, minlength=words.n_terms) > n_texts
    function = np.zeros(words.n_terms, np.bool_)
    others = foreign[text]
    function[words.terms[others & (classify_words(words, languages) & FUNCTION > 0)]] = True
    instead = np.where(function, _FUNCTION_SHARE, _OTHER_SHARE)
    return np.where(unknown, instead, share).astype(np.float32)


def background_capital(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.float32]:
    """How often each word begins with a capital inside a sentence.

    Args:
        hashes: (n,) uint64 word hashes.

    Returns:
        (n,) float32, 0 to 1; nan for a word that the table does not know.
    """
    known, _, capital = _table()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, capital[place], np.nan).astype(np.float32)


def background_share(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.float32]:
    """Share of background texts that hold each word.

    Args:
        hashes: (n,) uint64 word hashes.

    Returns:
        (n,) float32, 0 to 1; 0 for a word that the table does not know.
    """
    known, share, _ = _table()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, share[place], 0).astype(np.float32)


@cache
def _table() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    text = resources.files("clustering.text").joinpath("background.tsv").read_text("utf-8")
    header, _, body = text.partition("\n")
    n_texts = float(header.split("\t")[1])
    fields = body.split()
    hashes = tokenize([" ".join(fields[::3])]).hashes
    share = np.array(fields[1::3], np.float64) / n_texts
    capital = np.array(fields[2::3], np.float64) / 100
    order = np.argsort(hashes)
    return hashes[order], share[order].astype(np.float32), capital[order].astype(np.float32)
