"""Who with whom: actors of threads as a staircase of counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Any

from clustering.render.archive import Archive
from clustering.render.frame import Shapes, heading_height
from clustering.render.measure import fitted
from clustering.render.shapes import Box, Label, Scene
from clustering.render.style import SMALL_SIZE, WIDTH
from clustering.render.words import counted, number, plain

_MAX_ACTORS = 18
_MAX_PAIRS = 60
_LABEL = 230.0
_CELL_WIDTH, _CELL_HEIGHT = 44.0, 26.0
_HEATS = 4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Articles of threads in which two actors meet.

    Attributes:
        actors: Those with most articles first.
        totals: Articles of the threads of each actor.
        counts: (row, column) with column < row to articles of the threads of both.
        n_actors: Actors in the archive.
    """

    actors: tuple[str, ...]
    totals: tuple[int, ...]
    counts: dict[tuple[int, int], int]
    n_actors: int


def matrix_of(archive: Archive) -> Matrix:
    """The actors of all threads and how often they meet."""
    totals: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for thread in archive.findings.threads:
        actors = sorted({plain(name) for name in thread.actors} - {""})
        totals.update(dict.fromkeys(actors, len(thread.rows)))
        pairs.update(dict.fromkeys(combinations(actors, 2), len(thread.rows)))
    order = sorted(totals, key=lambda name: (-totals[name], name))[:_MAX_ACTORS]
    place = {name: at for at, name in enumerate(order)}
    counts = {}
    for (one, other), count in sorted(pairs.items()):
        if one in place and other in place:
            low, high = sorted((place[one], place[other]))
            counts[high, low] = count
    return Matrix(tuple(order), tuple(totals[n] for n in order), counts, len(totals))


def matrix_account(matrix: Matrix) -> str:
    """The figure in a sentence."""
    if not matrix.counts:
        return "No thread here has two known actors."
    high, low = min(matrix.counts, key=lambda cell: (-matrix.counts[cell], cell))
    shown = len(matrix.actors)
    of_all = f" of {number(matrix.n_actors)}" if matrix.n_actors > shown else ""
    return (
        f"{number(shown)}{of_all} actors by the articles of threads that both are in; most: "
        f"{matrix.actors[low]} and {matrix.actors[high]}, "
        f"{counted(matrix.counts[high, low], 'article')}."
    )


def matrix_table(matrix: Matrix) -> dict[str, Any]:
    """The figure as a table of pairs, the most frequent first."""
    order = sorted(matrix.counts.items(), key=lambda item: (-item[1], item[0]))[:_MAX_PAIRS]
    return {
        "caption": f"The {counted(len(order), 'pair')} that meet most often",
        "heads": ("Actor", "Actor", "Articles"),
        "rows": [(matrix.actors[a], matrix.actors[b], number(n)) for (b, a), n in order],
    }


def matrix_scene(matrix: Matrix, *, heading: bool) -> Scene:
    """Rows and columns in one order; each column's name stands at its upper end."""
    title, account = "Who with whom", matrix_account(matrix)
    shapes = Shapes()
    top = (heading_height(shapes, title, account) if heading else 8.0) + 8
    most = max(matrix.counts.values(), default=1)
    for row, name in enumerate(matrix.actors):
        y = top + row * _CELL_HEIGHT
        text = fitted(name, _LABEL - 60, SMALL_SIZE)
        if row:
            shapes.labels.append(Label(_LABEL - 52, y + 17, text, size=SMALL_SIZE, anchor="end"))
            total = Label(
                _LABEL - 10, y + 17, number(matrix.totals[row]), "muted", SMALL_SIZE, "end"
            )
            shapes.labels.append(total)
        x = _LABEL + row * _CELL_WIDTH
        head = fitted(name, WIDTH - x - 14, SMALL_SIZE, bold=True)
        shapes.labels.append(Label(x + 5, y + 17, head, size=SMALL_SIZE, bold=True))
        for column in range(row):
            _draw_cell(shapes, matrix.counts.get((row, column), 0), (column, y), most)
    bottom = top + max(1, len(matrix.actors)) * _CELL_HEIGHT
    if not matrix.counts:
        shapes.labels.append(Label(_LABEL, bottom + 14, account, "muted", SMALL_SIZE))
    words = "In grey: articles of all threads of that actor."
    if matrix.actors:
        shapes.labels.append(Label(4, bottom + 24, words, "muted", SMALL_SIZE))
    return shapes.scene(WIDTH, bottom + 34, title, account)


def _draw_cell(shapes: Shapes, count: int, at: tuple[int, float], most: int) -> None:
    x, y = _LABEL + at[0] * _CELL_WIDTH, at[1]
    heat = min(_HEATS - 1, int(_HEATS * sqrt(count / most)))
    role = f"heat{heat}" if count else "band"
    shapes.boxes.append(Box(x + 1, y + 1, _CELL_WIDTH - 2, _CELL_HEIGHT - 2, role))
    if count:
        ink = "paper" if heat == _HEATS - 1 else "ink"
        middle = x + _CELL_WIDTH / 2
        shapes.labels.append(Label(middle, y + 17, number(count), ink, SMALL_SIZE, "middle"))
