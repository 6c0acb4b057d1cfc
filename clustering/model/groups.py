"""Who belongs together: labels that are smallest rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Groups:
    """A partition of rows; a group's label is its smallest row.

    Attributes:
        labels: (n_rows,) int32, ``labels[labels] == labels`` and ``labels <= row``.
    """

    labels: Labels

    def __post_init__(self) -> None:
        labels = self.labels
        if labels.dtype != np.int32 or labels.ndim != 1:
            raise ValueError("labels must be a flat int32 array")
        in_reach = (labels >= 0) & (labels <= np.arange(len(labels)))
        if not (in_reach.all() and np.array_equal(labels[labels], labels)):
            raise ValueError("a label must be the smallest row of its group")
        labels.flags.writeable = False

    @classmethod
    def of(cls, labels: npt.ArrayLike) -> Groups:
        """Takes any labelling and renames each group to its smallest row."""
        given = np.asarray(labels).ravel()
        if not len(given):
            return cls(np.zeros(0, dtype=np.int32))
        _, first, inverse = np.unique(given, return_index=True, return_inverse=True)
        return cls(first.astype(np.int32)[inverse.ravel()])

    @classmethod
    def alone(cls, n_rows: int) -> Groups:
        """Each row a group of its own."""
        return cls(np.arange(n_rows, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def roots(self) -> Labels:
        """(n_groups,) int32: the label of every group, ascending."""
        return np.flatnonzero(self.labels == np.arange(len(self.labels))).astype(np.int32)

    def members(self) -> dict[int, npt.NDArray[np.int32]]:
        """Label to ascending rows, labels ascending."""
        if not len(self.labels):
            return {}
        order = np.argsort(self.labels, kind="stable").astype(np.int32)
        roots, start = np.unique(self.labels[order], return_index=True)
        return dict(zip(roots.tolist(), np.split(order, start[1:]), strict=True))

    def lift(self, labels: npt.NDArray[np.int32]) -> Groups:
        """Groups of groups: ``labels`` partition this partition's roots (in their order).

        Args:
            labels: (n_groups,) any labelling of ``self.roots``.

        Returns:
            The partition of rows in which each row follows its root.
        """
        position = np.searchsorted(self.roots, self.labels)
        return Groups.of(np.asarray(labels)[position])


def stable_ids(prefix: str, keys: Sequence[str]) -> list[str]:
    """Short ids that depend on nothing but the key: ``t-7f3k2m9q``.

    A key is the id of a group's first article, so a group keeps its id when later
    articles join it. Ids are lengthened, all of them, in the unlikely case of a clash.
    """
    size = 8
    while True:
        ids = [f"{prefix}-{_base32(key, size)}" for key in keys]
        if len(set(ids)) == len(set(keys)) or size > 40:
            return ids
        size += 4


def _base32(key: str, size: int) -> str:
    """The first digits of the key's hash, at most fifty."""
    number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=32).digest())
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join(digits[(number >> (5 * place)) & 31] for place in range(min(size, 50)))
