"""The archive at a glance: threads as rows over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from clustering.model import Story, Thread
from clustering.render.archive import Archive
from clustering.render.axis import Axis, axis_over
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
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH, series
from clustering.render.words import YEAR_UNKNOWN, counted, dates_words, number, plain

LABEL_WIDTH = 300
COUNT_WIDTH = 108
UNKNOWN_WIDTH = 166
ROW_HEIGHT = 42
_MIN_RADIUS, _MAX_RADIUS = 4.5, 11.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Stories that share a pixel.

    Attributes:
        x: Pixels.
        x0: Where the uncertainty of the date begins; ``x`` for a known day.
        x1: Where it ends.
        n_origins: Independent origins of all of them.
        stories: Their ids.
    """

    x: float
    x0: float
    x1: float
    n_origins: int
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thread's row.

    Attributes:
        thread: Its id.
        actors: First line of the label, shortened to its room.
        matter: Second line of the label, shortened to its room.
        line: Pixels of first and last day, or None without a year.
        bursts: Pixels of busy stretches.
        marks: Stories whose year is known, from left to right.
        unknown: What is said of stories without a year; empty when there are none.
        n_unknown: Independent origins of those.
        n_articles: Articles in all.
        n_stories: Stories in all.
    """

    thread: str
    actors: str
    matter: str
    line: tuple[float, float] | None
    bursts: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    unknown: str
    n_unknown: int
    n_articles: int
    n_stories: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows, most active thread first, and their axis (None when no year is known).

    Attributes:
        axis: Time on pixels.
        rows: Threads.
        n_threads: Threads of two or more articles in the archive.
        has_unknown: A side lane for unknown years is needed.
    """

    axis: Axis | None
    rows: tuple[Row, ...]
    n_threads: int
    has_unknown: bool


def overview_of(archive: Archive) -> Overview:
    """The most active threads of two or more articles; without any, the single ones."""
    most = archive.findings.config["report"]["overview_threads"]
    shown = (archive.busiest or archive.singles)[:most]
    has_unknown = any(archive.stories[s].day_first is None for t in shown for s in t.stories)
    left, right = placed(LABEL_WIDTH, COUNT_WIDTH, UNKNOWN_WIDTH if has_unknown else 0)
    days = [d for t in shown for d in (t.day_first, t.day_last) if d is not None]
    axis = axis_over(min(days), max(days), left, right) if days else None
    rows = tuple(_row(archive, thread, axis) for thread in shown)
    return Overview(axis, rows, len(archive.busiest), has_unknown)


def _row(archive: Archive, thread: Thread, axis: Axis | None) -> Row:
    stories = [archive.stories[s] for s in thread.stories]
    undated = [s for s in stories if s.day_first is None]
    line, bursts = None, []
    if axis is not None and thread.day_first is not None and thread.day_last is not None:
        line = axis.at(thread.day_first), axis.at(thread.day_last)
        bursts = [(axis.at(b.day_first), axis.at(b.day_last + 1)) for b in thread.bursts]
    actors, _, matter = plain(thread.name).partition(" · ")
    return Row(
        thread=thread.id,
        actors=fitted(actors, LABEL_WIDTH - 34, TEXT_SIZE, bold=True),
        matter=fitted(matter, LABEL_WIDTH - 34, SMALL_SIZE),
        line=line,
        bursts=tuple(bursts),
        marks=_marks(archive, stories, axis) if axis is not None else (),
        unknown=_unknown(archive, undated),
        n_unknown=sum(s.n_origins for s in undated),
        n_articles=len(thread.rows),
        n_stories=len(stories),
    )


def _marks(archive: Archive, stories: Sequence[Story], axis: Axis) -> tuple[Mark, ...]:
    corpus = archive.findings.corpus
    found: dict[tuple[float, float, float], list[Story]] = {}
    for story in stories:
        if story.day_first is None or story.day_last is None:
            continue
        days = [int(corpus.day_first[r]) for r in story.rows if is_day(archive, r)]
        ends = (min(days), min(days)) if days else (story.day_first, story.day_last)
        x0, x1 = (float(round(axis.at(day))) for day in ends)
        found.setdefault(((x0 + x1) / 2, x0, x1), []).append(story)
    return tuple(
        Mark(*place, sum(s.n_origins for s in same), tuple(s.id for s in same))
        for place, same in sorted(found.items(), key=lambda item: item[0])
    )


def is_day(archive: Archive, row: int) -> bool:
    """Whether the article's date is known to the day."""
    return archive.findings.corpus.articles[row].date.precision == "day"


