"""What the user decided: pairs that must, and must not, be together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clustering.errors import ConstraintError
from clustering.model.groups import Groups

Pairs = npt.NDArray[np.int32]
Pair = tuple[int, int]

CONSTRAINT_LEVELS = ("duplicate", "story", "thread")
"""From the narrowest to the widest: copies are of one story, a story is in one thread."""

_TOLD = {"duplicate": "group of copies", "story": "story", "thread": "thread"}
_FOUND = {"story": "found to be copies", "thread": "found to be one story"}
_REMEDY = {
    "story": "; a cannot-link of level duplicate would part the copies",
    "thread": "; a cannot-link of level story would part the story",
}


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What the user says of two articles.

    Attributes:
        left: Id of an article.
        right: Id of another.
        together: True for must-link, False for cannot-link.
        level: ``duplicate``, ``story`` or ``thread``.
        place: Where it was said: ``constraints.csv:7``.
    """

    left: str
    right: str
    together: bool
    level: str
    place: str


@dataclass(frozen=True, eq=False)
class Ruling:
    """All that the decisions mean at one level.

    Attributes:
        level: ``duplicate``, ``story`` or ``thread``.
        must: (n_must, 2) int32 rows, left < right, sorted, unique.
        cannot: (n_cannot, 2) int32 rows, likewise; no chain of ``must`` joins such a pair.
        names: Row to id, for the rows that are named.
        places: Pair of rows to where it was decided.
    """

    level: str
    must: Pairs
    cannot: Pairs
    names: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[Pair, str] = field(default_factory=dict)

    @classmethod
    def none(cls, level: str) -> Ruling:
        """Nothing is decided."""
        return cls(level, _pairs([]), _pairs([]))

    def __bool__(self) -> bool:
        return len(self.must) + len(self.cannot) > 0

    def over(self, groups: Groups) -> tuple[Pairs, Pairs]:
        """The pairs between groups that were found at a narrower level.

        Args:
            groups: Partition of the rows.

        Returns:
            must, cannot: (n, 2) int32 places among ``groups.roots``, left < right, unique.

        Raises:
            ConstraintError: The groups join what must be apart.
        """
        if not self:
            return self.must, self.cannot
        labels = groups.labels
        first: dict[int, int] = {}
        found = [(first.setdefault(int(labels[row]), row), row) for row in sorted(self.names)]
        words = {p: _FOUND[self.level] for p in found if p[0] != p[1]} | dict(self.places)
        _refuse_chains(self, words, _REMEDY[self.level])
        roots = groups.roots
        must, cannot = (np.searchsorted(roots, labels[p]) for p in (self.must, self.cannot))
        return _pairs(p for p in must.tolist() if p[0] != p[1]), _pairs(cannot.tolist())


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions as pairs of rows, level by level.

    Attributes:
        duplicates: Of copies.
        stories: Of stories; copies that must be together are so here, too.
        threads: Of threads; stories that must be together are so here, too.
        unused: Decisions about articles that are not there.
    """

    duplicates: Ruling
    stories: Ruling
    threads: Ruling
    unused: tuple[Decision, ...] = ()

    @classmethod
    def none(cls) -> Rulings:
        """Nothing is decided."""
        return cls(Ruling.none("duplicate"), Ruling.none("story"), Ruling.none("thread"))


def rule(decisions: Sequence[Decision], ids: Sequence[str]) -> Rulings:
    """What decisions mean for an archive.

    What must be together at a level must be so at every wider one; what must be apart at a
    level must be so at every narrower one, and with it all that is tied to either side:
    if a and b are one thread and b and c are not, a and c are not one story.

    Args:
        decisions: In any order.
        ids: Ids of the articles by row.

    Raises:
        ConstraintError: Decisions contradict each other; names them and the chain between.
    """
    named = {name for d in decisions for name in (d.left, d.right)}
    row_of = {name: row for row, name in enumerate(ids) if name in named}
    names = {row: name for name, row in row_of.items()}
    unused = tuple(sorted(d for d in decisions if d.left not in row_of or d.right not in row_of))
    known = sorted(set(decisions) - set(unused))
    rulings: list[Ruling] = []
    wider: set[Pair] = set()
    for level in reversed(CONSTRAINT_LEVELS):
        narrower = CONSTRAINT_LEVELS[: CONSTRAINT_LEVELS.index(level) + 1]
        must = _places((d for d in known if d.together and d.level in narrower), row_of)
        cannot = _places((d for d in known if not d.together and d.level == level), row_of)
        ruling = Ruling(level, _pairs(must), _pairs(wider | cannot.keys()), names, must)
        _refuse_chains(ruling, must, "", cannot)
        wider = _spread(set(map(tuple, ruling.cannot.tolist())), must)
        rulings.append(ruling)
    threads, stories, duplicates = rulings
    return Rulings(duplicates, stories, threads, unused)


def _places(decisions: Iterable[Decision], row_of: Mapping[str, int]) -> dict[Pair, str]:
    """Pair of rows to where it was decided first."""
    places: dict[Pair, str] = {}
    for d in decisions:
        places.setdefault(_ordered(row_of[d.left], row_of[d.right]), d.place)
    return places


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _pairs(pairs: Iterable[Sequence[int]]) -> Pairs:
    unique = sorted({_ordered(a, b) for a, b in pairs})
    array = np.array(unique, np.int32).reshape(len(unique), 2)
    array.flags.writeable = False
    return array


def _spread(cannot: set[Pair], must: Iterable[Pair]) -> set[Pair]:
    """Pairs between all that is tied to the one side and all that is tied to the other."""
    near = _neighbours(must)
    spread = set()
    for a, b in cannot:
        for x in _reached(near, a):
            spread |= {_ordered(x, y) for y in _reached(near, b) if x != y}
    return spread


def _neighbours(edges: Iterable[Pair]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = {}
    for a, b in sorted(edges):
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    return near


def _reached(near: Mapping[int, list[int]], begin: int) -> dict[int, int]:
    """Every row that edges lead to, with the row before it on a shortest way; breadth first."""
    before = {begin: begin}
    queue = deque([begin])
    while queue:
        row = queue.popleft()
        for other in near.get(row, ()):
            if other not in before:
                before[other] = row
                queue.append(other)
    return before


def _refuse_chains(
    ruling: Ruling,
    words: Mapping[Pair, str],
    remedy: str,
    said: Mapping[Pair, str] | None = None,
) -> None:
    """Raises when pairs that are tied, each with its words, lead from one to the other side."""
    near = _neighbours(words)
    for a, b in ruling.cannot.tolist():
        before = _reached(near, a)
        if b not in before:
            continue
        way = [b]
        while way[-1] != a:
            way.append(before[way[-1]])
        steps = "; ".join(
            f"{ruling.names[x]!r} with {ruling.names[y]!r} ({words[_ordered(x, y)]})"
            for x, y in pairwise(reversed(way))
        )
        place = (said or {}).get((a, b), "")
        raise ConstraintError(
            f"{place and place + ': '}{ruling.names[a]!r} and {ruling.names[b]!r} must not be in "
            f"one {_TOLD[ruling.level]}, but this chain joins them: {steps}{remedy}"
        )
