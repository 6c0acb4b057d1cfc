"""What other thresholds would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Basis = Literal["gold", "labels", "signs"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The groups at one threshold.

    Attributes:
        value: The threshold.
        n_groups: Groups, those of one article included.
        n_several: Groups of two or more articles.
        n_inside: Articles in those.
        largest: Articles in the largest group.
        stability: Adjusted Rand index with the groups at the next lower threshold, -1 to 1;
            None at the lowest.
        cohesion: Silhouette over the links, -1 to 1: an internal sign.
        precision: B-cubed; None without gold or labels.
        recall: B-cubed; None without gold or labels.
        f1: B-cubed; None without gold or labels.
    """

    value: float
    n_groups: int
    n_several: int
    n_inside: int
    largest: int
    stability: float | None
    cohesion: float
    precision: Estimate | None = None
    recall: Estimate | None = None
    f1: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """One key tried at many values, all else being as in the settings.

    Attributes:
        level: ``duplicate_group``, ``story`` or ``thread``.
        key: Full name of the setting.
        base: Its value in the settings.
        n_articles: Articles grouped.
        basis: What the scores are made from: gold groups, labelled pairs, or nothing.
        basis_words: The same with its size, in words.
        trials: By value, ascending.
        suggested: The value to set.
        reason: Why, in a sentence or two.
        even: Lowest and highest value whose score cannot be told from the suggested one's.
    """

    level: str
    key: str
    base: float
    n_articles: int
    basis: Basis
    basis_words: str
    trials: tuple[Trial, ...]
    suggested: float
    reason: str
    even: tuple[float, float]

    def trial(self, value: float) -> Trial:
        """The groups at one of the values tried."""
        return next(trial for trial in self.trials if trial.value == value)
