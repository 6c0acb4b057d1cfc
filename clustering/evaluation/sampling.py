"""How many pairs to draw from each stratum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def shared(sizes: npt.NDArray[np.int64], n: int) -> npt.NDArray[np.int64]:
    """(n_strata,) how many to draw from each stratum."""
    quota = np.zeros(len(sizes), np.int64)
    left = max(n, int((sizes > 0).sum()))
    while left and (quota < sizes).any():
        open_strata = np.flatnonzero(quota < sizes)
        each, more = divmod(left, len(open_strata))
        wanted = np.full(len(open_strata), each)
        wanted[:more] += 1
        given = np.minimum(wanted, (sizes - quota)[open_strata])
        quota[open_strata] += given
        left -= int(given.sum())
    return quota
