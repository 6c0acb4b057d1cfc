"""TF-IDF vectors as sparse rows, over several views of a text."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.scan import mix64
from clustering.text.vocabulary import Words

Floats = npt.NDArray[np.float32]

_N_LOGS = 64
"""Counts whose logarithm is looked up."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Sparse rows (CSR) of unit length; a row without terms is empty.

    Attributes:
        offsets: (n_rows + 1,) int64.
        columns: (n_entries,) int32, ascending within a row.
        values: (n_entries,) float32.
        n_columns: Width of the matrix.
    """

    offsets: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    values: Floats
    n_columns: int

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def filled(self) -> npt.NDArray[np.bool_]:
        """(n_rows,) bool: the row has a term."""
        return np.greater(np.diff(self.offsets), 0)

    def take(self, rows: npt.NDArray[np.int32]) -> Rows:
        """The given rows, in the given order."""
        sizes = np.diff(self.offsets)[rows]
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        at = np.repeat(self.offsets[:-1][rows] - offsets[:-1], sizes) + np.arange(offsets[-1])
        return Rows(offsets, self.columns[at], self.values[at], self.n_columns)


@dataclass(frozen=True, eq=False)
class Spans:
    """Token ranges, one a text: which part of it a view looks at."""

    first: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


def title_spans(words: Words) -> Spans:
    """The title's tokens."""
    return Spans(words.offsets[:-1], words.offsets[:-1] + words.n_title)


def body_spans(words: Words, n_tokens: int = 0) -> Spans:
    """The body's tokens, or its first ``n_tokens``."""
    first = words.offsets[:-1] + words.n_title
    end = words.offsets[1:]
    return Spans(first, np.minimum(end, first + n_tokens) if n_tokens else end)


def lead_spans(words: Words, n_tokens: int) -> Spans:
    """The title and the first ``n_tokens`` of the body."""
    return Spans(words.offsets[:-1], body_spans(words, n_tokens).end)


def whole_spans(words: Words) -> Spans:
    """Title and body."""
    return Spans(words.offsets[:-1], words.offsets[1:])


def blended_idf(
    df: npt.NDArray[np.int64], n_texts: int, background: Floats, weight: float
) -> Floats:
    """Inverse document frequency that is sane for two texts as for 400,000.

    The corpus's own document frequency is smoothed with a background: ``weight`` imagined
    texts in which each term is as frequent as in the background (additive smoothing with a
    prior, Manning, Raghavan, Schütze 2008, section 11.3.2):
    idf = ln((n + weight + 1) / (df + weight · background + 1/2)), at least 0.

    Args:
        df: (n_terms,) int64.
        n_texts: Size of the corpus.
        background: (n_terms,) float32 share of background texts that hold the term.
        weight: Size of the imagined corpus, in texts.

    Returns:
        (n_terms,) float32.
    """
    idf = np.log((n_texts + weight + 1) / (df + weight * background + 0.5))
    return np.maximum(idf, 0).astype(np.float32)


def vectors(
    words: Words,
    spans: Spans,
    weights: Floats,
    only: int = 0,
    never: int = 0,
    title_times: int = 1,
) -> Rows:
    """TF-IDF rows: (1 + ln tf) · weight, unit length.

    Args:
        words: The archive's words.
        spans: The part of each text to look at.
        weights: (n_terms,) float32, usually idf; terms of weight 0 are left out.
        only: Count only tokens with one of these flags; 0 for all.
        never: Leave out tokens with one of these flags.
        title_times: Each token of the title counts this often.

    Returns:
        (n_texts, n_terms) rows.
    """
    offsets, columns, values = _vectors(
        spans.first,
        spans.end,
        words.offsets[:-1] + words.n_title,
        words.terms,
        words.flags,
        weights,
        only,
        never,
        title_times,
    )
    return Rows(offsets, columns, values, words.n_terms)


def bigram_vectors(words: Words, spans: Spans, weights: Floats, n_buckets: int = 1 << 22) -> Rows:
    """Rows of word pairs that follow each other, hashed; weight is the sum of both words'.

    The sum is the pair's information under independence, which needs no counts of pairs and
    so is as sane for two texts as for many. Pairs with a word of weight < 1 are left out.
    """
    offsets, columns, values = _bigram_vectors(
        spans.first, spans.end, words.terms, words.hashes, weights, n_buckets
    )
    return Rows(offsets, columns, values, n_buckets)


