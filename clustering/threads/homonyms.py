"""Threads that would have the same name are told apart by when they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def tell_apart(names: Sequence[str], days: Days, threads: npt.NDArray[np.int32]) -> tuple[str, ...]:
    """The names; those that several threads share with what tells them apart in brackets.

    It is the years in which the middle half of a thread's dated articles lie, so that a story more
    seldom changes them; where two threads share those, the month of the middle article; then
    its day; and where that does not help either, which of them it is in order of the first
    article. All threads of one name are told apart in the same way.

    Args:
        names: One for each thread.
        days: (n_dated,) first possible day of each dated article.
        threads: (n_dated,) int32 its thread.
    """
    sharing: dict[str, list[int]] = defaultdict(list)
    for thread, name in enumerate(names):
        sharing[name].append(thread)
    homonyms = [group for group in sharing.values() if len(group) > 1]
    if not homonyms:
        return tuple(names)
    order = np.lexsort((days, threads))
    bounds = np.searchsorted(threads[order], np.arange(len(names) + 1))
    told = list(names)
    for group in homonyms:
        own = [days[order[bounds[thread] : bounds[thread + 1]]] for thread in group]
        for thread, mark in zip(group, _marks(own), strict=True):
            told[thread] = f"{names[thread]} ({mark})"
    return tuple(told)


def _marks(groups: Sequence[Days]) -> list[str]:
    """What tells the groups of days apart: the coarsest that does."""
    ways: tuple[Callable[[Days], str], ...] = (_years, _month, _day)
    for way in ways:
        marks = [way(days) if len(days) else "date unknown" for days in groups]
        if len(set(marks)) == len(marks):
            return marks
    return [f"{place} of {len(groups)}" for place in range(1, len(groups) + 1)]


def _years(days: Days) -> str:
    first, last = (_date(days[at]).year for at in _quartiles(len(days)))
    if first == last:
        return f"{first}"
    return f"{first}–{last % 100:02}" if first // 100 == last // 100 else f"{first}–{last}"


def _month(days: Days) -> str:
    middle = _date(days[len(days) // 2])
    return f"{_MONTHS[middle.month - 1]} {middle.year}"


def _day(days: Days) -> str:
    middle = _date(days[len(days) // 2])
    return f"{middle.day} {_month(days)}"


def _quartiles(n: int) -> tuple[int, int]:
    """Where the middle half of n ordered values begins and ends."""
    return n // 4, n - 1 - n // 4


def _date(day: int) -> date:
    return date.fromordinal(_EPOCH + int(day))
