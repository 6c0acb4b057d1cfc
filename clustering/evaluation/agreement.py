"""How far two people agree about the same pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.errors import GoldError
from clustering.evaluation.labels import PairLabel

ORDER = ("same-text", "same-story", "same-thread", "unrelated")
"""Answers from the closest to the loosest: neighbours differ by less than the ends."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people's answers about the same pairs.

    Attributes:
        annotators: Who.
        table: (4, 4) counts, answers of the first by answers of the second, in ``ORDER``.
        observed: Share of pairs with the same answer.
        kappa: Cohen's kappa (Cohen 1960): agreement beyond what their habits alone would give,
            (observed - expected) / (1 - expected); 1.0 where both gave one and the same answer
            throughout.
        weighted_kappa: The same with half a step of three counted as two thirds of one, and so
            on: linear weights (Cohen 1968; Cicchetti & Allison 1971).
        disputed: Pairs with different answers, the largest difference first.
        n_pairs: Pairs that both answered; a skip is no answer.
    """

    annotators: tuple[str, str]
    table: tuple[tuple[int, ...], ...]
    observed: float
    kappa: float
    weighted_kappa: float
    disputed: tuple[tuple[PairLabel, PairLabel], ...]
    n_pairs: int


def agreement(first: Sequence[PairLabel], second: Sequence[PairLabel]) -> Agreement:
    """Compares two people's answers, pair by pair.

    Args:
        first: One person's rows.
        second: The other's.

    Raises:
        GoldError: There is no pair that both answered.
    """
    ours, theirs = _answers(first), _answers(second)
    common = [key for key in ours if key in theirs]
    names = _name(first), _name(second)
    if not common:
        raise GoldError(f"no pair that both {names[0]} and {names[1]} answered")
    table = np.zeros((len(ORDER), len(ORDER)), np.int64)
    disputed = []
    for key in common:
        a, b = ours[key], theirs[key]
        table[ORDER.index(a.answer), ORDER.index(b.answer)] += 1
        if a.answer != b.answer:
            disputed.append((a, b))
    disputed.sort(key=lambda pair: (-_apart(*pair), pair[0].pair))
    steps = np.abs(np.subtract.outer(np.arange(len(ORDER)), np.arange(len(ORDER))))
    return Agreement(
        names,
        tuple(map(tuple, table.tolist())),
        float(np.trace(table) / table.sum()),
        _kappa(table, (steps > 0).astype(np.float64)),
        _kappa(table, steps / (len(ORDER) - 1)),
        tuple(disputed),
        len(common),
    )


def by_annotator(rows: Sequence[PairLabel]) -> dict[str, list[PairLabel]]:
    """Rows with an answer, by who gave it, in order of their first row."""
    found: dict[str, list[PairLabel]] = {}
    for row in rows:
        if row.answer:
            found.setdefault(row.annotator, []).append(row)
    return found


def format_agreement(found: Agreement, most: int = 20) -> list[str]:
    """The figures, the table and the pairs in dispute as lines for the terminal."""
    first, second = (name or "(no name)" for name in found.annotators)
    lines = [
        f"{first} and {second}: {found.n_pairs:,} pairs answered by both",
        (
            f"same answer {found.observed:.3f}, Cohen's kappa {found.kappa:.3f}, "
            f"linearly weighted {found.weighted_kappa:.3f}"
        ),
        "",
        f"{'':<14}" + "".join(f"{name:>13}" for name in ORDER) + f"   ({second})",
    ]
    for name, row in zip(ORDER, found.table, strict=True):
        lines.append(f"{name:<14}" + "".join(f"{n:>13,}" for n in row))
    if found.disputed:
        lines += ["", f"{len(found.disputed):,} in dispute:"]
    for a, b in found.disputed[:most]:
        lines.append(f"  {a.left} and {a.right}: {a.answer} against {b.answer}")
    if len(found.disputed) > most:
        lines.append(f"  … and {len(found.disputed) - most:,} more")
    return lines


def _answers(rows: Sequence[PairLabel]) -> dict[tuple[str, str], PairLabel]:
    """One row a pair: a pair asked for at two levels has one answer."""
    return {row.pair: row for row in rows if row.answer in ORDER}


def _name(rows: Sequence[PairLabel]) -> str:
    return next((row.annotator for row in rows if row.annotator), "")


def _apart(a: PairLabel, b: PairLabel) -> int:
    return abs(ORDER.index(a.answer) - ORDER.index(b.answer))


def _kappa(table: npt.NDArray[np.int64], cost: npt.NDArray[np.float64]) -> float:
    """1 - (cost of the disagreements) / (their cost if answers were given by habit alone)."""
    n = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    by_habit = float((cost * expected).sum())
    return 1 - float((cost * table).sum()) / by_habit if by_habit else 1.0
