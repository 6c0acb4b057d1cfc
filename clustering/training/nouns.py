"""Counts which words behave like nouns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from clustering.config import load_config
from clustering.errors import OutputError
from clustering.readers import read_articles
from clustering.text.function_words import classify_words
from clustering.text.nouns import count_places
from clustering.text.tfidf import document_frequency
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import number_words, spell

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
    config = load_config()
    articles = sorted(
        read_articles(paths, config=config.input, cleaning=config.cleaning).articles,
        key=lambda article: article.id,
    )
    titles, bodies = [a.title for a in articles], [a.body for a in articles]
    words = number_words(titles, bodies)
    classes = classify_words(words, [a.language for a in articles])
    kept = np.flatnonzero(document_frequency(words) >= MIN_TEXTS).astype(np.int32)
    counts = count_places(words, classes)[kept].astype(int).tolist()
    spelled = [word.lower() for word in spell(words, kept, titles, bodies)]
    lines = sorted(
        "\t".join([word, *map(str, row)])
        for word, row in zip(spelled, counts, strict=True)
        if row[0] and word.isalpha() and len(tokenize([word]).hashes) == 1
    )
    try:
        out.write_text("\n".join(["#word\tplaces\talone\tlast\tverb", *lines, ""]), "utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
    return len(lines)
