"""Words of articles, with and without the names of actors."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats, Rows, lead_spans
from clustering.text.vocabulary import Words

Bools = npt.NDArray[np.bool_]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

MATTER_WORDS = 260
"""Body words looked at: long enough for the matter, too short for the background part."""
_TITLE_TIMES = 3
_MIN_IDF = 1.2
"""Words in more than about a third of all news carry no matter."""
_N_LOGS = 64
"""Counts whose logarithm is looked up."""


def matter_rows(words: Words, idf: Floats, named: Bools) -> tuple[Rows, Rows]:
    """Title three times and the first words, (1 + ln tf) · sqrt(idf), common words left out.

    The square root keeps single rare words (a name in one article) from deciding.

    Args:
        words: Of the articles.
        idf: (n_terms,) float32.
        named: (n_tokens,) bool, the token is part of an actor's name.

    Returns:
        (n_articles, n_terms) unit rows of all words, and of those outside names: what an affair is
        about, apart from who. The latter have the same entries, 0 for what is only part of names.
    """
    weights = np.where(idf < _MIN_IDF, 0, np.sqrt(idf)).astype(np.float32)
    spans = lead_spans(words, MATTER_WORDS)
    title_end = words.offsets[:-1] + words.n_title
    offsets, columns, values, also = _matter_rows(
        spans.first, spans.end, title_end, words.terms, named, weights
    )
    n = words.n_terms
    return Rows(offsets, columns, values, n), Rows(offsets, columns, also, n)


def sum_rows(rows: Rows, also: Floats, labels: Int32, n_groups: int) -> tuple[Rows, Rows]:
    """Sums of the rows of each group, and of the same rows with the other values.

    Args:
        rows: Columns ascend in each row.
        also: (n_entries,) the other values of the same entries.
        labels: (n_rows,) int32 group of each row, 0 to n_groups - 1.
        n_groups: Number of groups.

    Returns:
        (n_groups, n_columns) rows with the same entries, float32 sums in the order of the rows.
    """
    members = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[members], np.arange(n_groups + 1))
    offsets, columns, values, others = _sum_rows(
        rows.offsets, rows.columns, rows.values, also, members, ends, rows.n_columns
    )
    n = rows.n_columns
    return Rows(offsets, columns, values, n), Rows(offsets, columns, others, n)


@nb.njit(cache=True, nogil=True)
def _matter_rows(
    first: Int64, end: Int64, title_end: Int64, terms: Int32, named: Bools, weights: Floats
) -> tuple[Int64, Int32, Floats, Floats]:
    capacity = (end - first).sum()
    offsets, columns = np.zeros(len(first) + 1, np.int64), np.empty(capacity, np.int32)
    values, also = np.empty(capacity, np.float32), np.empty(capacity, np.float32)
    times = np.zeros((len(weights), 2), np.int32)
    logs = np.log(np.arange(1, _N_LOGS + 1))
    n = 0
    for text in range(len(first)):
        begin = n
        for at in range(first[text], end[text]):
            term = terms[at]
            if weights[term] > 0:
                if times[term, 0] == 0:
                    columns[n] = term
                    n += 1
                counted = _TITLE_TIMES if at < title_end[text] else 1
                times[term, 0] += counted
                if not named[at]:
                    times[term, 1] += counted
        columns[begin:n].sort()
        for kind, out in enumerate((values, also)):
            _weigh(columns[begin:n], times[:, kind], weights, logs, out[begin:n])
        offsets[text + 1] = n
    return offsets, columns[:n].copy(), values[:n].copy(), also[:n].copy()


@nb.njit(cache=True, nogil=True)
def _weigh(columns: Int32, times: Int32, weights: Floats, logs: Floats, out: Floats) -> None:
    """Writes the unit row of words that are told so many times, and leaves no times."""
    square = 0.0
    for k in range(len(columns)):
        term = columns[k]
        count = times[term]
        times[term] = 0
        value = 0.0
        if count > 0:
            log = logs[count - 1] if count <= _N_LOGS else np.log(count)
            value = (1.0 + log) * weights[term]
        out[k] = value
        square += value * value
    if square > 0:
        scale = 1.0 / np.sqrt(square)
        for k in range(len(columns)):
            out[k] *= scale


@nb.njit(cache=True, nogil=True)
def _sum_rows(
    offsets: Int64,
    columns: Int32,
    values: Floats,
    also: Floats,
    members: Int64,
    ends: Int64,
    n_columns: int,
) -> tuple[Int64, Int32, Floats, Floats]:
    """One group after the other, over an array of all columns."""
    out, found = np.zeros(len(ends), np.int64), np.empty(len(columns), np.int32)
    sums, others = np.empty(len(columns), np.float32), np.empty(len(columns), np.float32)
    total, held = np.zeros((n_columns, 2), np.float32), np.zeros(n_columns, np.bool_)
    n = 0
    for group in range(len(ends) - 1):
        first = n
        for row in members[ends[group] : ends[group + 1]]:
            for at in range(offsets[row], offsets[row + 1]):
                column = columns[at]
                if not held[column]:
                    held[column] = True
                    found[n] = column
                    n += 1
                total[column, 0] += values[at]
                total[column, 1] += also[at]
        if ends[group + 1] - ends[group] > 1:  # those of one row are in order
            found[first:n].sort()
        for place in range(first, n):
            column = found[place]
            sums[place], others[place] = total[column, 0], total[column, 1]
            total[column, 0] = total[column, 1] = 0
            held[column] = False
        out[group + 1] = n
    return out, found[:n].copy(), sums[:n].copy(), others[:n].copy()
