"""Articles as columns, in the one order that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clustering.model.article import Article

Days = npt.NDArray[np.int32]

NO_DAY = np.int32(-(2**31))
"""Stands in the day columns for a date without a year."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles sorted by (first possible day, longest body first, id); undated ones last.

    So the smallest row of any group is its earliest article and its representative,
    and the same articles in any order give the same rows.

    Attributes:
        articles: The articles, one a row.
        day_first: (n_articles,) int32, first possible day since 1970-01-01, or ``NO_DAY``.
        day_last: (n_articles,) int32, last possible day, or ``NO_DAY``.
    """

    articles: tuple[Article, ...]
    day_first: Days
    day_last: Days

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Corpus:
        """Sorts the articles and makes the columns.

        Raises:
            ValueError: Two articles have the same id (readers report that to the user).
        """
        spans = {}
        rows = list(articles)
        for article in rows:
            if article.id in spans:
                raise ValueError(f"two articles with the id {article.id!r}")
            spans[article.id] = article.date.span_days()
        rows.sort(key=lambda a: (_sort_day(spans[a.id]), -len(a.body), a.id))
        first = np.array([_day(spans[a.id], 0) for a in rows], dtype=np.int32)
        last = np.array([_day(spans[a.id], 1) for a in rows], dtype=np.int32)
        first.flags.writeable = last.flags.writeable = False
        return cls(tuple(rows), first, last)

    def __len__(self) -> int:
        return len(self.articles)

    def take(self, rows: npt.NDArray[np.int32]) -> Corpus:
        """The given rows (ascending), renumbered from 0."""
        first, last = self.day_first[rows], self.day_last[rows]
        first.flags.writeable = last.flags.writeable = False
        return Corpus(tuple(self.articles[row] for row in rows), first, last)

    @cached_property  # asked for row by row
    def dated(self) -> npt.NDArray[np.bool_]:
        """(n_articles,) bool: the year is known."""
        known = np.not_equal(self.day_first, NO_DAY)
        known.flags.writeable = False
        return known

    @property
    def published(self) -> npt.NDArray[np.float64]:
        """(n_articles,) days since 1970-01-01; nan where the date is not known to the day."""
        known = self.dated & (self.day_first == self.day_last)
        return np.where(known, self.day_first, np.nan)

    def span_days(self, rows: npt.NDArray[np.int32]) -> tuple[int | None, int | None]:
        """First and last possible day of the dated articles among rows; None without any."""
        dated = rows[self.day_first[rows] != NO_DAY]
        if not len(dated):
            return None, None
        return int(self.day_first[dated].min()), int(self.day_last[dated].max())

    def outlets(self, rows: npt.NDArray[np.int32]) -> tuple[str, ...]:
        """Names of the outlets of rows, sorted; unknown ones left out."""
        return tuple(sorted({self.articles[row].outlet for row in rows} - {""}))

    @property
    def titles(self) -> list[str]:
        """Headlines by row."""
        return [a.title for a in self.articles]

    @property
    def bodies(self) -> list[str]:
        """Cleaned texts by row."""
        return [a.body for a in self.articles]

    @property
    def languages(self) -> list[str]:
        """ISO 639-1 codes by row; empty where unknown."""
        return [a.language for a in self.articles]

    @property
    def ids(self) -> list[str]:
        """Ids by row."""
        return [a.id for a in self.articles]


def _sort_day(span: tuple[int, int] | None) -> tuple[int, int, int]:
    return (1, 0, 0) if span is None else (0, *span)


def _day(span: tuple[int, int] | None, end: int) -> int:
    return int(NO_DAY) if span is None else span[end]
