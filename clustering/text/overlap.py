"""What two sparse rows have in common."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats, Rows


def cosines(rows: Rows, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Floats:
    """Cosine of each pair of rows; quickest when the pairs of one left row follow each other.

    Returns:
        (n_pairs,) float32; 0 where a row is empty.
    """
    return np.asarray(
        _cosines(rows.offsets, rows.columns, rows.values, rows.n_columns, left, right)
    )


def shared_weight(
    rows: Rows, weights: Floats, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
) -> Floats:
    """Sum of column weights over the columns that both rows of a pair have.

    Args:
        rows: Only its columns count.
        weights: (n_columns,) float32.
        left: (n_pairs,) int32 rows.
        right: (n_pairs,) int32 rows.

    Returns:
        (n_pairs,) float32.
    """
    return np.asarray(_shared_weight(rows.offsets, rows.columns, weights, left, right))


@nb.njit(cache=True, nogil=True)
def _shared_weight(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    weights: Floats,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
) -> Floats:
    out = np.zeros(len(left), np.float32)
    spread = np.zeros(len(weights), np.float32)
    last = -1
    for at in range(len(left)):
        if left[at] != last:
            if last >= 0:
                spread[columns[offsets[last] : offsets[last + 1]]] = 0
            last = left[at]
            for i in range(offsets[last], offsets[last + 1]):
                spread[columns[i]] = weights[columns[i]]
        total = 0.0
        for j in range(offsets[right[at]], offsets[right[at] + 1]):
            total += spread[columns[j]]
        out[at] = total
    return out


@nb.njit(cache=True, nogil=True)
def _cosines(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: Floats,
    n_columns: int,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
) -> Floats:
    """The left row is spread out once for all its pairs, which then only look up their columns."""
    out = np.zeros(len(left), np.float32)
    spread = np.zeros(n_columns, np.float32)
    last = -1
    for at in range(len(left)):
        if left[at] != last:
            if last >= 0:
                spread[columns[offsets[last] : offsets[last + 1]]] = 0
            last = left[at]
            for i in range(offsets[last], offsets[last + 1]):
                spread[columns[i]] = values[i]
        total = 0.0
        for j in range(offsets[right[at]], offsets[right[at] + 1]):
            total += spread[columns[j]] * values[j]
        out[at] = total
    return out
