"""A collection of articles as numbered words, and the file that its counts are written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import load_config
from clustering.errors import OutputError
from clustering.readers import read_articles
from clustering.text.vocabulary import Words, number_words, spell


@dataclass(frozen=True, eq=False)
class Collection:
    """Articles by id, and their words as numbers.

    Attributes:
        titles: (n_articles,) headlines.
        bodies: (n_articles,) cleaned texts.
        languages: (n_articles,) codes, empty where unknown.
        words: Of headlines and texts.
    """

    titles: list[str]
    bodies: list[str]
    languages: list[str]
    words: Words

    def spell(self, kept: npt.NDArray[np.int32]) -> list[str]:
        """The words of these numbers in lower case."""
        return [word.lower() for word in spell(self.words, kept, self.titles, self.bodies)]


def read_collection(paths: Sequence[str | Path]) -> Collection:
    """Reads articles in any input format, with the built-in settings, as one collection.

    Raises:
        ClusteringError: The articles cannot be read.
    """
    config = load_config()
    reading = read_articles(paths, config=config.input, cleaning=config.cleaning)
    articles = sorted(reading.articles, key=lambda article: article.id)
    titles, bodies = [a.title for a in articles], [a.body for a in articles]
    languages = [a.language for a in articles]
    return Collection(titles, bodies, languages, number_words(titles, bodies))


def write_lines(out: Path, lines: Sequence[str]) -> None:
    """Writes a table.

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        out.write_text("\n".join([*lines, ""]), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
