"""What two sparse rows have in common."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tfidf import Floats, Rows


def cosines(rows: Rows, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Floats:
    """Cosine of each pair of rows.

    Returns:
        (n_pairs,) float32; 0 where a row is empty.
    """
    return np.asarray(_cosines(rows.offsets, rows.columns, rows.values, left, right))


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
    for at in range(len(left)):
        j, end = offsets[right[at]], offsets[right[at] + 1]
        total = 0.0
        for i in range(offsets[left[at]], offsets[left[at] + 1]):
            while j < end and columns[j] < columns[i]:
                j += 1
            if j < end and columns[j] == columns[i]:
                total += weights[columns[i]]
        out[at] = total
    return out


@nb.njit(cache=True, nogil=True)
def _cosines(
    offsets: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int32],
    values: Floats,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
) -> Floats:
    out = np.zeros(len(left), np.float32)
    for at in range(len(left)):
        i, i_end = offsets[left[at]], offsets[left[at] + 1]
        j, j_end = offsets[right[at]], offsets[right[at] + 1]
        total = 0.0
        while i < i_end and j < j_end:
            if columns[i] == columns[j]:
                total += values[i] * values[j]
                i += 1
                j += 1
            elif columns[i] < columns[j]:
                i += 1
            else:
                j += 1
        out[at] = total
    return out
