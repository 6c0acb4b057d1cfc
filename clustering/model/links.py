"""Scored pairs of articles, with the evidence for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs of rows, ``left < right``, sorted by (left, right), each pair once.

    Attributes:
        left: (n_links,) int32 rows.
        right: (n_links,) int32 rows.
        score: (n_links,) float32; what it means is said by the level (jaccard or
            containment for duplicates, link probability for stories, affinity for threads).
        accepted: (n_links,) bool; False for a borderline link kept for judgement.
        evidence: Column name to (n_links,) array; written to ``links.csv`` as they are.
        weights: Name of a column of evidence to what a unit of it adds to the log-odds: its term
            is their product.
        terms: Further terms, by name: (n_links,) float32, what the term adds to the log-odds
            (stories) or to the logarithm of the affinity (threads). Base plus all terms, these
            and the products, is the score's logarithm. Neither weights nor terms where a score
            is not a sum.
        base: What the sum begins with.
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    score: npt.NDArray[np.float32]
    accepted: npt.NDArray[np.bool_]
    evidence: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    terms: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    base: float = 0.0

    def __post_init__(self) -> None:
        n_links = len(self.left)
        columns = [self.right, self.score, self.accepted, *self.evidence.values()]
        columns += self.terms.values()
        if any(len(column) != n_links for column in columns):
            raise ValueError("columns of unequal length")
        if n_links:
            if not (self.left < self.right).all():
                raise ValueError("left must be smaller than right")
            key = self.left.astype(np.int64) << 32 | self.right
            if not (np.diff(key) > 0).all():
                raise ValueError("pairs must be sorted and unique")
        for column in [self.left, *columns]:
            column.flags.writeable = False

    def terms_of(self, at: int) -> dict[str, float]:
        """What each term adds to the score of the link at a place; empty if it is not a sum."""
        adds = {name: float(self.evidence[name][at]) * w for name, w in self.weights.items()}
        return adds | {name: float(column[at]) for name, column in self.terms.items()}

    def take(self, places: npt.NDArray[np.int64]) -> Links:
        """The links at ascending places."""
        return replace(
            self,
            left=self.left[places],
            right=self.right[places],
            score=self.score[places],
            accepted=self.accepted[places],
            evidence={name: column[places] for name, column in self.evidence.items()},
            terms={name: column[places] for name, column in self.terms.items()},
        )

    @classmethod
    def empty(cls) -> Links:
        """No links."""
        none = np.zeros(0, dtype=np.int32)
        return cls(none, none.copy(), np.zeros(0, np.float32), np.zeros(0, np.bool_))

    def __len__(self) -> int:
        return len(self.left)