def _unknown(archive: Archive, stories: Sequence[Story]) -> str:
    if not stories:
        return ""
    articles = archive.findings.corpus.articles
    words = {dates_words(articles[row].date for row in s.rows) for s in stories}
    if len(words) == 1 and len(stories) == 1:
        return words.pop().removesuffix(YEAR_UNKNOWN)
    return counted(len(stories), "story")


def radius_of(n_origins: int) -> float:
    """Area by independent origins, within bounds."""
    return round(min(_MAX_RADIUS, _MIN_RADIUS * sqrt(max(1, n_origins))), 1)


def overview_scene(overview: Overview, archive: Archive, *, heading: bool) -> Scene:
    """The rows as shapes; ``heading`` for a picture that stands alone."""
    title = "Threads over time"
    account = _account(overview)
    shapes = Shapes()
    top = heading_height(shapes, title, account) if heading else 8.0
    top += 24
    bottom = top + ROW_HEIGHT * max(1, len(overview.rows))
    left, right = placed(LABEL_WIDTH, COUNT_WIDTH, UNKNOWN_WIDTH if overview.has_unknown else 0)
    draw_axis(shapes, overview.axis, (left, right), (top, bottom))
    if overview.has_unknown:
        _draw_side(shapes, right, top, bottom)
    for place, row in enumerate(overview.rows):
        href = archive.thread_path(row.thread)
        _draw_row(shapes, row, href, series(place), top + ROW_HEIGHT * (place + 0.5), right=right)
    legend_y = bottom + 58
    draw_legend(
        shapes,
        legend_y,
        [
            ("dot", "a story; the more independent origins, the larger"),
            *([("burst", "a busy stretch")] if any(r.bursts for r in overview.rows) else []),
            *([("span", "month or year known, not the day")] if _has_spans(overview) else []),
        ],
    )
    return shapes.scene(WIDTH, legend_y + LEGEND_HEIGHT, title, account)


def _has_spans(overview: Overview) -> bool:
    return any(m.x0 != m.x1 for row in overview.rows for m in row.marks)


def _account(overview: Overview) -> str:
    shown = len(overview.rows)
    if not overview.n_threads:
        return f"No thread has two articles yet; {counted(shown, 'single article')} shown."
    if shown == overview.n_threads:
        order = ", the most active first" if shown > 1 else ""
        return f"{counted(shown, 'thread')} of two or more articles{order}."
    return f"The {number(shown)} most active of {counted(overview.n_threads, 'thread')}."


def _draw_side(shapes: Shapes, right: float, top: float, bottom: float) -> None:
    x = right + 22
    shapes.boxes.append(Box(x, top - 20, UNKNOWN_WIDTH - 22, bottom - top + 20, "side"))
    shapes.labels.append(Label(x + 10, top - 6, "year unknown", "muted", SMALL_SIZE))


def _draw_row(shapes: Shapes, row: Row, href: str, role: str, y: float, *, right: float) -> None:
    shapes.dots.append(Dot(10, y - 7, 5, role))
    shapes.labels.append(Label(24, y - 3, row.actors, bold=True, href=href))
    shapes.labels.append(Label(24, y + 13, row.matter, "muted", SMALL_SIZE))
    for x0, x1 in row.bursts:
        width = max(6.0, x1 - x0)
        shapes.boxes.append(Box((x0 + x1 - width) / 2, y - 15, width, 30, "burst"))
    if row.line is not None:
        shapes.lines.append(Line(row.line[0], y, row.line[1], y, "track", 1.6))
    for mark in row.marks:
        if mark.x0 != mark.x1:
            shapes.boxes.append(Box(mark.x0, y - 3, mark.x1 - mark.x0, 6, role))
        title = f"{counted(len(mark.stories), 'story')}, {counted(mark.n_origins, 'origin')}"
        radius = radius_of(mark.n_origins)
        shapes.dots.append(Dot(mark.x, y, radius, role, mark.x0 != mark.x1, title))
    if row.unknown:
        radius = radius_of(row.n_unknown)
        shapes.dots.append(Dot(right + 44, y, radius, role, hollow=True, title=row.unknown))
        text = fitted(row.unknown, UNKNOWN_WIDTH - 68, SMALL_SIZE)
        shapes.labels.append(Label(right + 62, y + 4, text, "ink", SMALL_SIZE))
    articles, stories = counted(row.n_articles, "article"), counted(row.n_stories, "story")
    shapes.labels.append(Label(WIDTH - 4, y - 3, articles, size=SMALL_SIZE, anchor="end"))
    shapes.labels.append(Label(WIDTH - 4, y + 13, stories, "muted", SMALL_SIZE, "end"))
