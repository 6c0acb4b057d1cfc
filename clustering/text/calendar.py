"""Days of the year that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from clustering.text.distinct import distinct
from clustering.text.scan import CAPITAL
from clustering.text.tfidf import Rows, Spans
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words

Int64 = npt.NDArray[np.int64]

_MONTHS = (
    "january jan januar janvier enero января",
    "february feb februar février febrero февраля",
    "march mar märz mars marzo марта",
    "april apr avril abril апреля",
    "may mai mayo мая",
    "june jun juni juin junio июня",
    "july jul juli juillet julio июля",
    "august aug août agosto августа",
    "september sep sept septembre septiembre сентября",
    "october oct oktober octobre octubre октября",
    "november nov novembre noviembre ноября",
    "december dec dezember décembre diciembre декабря",
)
_ENDINGS = ("", "st", "nd", "rd", "th")
_ORDINARY_WORDS = ("may", "march")
"""Months only with a capital: "at least 10 may have died"."""
_N_DAYS = 13 * 32


@dataclass(frozen=True, eq=False)
class NamedDays:
    """Days named as month and day, one an entry.

    Attributes:
        text: (n,) int64, whose they are.
        month: (n,) int64, 1 to 12.
        day: (n,) int64, 1 to 31.
        after: (n,) int64, the first token behind them, which may be the year.
    """

    text: Int64
    month: Int64
    day: Int64
    after: Int64


def day_vectors(words: Words, spans: Spans) -> Rows:
    """Rows of the days named as month and day ("September 10", "10 septembre"), unit length.

    Columns are 32 · month + day; a year, if there is one, is not looked at.

    Returns:
        (n_texts, 416) rows; empty where no day is named.
    """
    named = named_days(words, spans)
    return rows_of(named.text, 32 * named.month + named.day, words.n_texts, _N_DAYS)


def named_days(words: Words, spans: Spans) -> NamedDays:
    """Where texts name a month and a day.

    "of" and "de" between day and month are passed over. "may" and "march" are months with a
    capital only.
    """
    month, day, passed, ordinary = (table[places(words, keys)] for keys, table in _tables())
    at = np.flatnonzero((month > 0)[words.terms])  # few words are months
    at = at[(ordinary[words.terms[at]] == 0) | (words.flags[at] & CAPITAL > 0)]
    text = np.searchsorted(words.offsets, at, side="right") - 1
    first, end = spans.first[text], spans.end[text]
    found = []
    # "September 10", "10 September", "10 de septiembre", never "September of 10"
    for step in (1, -1, -2):
        beside = at + step
        kept = np.flatnonzero((np.minimum(at, beside) >= first) & (np.maximum(at, beside) < end))
        if step == -2:
            kept = kept[passed[words.terms[at[kept] - 1]] > 0]
        kept = kept[day[words.terms[beside[kept]]] > 0]
        numbers = month[words.terms[at[kept]]], day[words.terms[beside[kept]]]
        found.append((text[kept], *numbers, np.maximum(at, beside)[kept] + 1))
    return NamedDays(*(np.concatenate(column) for column in zip(*found, strict=True)))


def rows_of(row: Int64, column: Int64, n_texts: int, n_columns: int) -> Rows:
    """Unit rows of the distinct columns of each text.

    Args:
        row: (n,) int64 texts.
        column: (n,) int64, what each has.
        n_texts: Number of rows.
        n_columns: Width.
    """
    keys = distinct(row * n_columns + column)
    row, column = keys // n_columns, keys % n_columns
    sizes = np.bincount(row, minlength=n_texts)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    values = (1 / np.sqrt(sizes[row])).astype(np.float32)
    return Rows(offsets, column.astype(np.int32), values, n_columns)


def places(words: Words, keys: npt.NDArray[np.uint64]) -> Int64:
    """(n_terms,) index of each term in ``keys``; len(keys) when it is not there."""
    place = np.searchsorted(keys, words.hashes)
    found = np.append(keys, np.uint64(0))[np.minimum(place, len(keys))] == words.hashes
    return np.where(found & (place < len(keys)), place, len(keys))


@cache
def _tables() -> tuple[tuple[npt.NDArray[np.uint64], Int64], ...]:
    """Sorted hashes and values of months, days, words passed over and ordinary words."""
    months = [(name, n + 1) for n, names in enumerate(_MONTHS) for name in names.split()]
    days = [(f"{n}{end}", n) for n in range(1, 32) for end in _ENDINGS]
    days += [(f"0{n}", n) for n in range(1, 10)]
    passed = [("of", 1), ("de", 1)]
    ordinary = [(name, 1) for name in _ORDINARY_WORDS]
    return tuple(sorted_table(entries) for entries in (months, days, passed, ordinary))


def sorted_table(entries: list[tuple[str, int]]) -> tuple[npt.NDArray[np.uint64], Int64]:
    """Hashes of words, ascending, and their values; behind these a 0 for a word not there."""
    hashes = tokenize([" ".join(word for word, _ in entries)]).hashes
    order = np.argsort(hashes)
    values = np.array([value for _, value in entries])[order]
    return hashes[order], np.append(values, 0)
