"""How prominent a thread's phrases are elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.background import background_share
from clustering.text.phrases import Phrases
from clustering.text.vocabulary import Words
from clustering.threads.tallies import Sums, Told, repeated, tally

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

_TYPICAL = 0.4
"""Prominence of a word in a background text that holds it: seen in the first words."""
_MAX_PAIR_INFORMATION = 9.0
"""A phrase is never thought rarer than this, as -ln of its share in the background: its words
are not independent."""
_MONTH_TEXTS = 20.0
"""Imagined texts of the archive's share in that of a month."""
_DAYS_OF_MONTH = 30


def among_actors(
    own: Sums, n_keys: int, size: Int64, actors: Sequence[Sequence[int]]
) -> tuple[Float64, Float64]:
    """Prominence of a thread's phrases in threads with its actors: sums, and over how many.

    Each of a thread's actors brings the other threads that name it, so that a thread with two
    actors in common counts twice.
    """
    thread, column = own.cell // n_keys, own.cell % n_keys
    n_actors = np.array([len(who) for who in actors], np.int64)
    flat = np.array([actor for who in actors for actor in who], np.int64)
    first = np.cumsum(n_actors) - n_actors
    entry, within = repeated(n_actors[thread])
    actor = flat[first[thread[entry]] + within]
    cell = actor * n_keys + column[entry]
    others = tally(actor, column[entry], n_keys, own.total[entry]).at(cell) - own.total[entry]
    n_of = np.bincount(flat, np.repeat(size, n_actors), minlength=1)
    n_others = n_of[actor] - size[thread[entry]]
    n = len(thread)
    return (
        np.bincount(entry, others, minlength=n).astype(np.float64),
        np.bincount(entry, n_others, minlength=n).astype(np.float64),
    )


def meanwhile_share(
    corpus: Corpus, told: Told, threads: Int32, cells: Int64, archive: Float64
) -> Float64:
    """(n_cells,) share of a thread's phrases in other threads' articles of the same months.

    Each month weighs as many of the thread's articles as it holds; undated ones say nothing.

    Args:
        corpus: The articles.
        told: What they are about.
        threads: Thread of each article.
        cells: Ascending cells of thread and phrase.
        archive: (n_cells,) share of each in the archive, for smoothing.
    """
    dated = corpus.dated
    if not dated.any():
        return np.zeros(len(cells))
    month = corpus.day_first.astype(np.int64) // _DAYS_OF_MONTH
    month = np.where(dated, month - month[dated].min(), 0)
    n_months = int(month.max()) + 1
    own_months = np.unique(
        threads[dated].astype(np.int64) * n_months + month[dated], return_counts=True
    )
    thread, n_own = own_months[0] // n_months, own_months[1]
    n_dated = np.bincount(thread, n_own, minlength=int(threads.max()) + 1)
    first = np.searchsorted(thread, cells // told.n_keys)
    n_of_thread = np.bincount(thread, minlength=int(threads.max()) + 1)[cells // told.n_keys]
    entry, within = repeated(n_of_thread)
    at = first[entry] + within
    when = own_months[0][at] % n_months
    every, own = _by_month(told, dated, month, threads, cells, n_months)
    others = every.at(when * told.n_keys + cells[entry] % told.n_keys)
    others -= own.at(entry * n_months + when)
    n_others = np.bincount(month[dated], minlength=n_months)[when] - n_own[at]
    share = (others + _MONTH_TEXTS * archive[entry]) / (n_others + _MONTH_TEXTS)
    weight = n_own[at] / n_dated[thread[at]]
    return np.bincount(entry, weight * share, minlength=len(cells)).astype(np.float64)


def _by_month(
    told: Told,
    dated: npt.NDArray[np.bool_],
    month: Int64,
    threads: Int32,
    cells: Int64,
    n_months: int,
) -> tuple[Sums, Sums]:
    """Prominence by month and phrase, of all dated articles and of a thread's own.

    The latter's cells are index in ``cells`` · n_months + month.
    """
    here = dated[told.text]
    text, key, prominent = told.text[here], told.key[here], told.prominent[here]
    every = tally(month[text], key, told.n_keys, prominent)
    cell = threads[text].astype(np.int64) * told.n_keys + key
    place = np.minimum(np.searchsorted(cells, cell), max(len(cells) - 1, 0))
    wanted = cells[place] == cell if len(cells) else np.zeros(len(cell), np.bool_)
    own = tally(place[wanted], month[text[wanted]], n_months, prominent[wanted])
    return every, own


def background_share_of(phrases: Phrases, words: Words, start: Int64, told: Told) -> Float64:
    """(n_keys,) prominence of each phrase in a background text."""
    if not len(start):
        return np.zeros(told.n_keys)
    shares = np.maximum(background_share(words.hashes), 1e-4).astype(np.float64)
    information = -np.log(shares)
    first = np.zeros(told.n_keys, np.int64)
    first[told.key[::-1]] = start[::-1]
    token, size = phrases.token[first], phrases.size[first]
    total = np.zeros(told.n_keys)
    for step in range(3):
        term = words.terms[np.minimum(token + step, len(words.terms) - 1)]
        total += np.where(step < size, information[term], 0)
    return np.asarray(_TYPICAL * np.exp(-np.minimum(total, _MAX_PAIR_INFORMATION)))
