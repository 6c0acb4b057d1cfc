"""A waterfall as one small drawing beside its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, log

from markupsafe import Markup

from clustering.render.site import own
from clustering.render.waterfall import ROW_HEIGHT, WIDTH, Waterfall, reading, step_text

_EDGE = 22.0
_BAR = 13
_TICKS_OF_ODDS = (0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999)
_TICKS_OF_AFFINITY = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_TICK_ROOM = 34.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what, how much was measured, what it adds, where that leads."""

    name: str
    measured: str
    adds: str
    so_far: str


@dataclass(frozen=True, slots=True)
class Fall:
    """The table and the drawing that stands beside it, one line of it a row.

    Attributes:
        rows: The beginning, the terms, the end.
        svg: The drawing, as high as the rows.
        so_far: Head of the last column.
        adds: Head of the column before it.
    """

    rows: tuple[Row, ...]
    svg: Markup
    adds: str
    so_far: str


def fall_of(fall: Waterfall) -> Fall:
    """The waterfall as rows and drawing."""
    odds = fall.odds
    begins = "to begin with" if odds else "alike in everything"
    rows = [Row(begins, "", "", reading(fall.base, odds=odds))]
    for step in fall.steps:
        after = reading(step.start + step.adds, odds=odds)
        rows.append(Row(step.name, step.measured, step_text(step, odds=odds), after))
    rows.append(Row("together", "", "", reading(fall.total, odds=odds)))
    adds, so_far = ("Log-odds", "Probability") if odds else ("Times", "Affinity")
    return Fall(tuple(rows), own(_svg(fall)), adds, so_far)


def _svg(fall: Waterfall) -> str:
    heights = [fall.base, fall.total, fall.threshold]
    heights += [step.start + step.adds for step in fall.steps]
    low, high = min(heights), max(heights)
    per = (WIDTH - 2 * _EDGE) / ((high - low) or 1.0)

    def at(value: float) -> int:
        return round(_EDGE + (value - low) * per)

    n_rows = len(fall.steps) + 2
    height = n_rows * ROW_HEIGHT
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    start = f'<svg {size} role="img" aria-label="The terms as a waterfall">'
    grid, letters = [], []
    for x, text in _ticks(fall, low, high, at):
        grid.append(f"M{x} 13v{height - 13}")
        letters.append(f'<text x="{x}" y="10">{text}</text>')
    gate = f'<path class="gate" d="M{at(fall.threshold)} 13v{height - 13}"/>'
    parts = [start, f'<path class="grid" d="{"".join(grid)}"/>', gate]
    parts += [_bars(fall, at, ahead=True), _bars(fall, at, ahead=False)]
    y = height - ROW_HEIGHT // 2
    parts.append(f'<path class="end" d="M{at(fall.total)} {y - 7}l7 7l-7 7l-7-7z"/>')
    return "".join([*parts, *letters, "</svg>"])


def _bars(fall: Waterfall, at: Callable[[float], int], *, ahead: bool) -> str:
    """All bars of one direction, and the way from each to the next row, as one path."""
    found = []
    for place, step in enumerate(fall.steps, 1):
        if (step.adds > 0) == ahead:
            x, to = at(step.start), at(step.start + step.adds)
            y = place * ROW_HEIGHT + (ROW_HEIGHT - _BAR) // 2
            wide = (to - x) or (1 if ahead else -1)
            found.append(f"M{x} {y - 11}v11h{wide}v{_BAR}h{-wide}v-{_BAR}")
    kind = "for" if ahead else "against"
    return f'<path class="{kind}" d="{"".join(found)}"/>' if found else ""


def _ticks(
    fall: Waterfall, low: float, high: float, at: Callable[[float], int]
) -> Iterator[tuple[int, str]]:
    """Positions and words of the scale, the threshold first, none nearer than a word's width."""
    marks = [fall.threshold]
    if fall.odds:
        marks += [log(p / (1 - p)) for p in _TICKS_OF_ODDS]
    else:
        marks += [log(value) for value in _TICKS_OF_AFFINITY]
    taken: list[int] = []
    for mark in marks:
        x = at(mark)
        if low <= mark <= high and all(abs(x - other) >= _TICK_ROOM for other in taken):
            taken.append(x)
            yield x, _tick(mark, odds=fall.odds)


def _tick(mark: float, *, odds: bool) -> str:
    if not odds:
        return f"{exp(mark):.2g}"
    return f"{100 / (1 + exp(-mark)):.3g}%"
