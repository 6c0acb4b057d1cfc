"""The archive over time: articles by outlet, share of copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from clustering.render.archive import Archive
from clustering.render.axis import Axis, axis_over
from clustering.render.frame import LEGEND_HEIGHT, Shapes, draw_axis, heading_height
from clustering.render.measure import fitted, width_of
from clustering.render.shapes import Box, Label, Line, Scene
from clustering.render.style import SMALL_SIZE, WIDTH
from clustering.render.words import MONTHS, counted, day_words, number, plain

_EPOCH = date(1970, 1, 1).toordinal()
_LEFT, _RIGHT = 70.0, 1170.0
_BARS, _SHARES, _BETWEEN = 210.0, 70.0, 34.0
_MAX_BINS = 130
_MAX_OUTLETS = 5
_MAX_ROWS = 200
OTHERS = "all other outlets"


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time.

    Attributes:
        first: Its first day, since 1970-01-01.
        end: The day after its last.
        counts: Articles by series, in the order of ``Weeks.series``.
        n_copies: How many of them are copies of an earlier article.
    """

    first: int
    end: int
    counts: tuple[int, ...]
    n_copies: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """Articles by stretch of time and outlet.

    Attributes:
        unit: ``week``, ``month``, ``quarter`` or ``year``.
        series: The outlets with most articles, then all others.
        bins: Stretches with articles, in order; empty ones are left out.
        n_placed: Articles in them.
        n_left_out: Articles whose date does not say in which stretch they fall.
    """

    unit: str
    series: tuple[str, ...]
    bins: tuple[Bin, ...]
    n_placed: int
    n_left_out: int


def weeks_of(archive: Archive) -> Weeks:
    """Counts articles by the finest stretch of time that leaves the bars wide enough."""
    corpus = archive.findings.corpus
    dated = corpus.dated.nonzero()[0].tolist()
    spans = [(int(corpus.day_first[r]), int(corpus.day_last[r]), r) for r in dated]
    names = archive.outlets(tuple(range(len(corpus))))
    names.pop("", None)
    order = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    series = [name for name, _ in order[:_MAX_OUTLETS]]
    place = {name: at for at, name in enumerate(series)}
    low, high = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0, 0)
    unit = next((u for u, days in _UNITS if (high - low) / days <= _MAX_BINS), "year")
    counts: dict[tuple[int, int], list[int]] = {}
    copies: Counter[tuple[int, int]] = Counter()
    n_placed = 0
    for first, last, row in spans:
        stretch = _stretch(first, unit)
        if last >= stretch[1]:
            continue
        n_placed += 1
        found = counts.setdefault(stretch, [0] * (len(series) + 1))
        found[place.get(corpus.articles[row].outlet, len(series))] += 1
        copies[stretch] += archive.representative[row] != row
    bins = [Bin(*key, tuple(counts[key]), copies[key]) for key in sorted(counts)]
    return Weeks(unit, (*series, OTHERS), tuple(bins), n_placed, len(corpus) - n_placed)


_UNITS = (("week", 7), ("month", 30.4), ("quarter", 91.3))


