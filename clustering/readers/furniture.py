"""Lines that stand in many articles of one outlet."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from clustering.config import CleaningConfig

# An article whose text is for the greater part lines of others is a copy of theirs and
# does not speak for what is furniture.
_MAX_COPIED_SHARE = 0.5


class LineCensus:
    """Counts lines by outlet, 16 bytes a line; the texts themselves are not kept."""

    def __init__(self, config: CleaningConfig) -> None:
        self._config = config
        self._lines: dict[str, tuple[array[int], array[int], array[int]]] = {}
        self._n_articles: dict[str, int] = {}

    def add(self, outlet: str, lines: Iterable[str]) -> None:
        """Counts an article's lines; a line that it repeats counts once."""
        hashes, words, articles = self._lines.setdefault(
            outlet, (array("q"), array("i"), array("i"))
        )
        article = self._n_articles.get(outlet, 0)
        self._n_articles[outlet] = article + 1
        for line in dict.fromkeys(lines):
            if line:
                hashes.append(hash(line))
                words.append(line.count(" ") + 1)
                articles.append(article)

    def furniture(self) -> dict[str, frozenset[int]]:
        """Outlet to the hashes of its furniture; outlets without any are left out."""
        found = {outlet: self._furniture_of(outlet) for outlet in self._lines}
        return {outlet: hashes for outlet, hashes in found.items() if hashes}

    def _furniture_of(self, outlet: str) -> frozenset[int]:
        n_articles = self._n_articles[outlet]
        needed = max(
            self._config.min_line_articles, int(np.ceil(self._config.min_line_share * n_articles))
        )
        if n_articles < needed:
            return frozenset()
        columns = self._lines[outlet]
        hashes: npt.NDArray[np.int64] = np.frombuffer(columns[0], dtype=np.int64)
        words: npt.NDArray[np.int32] = np.frombuffer(columns[1], dtype=np.int32)
        articles: npt.NDArray[np.int32] = np.frombuffer(columns[2], dtype=np.int32)
        if not len(hashes):
            return frozenset()
        distinct, inverse = np.unique(hashes, return_inverse=True)
        short = words <= self._config.max_line_words
        recurring = (np.bincount(inverse, weights=short) >= needed)[inverse] & short
        copied = np.bincount(articles, weights=words * recurring, minlength=n_articles)
        total = np.bincount(articles, weights=words, minlength=n_articles)
        own = copied <= _MAX_COPIED_SHARE * total
        support = np.bincount(inverse, weights=recurring & own[articles])
        return frozenset(distinct[support >= needed].tolist())
