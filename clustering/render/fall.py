"""A waterfall as a table with a bar in each row."""

from __future__ import annotations

from dataclasses import dataclass

from clustering.render.waterfall import Waterfall, gate_text, reading, step_text

_LAST = 99
"""Places across the drawing, so that two digits name each."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        name: What, and how much the two have in common of it where that is one number.
        adds: What it adds; empty at both ends.
        so_far: Where that leads.
        bar: Classes of its bar: see ``bar_style``.
    """

    name: str
    adds: str
    so_far: str
    bar: str


@dataclass(frozen=True, slots=True)
class Fall:
    """The table, complete without its drawing.

    Attributes:
        rows: The beginning, the terms, the end.
        adds: Head of the column of terms.
        so_far: Head of the column after it.
        threshold: As a score.
        gate: Class of the threshold's place.
    """

    rows: tuple[Row, ...]
    adds: str
    so_far: str
    threshold: str
    gate: str


def fall_of(fall: Waterfall) -> Fall:
    """The waterfall as rows; places run from the lowest of its sums to the highest."""
    odds = fall.odds
    ends = [step.start + step.adds for step in fall.steps]
    sums = [fall.base, fall.threshold, fall.total, *ends]
    low, high = min(sums), max(sums)

    def at(value: float) -> int:
        return round(_LAST * (value - low) / ((high - low) or 1.0))

    begins = "to begin with" if odds else "alike in everything"
    rows = [Row(begins, "", reading(fall.base, odds=odds), f"e{at(fall.base)}")]
    for step, end in zip(fall.steps, ends, strict=True):
        start, stop = at(step.start), at(end)
        bar = f"a{start} b{stop}" if step.adds > 0 else f"c{stop} d{start}"
        adds = step_text(step, odds=odds)
        name = f"{step.name}, {step.measured}" if step.measured else step.name
        rows.append(Row(name, adds, reading(end, odds=odds), bar))
    rows.append(Row("together", "", reading(fall.total, odds=odds), f"e{at(fall.total)}"))
    adds, so_far = ("Log-odds", "Probability") if odds else ("Times", "Affinity")
    threshold = gate_text(fall)
    return Fall(tuple(rows), adds, so_far, threshold, f"g{at(fall.threshold)}")


def bar_style() -> str:
    """Rules by which a class puts a bar in its place, so that pages need no script to draw it.

    ``a`` and ``b`` are the left and right end of a bar for the link, ``c`` and ``d`` of one
    against it, ``e`` is a sum at the beginning or the end, ``g`` the threshold.
    """
    places = range(_LAST + 1)
    return "".join(
        f".a{p},.c{p}{{--a:{p}}}.b{p},.d{p}{{--b:{p}}}.e{p}{{--e:{p}}}.g{p}{{--g:{p}}}"
        for p in places
    )