def pool(rows: Rows, labels: npt.NDArray[np.int32], n_groups: int, *, unit: bool = True) -> Rows:
    """Sums the rows of each group.

    Args:
        rows: Unit rows.
        labels: (n_rows,) int32 group of each row, 0 to n_groups - 1.
        n_groups: Number of groups.
        unit: Scale the sums to unit length.

    Returns:
        (n_groups, n_columns) rows.
    """
    from scipy.sparse import csr_array

    matrix = csr_array((rows.values, rows.columns, rows.offsets), shape=(len(rows), rows.n_columns))
    member = (np.ones(len(rows), np.float32), (labels, np.arange(len(rows))))
    summed = (csr_array(member, shape=(n_groups, len(rows))) @ matrix).tocsr()
    summed.sort_indices()
    offsets, values = summed.indptr.astype(np.int64), summed.data.astype(np.float32)
    if unit and len(values):
        sizes = np.diff(offsets)
        group = np.repeat(np.arange(n_groups), sizes)
        norms = np.sqrt(np.bincount(group, values.astype(np.float64) ** 2, minlength=n_groups))
        values = (values / norms[group]).astype(np.float32)
    return Rows(offsets, summed.indices.astype(np.int32), values, rows.n_columns)


@nb.njit(cache=True, nogil=True)
def _fold(
    found: npt.NDArray[np.int32],
    weight_of: Floats,
    columns: npt.NDArray[np.int32],
    values: Floats,
    n: int,
) -> int:
    """Counts equal columns, weighs them and appends the unit row; the new end."""
    order = np.argsort(found)
    begin, square = n, 0.0
    at = 0
    while at < len(order):
        column, count = found[order[at]], 0
        weight = weight_of[order[at]]
        while at < len(order) and found[order[at]] == column:
            count += 1
            at += 1
        value = (1.0 + np.log(count)) * weight
        columns[n], values[n] = column, value
        square += value * value
        n += 1
    if square > 0:
        scale = 1.0 / np.sqrt(square)
        for k in range(begin, n):
            values[k] *= scale
    return n


@nb.njit(cache=True, nogil=True)
def _vectors(
    first: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    title_end: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    weights: Floats,
    only: int,
    never: int,
    title_times: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Floats]:
    n_texts = len(first)
    capacity = 0
    for text in range(n_texts):
        capacity += end[text] - first[text]
    offsets = np.zeros(n_texts + 1, np.int64)
    columns = np.empty(capacity, np.int32)
    values = np.empty(capacity, np.float32)
    times = np.zeros(len(weights), np.int64)
    logs = np.log(np.arange(1, _N_LOGS + 1))
    n = 0
    for text in range(n_texts):
        begin = n
        for at in range(first[text], end[text]):
            flag, term = flags[at], terms[at]
            if weights[term] > 0 and (only == 0 or flag & only) and not flag & never:
                if times[term] == 0:
                    columns[n] = term
                    n += 1
                times[term] += title_times if at < title_end[text] else 1
        columns[begin:n].sort()
        square = 0.0
        for k in range(begin, n):
            term = columns[k]
            count = times[term]
            log = logs[count - 1] if count <= _N_LOGS else np.log(count)
            value = (1.0 + log) * weights[term]
            values[k] = value
            square += value * value
            times[term] = 0
        if square > 0:
            scale = 1.0 / np.sqrt(square)
            for k in range(begin, n):
                values[k] *= scale
        offsets[text + 1] = n
    return offsets, columns[:n].copy(), values[:n].copy()


@nb.njit(cache=True, nogil=True)
def _bigram_vectors(
    first: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    hashes: npt.NDArray[np.uint64],
    weights: Floats,
    n_buckets: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Floats]:
    n_texts = len(first)
    capacity = 0
    for text in range(n_texts):
        capacity += end[text] - first[text]
    offsets = np.zeros(n_texts + 1, np.int64)
    columns = np.empty(capacity, np.int32)
    values = np.empty(capacity, np.float32)
    n = 0
    for text in range(n_texts):
        found = np.empty(end[text] - first[text], np.int32)
        weight_of = np.empty(end[text] - first[text], np.float32)
        k = 0
        for at in range(first[text], end[text] - 1):
            a, b = terms[at], terms[at + 1]
            if weights[a] >= 1 and weights[b] >= 1:
                both = mix64(hashes[a] * np.uint64(0x100000001B3) ^ hashes[b])
                found[k] = both % np.uint64(n_buckets)
                weight_of[k] = weights[a] + weights[b]
                k += 1
        n = _fold(found[:k], weight_of[:k], columns, values, n)
        offsets[text + 1] = n
    return offsets, columns[:n].copy(), values[:n].copy()
