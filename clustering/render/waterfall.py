"""What spoke for a link, and what against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, floor, log

from clustering.model import Links
from clustering.render.cards import score_text, threshold_text, value_text
from clustering.render.terms import STORY_TERMS, THREAD_TERMS, measure_of, term_names
from clustering.render.words import counted

_NEARLY = 0.1
"""Percent: nearer to 0 or 100 than this is not told apart."""
_LEAST = {True: 0.25, False: 0.1}
"""Terms that move the log-odds (the logarithm) by less are summed up as ``all else``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One term.

    Attributes:
        name: For people.
        measured: What the two have in common, as a number; may be empty.
        adds: What it adds to the sum.
        start: The sum before it.
    """

    name: str
    measured: str
    adds: float
    start: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From what is known of any pair to what is known of this one.

    Attributes:
        base: What the sum begins with.
        steps: What spoke for it, the strongest first; then what against.
        total: The sum, the logarithm of the score (of its odds for stories).
        threshold: The threshold on the same scale.
        odds: True for stories, where the sum is of log-odds.
    """

    base: float
    steps: tuple[Step, ...]
    total: float
    threshold: float
    odds: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How a level's sums are read."""

    names: Mapping[str, tuple[str, ...]]
    threshold: float
    odds: bool


def story_scale(config: Mapping[str, Mapping[str, float]]) -> Scale:
    """Log-odds of the link probability."""
    threshold = config["stories"]["link_probability"]
    return Scale(STORY_TERMS, log(threshold / (1 - threshold)), odds=True)


def thread_scale(config: Mapping[str, Mapping[str, float]]) -> Scale:
    """Logarithm of the affinity."""
    return Scale(THREAD_TERMS, log(config["threads"]["affinity"]), odds=False)


def waterfall_of(links: Links, at: int, scale: Scale) -> Waterfall | None:
    """The terms of one link, small ones summed up; None where a score is not a sum."""
    adds = links.terms_of(at)
    if not adds:
        return None
    sums: dict[str, float] = {}
    parts: dict[str, list[str]] = {}
    for column, name in zip(adds, term_names(adds, scale.names), strict=True):
        sums[name] = sums.get(name, 0.0) + adds[column]
        parts.setdefault(name, []).append(column)
    shown = [name for name, total in sums.items() if abs(total) >= _LEAST[scale.odds]]
    shown.sort(key=lambda name: (sums[name] < 0, -abs(sums[name])))
    steps, height = [], links.base
    for name in shown:
        column = measure_of(name, parts[name], links.evidence)
        measured = _measured(links, column, at) if column else ""
        steps.append(Step(name, measured, sums[name], height))
        height += sums[name]
    rest = sum(height for name, height in sums.items() if name not in shown)
    if abs(rest) >= 0.01:
        steps.append(Step("all else", "", rest, height))
    total = links.base + sum(sums.values())
    return Waterfall(links.base, tuple(steps), total, scale.threshold, scale.odds)


def _measured(links: Links, column: str, at: int) -> str:
    value = links.evidence[column][at].item()
    if column != "days":
        return value_text(value)
    return counted(int(value), "day") if value == value else "unknown"  # noqa: PLR0124 - nan


def reading(value: float, *, odds: bool) -> str:
    """A sum as the score that it stands for: a probability or an affinity."""
    if not odds:
        return score_text(exp(value))
    chance = 1 / (1 + exp(-value))
    percent = 100 * chance
    if percent < _NEARLY:
        return f"<\u202f{_NEARLY}\u202f%"
    if percent > 100 - _NEARLY:
        return f">\u202f{100 - _NEARLY}\u202f%"
    # Cut rather than rounded, as a score is: 49.9 must not read as the threshold 50.
    digits = 1 if 1 <= percent < 99 else 10
    return f"{floor(percent * digits + 1e-4) / digits:.{0 if digits == 1 else 1}f}\u202f%"


def gate_text(fall: Waterfall) -> str:
    """The threshold as a score, with all digits that it was given."""
    if not fall.odds:
        return threshold_text(exp(fall.threshold))
    return f"{round(100 / (1 + exp(-fall.threshold)), 4):g}\u202f%"


def step_text(step: Step, *, odds: bool) -> str:
    """What a step does: +1.24 to the log-odds, or × 0.62 to the affinity."""
    return f"{step.adds:+.2f}".replace("-", "−") if odds else f"× {exp(step.adds):.2f}"
