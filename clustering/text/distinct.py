"""The distinct values of a large array."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def distinct(*keys: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The distinct keys of all arrays, ascending.

    As ``np.unique`` of them together, which hashes integers since numpy 2.3: ten million pairs of
    rows take it 13 s, sorting them 0.15 s.

    Args:
        keys: One array or more of one dtype, (n,) each.
    """
    ordered = np.concatenate(keys)
    ordered.sort()
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
