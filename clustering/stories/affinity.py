"""Evidence that two articles tell the same event."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.graph.neighbours import nearest_pairs
from clustering.model import Corpus
from clustering.stories.time_apart import days_apart
from clustering.stories.views import Views
from clustering.text.distinct import distinct
from clustering.text.overlap import cosines, shared_weight
from clustering.text.tfidf import Floats, Rows

Int32 = npt.NDArray[np.int32]

_N_BEST = 5
_LEAST_BEST = 0.1
"""The mean of an article's best five cosines counts as this at the least: one that has nothing in
common with any other would have a best match by hundredths."""
_NEAR_DAYS = 30
"""The nearest by lead are sought so many days around; of 20, 30, 60, 400 days in place of it none
finds more pairs of one story among as many candidates (docs/decisions/0004-stories.md)."""
_MAX_DF = 1000, 2500
"""A word in more than a twentieth of the articles, but in at least and at most so many, makes no
candidates: with the limit the work grows with the archive, not with its square."""

FEATURES = (
    "cosine_text",
    "cosine_text_flat",
    "cosine_lead",
    "cosine_lead_rare",
    "cosine_title",
    "cosine_names",
    "cosine_lead_names",
    "cosine_numbers",
    "cosine_bigrams",
    "rare_names",
    "rare_lead",
    "rare_name_pair",
    "rare_runs",
    "contrast",
    "contrast_text",
    "contrast_names",
    "no_contrast",
    "cosine_days_named",
    "other_days_named",
    "shared_days",
    "shared_weekdays",
    "other_weekdays",
    "shared_ages",
    "other_ages",
    "days_near",
    "days_far",
    "days_log",
    "undated",
    "same_outlet",
    "no_body",
    "length_ratio",
    "company_shared",
    "company_size",
)
"""Columns of the evidence, in order; the last two are filled by ``company.add_company``."""
N_OWN = FEATURES.index("company_shared")
"""Columns that two articles have by themselves."""


def candidate_pairs(
    views: Views, corpus: Corpus, horizon_days: int, n_neighbours: int, workers: int = 1
) -> tuple[Int32, Int32]:
    """Pairs worth comparing: nearest by lead in time, or by whole text within the horizon.

    Rows are sorted by day, so a number of days is a window of rows; an article without a year
    is compared with all. Most pairs of one event are near in time, and without a window of
    their own an archive of many years would fill the places with look-alikes from other years.
    Of headlines alone, whose text and lead are one, half as many are compared: these archives are
    the large ones.

    Returns:
        left, right: int32 rows, left < right, sorted, unique.
    """
    max_df = int(np.clip(len(corpus) // 20, *_MAX_DF))
    near = time_window(corpus, min(horizon_days, _NEAR_DAYS))
    far = time_window(corpus, horizon_days)
    if not views.has_body.any():
        n_neighbours = (n_neighbours + 1) // 2
    n_far = max(n_neighbours // 2, 1)
    with ThreadPoolExecutor(min(max(workers, 1), 2)) as pool:
        by_text = pool.submit(nearest_pairs, views.text, *far, n_far, max_df, workers)
        by_lead = pool.submit(nearest_pairs, views.lead, *near, n_neighbours, max_df)
    keys = distinct(_keys(by_lead.result()), _keys(by_text.result()))
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


def pair_features(
    views: Views, corpus: Corpus, left: Int32, right: Int32, workers: int = 1
) -> npt.NDArray[np.float32]:
    """The evidence for each pair.

    Args:
        views: Of the articles.
        corpus: The articles.
        left: (n_pairs,) int32 rows, sorted: it is quickest so.
        right: (n_pairs,) int32 rows.
        workers: Threads, each at a kind of evidence of its own.

    Returns:
        (n_pairs, len(FEATURES)) float32. Cosines are 0 to 1. ``contrast``, ``contrast_text``
        and ``contrast_names`` are a cosine of the pair (lead, text, names) over the mean of its
        article's five best: the stricter of the two articles for lead and names, the more
        lenient for the text; the mean counts as .1 at the least; 0 where there are no five, which
        ``no_contrast`` says.
        ``rare_names`` and ``rare_lead`` are ln(1 + how far the inverse document frequencies of
        shared names, and of shared words of the leads, lie above 4, summed up): unlike a cosine
        they do not shrink with a text's length; ``rare_name_pair`` says that a rare pair of
        names ("Shinzo Abe") is shared; ``rare_runs`` is ln(1 + the sum over shared runs of three
        words of 1 / the other texts that have them). ``shared_days`` and ``shared_ages`` are
        ln(1 + the inverse document frequencies, summed up) of days that both tell of, by date, by
        weekday or as their own day, and of people's ages; ``shared_weekdays`` is how many of the
        weekdays of the one that names fewer the other names, too; ``other_weekdays``,
        ``other_ages`` and ``other_days_named`` (days of the year, "September 10") say that both
        tell some and none is the same; ``days_near``, ``days_far`` and ``days_log``
        are exp(-days / 2), exp(-days / 30) and ln(1 + days), of an imprecise date the mean over the
        days that it may mean, 0 when a date is unknown, which ``undated`` says; ``length_ratio`` is
        the absolute ln of the ratio of the lengths; the company is 0 until ``company.add_company``;
        the rest are 0 or 1.
    """
    features = np.zeros((len(left), len(FEATURES)), np.float32, order="F")
    at = {name: features[:, k] for k, name in enumerate(FEATURES)}
    _fill_likeness(at, views, left, right, workers)
    _fill_contrast(at, left, right, len(corpus))
    _fill_told(at, views, left, right)
    for name, column in days_apart(corpus, left, right).items():
        at[name][:] = column
    outlets = _codes([a.outlet for a in corpus.articles])
    at["same_outlet"][:] = (outlets[left] == outlets[right]) & (outlets[left] >= 0)
    at["no_body"][:] = ~(views.has_body[left] & views.has_body[right])
    lengths = np.log(np.diff(views.text.offsets) + 1.0)
    at["length_ratio"][:] = np.abs(lengths[left] - lengths[right])
    return features


def _fill_likeness(
    at: dict[str, Floats], views: Views, left: Int32, right: Int32, workers: int
) -> None:
    of = {
        "cosine_text": views.text,
        "cosine_text_flat": views.text_flat,
        "cosine_lead": views.lead,
        "cosine_lead_rare": views.lead_rare,
        "cosine_title": views.title,
        "cosine_names": views.names,
        "cosine_lead_names": views.lead_names,
        "cosine_numbers": views.numbers,
        "cosine_bigrams": views.bigrams,
    }
    shared = {
        "rare_names": (views.names, views.rareness),
        "rare_lead": (views.lead, views.rareness),
        "rare_runs": (views.runs, views.run_rareness),
    }

    def fill_cosine(rows: Rows) -> None:
        names = [name for name, others in of.items() if others is rows]
        at[names[0]][:] = cosines(rows, left, right)
        for name in names[1:]:  # of headlines, text, lead and title are one view
            at[name][:] = at[names[0]]

    def fill_shared(name: str) -> None:
        at[name][:] = np.log1p(shared_weight(*shared[name], left, right))

    with ThreadPoolExecutor(max(workers, 1)) as pool:
        tasks = [
            pool.submit(fill_cosine, rows) for rows in {id(r): r for r in of.values()}.values()
        ]
        tasks += [pool.submit(fill_shared, name) for name in shared]
        pairs = shared_weight(views.name_pairs, views.pair_rareness, left, right)
        at["rare_name_pair"][:] = pairs > 0
        for task in tasks:
            task.result()


def _fill_told(at: dict[str, Floats], views: Views, left: Int32, right: Int32) -> None:
    """Days, weekdays and ages that both tell, or tell otherwise."""
    at["cosine_days_named"][:] = cosines(views.days_named, left, right)
    at["shared_days"][:] = np.log1p(shared_weight(views.told_days, views.day_idf, left, right))
    at["shared_ages"][:] = np.log1p(shared_weight(views.ages, views.age_idf, left, right))
    n_shared = shared_weight(views.weekdays, np.ones(7, np.float32), left, right)
    n_named = np.diff(views.weekdays.offsets)
    fewer = np.minimum(n_named[left], n_named[right])
    at["shared_weekdays"][:] = n_shared / np.maximum(fewer, 1)
    for name, shared, rows in (
        ("other_days_named", at["cosine_days_named"], views.days_named),
        ("other_weekdays", n_shared, views.weekdays),
        ("other_ages", at["shared_ages"], views.ages),
    ):
        at[name][:] = rows.filled[left] & rows.filled[right] & (shared == 0)


def _fill_contrast(at: dict[str, Floats], left: Int32, right: Int32, n_rows: int) -> None:
    n_neighbours = np.bincount(left, minlength=n_rows) + np.bincount(right, minlength=n_rows)
    few = n_neighbours < _N_BEST
    without = few[left] | few[right]
    at["no_contrast"][:] = without
    for name, of, stricter in (
        ("contrast", "cosine_lead", True),
        ("contrast_text", "cosine_text", False),
        ("contrast_names", "cosine_names", True),
    ):
        mean = _best_means(at[of], left, right, n_rows)
        base = (np.maximum if stricter else np.minimum)(mean[left], mean[right])
        at[name][:] = np.where(without, 0, at[of] / np.maximum(base, _LEAST_BEST))


@nb.njit(cache=True, nogil=True)
def _best_means(cosine: Floats, left: Int32, right: Int32, n_rows: int) -> npt.NDArray[np.float64]:
    """(n_rows,) float64: mean of the best five cosines of each row's pairs."""
    best = np.zeros((n_rows, _N_BEST), np.float32)  # descending
    for pair in range(len(left)):
        for row in (left[pair], right[pair]):
            value = cosine[pair]
            for k in range(_N_BEST):
                if value > best[row, k]:
                    best[row, k], value = value, best[row, k]
    means = np.zeros(n_rows, np.float64)
    for row in range(n_rows):
        for k in range(_N_BEST):
            means[row] += best[row, k] / _N_BEST
    return means


def _codes(names: Sequence[str]) -> Int32:
    """Equal names to equal numbers; -1 for the empty name."""
    known = {name: code for code, name in enumerate(sorted(set(names) - {""}))}
    return np.array([known.get(name, -1) for name in names], np.int32)


def _keys(pairs: tuple[Int32, Int32]) -> npt.NDArray[np.int64]:
    return pairs[0].astype(np.int64) << 32 | pairs[1]