def _stretch(day: int, unit: str) -> tuple[int, int]:
    """First day of the stretch that holds a day, and of the next one."""
    if unit == "week":
        first = day - (day + 3) % 7  # 1970-01-01 was a Thursday; weeks begin on Monday
        return first, first + 7
    then = date.fromordinal(_EPOCH + day)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    start = (then.year * 12 + then.month - 1) // months * months
    ends = (date(m // 12, m % 12 + 1, 1).toordinal() - _EPOCH for m in (start, start + months))
    first, end = ends
    return first, end


def weeks_account(weeks: Weeks) -> str:
    """The figure in a sentence."""
    if not weeks.bins:
        return "No article here has a date that is known well enough."
    peak = max(weeks.bins, key=lambda b: (sum(b.counts), -b.first))
    highest = sum(peak.counts)
    most = f"; most in the {weeks.unit} of {_bin_words(peak, weeks.unit)}, {number(highest)}"
    left_out = f" {counted(weeks.n_left_out, 'article')} without such a date left out."
    return (
        f"{counted(weeks.n_placed, 'article')} by {weeks.unit}{most if highest > 1 else ''}."
        f"{left_out if weeks.n_left_out else ''}"
    )


def _bin_words(stretch: Bin, unit: str) -> str:
    first = date.fromordinal(_EPOCH + stretch.first)
    if unit == "week":
        return day_words(stretch.first)
    if unit == "year":
        return f"{first.year}"
    return f"{MONTHS[first.month - 1]} {first.year}"


def weeks_table(weeks: Weeks) -> dict[str, Any]:
    """The figure as a table, the latest stretches when there are very many."""
    return {
        "caption": f"Articles by {weeks.unit} and outlet",
        "heads": (f"{weeks.unit.capitalize()} of", *map(plain, weeks.series), "All", "Copies"),
        "rows": [
            (
                _bin_words(b, weeks.unit),
                *map(number, b.counts),
                number(sum(b.counts)),
                f"{number(b.n_copies)} ({100 * b.n_copies // sum(b.counts)} %)",
            )
            for b in weeks.bins[-_MAX_ROWS:]
        ],
        "numeric": True,
    }


def weeks_scene(weeks: Weeks, *, heading: bool) -> Scene:
    """Bars above, share of copies below if there are any; ``heading`` for a picture of its own."""
    title, account = "The archive over time", weeks_account(weeks)
    shapes = Shapes()
    top = heading_height(shapes, title, account) if heading else 8.0
    top += 18
    bars = shares = top, top + _BARS
    if any(b.n_copies for b in weeks.bins):
        shares = bars[1] + _BETWEEN, bars[1] + _BETWEEN + _SHARES
    axis = None
    if weeks.bins:
        axis = axis_over(weeks.bins[0].first, weeks.bins[-1].end, _LEFT, _RIGHT)
    draw_axis(shapes, axis, (_LEFT, _RIGHT), shares)
    if shares != bars:
        shapes.boxes.append(Box(_LEFT - 14, bars[0], _RIGHT - _LEFT + 28, _BARS, "band"))
        for tick in axis.ticks if axis else ():
            shapes.lines.append(Line(tick.x, bars[0], tick.x, bars[1], "rule"))
        _draw_scale(shapes, shares, "share of copies", 100, "\u202f%")
    most = max((sum(b.counts) for b in weeks.bins), default=1)
    _draw_scale(shapes, bars, f"articles a {weeks.unit}", most, "")
    if axis is not None:
        for stretch in weeks.bins:
            _draw_bin(shapes, axis, stretch, (bars, shares), most)
    y = _draw_series(shapes, weeks, shares[1] + 60)
    return shapes.scene(WIDTH, y + LEGEND_HEIGHT, title, account)


def _draw_scale(shapes: Shapes, y: tuple[float, float], name: str, most: int, suffix: str) -> None:
    shapes.labels.append(Label(_LEFT - 14, y[0] - 6, name, "muted", SMALL_SIZE))
    for part in (0, most // 2, most) if most > 1 else (0, most):
        at = y[1] - (y[1] - y[0]) * part / most
        shapes.lines.append(Line(_LEFT - 18, at, _RIGHT + 14, at, "rule"))
        text = Label(_LEFT - 22, at + 4, f"{number(part)}{suffix}", "ink", SMALL_SIZE, "end")
        shapes.labels.append(text)


def _draw_bin(
    shapes: Shapes,
    axis: Axis,
    stretch: Bin,
    y: tuple[tuple[float, float], tuple[float, float]],
    most: int,
) -> None:
    (top, bottom), (shares_top, shares_bottom) = y
    x0, x1 = axis.at(stretch.first), axis.at(stretch.end)
    x0, width = x0 + 0.5, max(1.5, min(x1 - x0 - 1, 40))
    foot = bottom
    for place, count in enumerate(stretch.counts):
        height = (bottom - top) * count / most
        role = f"s{place}" if place < len(stretch.counts) - 1 else "other"
        if count:
            shapes.boxes.append(Box(x0, foot - height, width, height, role))
        foot -= height
    height = (shares_bottom - shares_top) * stretch.n_copies / sum(stretch.counts)
    if height:
        shapes.boxes.append(Box(x0, shares_bottom - height, width, height, "track"))


def _draw_series(shapes: Shapes, weeks: Weeks, y: float) -> float:
    x = 4.0
    others = any(b.counts[-1] for b in weeks.bins)
    for place, name in enumerate(weeks.series if others else weeks.series[:-1]):
        role = f"s{place}" if place < len(weeks.series) - 1 else "other"
        text = fitted(plain(name), 220, SMALL_SIZE)
        room = 24 + width_of(text, SMALL_SIZE) + 28
        if x + room > WIDTH:
            x, y = 4.0, y + 22
        shapes.boxes.append(Box(x, y - 10, 14, 11, role))
        shapes.labels.append(Label(x + 22, y, text, "muted", SMALL_SIZE))
        x += room
    return y
