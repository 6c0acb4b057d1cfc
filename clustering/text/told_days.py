"""The days that a text tells of, counted from when it was published."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from clustering.text.calendar import Int64, NamedDays, named_days, places, rows_of, sorted_table
from clustering.text.tfidf import Floats, Rows, Spans, blended_idf
from clustering.text.vocabulary import Words

_WEEKDAYS = (
    "monday montag lundi lunes понедельник понедельника",
    "tuesday dienstag mardi martes вторник вторника",
    "wednesday mittwoch mercredi miércoles среду среды",
    "thursday donnerstag jeudi jueves четверг четверга",
    "friday freitag vendredi viernes пятницу пятницы",
    "saturday samstag samedi sábado субботу субботы",
    "sunday sonntag dimanche domingo воскресенье воскресенья",
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_AHEAD_DAYS = 30
"""A day without a year is the last one not later than so many days after publication."""
_SHARE = 1 / 365
"""Of the imagined background texts so many tell of any one day."""


def weekday_vectors(words: Words, spans: Spans) -> Rows:
    """(n_texts, 7) rows of the weekdays named, Monday first; their columns alone matter."""
    text, day = _weekdays(words, spans)
    return rows_of(text, day, words.n_texts, 7)


def told_day_vectors(
    words: Words, spans: Spans, published: npt.NDArray[np.float64], background_weight: float
) -> tuple[Rows, Floats]:
    """Rows of the days told: named with month and day, named by weekday, and the own day.

    "Saturday" is the last one that is not after publication. A named day without a year is the
    last one up to 30 days after it. Where it is not known when a text was published, only days
    named with their year are known.

    Args:
        words: The archive's words.
        spans: The part of each text to look at.
        published: (n_texts,) days since 1970-01-01; nan where the day is not known.
        background_weight: Imagined background texts, see ``tfidf.blended_idf``.

    Returns:
        (n_texts, n_days) rows, whose columns alone matter, and the inverse document frequency of
        each day.
    """
    dated = np.flatnonzero(~np.isnan(published))
    named_text, named_day = _in_a_year(words, named_days(words, spans), published)
    text, weekday = _weekdays(words, spans)
    told = published[text] - (published[text] + 3 - weekday) % 7  # 1970-01-01 was a Thursday
    known = ~np.isnan(told)
    row = np.concatenate([dated, named_text, text[known]])
    day = np.concatenate([published[dated], named_day, told[known]]).astype(np.int64)
    days, column = np.unique(day, return_inverse=True)
    rows = rows_of(row, column.astype(np.int64), words.n_texts, max(len(days), 1))
    df = np.bincount(rows.columns, minlength=rows.n_columns)
    background = np.full(rows.n_columns, _SHARE, np.float32)
    return rows, blended_idf(df, words.n_texts, background, background_weight)


def _in_a_year(
    words: Words, named: NamedDays, published: npt.NDArray[np.float64]
) -> tuple[Int64, npt.NDArray[np.float64]]:
    """Texts and days since 1970-01-01 of named days whose year is told or can be told."""
    (keys, years) = _years()
    year_of = years[places(words, keys)]
    end = words.offsets[named.text + 1]
    behind = np.minimum(named.after, len(words.terms) - 1)
    year = np.where(named.after < end, year_of[words.terms[behind]], 0)
    own = published[named.text]
    known = (year > 0) | ~np.isnan(own)
    text, month, of_month = named.text[known], named.month[known], named.day[known]
    year, own = year[known], own[known]
    this_year = (
        np.nan_to_num(own)
        .astype(np.int64)
        .astype("datetime64[D]")
        .astype("datetime64[Y]")
        .astype(int)
        + 1970
    )
    day = _day(np.where(year > 0, year, this_year - 1), month, of_month)
    for later in (this_year, this_year + 1):
        other = _day(later, month, of_month)
        day = np.where((year == 0) & (other <= own + _AHEAD_DAYS), other, day)
    real = ~np.isnan(day)
    return text[real], day[real]


def _day(year: Int64, month: Int64, of_month: Int64) -> npt.NDArray[np.float64]:
    """Days since 1970-01-01; nan for a day that the month does not have."""
    begin = (12 * (year - 1970) + month - 1).astype("datetime64[M]")
    day = begin.astype("datetime64[D]") + (of_month - 1)
    return np.where(day.astype("datetime64[M]") == begin, day.astype(np.float64), np.nan)


def _weekdays(words: Words, spans: Spans) -> tuple[Int64, Int64]:
    """Texts and weekdays, 0 for Monday, of the weekdays named."""
    keys, values = _weekday_table()
    of_term = values[places(words, keys)]
    text = np.repeat(np.arange(words.n_texts), np.diff(words.offsets))
    at = np.flatnonzero(of_term[words.terms] > 0)
    at = at[(at >= spans.first[text[at]]) & (at < spans.end[text[at]])]
    return text[at], of_term[words.terms[at]] - 1


@cache
def _weekday_table() -> tuple[npt.NDArray[np.uint64], Int64]:
    return sorted_table(
        [(name, n + 1) for n, names in enumerate(_WEEKDAYS) for name in names.split()]
    )


@cache
def _years() -> tuple[npt.NDArray[np.uint64], Int64]:
    return sorted_table([(str(year), year) for year in range(_FIRST_YEAR, _LAST_YEAR + 1)])
