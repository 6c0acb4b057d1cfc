"""The figures of the archive as a whole, beside the overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clustering.render.archive import Archive
from clustering.render.matrix import matrix_account, matrix_of, matrix_scene, matrix_table
from clustering.render.scores import scores_account, scores_scene, scores_table
from clustering.render.shapes import Scene
from clustering.render.weeks import weeks_account, weeks_of, weeks_scene, weeks_table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in all its forms.

    Attributes:
        name: Of its picture file and its place on the page.
        title: Heading.
        account: What it shows, in a sentence.
        table: The same as a table.
        scene: Makes the shapes, with or without a heading of its own.
    """

    name: str
    title: str
    account: str
    table: dict[str, Any]
    scene: Callable[..., Scene]


def figures_of(archive: Archive) -> list[Figure]:
    """Archive over time, scores and thresholds, who with whom."""
    weeks, matrix = weeks_of(archive), matrix_of(archive)

    def weeks_drawn(*, heading: bool) -> Scene:
        return weeks_scene(weeks, heading=heading)

    def scores_drawn(*, heading: bool) -> Scene:
        return scores_scene(archive, heading=heading)

    def matrix_drawn(*, heading: bool) -> Scene:
        return matrix_scene(matrix, heading=heading)

    return [
        Figure(
            "archive",
            "The archive over time",
            weeks_account(weeks),
            weeks_table(weeks),
            weeks_drawn,
        ),
        Figure(
            "actors", "Who with whom", matrix_account(matrix), matrix_table(matrix), matrix_drawn
        ),
        Figure(
            "similarity",
            "Scores and thresholds",
            scores_account(archive),
            scores_table(archive),
            scores_drawn,
        ),
    ]
