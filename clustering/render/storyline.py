"""One thread over time: outlets as rows, stories as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clustering.model import Story, Thread
from clustering.render.archive import Archive
from clustering.render.axis import Axis, axis_over
from clustering.render.frame import placed
from clustering.render.measure import fitted
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH, series
from clustering.render.words import counted, dates_words, number, plain

LABEL_WIDTH = 228
COUNT_WIDTH = 44
UNKNOWN_WIDTH = 170
LANE_HEIGHT = 27
KEY_INDENT = 30
WHEN_WIDTH = 284
_HEADLINE_WIDTH = WIDTH - KEY_INDENT - WHEN_WIDTH - 120
_MAX_LANES = 10
_MAX_CALLOUTS = 12
_CALLOUT_GAP = 23.0
UNKNOWN_OUTLET = "outlet unknown"


@dataclass(frozen=True, slots=True)
class Lane:
    """One outlet's row, or the row of all others."""

    name: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Articles of one story by one outlet that share a pixel.

    Attributes:
        x: Pixels.
        x0: Where the uncertainty of the date begins; ``x`` for a known day.
        x1: Where it ends.
        lane: Place of the lane, from the top.
        shift: Pixels below the lane's middle, so that marks of one pixel stay apart.
        role: Colour of the story.
        n_articles: How many.
        copies: They are copies of an earlier article.
        first: The earliest article of the thread is among them, and its day is known.
        title: What the mark stands for.
    """

    x: float
    x0: float
    x1: float
    lane: int
    shift: float
    role: str
    n_articles: int
    copies: bool
    first: bool
    title: str


@dataclass(frozen=True, slots=True)
class Callout:
    """A numbered story.

    Attributes:
        number: From 1, in order of time.
        story: Its id.
        x: Pixels of the number.
        target: Pixels of the story's first article.
        role: Colour of the story.
        when: Its dates in words.
        headline: Shortened to its room.
        n_articles: How many.
    """

    number: int
    story: str
    x: float
    target: float
    role: str
    when: str
    headline: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class Storyline:
    """All rows of a thread's picture.

    Attributes:
        axis: Time on pixels, or None when no year is known.
        lanes: Outlets, busiest first, then the others, then unknown ones.
        marks: Articles.
        callouts: The largest stories, in order of time.
        bursts: Pixels of busy stretches.
        n_unlabelled: Stories without a number.
        has_unknown: A side lane for unknown years is needed.
    """

    axis: Axis | None
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    callouts: tuple[Callout, ...]
    bursts: tuple[tuple[float, float], ...]
    n_unlabelled: int
    has_unknown: bool


def storyline_of(archive: Archive, thread: Thread) -> Storyline:
    """Places a thread's articles; the same findings give the same rows."""
    stories = [archive.stories[s] for s in thread.stories]
    corpus = archive.findings.corpus
    has_unknown = not all(corpus.dated[row] for row in thread.rows)
    left, right = placed(LABEL_WIDTH, COUNT_WIDTH, UNKNOWN_WIDTH if has_unknown else 0)
    axis, bursts = None, []
    if thread.day_first is not None and thread.day_last is not None:
        axis = axis_over(thread.day_first, thread.day_last, left, right)
        bursts = [(axis.at(b.day_first), axis.at(b.day_last + 1)) for b in thread.bursts]
    places = _places(archive, thread, axis, right)
    numbered = _numbered(stories, places)
    lanes, lane_of = _lanes(archive, thread)
    roles = {story.id: series(place) for place, story in enumerate(numbered)}
    return Storyline(
        axis=axis,
        lanes=lanes,
        marks=_marks(archive, thread, places, lane_of, roles),
        callouts=_callouts(archive, numbered, places, roles, (left, WIDTH - COUNT_WIDTH - 22)),
        bursts=tuple(bursts),
        n_unlabelled=len(stories) - len(numbered),
        has_unknown=has_unknown,
    )


def _places(
    archive: Archive, thread: Thread, axis: Axis | None, right: float
) -> dict[int, tuple[float, float, float]]:
    """Row to (x, start and end of its uncertainty), in pixels."""
    corpus = archive.findings.corpus
    undated = [row for row in thread.rows if not corpus.dated[row]]
    slots = sorted({corpus.articles[row].date.iso() or "~" for row in undated})
    places = {}
    for row in thread.rows:
        if row in undated or axis is None:
            slot = slots.index(corpus.articles[row].date.iso() or "~")
            x = round(right + 40 + (UNKNOWN_WIDTH - 56) * (slot + 0.5) / len(slots), 1)
            places[row] = x, x, x
            continue
        x0 = round(axis.at(int(corpus.day_first[row])))
        x1 = round(axis.at(int(corpus.day_last[row])))
        places[row] = (x0 + x1) / 2, float(x0), float(x1)
    return places


