"""What both pictures share: heading, axis, legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clustering.render.axis import Axis
from clustering.render.measure import fitted, width_of
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.style import HEADING_SIZE, SMALL_SIZE, TEXT_SIZE, WIDTH

LEGEND_HEIGHT = 18.0
_MARGIN = 22.0


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes while they are being collected."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def scene(self, width: float, height: float, title: str, account: str) -> Scene:
        """All that was collected."""
        shapes = tuple(self.boxes), tuple(self.lines), tuple(self.dots), tuple(self.labels)
        return Scene(width, height, title, account, *shapes)


def placed(label_width: float, count_width: float, unknown_width: float) -> tuple[float, float]:
    """Left and right edge of the plot between labels, side lane and counts."""
    return label_width + _MARGIN, WIDTH - count_width - unknown_width - _MARGIN


def heading_height(shapes: Shapes, title: str, account: str) -> float:
    """Writes the heading and tells where the rest may begin."""
    title = fitted(title, WIDTH - 10, HEADING_SIZE, bold=True)
    shapes.labels.append(Label(4, 24, title, "ink", HEADING_SIZE, bold=True))
    account = fitted(account, WIDTH - 10, TEXT_SIZE)
    shapes.labels.append(Label(4, 46, account, "muted", TEXT_SIZE))
    return 62.0


def draw_axis(
    shapes: Shapes, axis: Axis | None, x: tuple[float, float], y: tuple[float, float]
) -> None:
    """Frame, grid and tick labels, or the remark that no year is known."""
    (left, right), (top, bottom) = x, y
    left, right = left - 14, right + 14
    shapes.boxes.append(Box(left, top, right - left, bottom - top, "band"))
    shapes.lines.append(Line(left, bottom, right, bottom, "track"))
    if axis is None:
        words = "No article here has a date with a year."
        middle = (left + right) / 2
        shapes.labels.append(Label(middle, bottom + 18, words, "muted", SMALL_SIZE, "middle"))
        return
    for tick in axis.ticks:
        shapes.lines.append(Line(tick.x, top, tick.x, bottom + 4, "rule"))
        below = bottom + 18
        shapes.labels.append(Label(tick.x, below, tick.label, "ink", SMALL_SIZE, "middle"))
        if tick.below:
            text = Label(tick.x, below + 15, tick.below, "muted", SMALL_SIZE, "middle")
            shapes.labels.append(text)


def draw_legend(shapes: Shapes, y: float, entries: Sequence[tuple[str, str]]) -> None:
    """A row of signs with their meaning."""
    x = 4.0
    for sign, words in entries:
        middle = y - 4
        match sign:
            case "dot":
                shapes.dots.append(Dot(x + 7, middle, 5, "muted"))
            case "ring":
                shapes.dots.append(Dot(x + 7, middle, 5, "muted", hollow=True))
            case "first":
                shapes.dots.append(Dot(x + 7, middle, 7.5, "ink", hollow=True))
                shapes.dots.append(Dot(x + 7, middle, 4, "muted"))
            case "burst":
                shapes.boxes.append(Box(x, middle - 7, 16, 14, "burst"))
            case _:
                shapes.boxes.append(Box(x, middle - 2, 18, 4, "muted"))
        shapes.labels.append(Label(x + 24, y, words, "muted", SMALL_SIZE))
        x += 24 + width_of(words, SMALL_SIZE) + 28
