"""Signs of good groups that need no gold; signs, not truth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]


def cohesion(
    labels: Int32, left: Int32, right: Int32, weight: npt.NDArray[np.float32], max_partners: int
) -> float:
    """How much nearer rows are to their own group than to the nearest other one.

    The silhouette of Rousseeuw (1987), for similarities on a sparse graph: for each row the
    mean weight a to the others of its group and the mean weight b to the group with the
    largest such mean among all others give (a - b) / max(a, b); a row that stands alone has
    0, as there. A pair without an edge counts 0; as a row has edges to its nearest rows only,
    a mean is taken over at most ``max_partners`` rows.

    Args:
        labels: (n_rows,) groups.
        left: (n_edges,) rows, each pair once.
        right: (n_edges,) rows.
        weight: (n_edges,) 0 to 1.
        max_partners: See above.

    Returns:
        The mean over all rows, -1 to 1; 0 without rows.
    """
    n = len(labels)
    if not n or not len(left):
        return 0.0
    rows = np.concatenate([left, right]).astype(np.int64)
    groups = labels[np.concatenate([right, left])].astype(np.int64)
    keys, place = np.unique(rows * n + groups, return_inverse=True)
    total = np.bincount(place, np.concatenate([weight, weight]))
    row, group = keys // n, keys % n
    own = labels[row] == group
    size = np.bincount(labels, minlength=n)[group] - own
    mean = total / np.clip(size, 1, max_partners)
    inside, outside = np.zeros(n), np.zeros(n)
    inside[row[own]] = mean[own]
    np.maximum.at(outside, row[~own], mean[~own])
    alone = np.bincount(labels, minlength=n)[labels] == 1
    sign = (inside - outside) / np.maximum(np.maximum(inside, outside), 1e-12)
    return float(np.where(alone, 0, sign).mean())
