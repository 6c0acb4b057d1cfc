"""Counts which words behave like nouns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from clustering.text.function_words import classify_words
from clustering.text.nouns import count_places
from clustering.text.tokens import tokenize
from clustering.training.collection import read_collection, write_lines

MIN_TEXTS = 12
"""Rarer words are left out: their counts say little and could give away a text."""


def count_nouns(paths: Sequence[str | Path], out: Path) -> int:
    """Writes the table of ``text.nouns``: a heading, then a line for each word, in order.

    A line is the word and in how many places it stands: all, as a noun phrase by itself, as
    the end of one of two words, and as a verb.

    Args:
        paths: Articles in any input format; together one collection, English for the most part.
        out: File to write.

    Returns:
        Number of words written.

    Raises:
        ClusteringError: The articles cannot be read or the file cannot be written.
    """
    collection = read_collection(paths)
    classes = classify_words(collection.words, collection.languages)
    kept = np.flatnonzero(collection.words.document_frequency >= MIN_TEXTS).astype(np.int32)
    counts = count_places(collection.words, classes)[kept].astype(int).tolist()
    lines = sorted(
        "\t".join([word, *map(str, row)])
        for word, row in zip(collection.spell(kept), counts, strict=True)
        if row[0] and word.isalpha() and len(tokenize([word]).hashes) == 1
    )
    write_lines(out, ["#word\tplaces\talone\tlast\tverb", *lines])
    return len(lines)
