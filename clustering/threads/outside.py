"""How prominent a thread's phrases are elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numba as nb
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
    n_actors = np.array([len(who) for who in actors], np.int64)
    flat = np.array([actor for who in actors for actor in who], np.int64)
    thread_of = np.repeat(np.arange(len(actors)), n_actors)
    order = np.argsort(flat, kind="stable")
    n_of = np.bincount(flat, size[thread_of], minlength=1)
    n_others = np.bincount(thread_of, n_of[flat] - size[thread_of], minlength=len(actors))
    bounds = np.searchsorted(own.cell, np.arange(len(actors) + 1) * n_keys)
    ends = np.append(np.flatnonzero(np.diff(flat[order])) + 1, len(flat))
    others = _add_others(own.cell, own.total, bounds, thread_of[order], ends, n_keys)
    return others, n_others[own.cell // n_keys].astype(np.float64)


@nb.njit(cache=True, nogil=True)
def _add_others(
    cell: Int64, total: Float64, bounds: Int64, threads: Int64, ends: Int64, n_keys: int
) -> Float64:
    """(n_cells,) what the threads of each actor tell, without the cell's own, over its actors.

    Args:
        cell: Ascending cells of thread and phrase.
        total: What each is told.
        bounds: (n_threads + 1,) where the cells of each thread begin.
        threads: Those of the first actor, of the second …
        ends: (n_actors,) where those of each end.
        n_keys: Of the cells.
    """
    others, sums = np.zeros(len(cell)), np.zeros(n_keys)
    begin = 0
    for end in ends:
        for thread in threads[begin:end]:
            for at in range(bounds[thread], bounds[thread + 1]):
                sums[cell[at] - thread * n_keys] += total[at]
        for thread in threads[begin:end]:
            for at in range(bounds[thread], bounds[thread + 1]):
                others[at] += sums[cell[at] - thread * n_keys] - total[at]
        for thread in threads[begin:end]:
            for at in range(bounds[thread], bounds[thread + 1]):
                sums[cell[at] - thread * n_keys] = 0
        begin = end
    return others


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
    every = told.by(np.where(dated, month, -1))
    here = dated[told.text]
    text, key, prominent = told.text[here], told.key[here], told.prominent[here]
    cell = threads[text].astype(np.int64) * told.n_keys + key
    place = np.minimum(np.searchsorted(cells, cell), max(len(cells) - 1, 0))
    wanted = cells[place] == cell if len(cells) else np.zeros(len(cell), np.bool_)
    own = tally(place[wanted], month[text[wanted]], n_months, prominent[wanted])
    return every, own


def background_share_of(phrases: Phrases, words: Words, example: Int64) -> Float64:
    """(n_keys,) prominence of phrases in a background text, by an occurrence of each."""
    shares = np.maximum(background_share(words.hashes), 1e-4).astype(np.float64)
    information = -np.log(shares)
    token, size = phrases.token[example], phrases.size[example]
    total = np.zeros(len(example))
    for step in range(3):
        term = words.terms[np.minimum(token + step, len(words.terms) - 1)]
        total += np.where(step < size, information[term], 0)
    return np.asarray(_TYPICAL * np.exp(-np.minimum(total, _MAX_PAIR_INFORMATION)))
