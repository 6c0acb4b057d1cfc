"""A sweep as a picture: scores and groups over the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from clustering.model import Sweep, Trial
from clustering.render.frame import Shapes, heading_height
from clustering.render.shapes import Anchor, Box, Label, Line, Scene
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH
from clustering.render.words import number

_LEFT, _RIGHT = 74.0, 1040.0
_UPPER, _LOWER = 220.0, 120.0
_BETWEEN = 34.0
_SCORES = (("f1", "F1", "s3"), ("precision", "precision", "s0"), ("recall", "recall", "s2"))
_SIGNS = (("stability", "stability", "s0"), ("cohesion", "cohesion", "s2"))
_APART = 15.0

Point = tuple[float, float]


def tune_account(sweep: Sweep) -> str:
    """The figure in a sentence."""
    low, high = sweep.trials[0].value, sweep.trials[-1].value
    shown = "B-cubed scores" if sweep.basis != "signs" else "Internal signs"
    return (
        f"{shown} and groups of several at {len(sweep.trials)} values of {sweep.key} from {low:g} "
        f"to {high:g}; in use {sweep.base:g}, suggested {sweep.suggested:g}."
    )


def tune_scene(sweep: Sweep, *, heading: bool) -> Scene:
    """Two panels over one axis: how good, and how many; ``heading`` for a picture of its own."""
    shapes = Shapes()
    account = tune_account(sweep)
    top = (heading_height(shapes, sweep.key, account) if heading else 8.0) + 26
    middle = top + _UPPER + _BETWEEN
    bottom = middle + _LOWER
    for y, height in ((top, _UPPER), (middle, _LOWER)):
        shapes.boxes.append(Box(_LEFT, y, _RIGHT - _LEFT, height, "band"))
    _draw_values(shapes, sweep, bottom)
    _draw_scale(shapes, top, _UPPER, [(n / 5, f"{n / 5:.1f}") for n in range(6)])
    curves = _SCORES if sweep.basis != "signs" else _SIGNS
    if sweep.basis != "signs":
        _draw_interval(shapes, sweep, top)
    _draw_curves(shapes, sweep, curves, (top, _UPPER))
    most = max(trial.n_several for trial in sweep.trials) or 1
    _draw_scale(shapes, middle, _LOWER, [(0, "0"), (0.5, number(most // 2)), (1, number(most))])
    points = [(_x(sweep, t), middle + _LOWER * (1 - t.n_several / most)) for t in sweep.trials]
    _draw_line(shapes, points, "s4")
    end = Label(_RIGHT + 8, points[-1][1] + 4, "groups of several", "ink", SMALL_SIZE)
    shapes.labels.append(end)
    _draw_marks(shapes, sweep, top, bottom)
    shapes.labels.append(Label(_LEFT, bottom + 38, sweep.key, "muted", SMALL_SIZE))
    return shapes.scene(WIDTH, bottom + 48, f"Values of {sweep.key}", account)


def _x(sweep: Sweep, trial: Trial | float) -> float:
    value = trial.value if isinstance(trial, Trial) else trial
    low, high = sweep.trials[0].value, sweep.trials[-1].value
    share = (value - low) / (high - low) if high > low else 0.5
    return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def _draw_values(shapes: Shapes, sweep: Sweep, bottom: float) -> None:
    step = -(-len(sweep.trials) // 12)
    for trial in sweep.trials[::step]:
        x = _x(sweep, trial)
        shapes.lines.append(Line(x, bottom, x, bottom + 4, "track"))
        text = Label(x, bottom + 18, f"{trial.value:g}", "ink", SMALL_SIZE, "middle")
        shapes.labels.append(text)


def _draw_scale(
    shapes: Shapes, top: float, height: float, scale: Sequence[tuple[float, str]]
) -> None:
    for share, words in scale:
        y = top + height * (1 - share)
        shapes.lines.append(Line(_LEFT - 4, y, _RIGHT, y, "rule"))
        shapes.labels.append(Label(_LEFT - 10, y + 4, words, "ink", SMALL_SIZE, "end"))


def _draw_interval(shapes: Shapes, sweep: Sweep, top: float) -> None:
    """Upright strokes: the intervals of F1."""
    for trial in sweep.trials:
        if trial.f1 is not None:
            x = _x(sweep, trial)
            low, high = (top + _UPPER * (1 - end) for end in (trial.f1.low, trial.f1.high))
            shapes.lines.append(Line(x, low, x, high, "burst", 9.0))


def _draw_curves(
    shapes: Shapes,
    sweep: Sweep,
    curves: Sequence[tuple[str, str, str]],
    panel: tuple[float, float],
) -> None:
    top, height = panel
    ends = []
    for name, words, role in curves:
        points = []
        for trial in sweep.trials:
            found = getattr(trial, name)
            if found is not None:
                value = found if isinstance(found, float) else found.value
                points.append((_x(sweep, trial), round(top + height * (1 - max(value, 0.0)), 1)))
        if points:
            _draw_line(shapes, points, role, 3.2 if name == "f1" else 2.0)
            ends.append((points[-1][1], words, role))
    last = -_APART
    for y, words, role in sorted(ends):
        last = max(y, last + _APART)
        shapes.boxes.append(Box(_RIGHT + 8, last - 4, 12, 4, role))
        shapes.labels.append(Label(_RIGHT + 26, last + 3, words, "ink", SMALL_SIZE))


def _draw_line(shapes: Shapes, points: Sequence[Point], role: str, width: float = 2.0) -> None:
    for (x0, y0), (x1, y1) in pairwise(points):
        shapes.lines.append(Line(x0, round(y0, 1), x1, round(y1, 1), role, width))


def _draw_marks(shapes: Shapes, sweep: Sweep, top: float, bottom: float) -> None:
    marks = {
        sweep.base: f"in use {sweep.base:g}",
        sweep.suggested: f"suggested {sweep.suggested:g}",
    }
    if sweep.base == sweep.suggested:
        marks = {sweep.base: f"in use and suggested {sweep.base:g}"}
    left = min(marks)
    for value, words in marks.items():
        x = _x(sweep, value)
        shapes.lines.append(Line(x, top - 6, x, bottom, "track", 1.6))
        anchor: Anchor = "end" if value == left and len(marks) > 1 else "start"
        shift = -4 if anchor == "end" else 4
        text = Label(x + shift, top - 10, words, "ink", TEXT_SIZE, anchor, bold=True)
        shapes.labels.append(text)
