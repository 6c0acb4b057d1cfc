"""How far two dates are apart, as precisely as they are known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.model import NO_DAY, Corpus

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

_N_DAYS = 16
"""Days tried of each imprecise date: of a month every other one, of a year one in three weeks."""
_BLOCK = 20_000


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


def days_apart(corpus: Corpus, left: Int32, right: Int32) -> dict[str, Floats]:
    """The evidence of time for each pair.

    A date that is known to the month or the year may mean any day of it. Its evidence is the mean
    over them: "March 2018" and "March 2018" are neither one day nor a month apart.

    Returns:
        ``days_near``, ``days_far``, ``days_log``: exp(-days / 2), exp(-days / 30) and ln(1 + days),
        all 0 where nothing is known of one of the dates; ``undated``: 1 there; (n_pairs,) float32.
    """
    gap = gap_days(corpus, left, right)
    undated = np.isnan(gap)
    days = np.where(undated, np.float32(np.inf), gap)  # single precision: millions of pairs
    found = {
        "days_near": np.exp(-days / 2),
        "days_far": np.exp(-days / 30),
        "days_log": np.log1p(np.where(undated, np.float32(0), gap)),
    }
    spread = corpus.day_last - corpus.day_first.astype(np.int64)
    blurred = spread > 0
    imprecise = np.flatnonzero(blurred[left] | blurred[right])
    dated = corpus.day_first != NO_DAY
    imprecise = imprecise[dated[left[imprecise]] & dated[right[imprecise]]]
    share = (np.arange(_N_DAYS) + 0.5) / _N_DAYS
    for begin in range(0, len(imprecise), _BLOCK):
        pairs = imprecise[begin : begin + _BLOCK]
        one, other = (
            corpus.day_first[rows][:, None] + np.floor((spread[rows][:, None] + 1) * share)
            for rows in (left[pairs], right[pairs])
        )
        apart = np.abs(one[:, :, None] - other[:, None, :])
        found["days_near"][pairs] = np.exp(-apart / 2).mean(axis=(1, 2))
        found["days_far"][pairs] = np.exp(-apart / 30).mean(axis=(1, 2))
        found["days_log"][pairs] = np.log1p(apart).mean(axis=(1, 2))
    found["undated"] = undated
    return {name: column.astype(np.float32) for name, column in found.items()}
