"""Evidence that two articles tell the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.graph.neighbours import nearest_pairs
from clustering.model import NO_DAY, Corpus
from clustering.text.background import archive_idf, background_capital
from clustering.text.calendar import day_vectors
from clustering.text.overlap import cosines, shared_weight
from clustering.text.tfidf import (
    Floats,
    Rows,
    bigram_vectors,
    body_spans,
    lead_spans,
    title_spans,
    vectors,
    whole_spans,
)
from clustering.text.tokens import CAPITAL, NUMBER, SENTENCE_START
from clustering.text.vocabulary import Words, capital_share

Int32 = npt.NDArray[np.int32]

LEAD_WORDS = 120
"""About 700 characters: where news tells who, what, where and when."""
_RARE_IDF = 4.0
"""Names from here on (in about one text of fifty) point to an event."""
_N_BEST = 5
_MAX_DF = 1000, 2500
"""A word in more than a twentieth of the articles, but in at least and at most so many, makes no
candidates: with the limit the work grows with the archive, not with its square."""

FEATURES = (
    "cosine_text",
    "cosine_lead",
    "cosine_title",
    "cosine_names",
    "cosine_lead_names",
    "cosine_numbers",
    "cosine_bigrams",
    "rare_names",
    "rare_lead",
    "contrast",
    "no_contrast",
    "cosine_days_named",
    "other_days_named",
    "days_near",
    "days_far",
    "days_log",
    "undated",
    "same_outlet",
    "no_body",
    "length_ratio",
)
"""Columns of the evidence, in order."""


@dataclass(frozen=True, eq=False)
class Views:
    """TF-IDF rows over several parts of each article."""

    text: Rows
    lead: Rows
    title: Rows
    names: Rows
    lead_names: Rows
    numbers: Rows
    bigrams: Rows
    days_named: Rows
    rareness: Floats
    has_body: npt.NDArray[np.bool_]


def story_views(words: Words) -> Views:
    """The views of each article, weighted by the blended inverse document frequency."""
    idf = archive_idf(words)
    lead = lead_spans(words, LEAD_WORDS)
    names = name_weights(words, idf)
    return Views(
        text=vectors(words, whole_spans(words), idf),
        lead=vectors(words, lead, idf),
        title=vectors(words, title_spans(words), idf),
        names=vectors(words, whole_spans(words), names, never=NUMBER),
        lead_names=vectors(words, lead, names, never=NUMBER),
        numbers=vectors(words, body_spans(words), idf, NUMBER),
        bigrams=bigram_vectors(words, lead_spans(words, 3 * LEAD_WORDS), idf),
        days_named=day_vectors(words, lead_spans(words, 3 * LEAD_WORDS)),
        rareness=np.maximum(idf - _RARE_IDF, 0),
        has_body=np.diff(words.offsets) > words.n_title,
    )


def name_weights(words: Words, idf: Floats) -> Floats:
    """(n_terms,) float32: the weight of a term that is a name, 0 for other words.

    A name begins with a capital inside sentences, by this archive and, as if two more
    tokens had been seen, by the background. A word that neither knows inside a sentence is a
    name if it never stands in lower case.
    """
    own, usual = capital_share(words), background_capital(words.hashes).astype(np.float64)
    inside = (words.flags & SENTENCE_START) == 0
    n_inside = np.bincount(words.terms[inside], minlength=words.n_terms)
    lower = np.bincount(words.terms, words.flags & CAPITAL == 0, minlength=words.n_terms)
    seen = np.where(np.isnan(own), 0, n_inside)
    known = np.where(np.isnan(usual), 0, 2)
    total = np.nan_to_num(own) * seen + np.nan_to_num(usual) * known
    share = np.where(seen + known > 0, total / np.maximum(seen + known, 1), lower == 0)
    return np.where(share > 0.5, idf, 0).astype(np.float32)


def candidate_pairs(
    views: Views, corpus: Corpus, horizon_days: int, n_neighbours: int
) -> tuple[Int32, Int32]:
    """Pairs worth comparing: nearest by lead or by whole text, within the horizon.

    Rows are sorted by day, so the horizon is a window of rows; an article without a year
    is compared with all.

    Returns:
        left, right: int32 rows, left < right, sorted, unique.
    """
    first, end = time_window(corpus, horizon_days)
    max_df = int(np.clip(len(corpus) // 20, *_MAX_DF))
    by_lead = nearest_pairs(views.lead, first, end, n_neighbours, max_df)
    if not views.has_body.any():  # a headline is its own lead
        return by_lead
    by_text = nearest_pairs(views.text, first, end, max(n_neighbours // 2, 1), max_df)
    keys = np.union1d(_keys(by_lead), _keys(by_text))
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


def time_window(corpus: Corpus, horizon_days: int) -> tuple[Int32, Int32]:
    """First row and one past the last row that each row may be paired with.

    Undated rows stand last and may be paired with every row; of two rows it is enough that
    one of them sees the other.
    """
    n = len(corpus)
    days = corpus.day_first[corpus.dated].astype(np.int64)
    first = np.zeros(n, np.int32)
    end = np.full(n, n, np.int32)
    first[: len(days)] = np.searchsorted(days, days - horizon_days)
    end[: len(days)] = np.searchsorted(days, days + horizon_days, side="right")
    return first, end


def gap_days(corpus: Corpus, left: Int32, right: Int32) -> Floats:
    """Days between two dates at the least, given how precisely they are known.

    Where a year is missing but month and day are known ("10 September"), the gap is the
    distance within the year: whatever the year, the two are at least that far apart.

    Returns:
        (n_pairs,) float32; nan where nothing is known of one of the dates.
    """
    last_of_left, last_of_right = corpus.day_last[left], corpus.day_last[right]
    gap = np.maximum(
        corpus.day_first[right].astype(np.float64) - last_of_left,
        corpus.day_first[left].astype(np.float64) - last_of_right,
    )
    known = (last_of_left != NO_DAY) & (last_of_right != NO_DAY)
    in_year = _days_of_year(corpus)
    apart = np.abs(in_year[left] - in_year[right])
    return np.where(known, np.maximum(gap, 0), np.minimum(apart, 366 - apart)).astype(np.float32)


def _days_of_year(corpus: Corpus) -> npt.NDArray[np.float64]:
    """(n_articles,) day of a leap year, from 0; nan where month or day are not known."""
    begins = np.cumsum([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30])
    return np.array(
        [
            begins[a.date.month - 1] + a.date.day - 1 if a.date.month and a.date.day else np.nan
            for a in corpus.articles
        ],
        np.float64,
    )


def pair_features(
    views: Views, corpus: Corpus, left: Int32, right: Int32
) -> npt.NDArray[np.float32]:
    """The evidence for each pair.

    Returns:
        (n_pairs, len(FEATURES)) float32. Cosines are 0 to 1; ``contrast`` is the pair's
        lead cosine over the mean of the best five of either side (0 where there are no five,
        which ``no_contrast`` says); ``rare_names`` and ``rare_lead`` are ln(1 + how far the
        inverse document frequencies of shared names, and of shared words of the leads, lie
        above 4, summed up): unlike a cosine they do not shrink with a text's length;
        ``other_days_named`` says
        that both name days of the year ("September 10") and none is the same; ``days_near``,
        ``days_far`` and ``days_log`` are exp(-days / 2), exp(-days / 30) and ln(1 + days), 0
        when a date is unknown, which ``undated`` says; ``length_ratio`` is the absolute ln of
        the ratio of the lengths; the rest are 0 or 1.
    """
    gap = gap_days(corpus, left, right)
    undated = np.isnan(gap)
    days = np.where(undated, np.inf, gap)
    lead = cosines(views.lead, left, right)
    outlets = _codes([a.outlet for a in corpus.articles])
    lengths = np.diff(views.text.offsets).astype(np.float64) + 1
    contrast, no_contrast = _contrast(lead, left, right, len(corpus))
    days_named = cosines(views.days_named, left, right)
    both_named = views.days_named.filled[left] & views.days_named.filled[right]
    return np.column_stack(
        [
            cosines(views.text, left, right),
            lead,
            cosines(views.title, left, right),
            cosines(views.names, left, right),
            cosines(views.lead_names, left, right),
            cosines(views.numbers, left, right),
            cosines(views.bigrams, left, right),
            np.log1p(shared_weight(views.names, views.rareness, left, right)),
            np.log1p(shared_weight(views.lead, views.rareness, left, right)),
            contrast,
            no_contrast,
            days_named,
            both_named & (days_named == 0),
            np.exp(-days / 2),
            np.exp(-days / 30),
            np.log1p(np.where(undated, 0, gap)),
            undated,
            (outlets[left] == outlets[right]) & (outlets[left] >= 0),
            ~(views.has_body[left] & views.has_body[right]),
            np.abs(np.log(lengths[left] / lengths[right])),
        ]
    ).astype(np.float32)


def _contrast(
    cosine: Floats, left: Int32, right: Int32, n_rows: int
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """The pair's cosine over the mean of the best five of its articles.

    An article with fewer than five neighbours tells nothing of the kind: the contrast of
    its pairs is 0, and the second column says so.
    """
    rows = np.concatenate([left, right])
    both = np.concatenate([cosine, cosine])
    order = np.lexsort((-both, rows))
    rows, both = rows[order], both[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    best = rank < _N_BEST
    mean = np.bincount(rows[best], both[best], minlength=n_rows) / _N_BEST
    few = np.bincount(rows, minlength=n_rows) < _N_BEST
    without = few[left] | few[right]
    contrast = cosine / np.maximum(np.maximum(mean[left], mean[right]), 1e-6)
    return np.where(without, 0, contrast).astype(np.float32), without


def _codes(names: Sequence[str]) -> Int32:
    """Equal names to equal numbers; -1 for the empty name."""
    known = {name: code for code, name in enumerate(sorted(set(names) - {""}))}
    return np.array([known.get(name, -1) for name in names], np.int32)


def _keys(pairs: tuple[Int32, Int32]) -> npt.NDArray[np.int64]:
    return pairs[0].astype(np.int64) << 32 | pairs[1]
