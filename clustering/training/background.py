"""Counts in how many texts each word stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from clustering.config import load_config
from clustering.errors import OutputError
from clustering.readers import read_articles
from clustering.text.tfidf import document_frequency
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import capital_share, number_words, spell

MIN_TEXTS = 7
"""Rarer words are left out: their count says little and could give away a text."""


def count_background(paths: Sequence[str | Path], out: Path) -> int:
    """Writes a background table: a line ``#texts N``, then a line for each word.

    A line is the word, the number of texts it stands in, and how often, in percent, it
    begins with a capital inside a sentence; words in order.

    Args:
        paths: Articles in any input format; together one collection.
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
    counts = document_frequency(words)
    kept = np.flatnonzero(counts >= MIN_TEXTS).astype(np.int32)
    spelled = [word.lower() for word in spell(words, kept, titles, bodies)]
    capital = np.round(100 * np.nan_to_num(capital_share(words)[kept])).astype(int)
    lines = sorted(
        f"{word}\t{count}\t{percent}"
        for word, count, percent in zip(
            spelled, counts[kept].tolist(), capital.tolist(), strict=True
        )
        if len(tokenize([word]).hashes) == 1
    )
    try:
        out.write_text("\n".join([f"#texts\t{len(articles)}", *lines, ""]), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
    return len(lines)
