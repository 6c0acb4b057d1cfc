"""Sorting by two whole numbers without comparing all with all."""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]


@nb.njit(cache=True, nogil=True)
def order_by_group(
    group: npt.NDArray[np.integer[Any]], key: npt.NDArray[np.integer[Any]], n_groups: int
) -> Int64:
    """(n,) places by group and key, equal ones as they came.

    The groups are counted, and each one's few keys sorted by themselves: less than half the time
    of a sort of all.

    Args:
        group: (n,) 0 to n_groups - 1.
        key: (n,) any whole numbers.
        n_groups: How many there are.
    """
    ends = np.zeros(n_groups + 1, np.int64)
    for own in group:
        ends[own + 1] += 1
    for own in range(n_groups):
        ends[own + 1] += ends[own]
    free, order = ends[:-1].copy(), np.empty(len(group), np.int64)
    for place in range(len(group)):
        order[free[group[place]]] = place
        free[group[place]] += 1
    for own in range(n_groups):
        begin, end = ends[own], ends[own + 1]
        if end - begin > 1:
            here = order[begin:end].copy()
            order[begin:end] = here[np.argsort(key[here], kind="mergesort")]
    return order


@nb.njit(cache=True, nogil=True)
def order_by_numbers(
    first: npt.NDArray[np.integer[Any]],
    second: npt.NDArray[np.integer[Any]],
    n_first: int,
    n_second: int,
) -> Int64:
    """(n,) places by first and second number, equal ones as they came: counted, never compared.

    Args:
        first: (n,) 0 to n_first - 1.
        second: (n,) 0 to n_second - 1.
        n_first: How many there are.
        n_second: Likewise.
    """
    order = np.arange(len(first))
    for numbers, n_numbers in ((second, n_second), (first, n_first)):
        free = np.zeros(n_numbers + 1, np.int64)
        for number in numbers:
            free[number + 1] += 1
        for number in range(n_numbers):
            free[number + 1] += free[number]
        sorted_ = np.empty_like(order)
        for place in order:
            sorted_[free[numbers[place]]] = place
            free[numbers[place]] += 1
        order = sorted_
    return order


@nb.njit(cache=True, nogil=True)
def first_of_groups(bounds: Int64, value: npt.NDArray[np.float64], n_kept: int) -> Int64:
    """(n,) places of the smallest values of each group, ascending, equal ones as they came.

    Args:
        bounds: (n_groups + 1,) where each group begins and ends.
        value: Of every member of a group.
        n_kept: So many of each group.
    """
    found = np.empty(np.minimum(np.diff(bounds), n_kept).sum(), np.int64)
    n = 0
    for group in range(len(bounds) - 1):
        first, end = bounds[group], bounds[group + 1]
        near = np.arange(first, end)
        if end - first > 2 * n_kept:  # most are out of the question
            near = near[value[first:end] <= np.partition(value[first:end], n_kept - 1)[n_kept - 1]]
        order = near[np.argsort(value[near], kind="mergesort")][:n_kept]
        found[n : n + len(order)] = order
        n += len(order)
    return found
