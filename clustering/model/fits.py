"""Why each story is in its thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class StoryFits:
    """The affinity of each story to the rest of its thread, and what it is made of.

    It is measured as if the story came to the finished thread: by the same terms as a join, so
    that it is drawn as a link is. Stories that are a thread of their own are left out.

    Attributes:
        story: (n,) int32 first corpus row of each story, ascending.
        nearest: (n,) int32 first corpus row of the story of the same thread with the highest
            affinity to it; -1 where no pair with it was weighed.
        affinity: (n,) float32, 0 to 1; may lie below the threshold for a story that came early,
            when the thread was smaller.
        evidence: Column name to (n,) array: days between (nan when unknown) and cosines.
        terms: Term name to (n,) float32; their sum is the logarithm of the affinity.
        base: What the sum begins with.
    """

    story: npt.NDArray[np.int32]
    nearest: npt.NDArray[np.int32]
    affinity: npt.NDArray[np.float32]
    evidence: Mapping[str, npt.NDArray[Any]] = field(default_factory=lambda: MappingProxyType({}))
    terms: Mapping[str, npt.NDArray[Any]] = field(default_factory=lambda: MappingProxyType({}))
    base: float = 0.0

    def __post_init__(self) -> None:
        columns = [self.nearest, self.affinity, *self.evidence.values(), *self.terms.values()]
        if any(len(column) != len(self.story) for column in columns):
            raise ValueError("columns of unequal length")
        if not (np.diff(self.story) > 0).all():
            raise ValueError("stories must be sorted and unique")
        for column in [self.story, *columns]:
            column.flags.writeable = False

    @classmethod
    def empty(cls) -> StoryFits:
        """No story has a thread with others."""
        none = np.zeros(0, np.int32)
        return cls(none, none.copy(), np.zeros(0, np.float32))

    def __len__(self) -> int:
        return len(self.story)

    def place(self, row: int) -> int | None:
        """Where the story that begins in a row stands in the columns; None if it is alone."""
        at = int(np.searchsorted(self.story, row))
        return at if at < len(self.story) and self.story[at] == row else None
