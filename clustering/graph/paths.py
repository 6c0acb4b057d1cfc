"""The strongest way from one row to another."""

from __future__ import annotations

from collections.abc import Sequence

Edge = tuple[str, str, float]


def strongest_path(edges: Sequence[Edge], start: str, end: str) -> list[Edge]:
    """The way whose weakest edge is as strong as can be.

    Edges are taken from the strongest on until the two ends hang together; the way lies in the
    tree of those that tied something together (maximum capacity route: Hu, Operations Research
    9, 1961). Of equal edges the one with the smaller ends is taken first.

    Args:
        edges: Two names and a weight each.
        start: A name.
        end: Another.

    Returns:
        The edges from start to end, each turned to lead on; empty where there is no way.
    """
    parent: dict[str, str] = {}
    tree: dict[str, list[tuple[str, float]]] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for left, right, weight in sorted(edges, key=lambda e: (-e[2], e[0], e[1])):
        one, other = root(left), root(right)
        if one == other:
            continue
        parent[other] = one
        tree.setdefault(left, []).append((right, weight))
        tree.setdefault(right, []).append((left, weight))
        if root(start) == root(end):
            return _walk(tree, start, end)
    return []


def _walk(tree: dict[str, list[tuple[str, float]]], start: str, end: str) -> list[Edge]:
    came: dict[str, Edge | None] = {start: None}
    waiting = [start]
    while end not in came:
        name = waiting.pop()
        for other, weight in tree.get(name, ()):
            if other not in came:
                came[other] = (name, other, weight)
                waiting.append(other)
    way = []
    step = came[end]
    while step is not None:
        way.append(step)
        step = came[step[0]]
    return way[::-1]
