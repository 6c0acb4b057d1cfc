"""Counts in how many texts each word stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from clustering.text.tokens import tokenize
from clustering.text.vocabulary import capital_share
from clustering.training.collection import read_collection, write_lines

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
    collection = read_collection(paths)
    counts = collection.words.document_frequency
    kept = np.flatnonzero(counts >= MIN_TEXTS).astype(np.int32)
    capital = np.round(100 * np.nan_to_num(capital_share(collection.words)[kept])).astype(int)
    lines = sorted(
        f"{word}\t{count}\t{percent}"
        for word, count, percent in zip(
            collection.spell(kept), counts[kept].tolist(), capital.tolist(), strict=True
        )
        if len(tokenize([word]).hashes) == 1
    )
    write_lines(out, [f"#texts\t{len(collection.titles)}", *lines])
    return len(lines)
