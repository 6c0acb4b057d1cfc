"""The terms of a link, from a run that is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clustering.explaining.levels import Way
from clustering.model import Findings, Links
from clustering.render.waterfall import (
    Waterfall,
    reading,
    step_text,
    story_scale,
    thread_scale,
    waterfall_of,
)

_NARROW_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Told:
    """A link with its terms.

    Attributes:
        level: ``story`` or ``thread``.
        left: Id of an article.
        right: Id of another.
        fall: Its terms.
        accepted: Both ended in one group.
    """

    level: str
    left: str
    right: str
    fall: Waterfall
    accepted: bool


def terms_of(findings: Findings, way: Way) -> Told | None:
    """The terms of the direct link of the two, else of the weakest of the way between them.

    Returns:
        None at a level whose scores are no sums, or without any link.
    """
    links, scale = {
        "story": (findings.story_links, story_scale),
        "thread": (findings.thread_links, thread_scale),
    }.get(way.level.column, (Links.empty(), story_scale))
    row = {name: place for place, name in enumerate(findings.corpus.ids)}
    pairs = [way.ends] + ([way.weakest[:2]] if way.weakest else [])
    for left, right in pairs:
        one, other = sorted((row[left], row[right]))
        at = np.flatnonzero((links.left == one) & (links.right == other))
        if len(at):
            fall = waterfall_of(links, int(at[0]), scale(findings.config))
            if fall is not None:
                return Told(way.level.column, left, right, fall, bool(links.accepted[at[0]]))
    return None


def term_lines(told: Told) -> Iterator[str]:
    """The terms as a table: what, how much was measured, what it adds, where that leads."""
    odds = told.fall.odds
    verdict = "joined" if told.accepted else "not joined"
    yield f"  what spoke for and against {told.left} and {told.right} ({verdict}):"
    begins = "to begin with" if odds else "alike in everything"
    yield f"    {begins:<40}{'':>9}{'':>9}{_plain(reading(told.fall.base, odds=odds)):>10}"
    for step in told.fall.steps:
        after = _plain(reading(step.start + step.adds, odds=odds))
        adds = _plain(step_text(step, odds=odds))
        yield f"    {step.name:<40}{_plain(step.measured):>9}{adds:>9}{after:>10}"
    total = _plain(reading(told.fall.total, odds=odds))
    asked = _plain(reading(told.fall.threshold, odds=odds))
    met = "met" if told.fall.total >= told.fall.threshold else "missed"
    yield f"    {'together':<58}{total:>10}, asked for {asked}: {met}"


def _plain(text: str) -> str:
    return text.replace(_NARROW_SPACE, "")
