"""Draws pairs to be labelled: as many from each stratum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Drawn:
    """Pairs that were drawn, in the order in which they should be asked.

    Attributes:
        rows: (n,) int64 places among the pairs of the frame.
        inclusion: (n,) float64, the probability with which each would be drawn.
        stratum_pairs: (n,) int64, pairs in the stratum of each.
    """

    rows: npt.NDArray[np.int64]
    inclusion: npt.NDArray[np.float64]
    stratum_pairs: npt.NDArray[np.int64]


def draw_pairs(strata: npt.ArrayLike, n: int, seed: int = 1) -> Drawn:
    """Draws pairs at random without return, as many from each stratum as can be.

    A stratum that is smaller than its share is taken whole, and the others share the rest;
    what cannot be shared evenly goes to the first strata. So ``inclusion`` is (drawn) /
    (pairs in the stratum), and the answered part of a stratum stands for all of it, wherever
    a person stops: the order goes round the strata, one pair of each in turn.

    Args:
        strata: (n_pairs,) whole numbers: the stratum of each pair of the frame.
        n: Pairs to draw; at least one of each stratum is drawn, even if that is more.
        seed: Another seed draws other pairs.
    """
    _, stratum, sizes = np.unique(
        np.asarray(strata, np.int64), return_inverse=True, return_counts=True
    )
    quota = shared(sizes, n)
    dice = np.random.default_rng(seed)
    order = np.lexsort((dice.random(len(stratum)), stratum))
    starts = np.cumsum(sizes) - sizes
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    of = stratum[order]
    taken = np.flatnonzero(rank < quota[of])
    turn = taken[np.lexsort((dice.random(len(taken)), rank[taken]))]
    inclusion = quota / np.maximum(sizes, 1)
    return Drawn(order[turn].astype(np.int64), inclusion[of[turn]], sizes[of[turn]])


def shared(sizes: npt.NDArray[np.int64], n: int) -> npt.NDArray[np.int64]:
    """(n_strata,) how many to draw from each stratum."""
    quota = np.zeros(len(sizes), np.int64)
    left = max(n, len(sizes))
    while left and (quota < sizes).any():
        open_strata = np.flatnonzero(quota < sizes)
        each, more = divmod(left, len(open_strata))
        wanted = np.full(len(open_strata), each)
        wanted[:more] += 1
        given = np.minimum(wanted, (sizes - quota)[open_strata])
        quota[open_strata] += given
        left -= int(given.sum())
    return quota
