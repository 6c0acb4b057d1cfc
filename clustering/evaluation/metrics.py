"""How well found groups agree with gold groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Labels = npt.NDArray[Any] | Sequence[int] | Sequence[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Agreement of found groups with gold groups, over labelled articles only.

    Attributes:
        b_cubed_precision: For each article the share of its found group that is of its
            gold group, averaged (Bagga & Baldwin 1998).
        b_cubed_recall: For each article the share of its gold group that is in its found
            group, averaged.
        b_cubed_f1: Harmonic mean of the two.
        pairwise_precision: Share of pairs put together that belong together.
        pairwise_recall: Share of pairs that belong together and were put together.
        pairwise_f1: Harmonic mean of the two.
        ari: Adjusted Rand index (Hubert & Arabie 1985).
        ami: Adjusted mutual information, arithmetic mean (Vinh, Epps & Bailey 2010).
        macro_f1: Mean, over gold groups of two or more articles, of the F1 between the
            group and the found group that fits it best; 1.0 if there is no such group.
        n_labelled: Articles scored.
        n_gold_groups: Gold groups among them.
        n_found_groups: Found groups among them.
        n_missing: Labelled ids that were not among the articles; not scored.
    """

    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    pairwise_precision: float
    pairwise_recall: float
    pairwise_f1: float
    ari: float
    ami: float
    macro_f1: float
    n_labelled: int
    n_gold_groups: int
    n_found_groups: int
    n_missing: int = 0

    def to_dict(self) -> dict[str, float | int]:
        """Name to figure, in the order above."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Contingency:
    """Non-empty cells of the table gold x found, and its margins."""

    gold: Counts  # (n_cells,) gold group of the cell, ascending
    found: Counts  # (n_cells,) found group of the cell
    cell: Counts  # (n_cells,) articles in the cell
    gold_sizes: Counts
    found_sizes: Counts
    n: int

    @property
    def identical(self) -> bool:
        """Both partitions are the same."""
        return len(self.cell) == len(self.gold_sizes) == len(self.found_sizes)


def score(found: Labels, gold: Labels, n_missing: int = 0) -> Scores:
    """Scores found labels against gold labels, from contingency counts alone.

    Time and memory grow with the number of articles, never with pairs of articles or of
    groups. Two equal partitions score 1.0 throughout, two empty ones too.

    Args:
        found: (n_labelled,) label of each labelled article in the result.
        gold: (n_labelled,) its gold label.
        n_missing: Labelled articles that the result does not have; only carried along.

    Raises:
        ValueError: The two are of unequal length.
    """
    if len(found) != len(gold):
        raise ValueError(f"{len(found)} found labels against {len(gold)} gold labels")
    table = _contingency(found, gold)
    b_cubed = _b_cubed(table)
    pairwise = _pairwise(table)
    return Scores(
        *b_cubed,
        *pairwise,
        ari=_adjusted_rand(table),
        ami=_adjusted_mutual_information(table),
        macro_f1=_macro_f1(table),
        n_labelled=table.n,
        n_gold_groups=len(table.gold_sizes),
        n_found_groups=len(table.found_sizes),
        n_missing=n_missing,
    )


def _contingency(found: Labels, gold: Labels) -> _Contingency:
    _, found_codes = np.unique(np.asarray(found), return_inverse=True)
    _, gold_codes = np.unique(np.asarray(gold), return_inverse=True)
    n_found = int(found_codes.max(initial=-1)) + 1
    combined = gold_codes.astype(np.int64) * n_found + found_codes
    cells, count = np.unique(combined, return_counts=True)
    return _Contingency(
        gold=cells // max(n_found, 1),
        found=cells % max(n_found, 1),
        cell=count.astype(np.int64),
        gold_sizes=np.bincount(gold_codes).astype(np.int64),
        found_sizes=np.bincount(found_codes).astype(np.int64),
        n=len(found_codes),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _b_cubed(table: _Contingency) -> tuple[float, float, float]:
    """Each of a cell's n articles has n / size of its group: n² / size over all cells."""
    if not table.n:
        return 1.0, 1.0, 1.0
    squares = table.cell.astype(np.float64) ** 2
    precision = float((squares / table.found_sizes[table.found]).sum() / table.n)
    recall = float((squares / table.gold_sizes[table.gold]).sum() / table.n)
    return precision, recall, _f1(precision, recall)


