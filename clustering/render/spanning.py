"""A spanning tree of links: those without which groups fall apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def spanning_places(
    left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    """Places of the edges that join two parts for the first time, ascending (Kruskal 1956).

    Args:
        left: (n_edges,) rows; an edge is kept rather than a later one.
        right: (n_edges,) rows; no pair stands twice.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    n_rows = int(max(left.max(initial=-1), right.max(initial=-1))) + 1
    # Every edge weighs another: which of two equal ones stays must not depend on the sorting.
    weights = np.arange(1, len(left) + 1, dtype=np.float64)
    edges = coo_array((weights, (left, right)), shape=(n_rows, n_rows)).tocsr()
    return np.sort(minimum_spanning_tree(edges).data.astype(np.int64)) - 1
