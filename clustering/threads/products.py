"""What pairs of groups share, kept while groups grow."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

_MAX_LOAD = 0.5
_GOLDEN = -7046029254386353131
"""2⁶⁴ divided by the golden ratio, as a signed number: multiplying by it scatters neighbouring keys
(Knuth, The Art of Computer Programming, volume 3, section 6.4)."""


class Products(NamedTuple):
    """A hash table with open addressing: pair of groups to what the two share.

    Attributes:
        keys: (2^k,) int64: low << 32 | high; -1 in free places.
        values: (2^k, 4) float64: products of matter, topic and actors; 1 if they are exact, 0 if
            the first two are the most that they can be.
        n_taken: (1,) int64.
    """

    keys: Int64
    values: Float64
    n_taken: Int64


@nb.njit(cache=True, nogil=True)
def products_of(left: Int32, right: Int32, shared: Float64) -> Products:
    """The table of pairs, left < right, each once, and their products, (n_pairs, 3)."""
    table = _empty(len(left))
    for at in range(len(left)):
        place = place_of(table, np.int64(left[at]), np.int64(right[at]))
        table.keys[place] = np.int64(left[at]) << 32 | right[at]
        table.values[place, :3] = shared[at]
        table.values[place, 3] = 1
    table.n_taken[0] = len(left)
    return table


@nb.njit(cache=True, nogil=True)
def place_of(table: Products, a: int, b: int) -> int:
    """Where a pair stands, or the free place where it would."""
    key = pair_key(a, b)
    mask = len(table.keys) - 1
    at = ((key * _GOLDEN) >> 20) & mask
    while table.keys[at] != key and table.keys[at] >= 0:
        at = (at + 1) & mask
    return at


@nb.njit(cache=True, nogil=True)
def places_of(table: Products, group: int, others: Int32) -> Int64:
    """(n,) where the pairs of a group with others stand, or the free places where they would."""
    places = np.empty(len(others), np.int64)
    for k in range(len(others)):
        places[k] = place_of(table, group, np.int64(others[k]))
    return places


@nb.njit(cache=True, nogil=True, inline="always")
def pair_key(a: int, b: int) -> int:
    """One number for a pair, whatever its order."""
    if a < b:
        return a << 32 | b
    return b << 32 | a


@nb.njit(cache=True, nogil=True)
def with_room(table: Products, n_more: int, parent: Int32) -> Products:
    """The table, or a new one without pairs of groups that are gone, with room for more pairs."""
    if table.n_taken[0] + n_more <= _MAX_LOAD * len(table.keys):
        return table
    alive = np.zeros(len(table.keys), np.bool_)
    for at in range(len(table.keys)):
        key = table.keys[at]
        if key >= 0:
            low, high = key >> 32, key & 0xFFFFFFFF
            alive[at] = parent[low] == low and parent[high] == high
    new = _empty(alive.sum() + n_more)
    for old in np.flatnonzero(alive):
        key = table.keys[old]
        place = place_of(new, key >> 32, key & 0xFFFFFFFF)
        new.keys[place] = key
        new.values[place] = table.values[old]
    new.n_taken[0] = alive.sum()
    return new


@nb.njit(cache=True, nogil=True)
def _empty(n_pairs: int) -> Products:
    """A table that is a quarter full with that many pairs."""
    size = 64
    while size < 4 * n_pairs:
        size *= 2
    return Products(np.full(size, -1, np.int64), np.empty((size, 4)), np.zeros(1, np.int64))