def _numbered(
    stories: Sequence[Story], places: dict[int, tuple[float, float, float]]
) -> list[Story]:
    # A few more than the limit are all numbered rather than leave out one or two.
    most = len(stories) if len(stories) <= _MAX_CALLOUTS + 3 else _MAX_CALLOUTS
    largest = sorted(stories, key=lambda s: (-len(s.rows), s.rows))[:most]
    return sorted(largest, key=lambda s: (places[s.rows[0]][0], s.rows))


def _lanes(archive: Archive, thread: Thread) -> tuple[tuple[Lane, ...], dict[str, int]]:
    found = archive.outlets(thread.rows)
    n_unknown = found.pop("", 0)
    ranked = sorted(found, key=lambda name: (-found[name], name))
    if len(ranked) > _MAX_LANES + 1:
        shown, folded = ranked[:_MAX_LANES], ranked[_MAX_LANES:]
    else:
        shown, folded = ranked, []
    lanes = [Lane(fitted(plain(n), LABEL_WIDTH - 8, TEXT_SIZE), found[n]) for n in shown]
    lane_of = {name: place for place, name in enumerate(shown)}
    if folded:
        lane_of |= dict.fromkeys(folded, len(lanes))
        count = sum(found[name] for name in folded)
        lanes.append(Lane(f"other outlets ({number(len(folded))})", count))
    if n_unknown:
        lane_of[""] = len(lanes)
        lanes.append(Lane(UNKNOWN_OUTLET, n_unknown))
    return tuple(lanes), lane_of


def _marks(
    archive: Archive,
    thread: Thread,
    places: dict[int, tuple[float, float, float]],
    lane_of: dict[str, int],
    roles: dict[str, str],
) -> tuple[Mark, ...]:
    articles = archive.findings.corpus.articles
    sharing = Counter(lane_of.values())
    # Of an article known to the month only, nobody can say that it was first.
    first = thread.rows[0] if articles[thread.rows[0]].date.precision == "day" else -1
    together: dict[tuple[int, tuple[float, float, float]], dict[tuple[str, bool], list[int]]] = {}
    for row in thread.rows:
        copy = archive.representative[row] != row
        role = roles.get(archive.story_of[row], "other")
        spot = together.setdefault((lane_of[articles[row].outlet], places[row]), {})
        spot.setdefault((role, copy), []).append(row)
    marks = []
    for (lane, place), kinds in together.items():
        for (role, copy), rows in kinds.items():
            shift = _shift(list(kinds).index((role, copy)), len(kinds))
            outlet = plain(articles[rows[0]].outlet) if sharing[lane] > 1 else ""
            title = _mark_title(archive, rows, outlet, copy=copy)
            marks.append(Mark(*place, lane, shift, role, len(rows), copy, first in rows, title))
    return tuple(sorted(marks, key=lambda m: (m.lane, m.x, m.shift)))


def _shift(place: int, count: int) -> float:
    return 0.0 if count == 1 else round(-6 + 12 * place / (count - 1), 1)


def _mark_title(archive: Archive, rows: Sequence[int], outlet: str, *, copy: bool) -> str:
    """How many and when; the outlet, too, where the lane does not name it."""
    articles = archive.findings.corpus.articles
    count = counted(len(rows), *(("copy", "copies") if copy else ("article",)))
    told = f"{count}, {dates_words(articles[r].date for r in rows)}"
    return f"{outlet}: {told}" if outlet else told


def _callouts(
    archive: Archive,
    stories: Sequence[Story],
    places: dict[int, tuple[float, float, float]],
    roles: dict[str, str],
    edges: tuple[float, float],
) -> tuple[Callout, ...]:
    articles = archive.findings.corpus.articles
    targets = [places[s.rows[0]][0] for s in stories]
    callouts = []
    for place, x in enumerate(spread(targets, *edges)):
        story = stories[place]
        when = fitted(dates_words(articles[r].date for r in story.rows), WHEN_WIDTH, SMALL_SIZE)
        headline = fitted(plain(story.headline) or "no headline", _HEADLINE_WIDTH, SMALL_SIZE)
        target, role = targets[place], roles[story.id]
        callouts.append(
            Callout(place + 1, story.id, x, target, role, when, headline, len(story.rows))
        )
    return tuple(callouts)


def spread(targets: Sequence[float], low: float, high: float) -> list[float]:
    """Ascending positions near the targets, a callout's width apart, inside the edges."""
    gap = min(_CALLOUT_GAP, (high - low) / max(1, len(targets) - 1))
    places = [min(max(target, low), high) for target in targets]
    for before, after in pairwise(range(len(places))):
        places[after] = max(places[after], places[before] + gap)
    limit = high
    for place in reversed(range(len(places))):
        places[place] = round(min(places[place], limit), 1)
        limit = places[place] - gap
    return places
