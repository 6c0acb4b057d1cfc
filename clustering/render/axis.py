"""An honest time axis with ticks that suit its span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clustering.render.words import MONTHS

_EPOCH = date(1970, 1, 1).toordinal()
_MIN_DAYS = 12
_TICK_WIDTH = 74


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark below the axis: ``10 Sep`` over ``2018``; ``below`` may be empty."""

    x: float
    label: str
    below: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days on pixels, linear.

    Attributes:
        day_first: Day at ``left``, since 1970-01-01.
        day_last: Day at ``right``.
        left: Pixels.
        right: Pixels.
        ticks: From left to right.
    """

    day_first: int
    day_last: int
    left: float
    right: float
    ticks: tuple[Tick, ...]

    def at(self, day: float) -> float:
        """Pixels of a day, to a tenth."""
        share = (day - self.day_first) / (self.day_last - self.day_first)
        return round(self.left + share * (self.right - self.left), 1)


def axis_over(first: int, last: int, left: float, right: float) -> Axis:
    """An axis over the days, widened to twelve at least, with as many ticks as have room.

    Days are added at the end, but for one: a phone shows the left half of a picture first.
    """
    missing = max(0, _MIN_DAYS - (last - first))
    before = min(1, missing)
    first, last = first - before, last + missing - before
    bare = Axis(first, last, left, right, ())
    most = max(2, int((right - left) // _TICK_WIDTH))
    for unit, days in _choices(first, last):
        if len(days) <= most:
            return Axis(first, last, left, right, tuple(_labelled(bare, days, unit)))
    return bare


def _choices(first: int, last: int) -> Iterator[tuple[str, list[date]]]:
    start, end = date.fromordinal(_EPOCH + first), date.fromordinal(_EPOCH + last)
    for step in (1, 2, 7, 14):
        if (last - first) / step > 100:
            continue
        # 1970-01-05 was a Monday: weeks begin there.
        origin = 4 if step > 2 else first
        begin = first + (origin - first) % step
        days = range(begin, last + 1, step)
        yield "day", [date.fromordinal(_EPOCH + day) for day in days]
    for step in (1, 3, 6):
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        found = [date(m // 12, m % 12 + 1, 1) for m in months if m % 12 % step == 0]
        yield "month", [day for day in found if start <= day <= end]
    for step in (1, 2, 5, 10, 20, 50, 100, 500):
        years = range(max(1, start.year), end.year + 1)
        found = [date(year, 1, 1) for year in years if year % step == 0]
        yield "year", [day for day in found if start <= day <= end]


def _labelled(axis: Axis, days: list[date], unit: str) -> Iterator[Tick]:
    for before, day in pairwise([None, *days]):
        assert day is not None
        month = MONTHS[day.month - 1][:3]
        label = {"day": f"{day.day} {month}", "month": month, "year": f"{day.year}"}[unit]
        new_year = unit != "year" and (before is None or before.year != day.year)
        yield Tick(axis.at(day.toordinal() - _EPOCH), label, f"{day.year}" if new_year else "")
