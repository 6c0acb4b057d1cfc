"""A heap of pairs of groups, the nearest pair on top."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Float32 = npt.NDArray[np.float32]
Pairs = npt.NDArray[np.int32]


@nb.njit(cache=True, nogil=True, inline="always")
def before(mean: float, a: int, b: int, other_mean: float, c: int, d: int) -> bool:
    """Whether the pair (a, b) comes before the pair (c, d): more weight, else smaller rows."""
    if mean != other_mean:
        return mean > other_mean
    low, other_low = min(a, b), min(c, d)
    return low < other_low if low != other_low else max(a, b) < max(c, d)


@nb.njit(cache=True, nogil=True)
def push(means: Float32, pairs: Pairs, n: int, mean: float, a: int, b: int, size: Int32) -> None:
    """Adds an entry to a heap of n: a pair, its mean and how large its two groups are."""
    at = n
    while at > 0:
        up = (at - 1) >> 1
        if not before(mean, a, b, means[up], pairs[up, 0], pairs[up, 1]):
            break
        means[at] = means[up]
        pairs[at] = pairs[up]
        at = up
    means[at] = mean
    pairs[at, 0], pairs[at, 1], pairs[at, 2], pairs[at, 3] = a, b, size[a], size[b]


@nb.njit(cache=True, nogil=True)
def pop(means: Float32, pairs: Pairs, n: int) -> None:
    """Removes the first of n entries."""
    n -= 1
    mean, last = means[n], pairs[n].copy()
    at = 0
    while True:
        child = 2 * at + 1
        if child >= n:
            break
        if child + 1 < n and before(
            means[child + 1], pairs[child + 1, 0], pairs[child + 1, 1],
            means[child], pairs[child, 0], pairs[child, 1],
        ):  # fmt: skip
            child += 1
        if not before(means[child], pairs[child, 0], pairs[child, 1], mean, last[0], last[1]):
            break
        means[at] = means[child]
        pairs[at] = pairs[child]
        at = child
    means[at] = mean
    pairs[at] = last
