"""Labelled pairs: their file, and what an answer means."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from clustering.errors import GoldError
from clustering.evaluation.gold import LEVELS, Level, read_rows

Answer = Literal["same-text", "same-story", "same-thread", "unrelated", "skip", ""]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
"""From the closest on; ``skip`` was seen and left open, the empty one is still to be asked."""

_POSITIVE: dict[Level, frozenset[str]] = {
    "duplicate_group": frozenset({"same-text"}),
    "story": frozenset({"same-text", "same-story"}),
    "thread": frozenset({"same-text", "same-story", "same-thread"}),
}
_OPEN = frozenset({"skip", ""})


@dataclass(frozen=True, slots=True)
class PairLabel:
    """One row of ``labels.csv``: a pair of articles, how it was drawn, and the answer.

    A sample is written before its first question is asked, with empty answers. So the file
    holds the whole sampling design from the beginning: every pair of the archive that could
    be drawn belongs to exactly one stratum, and of every stratum there is a row.

    Attributes:
        left: Id of an article.
        right: Id of another.
        level: The level the pair was drawn for.
        answer: One of ``ANSWERS``. Answers are ordered: the same text is the same story, too,
            and the same story is the same thread.
        annotator: Who answered; empty while nobody did.
        stratum: The part of all pairs that it was drawn from; empty for a pair that was not
            drawn but named by hand, which can be scored but stands for itself only.
        stratum_pairs: Pairs in that stratum, drawn or not; 0 for a pair named by hand.
        inclusion: Probability, before drawing, that this pair would be drawn: over 0, up to 1.
        score: Of the level, when it was drawn: jaccard or containment, link probability,
            affinity; 0 where there was none.
        run: Mark of the run it was drawn from, see ``run_mark``.
        binding: True where the answer shall hold in later runs (``constraints.csv``).
    """

    left: str
    right: str
    level: Level
    answer: Answer = ""
    annotator: str = ""
    stratum: str = ""
    stratum_pairs: int = 0
    inclusion: float = 1.0
    score: float = 0.0
    run: str = ""
    binding: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in their order as text: the same for (a, b) and (b, a)."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

    def together(self, level: Level | None = None) -> bool | None:
        """Does the answer put the two into one group of a level (its own by default)?

        Returns:
            None where the pair was skipped or not asked yet.
        """
        if self.answer in _OPEN:
            return None
        return self.answer in _POSITIVE[level or self.level]


COLUMNS = tuple(item.name for item in fields(PairLabel))
"""Columns of ``labels.csv``, in order."""
_REQUIRED = ("left", "right", "answer")


def read_labels(path: str | Path) -> list[PairLabel]:
    """Reads labelled pairs from CSV or JSON Lines, plain or compressed.

    Only ``left``, ``right`` and ``answer`` are required; without a ``level`` a pair counts for
    stories. Where one annotator answered a pair of a level twice, the later row counts.

    Raises:
        GoldError: The file cannot be read, lacks a column, or has a row with an unknown
            answer or level, a number out of range, or one article twice.
    """
    found: dict[tuple[object, ...], PairLabel] = {}
    for place, row in read_rows(path):
        for name in _REQUIRED:
            if name not in row:
                raise GoldError(f"{place}: no column {name!r}; needed are {', '.join(_REQUIRED)}")
        label = _label(place, row)
        key = (label.pair, label.level, label.annotator)
        if label.annotator:  # an answer takes the place of the row that asked for it
            found.pop((label.pair, label.level, ""), None)
        found[key] = label
    if not found:
        raise GoldError(f"{path}: no labelled pair")
    return list(found.values())


def is_labels(path: str | Path) -> bool:
    """Is this a file of labelled pairs (and not one of gold groups)?

    Raises:
        GoldError: The file cannot be read.
    """
    return any({*_REQUIRED} <= row.keys() for _, row in (next(read_rows(path), ("", {})),))


def labels_table(labels: Iterable[PairLabel]) -> dict[str, list[str]]:
    """The columns of ``labels.csv`` as text; probabilities with all digits that matter."""
    rows = list(labels)
    return {name: [_text(getattr(row, name)) for row in rows] for name in COLUMNS}


def agreed(labels: Sequence[PairLabel]) -> tuple[list[PairLabel], int]:
    """One row for each pair and level, answered as most annotators did.

    Returns:
        The rows in order of the file, and how many pairs were left open because as many
        annotators say yes as no; of an even answer nothing is known.
    """
    by_pair: dict[tuple[object, ...], list[PairLabel]] = {}
    for label in labels:
        by_pair.setdefault((label.pair, label.level), []).append(label)
    rows, n_torn = [], 0
    for votes in by_pair.values():
        answered = [vote for vote in votes if vote.together() is not None]
        yes = sum(vote.together() is True for vote in answered)
        if answered and 2 * yes == len(answered):
            n_torn += 1
        elif answered:
            rows.append(next(v for v in answered if v.together() is (2 * yes > len(answered))))
    return rows, n_torn


def run_mark(account: Mapping[str, Any]) -> str:
    """Twelve letters that change with a run's input or settings.

    Args:
        account: The content of its ``run.json``.
    """
    what = [account.get("input_hash"), account.get("config")]
    text = json.dumps(what, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _label(place: str, row: Mapping[str, Any]) -> PairLabel:
    left, right = str(row["left"] or ""), str(row["right"] or "")
    if not left or not right or left == right:
        raise GoldError(f"{place}: left and right must be two articles, found {left!r}, {right!r}")
    return PairLabel(
        left,
        right,
        _word(place, "level", row.get("level") or "story", LEVELS),
        _word(place, "answer", row.get("answer") or "", ANSWERS),
        str(row.get("annotator") or ""),
        str(row.get("stratum") or ""),
        int(_number(place, "stratum_pairs", row.get("stratum_pairs") or 0, 0, 2**53)),
        _number(place, "inclusion", row.get("inclusion") or 1, 1e-15, 1),
        _number(place, "score", row.get("score") or 0, 0, 1),
        str(row.get("run") or ""),
        _word(place, "binding", str(row.get("binding") or "no").lower(), _BINDING) in _YES,
    )


_YES = ("yes", "true", "1")
_BINDING = (*_YES, "no", "false", "0")


def _word(place: str, name: str, found: str, known: Sequence[Any]) -> Any:  # noqa: ANN401
    if found not in known:
        told = ", ".join(word for word in known if word)
        raise GoldError(f"{place}: {name} must be one of {told}, found {found!r}")
    return found


def _number(place: str, name: str, found: object, low: float, high: float) -> float:
    try:
        value = float(str(found))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise GoldError(
            f"{place}: {name} must be a number from {low:g} to {high:g}, found {found!r}"
        )
    return value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return f"{value:.9g}" if isinstance(value, float) else str(value)
