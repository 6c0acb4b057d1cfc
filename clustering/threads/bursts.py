"""When a thread is much busier than usual."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.model import Burst

Int64 = npt.NDArray[np.int64]

_MIN_ARTICLES = 5
_DAYS_BY_DAY = 120
_WEEK = 7


def find_bursts(
    days: Int64, archive_days: Int64, scaling: float = 2.0, gamma: float = 1.0
) -> tuple[Burst, ...]:
    """Bursts of a thread within its archive: Kleinberg's two-state automaton for batches.

    J. Kleinberg, Bursty and Hierarchical Structure in Streams (2002), section 4: in each bin
    r of d articles are the thread's; state 0 expects the thread's mean share p0 = R / D,
    state 1 expects ``scaling`` times that; staying costs -ln of the binomial, going up costs
    ``gamma`` ln(number of bins). The cheapest sequence of states is found by dynamic
    programming; bins in state 1 are bursts. Bins are days for a span of up to 120 days,
    else weeks from the thread's first day.

    Args:
        days: Days of the thread's articles, of those that are known to the day.
        archive_days: Likewise of all articles, ascending.
        scaling: Kleinberg's s, how much busier a burst is.
        gamma: Kleinberg's γ, the cost of entering a burst.

    Returns:
        Bursts in order of time; none for fewer than five articles.
    """
    if len(days) < _MIN_ARTICLES:
        return ()
    begin, last = int(days.min()), int(days.max())
    width = 1 if last - begin < _DAYS_BY_DAY else _WEEK
    n_bins = (last - begin) // width + 1
    relevant = np.bincount((days - begin) // width, minlength=n_bins)
    inside = slice(*np.searchsorted(archive_days, [begin, begin + n_bins * width]))
    every = np.bincount((archive_days[inside] - begin) // width, minlength=n_bins)
    states = burst_states(relevant, every, scaling, gamma)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], states, [0]])))
    return tuple(
        _burst(days, begin + int(first) * width, begin + int(end) * width - 1)
        for first, end in zip(edges[::2], edges[1::2], strict=True)
    )


def burst_states(relevant: Int64, every: Int64, scaling: float, gamma: float) -> Int64:
    """The cheapest sequence of states, see ``find_bursts``.

    Args:
        relevant: (n_bins,) articles of the thread.
        every: (n_bins,) articles of the archive, at least as many.
        scaling: Kleinberg's s.
        gamma: Kleinberg's γ.

    Returns:
        (n_bins,) 0 or 1.
    """
    base = relevant.sum() / max(every.sum(), 1)
    high = min(base * scaling, 0.9999)
    if base >= high:
        return np.zeros(len(relevant), np.int64)
    rates = np.array([base, high])
    costs = -(
        relevant[:, None] * np.log(rates) + (every - relevant)[:, None] * np.log(1 - rates)
    )  # the binomial coefficient is the same in both states
    up = gamma * np.log(len(relevant))
    best, came = np.array([costs[0, 0], costs[0, 1] + up]), []
    for cost in costs[1:]:
        from_low, from_high = best[0], best[1]
        came.append((int(from_high < from_low), int(from_high < from_low + up)))
        best = cost + np.array([min(from_low, from_high), min(from_low + up, from_high)])
    state = int(best[1] < best[0])
    states = [state]
    for step in reversed(came):
        state = step[state]
        states.append(state)
    return np.array(states[::-1], np.int64)


def find_gaps(first: Int64, last: Int64, quiet_days: int) -> tuple[tuple[int, int], ...]:
    """Stretches of ``quiet_days`` or more days without an article: (last before, first after).

    Args:
        first: First possible day of each article.
        last: Last possible day: where only the month or year is known nobody knows of a silence.
        quiet_days: A longer stretch is a gap.
    """
    order = np.argsort(first, kind="stable")
    begins, reach = first[order], np.maximum.accumulate(last[order])
    quiet = np.flatnonzero(begins[1:] - reach[:-1] > quiet_days)
    return tuple((int(reach[at]), int(begins[at + 1])) for at in quiet)


def _burst(days: Int64, first: int, last: int) -> Burst:
    inside = days[(days >= first) & (days <= last)]
    return Burst(int(inside.min()), int(inside.max()), len(inside))
