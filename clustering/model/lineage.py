"""What became of groups from one run to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clustering.model.groups import stable_ids

Fate = Literal["kept", "grown", "shrank", "changed", "split from", "merged into", "new", "vanished"]
FATES: tuple[Fate, ...] = (
    *("kept", "grown", "shrank", "changed", "split from", "merged into", "new", "vanished"),
)


@dataclass(frozen=True, slots=True)
class Descent:
    """A group of the earlier run, a group of the later one, and how they are related.

    Attributes:
        fate: ``kept`` (the same articles), ``grown`` (none lost), ``shrank`` (none gained),
            ``changed`` (some gained, some lost): the later group is the earlier one's heir.
            ``split from``: no heir, most of its earlier articles were in the earlier group.
            ``merged into``: the earlier group has no heir, most of its articles went there.
            ``new``, ``vanished``: not one article in the other run.
        before: Name in the earlier run; empty for ``new``.
        after: Name in the later run; empty for ``vanished``.
        n_before: Articles of the earlier group.
        n_after: Articles of the later group.
        n_common: Articles in both.
    """

    fate: Fate
    before: str
    after: str
    n_before: int
    n_after: int
    n_common: int

    @property
    def inherits(self) -> bool:
        """The later group is the heir of the earlier."""
        return bool(self.before and self.after) and self.fate not in ("split from", "merged into")


@dataclass(frozen=True, slots=True)
class Kin:
    """A step of a group's lineage, at its level."""

    level: str
    descent: Descent


def trace_lineage(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Descent, ...]:
    """Matches the groups of two runs by the articles that they have in common.

    One to one, the pair with most articles in common first; of equal pairs the one with fewer
    articles in all, then the one of equal names, then by the earlier and the later name. So the
    outcome does not depend on the order of the articles.

    Args:
        before: Article to group in the earlier run.
        after: Article to group in the later run.

    Returns:
        One for each later group and one for each earlier group without an heir, in order of
        the later, then of the earlier name.
    """
    sizes = Counter(before.values()), Counter(after.values())
    common = Counter((before[name], group) for name, group in after.items() if name in before)
    heirs = _heirs(common, *sizes)
    ancestors = {new: old for old, new in heirs.items()}
    largest_old, largest_new = _largest(common)

    def descent(fate: Fate | None, old: str, new: str) -> Descent:
        shared = common[old, new]
        n_old, n_new = sizes[0][old], sizes[1][new]
        return Descent(fate or _fate(n_old, n_new, shared), old, new, n_old, n_new, shared)

    found = []
    for new in sorted(sizes[1]):
        if new in ancestors:
            found.append(descent(None, ancestors[new], new))
        elif new in largest_old:
            found.append(descent("split from", largest_old[new], new))
        else:
            found.append(descent("new", "", new))
    for old in sorted(sizes[0]):
        if old in heirs:
            continue
        to = largest_new.get(old, "")
        found.append(descent("merged into" if to else "vanished", old, to))
    return tuple(found)


def _heirs(
    common: Mapping[tuple[str, str], int], n_before: Mapping[str, int], n_after: Mapping[str, int]
) -> dict[str, str]:
    def rank(item: tuple[tuple[str, str], int]) -> tuple[int, int, bool, str, str]:
        (old, new), shared = item
        return -shared, n_before[old] + n_after[new], old != new, old, new

    heirs: dict[str, str] = {}
    taken: set[str] = set()
    for (old, new), _ in sorted(common.items(), key=rank):
        if old not in heirs and new not in taken:
            heirs[old] = new
            taken.add(new)
    return heirs


def _largest(common: Mapping[tuple[str, str], int]) -> tuple[dict[str, str], dict[str, str]]:
    """For each later group the earlier one with most of its articles, and the reverse."""
    olds: dict[str, str] = {}
    news: dict[str, str] = {}
    for (old, new), _ in sorted(common.items(), key=lambda item: (-item[1], item[0])):
        olds.setdefault(new, old)
        news.setdefault(old, new)
    return olds, news


def _fate(n_before: int, n_after: int, n_common: int) -> Fate:
    if n_common == n_before:
        return "kept" if n_common == n_after else "grown"
    return "shrank" if n_common == n_after else "changed"


def inherited_names(prefix: str, names: Sequence[str], lineage: Iterable[Descent]) -> list[str]:
    """The names of the later groups when heirs take the names of their ancestors.

    Args:
        prefix: Of new ids, as in ``stable_ids``.
        names: Names of the later groups by themselves.
        lineage: As ``trace_lineage`` gave it for them.

    Returns:
        For each of ``names`` the inherited one; a group without an ancestor keeps its own
        unless the earlier run had given it to another group, then it gets one made from it.
    """
    lineage = tuple(lineage)
    inherited = {d.after: d.before for d in lineage if d.inherits}
    earlier = {d.before for d in lineage}
    taken = earlier | {name for name in names if name not in inherited}
    found = []
    for name in names:
        own = inherited.get(name, name)
        if name not in inherited and name in earlier:
            own = _fresh(prefix, name, taken)
            taken.add(own)
        found.append(own)
    return found


def _fresh(prefix: str, name: str, taken: set[str]) -> str:
    turn = 2
    while (fresh := stable_ids(prefix, [f"{name}\n{turn}"])[0]) in taken:
        turn += 1
    return fresh
