"""A spanning tree of links: those without which groups fall apart."""

from __future__ import annotations

from collections.abc import Iterator


def spanning(edges: Iterator[tuple[int, int, int]]) -> Iterator[int]:
    """Names of the edges that join two parts for the first time, in their order (Kruskal 1956)."""
    parent: dict[int, int] = {}

    def root(row: int) -> int:
        while parent.get(row, row) != row:
            row = parent[row]
        return row

    for left, right, name in edges:
        low, high = sorted((root(left), root(right)))
        if low != high:
            parent[high] = low
            yield name
