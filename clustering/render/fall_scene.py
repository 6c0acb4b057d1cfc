"""Waterfalls as a picture of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustering.render.frame import Shapes
from clustering.render.measure import fitted
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.style import HEADING_SIZE, SMALL_SIZE, WIDTH
from clustering.render.waterfall import Waterfall, gate_text, reading, step_text

_ROW, _BAR = 26.0, 14.0
_NAMES, _LEFT, _RIGHT = 12.0, 400.0, 1000.0


def falls_scene(falls: Sequence[tuple[str, str, Waterfall]]) -> Scene:
    """One waterfall below the other: bars to the right spoke for the link, to the left against.

    Args:
        falls: (heading, line below it, terms).
    """
    shapes = Shapes()
    top = 14.0
    for heading, line, fall in falls:
        top = _draw(shapes, top, heading, line, fall) + 26
    account = "; ".join(f"{heading}: {line}" for heading, line, _ in falls)
    return shapes.scene(WIDTH, max(top, 60.0), "For and against", account)


def _draw(shapes: Shapes, top: float, heading: str, line: str, fall: Waterfall) -> float:
    room = WIDTH - 2 * _NAMES
    text = fitted(heading, room, HEADING_SIZE, bold=True)
    shapes.labels.append(Label(_NAMES, top + 18, text, "ink", HEADING_SIZE, bold=True))
    shapes.labels.append(
        Label(_NAMES, top + 38, fitted(line, room, SMALL_SIZE), "muted", SMALL_SIZE)
    )
    top += 58
    heights = [fall.base, fall.total, fall.threshold]
    heights += [step.start + step.adds for step in fall.steps]
    low, high = min(heights), max(heights)

    def at(value: float) -> float:
        return round(_LEFT + (value - low) * (_RIGHT - _LEFT) / ((high - low) or 1.0), 1)

    bottom = top + (len(fall.steps) + 2) * _ROW
    shapes.boxes.append(Box(_LEFT - 14, top, _RIGHT - _LEFT + 28, bottom - top, "band"))
    gate = at(fall.threshold)
    shapes.lines.append(Line(gate, top - 4, gate, bottom + 4, "s3", 2.0))
    words = f"threshold {gate_text(fall)}"
    shapes.labels.append(Label(gate, bottom + 18, words, "ink", SMALL_SIZE, "middle"))
    _end(shapes, top, "to begin with" if fall.odds else "alike in everything", at, fall, fall.base)
    for place, step in enumerate(fall.steps, 1):
        y = top + place * _ROW
        x0, x1 = at(step.start), at(step.start + step.adds)
        role = "s0" if step.adds > 0 else "s1"
        bar = Box(min(x0, x1), y + 6, max(abs(x1 - x0), 1.0), _BAR, role)
        shapes.boxes.append(bar)
        shapes.lines.append(Line(x1, y + 6, x1, y + _ROW + 6, "track"))
        measured = f" ({step.measured})" if step.measured else ""
        name = fitted(f"{step.name}{measured}", _LEFT - 40, SMALL_SIZE)
        shapes.labels.append(Label(_NAMES, y + 18, name, "ink", SMALL_SIZE))
        adds = step_text(step, odds=fall.odds)
        shapes.labels.append(Label(WIDTH - 120, y + 18, adds, "ink", SMALL_SIZE, "end"))
        after = reading(step.start + step.adds, odds=fall.odds)
        shapes.labels.append(Label(WIDTH - 12, y + 18, after, "ink", SMALL_SIZE, "end"))
    _end(shapes, bottom - _ROW, "together", at, fall, fall.total)
    return bottom + 22


def _end(
    shapes: Shapes,
    top: float,
    name: str,
    at: Callable[[float], float],
    fall: Waterfall,
    value: float,
) -> None:
    """The beginning or the end: a disc where the sum stands, and what it stands for."""
    shapes.labels.append(Label(_NAMES, top + 18, name, "ink", SMALL_SIZE, bold=True))
    shapes.dots.append(Dot(at(value), top + 13, 6, "ink"))
    told = reading(value, odds=fall.odds)
    shapes.labels.append(Label(WIDTH - 12, top + 18, told, "ink", SMALL_SIZE, "end", bold=True))
