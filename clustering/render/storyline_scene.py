"""A thread's rows as shapes."""

from __future__ import annotations

from math import sqrt

from clustering.model import Thread
from clustering.render.frame import (
    LEGEND_HEIGHT,
    Shapes,
    draw_axis,
    draw_legend,
    heading_height,
    placed,
)
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.storyline import (
    COUNT_WIDTH,
    KEY_INDENT,
    LABEL_WIDTH,
    LANE_HEIGHT,
    UNKNOWN_WIDTH,
    WHEN_WIDTH,
    Callout,
    Mark,
    Storyline,
)
from clustering.render.style import SMALL_SIZE, WIDTH
from clustering.render.words import counted, number, plain

_CALLOUT_RADIUS = 9.5
_CALLOUT_ROOM = 52.0
_KEY_HEIGHT = 22.0


def storyline_scene(line: Storyline, thread: Thread, account: str, *, heading: bool) -> Scene:
    """The rows as shapes; ``heading`` for a picture that stands alone.

    Args:
        line: What to draw.
        thread: Whose it is.
        account: The thread in one sentence.
        heading: Whether name, account and headlines are written into the picture; the page
            has them as text.
    """
    shapes = Shapes()
    name = plain(thread.name)
    top = heading_height(shapes, name, account) if heading else 6.0
    callout_y = top + 14
    top += _CALLOUT_ROOM
    bottom = top + LANE_HEIGHT * max(1, len(line.lanes))
    left, right = placed(LABEL_WIDTH, COUNT_WIDTH, UNKNOWN_WIDTH if line.has_unknown else 0)
    draw_axis(shapes, line.axis, (left, right), (top, bottom))
    if line.has_unknown:
        _draw_side(shapes, right, top, bottom)
    for x0, x1 in line.bursts:
        width = max(4.0, x1 - x0)
        shapes.boxes.append(Box((x0 + x1 - width) / 2, top, width, bottom - top, "burst"))
    _draw_lanes(shapes, line, top)
    for mark in line.marks:
        _draw_mark(shapes, mark, top + LANE_HEIGHT * (mark.lane + 0.5) + mark.shift)
    for callout in line.callouts:
        _draw_callout(shapes, callout, callout_y, top, heading=heading)
    key_y = _draw_key(shapes, line, bottom + 62) if heading else bottom + 46
    _draw_legend(shapes, line, key_y + 8)
    return shapes.scene(WIDTH, key_y + 8 + LEGEND_HEIGHT, name, account)


def _draw_side(shapes: Shapes, right: float, top: float, bottom: float) -> None:
    x = right + 22
    shapes.boxes.append(Box(x, top, UNKNOWN_WIDTH - 22, bottom - top, "side"))
    middle = x + (UNKNOWN_WIDTH - 22) / 2
    text = Label(middle, bottom + 18, "year unknown", "muted", SMALL_SIZE, "middle")
    shapes.labels.append(text)


def _draw_lanes(shapes: Shapes, line: Storyline, top: float) -> None:
    for place, lane in enumerate(line.lanes):
        y = top + LANE_HEIGHT * (place + 0.5)
        shapes.lines.append(Line(LABEL_WIDTH + 10, y, WIDTH - COUNT_WIDTH - 4, y, "rule"))
        shapes.labels.append(Label(LABEL_WIDTH, y + 4, lane.name, anchor="end"))
        count = Label(WIDTH - 4, y + 4, number(lane.n_articles), "muted", SMALL_SIZE, "end")
        shapes.labels.append(count)


def _draw_mark(shapes: Shapes, mark: Mark, y: float) -> None:
    if mark.x0 != mark.x1:
        shapes.boxes.append(Box(mark.x0, y - 2, mark.x1 - mark.x0, 4, mark.role))
    radius = round(min(9.0, 4.6 * sqrt(mark.n_articles)), 1)
    if mark.first:
        shapes.dots.append(Dot(mark.x, y, radius + 3.6, "ink", hollow=True))
    shapes.dots.append(Dot(mark.x, y, radius, mark.role, mark.copies, mark.title))


def _draw_callout(shapes: Shapes, callout: Callout, y: float, top: float, *, heading: bool) -> None:
    knee = top - 8
    shapes.lines.append(Line(callout.x, y, callout.target, knee, "track"))
    shapes.lines.append(Line(callout.target, knee, callout.target, top + 4, "track"))
    _draw_number(shapes, callout, callout.x, y, heading=heading)


def _draw_number(shapes: Shapes, callout: Callout, x: float, y: float, *, heading: bool) -> None:
    href = "" if heading else f"#{callout.story}"
    text = str(callout.number)
    # Two digits in the same ring: a size that keeps them clear of it.
    size = SMALL_SIZE if len(text) == 1 else 10.5
    shapes.dots.append(Dot(x, y, _CALLOUT_RADIUS, callout.role, hollow=True))
    shapes.labels.append(Label(x, y + 4, text, "ink", size, "middle", bold=True, href=href))


def _draw_key(shapes: Shapes, line: Storyline, y: float) -> float:
    for callout in line.callouts:
        _draw_number(shapes, callout, 14, y - 4, heading=True)
        x = KEY_INDENT + 4
        shapes.labels.append(Label(x, y, callout.when, "muted", SMALL_SIZE))
        shapes.labels.append(Label(x + WHEN_WIDTH + 8, y, callout.headline, size=SMALL_SIZE))
        count = counted(callout.n_articles, "article")
        shapes.labels.append(Label(WIDTH - 4, y, count, "muted", SMALL_SIZE, "end"))
        y += _KEY_HEIGHT
    if line.n_unlabelled:
        words = f"{counted(line.n_unlabelled, 'smaller story')} without a number, in grey."
        shapes.labels.append(Label(KEY_INDENT + 4, y, words, "muted", SMALL_SIZE))
        y += _KEY_HEIGHT
    return y


def _draw_legend(shapes: Shapes, line: Storyline, y: float) -> None:
    entries = [("dot", "article")]
    if any(mark.copies for mark in line.marks):
        entries.append(("ring", "copy of an earlier article"))
    if any(mark.first for mark in line.marks):
        entries.append(("first", "first to report"))
    if any(mark.x0 != mark.x1 for mark in line.marks):
        entries.append(("span", "month or year known, not the day"))
    if line.bursts:
        entries.append(("burst", "busy stretch"))
    draw_legend(shapes, y, entries)
