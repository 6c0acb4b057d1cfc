"""Addresses in earlier reports, and what stands for them now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clustering.model.lineage import Kin

PAGES = ("duplicate_group", "thread")
"""Levels whose groups of two or more articles have a page; stories are places on one."""


@dataclass(frozen=True, slots=True, order=True)
class Moved:
    """An address in this or that earlier report at which its group is not any more.

    Attributes:
        level: ``duplicate_group``, ``story`` or ``thread``.
        before: Id of the group then.
        page: Id of the thread on whose page a story stood; empty for pages themselves.
        after: Id of the group where most of its articles are now; empty where none is left.
    """

    level: str
    before: str
    page: str
    after: str


def trace_moved(
    earlier: Iterable[Moved],
    lineage: Sequence[Kin],
    stood_on: Mapping[str, str],
    live: Mapping[str, frozenset[str]],
    stands_on: Mapping[str, str],
) -> tuple[Moved, ...]:
    """Every address of all earlier reports that has moved, one run further.

    Args:
        earlier: Those of the earlier run, which lead to its groups.
        lineage: What became of its groups.
        stood_on: The earlier run's stories to their threads.
        live: For each of ``PAGES`` the groups of this run that have a page.
        stands_on: This run's stories to their threads.

    Returns:
        Sorted, each address once.
    """
    steps = [kin for kin in lineage if kin.descent.before and kin.descent.fate != "split from"]
    onward = {(kin.level, kin.descent.before): kin.descent.after for kin in steps}
    paged = {(k.level, k.descent.before) for k in steps if k.descent.n_before > 1}
    found: dict[tuple[str, str, str], str] = {}
    for row in earlier:
        found[row.level, row.before, row.page] = onward.get((row.level, row.after), "")
    for level, before in paged:
        if level in PAGES:
            found[level, before, ""] = onward[level, before]
    for story, thread in stood_on.items():
        if ("thread", thread) in paged:
            found["story", story, thread] = onward.get(("story", story), "")

    def stays(level: str, before: str, page: str, after: str) -> bool:
        if level == "story":
            return not after or page not in live["thread"] or stands_on.get(before) == page
        return before in live[level]

    kept = (Moved(*key, after) for key, after in found.items() if not stays(*key, after))
    return tuple(sorted(kept))
