"""A waterfall as a table; the page draws its bars beside it."""

from __future__ import annotations

from dataclasses import dataclass

from clustering.render.waterfall import Waterfall, reading, step_text


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what, how much was measured, what it adds, where that leads."""

    name: str
    measured: str
    adds: str
    so_far: str


@dataclass(frozen=True, slots=True)
class Fall:
    """The table, complete without its drawing.

    Attributes:
        rows: The beginning, the terms, the end.
        ends: Where the drawing begins and where the threshold stands, as sums of terms.
        so_far: Head of the last column.
        adds: Head of the column before it.
    """

    rows: tuple[Row, ...]
    ends: str
    adds: str
    so_far: str


def fall_of(fall: Waterfall) -> Fall:
    """The waterfall as rows; ``templates/fall.js`` makes the bars of what they add."""
    odds = fall.odds
    begins = "to begin with" if odds else "alike in everything"
    rows = [Row(begins, "", "", reading(fall.base, odds=odds))]
    for step in fall.steps:
        after = reading(step.start + step.adds, odds=odds)
        rows.append(Row(step.name, step.measured, step_text(step, odds=odds), after))
    rows.append(Row("together", "", "", reading(fall.total, odds=odds)))
    adds, so_far = ("Log-odds", "Probability") if odds else ("Times", "Affinity")
    return Fall(tuple(rows), f"{fall.base:z.2f} {fall.threshold:z.2f}", adds, so_far)
