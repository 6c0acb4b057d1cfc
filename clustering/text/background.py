"""How common words are in news at large."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats, blended_idf, document_frequency
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words

WEIGHT = 2000.0
"""Imagined background texts blended into every corpus, see ``tfidf.blended_idf``."""


def archive_idf(words: Words) -> Floats:
    """(n_terms,) float32: the archive's inverse document frequency, blended with the background."""
    share = background_share(words.hashes)
    return blended_idf(document_frequency(words), words.n_texts, share, WEIGHT)


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
