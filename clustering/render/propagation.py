"""How a text went through the outlets, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clustering.model import DuplicateGroup
from clustering.render.archive import Archive
from clustering.render.axis import Axis, axis_over
from clustering.render.cards import card_of
from clustering.render.frame import (
    LEGEND_HEIGHT,
    Shapes,
    draw_axis,
    draw_legend,
    heading_height,
    placed,
)
from clustering.render.measure import fitted
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH
from clustering.render.words import counted, number, plain

LABEL_WIDTH = 240
DELAY_WIDTH = 150
UNKNOWN_WIDTH = 130
LANE_HEIGHT = 30
_MAX_LANES = 24
UNKNOWN_OUTLET = "outlet unknown"


@dataclass(frozen=True, slots=True)
class Hop:
    """One outlet's copies.

    Attributes:
        outlet: Its name.
        first: True for the lane that holds the earliest article.
        marks: Pixels from first to last possible day, one pair an article whose year is known.
        n_unknown: Articles whose year is not known.
        delay: How much later than the earliest article, in words.
    """

    outlet: str
    first: bool
    marks: tuple[tuple[float, float], ...]
    n_unknown: int
    delay: str


@dataclass(frozen=True, slots=True)
class Propagation:
    """Outlets in order of their first copy.

    Attributes:
        axis: Time on pixels, or None when no year is known.
        hops: Outlets.
        origin: Pixels of the earliest article, or None when its day is not known.
        n_folded: Outlets that found no room.
        has_unknown: A side lane for unknown years is needed.
    """

    axis: Axis | None
    hops: tuple[Hop, ...]
    origin: float | None
    n_folded: int
    has_unknown: bool


def propagation_of(archive: Archive, group: DuplicateGroup) -> Propagation:
    """Places the articles of a group; the earliest stands first, others by date, then name."""
    corpus = archive.findings.corpus
    days = [int(corpus.day_first[r]) for r in group.rows if corpus.dated[r]]
    ends = [int(corpus.day_last[r]) for r in group.rows if corpus.dated[r]]
    has_unknown = len(days) < len(group.rows)
    left, right = placed(LABEL_WIDTH, DELAY_WIDTH, UNKNOWN_WIDTH if has_unknown else 0)
    axis = axis_over(min(days), max(ends), left, right) if days else None
    by_outlet: dict[str, list[int]] = {}
    for row in group.rows:
        name = card_of(archive, row).outlet if corpus.articles[row].outlet else UNKNOWN_OUTLET
        by_outlet.setdefault(name, []).append(row)
    head = group.rows[0]
    known = corpus.articles[head].date.precision == "day"
    origin = axis.at(int(corpus.day_first[head])) if axis is not None and known else None
    # Rows are in order of time already, so the outlets are in order of their first copy.
    hops = [_hop(archive, name, rows, group.rows[0], axis) for name, rows in by_outlet.items()]
    shown = hops[:_MAX_LANES]
    return Propagation(axis, tuple(shown), origin, len(hops) - len(shown), has_unknown)


def _hop(archive: Archive, outlet: str, rows: Sequence[int], head: int, axis: Axis | None) -> Hop:
    corpus = archive.findings.corpus
    marks = [
        (axis.at(int(corpus.day_first[r])), axis.at(int(corpus.day_last[r])))
        for r in rows
        if axis is not None and corpus.dated[r]
    ]
    n_unknown = sum(not corpus.dated[r] for r in rows)
    return Hop(outlet, head in rows, tuple(marks), n_unknown, delay_words(archive, rows[0], head))


def delay_words(archive: Archive, row: int, head: int) -> str:
    """How much later than the earliest article an article appeared, as far as dates tell."""
    corpus = archive.findings.corpus
    if row == head:
        return "earliest" if corpus.dated[row] else "date unknown"
    if not (corpus.dated[row] and corpus.dated[head]):
        return "date unknown"
    least = max(0, int(corpus.day_first[row]) - int(corpus.day_last[head]))
    most = int(corpus.day_last[row]) - int(corpus.day_first[head])
    if least == most:
        return f"{counted(most, 'day')} later" if most else "the same day"
    return f"{number(least)} to {counted(most, 'day')} later"


def propagation_scene(found: Propagation, name: str, account: str, *, heading: bool) -> Scene:
    """The lanes as shapes; ``heading`` for a picture that stands alone."""
    shapes = Shapes()
    top = heading_height(shapes, name, account) if heading else 8.0
    bottom = top + LANE_HEIGHT * max(1, len(found.hops))
    left, right = placed(LABEL_WIDTH, DELAY_WIDTH, UNKNOWN_WIDTH if found.has_unknown else 0)
    draw_axis(shapes, found.axis, (left, right), (top, bottom))
    if found.has_unknown:
        width = UNKNOWN_WIDTH - 22
        shapes.boxes.append(Box(right + 22, top, width, bottom - top, "side"))
        middle = right + 22 + width / 2
        below = Label(middle, bottom + 18, "year unknown", "muted", SMALL_SIZE, "middle")
        shapes.labels.append(below)
    if found.origin is not None:
        shapes.lines.append(Line(found.origin, top, found.origin, bottom, "s0", 1.4))
    for place, hop in enumerate(found.hops):
        _draw_hop(shapes, found, hop, top + LANE_HEIGHT * (place + 0.5), right)
    y = bottom + 56
    if found.n_folded:
        words = f"{counted(found.n_folded, 'more outlet')} with later copies."
        shapes.labels.append(Label(4, y, words, "muted", SMALL_SIZE))
        y += 24
    entries = [("first", "earliest article"), ("ring", "copy")]
    if any(a != b for hop in found.hops for a, b in hop.marks):
        entries.append(("span", "month or year known, not the day"))
    draw_legend(shapes, y, entries)
    return shapes.scene(WIDTH, y + LEGEND_HEIGHT, name, account)


def _draw_hop(shapes: Shapes, found: Propagation, hop: Hop, y: float, right: float) -> None:
    shapes.lines.append(Line(LABEL_WIDTH + 10, y, WIDTH - DELAY_WIDTH - 4, y, "rule"))
    name = fitted(plain(hop.outlet), LABEL_WIDTH - 4, TEXT_SIZE, bold=hop.first)
    shapes.labels.append(Label(LABEL_WIDTH, y + 4, name, anchor="end", bold=hop.first))
    if found.origin is not None and hop.marks and not hop.first:
        nearest = min((a + b) / 2 for a, b in hop.marks)
        shapes.lines.append(Line(found.origin, y, nearest, y, "s0", 2.0))
    for place, (x0, x1) in enumerate(hop.marks):
        if x0 != x1:
            shapes.boxes.append(Box(x0, y - 2, x1 - x0, 4, "s0"))
        head = hop.first and place == 0
        if head:
            shapes.dots.append(Dot((x0 + x1) / 2, y, 9.6, "ink", hollow=True))
        shapes.dots.append(Dot((x0 + x1) / 2, y, 6, "s0", not head, hop.outlet))
    if hop.n_unknown:
        shapes.dots.append(Dot(right + 40, y, 6, "s0", hollow=True, title=hop.outlet))
        if hop.n_unknown > 1:
            count = Label(right + 54, y + 4, f"× {number(hop.n_unknown)}", "ink", SMALL_SIZE)
            shapes.labels.append(count)
    shapes.labels.append(Label(WIDTH - 4, y + 4, hop.delay, "ink", SMALL_SIZE, "end"))