def _n_pairs(sizes: Counts) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _pairwise(table: _Contingency) -> tuple[float, float, float]:
    """With no pair to judge nothing was wrong (precision) or missed (recall): 1.0."""
    together = _n_pairs(table.cell)
    n_found, n_gold = _n_pairs(table.found_sizes), _n_pairs(table.gold_sizes)
    precision = together / n_found if n_found else 1.0
    recall = together / n_gold if n_gold else 1.0
    return precision, recall, _f1(precision, recall)


def _adjusted_rand(table: _Contingency) -> float:
    """Hubert & Arabie 1985 in the pair counts of Steinley 2004; whole numbers throughout."""
    if table.identical:
        return 1.0
    both = _n_pairs(table.cell)
    only_found = _n_pairs(table.found_sizes) - both
    only_gold = _n_pairs(table.gold_sizes) - both
    neither = table.n * (table.n - 1) // 2 - both - only_found - only_gold
    below = (both + only_gold) * (only_gold + neither) + (both + only_found) * (
        only_found + neither
    )
    return 2 * (both * neither - only_gold * only_found) / below


def _macro_f1(table: _Contingency) -> float:
    sizes = table.gold_sizes[table.gold] + table.found_sizes[table.found]
    best = np.zeros(len(table.gold_sizes))
    np.maximum.at(best, table.gold, 2 * table.cell / sizes)
    plural = table.gold_sizes >= 2
    return float(best[plural].mean()) if plural.any() else 1.0


def _entropy(sizes: Counts, n: int) -> float:
    share = sizes / n
    return float(-(share * np.log(share)).sum())


def _adjusted_mutual_information(table: _Contingency) -> float:
    """(MI - E[MI]) / (mean entropy - E[MI]), Vinh, Epps & Bailey 2010, eq. 15 (AMI_sum)."""
    if table.identical:
        return 1.0
    n = table.n
    independent = table.gold_sizes[table.gold] / n * table.found_sizes[table.found]
    information = float((table.cell / n * np.log(table.cell / independent)).sum())
    expected = _expected_mutual_information(table.gold_sizes, table.found_sizes, n)
    mean_entropy = (_entropy(table.gold_sizes, n) + _entropy(table.found_sizes, n)) / 2
    below = mean_entropy - expected
    return (information - expected) / below if abs(below) > 1e-12 else 0.0


def _expected_mutual_information(left_sizes: Counts, right_sizes: Counts, n: int) -> float:
    """E[MI] of random partitions with these group sizes, Vinh, Epps & Bailey 2010, eq. 24.

    A term depends on the two sizes only, so each pair of *distinct* sizes is computed once
    and counted as often as it occurs. There are at most sqrt(2n) distinct sizes, and for
    one left size the terms of all right sizes together are at most n.
    """
    from scipy.special import gammaln

    log_factorial = gammaln(np.arange(n + 1) + 1.0)
    right, right_count = np.unique(right_sizes, return_counts=True)
    total = 0.0
    for size, count in zip(*np.unique(left_sizes, return_counts=True), strict=True):
        low = np.maximum(1, size + right - n)
        n_terms = np.minimum(size, right) - low + 1
        start = np.cumsum(n_terms) - n_terms
        other = np.repeat(right, n_terms)
        shared = np.arange(n_terms.sum()) + np.repeat(low - start, n_terms)
        log_probability = (
            log_factorial[size]
            + log_factorial[n - size]
            - log_factorial[n]
            + log_factorial[other]
            + log_factorial[n - other]
            - log_factorial[shared]
            - log_factorial[size - shared]
            - log_factorial[other - shared]
            - log_factorial[n - size - other + shared]
        )
        term = shared / n * np.log(shared / other * (n / size)) * np.exp(log_probability)
        total += float(count * (term * np.repeat(right_count, n_terms)).sum())
    return total
