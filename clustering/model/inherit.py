"""Gives groups the ids that an earlier run gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from clustering.model.findings import Findings
from clustering.model.groups import stable_ids
from clustering.model.lineage import Descent, Kin, inherited_names, trace_lineage
from clustering.model.moved import Moved, trace_moved
from clustering.model.threads import Outside, Related

LEVELS = {"duplicate_group": "d", "story": "s", "thread": "t", "affair": "a"}
"""Every level and the prefix of its ids; an article may have no affair."""

_Found = TypeVar("_Found", bound=Findings)


def copy_names(findings: Findings) -> list[str]:
    """Id of each row's group of copies; an article without copies is a group of one."""
    groups = findings.duplicate_groups
    roots = groups.roots.tolist()
    ids = findings.corpus.ids
    names = dict(zip(roots, stable_ids("d", [ids[root] for root in roots]), strict=True))
    names |= {group.rows[0]: group.id for group in findings.duplicates}
    names |= dict(zip(roots, findings.copy_ids, strict=False))
    return [names[root] for root in groups.labels.tolist()]


def inherit_ids(
    findings: _Found,
    previous: Mapping[str, Mapping[str, str]],
    moved: Iterable[Moved] = (),
) -> _Found:
    """The same findings under the ids of an earlier run, and what became of its groups.

    Args:
        findings: Of this run, with ids of its own.
        previous: For each of ``LEVELS`` an article's id to the id of its group then.
        moved: Addresses of still earlier runs, as the earlier one told them.

    Returns:
        Heirs carry the ids of their ancestors (``trace_lineage``); ``lineage`` and ``moved``
        tell all.
    """
    rows = range(len(findings.corpus))
    copies = dict(zip(rows, copy_names(findings), strict=True))
    stories = {row: story.id for story in findings.stories for row in story.rows}
    threads = {row: thread.id for thread in findings.threads for row in thread.rows}
    affairs = {row: affair.id for affair in findings.affairs for row in affair.rows}
    renamed: dict[str, dict[str, str]] = {}
    lineage: list[Kin] = []
    for level, names in zip(LEVELS, (copies, stories, threads, affairs), strict=True):
        told, new_names = _renamed(findings.corpus.ids, level, names, previous.get(level, {}))
        renamed[level] = new_names
        lineage += [Kin(level, descent) for descent in told]
    found = _under_names(findings, renamed, copies, tuple(lineage))
    return replace(found, moved=_moved(found, previous, moved))


def _moved(
    found: Findings, previous: Mapping[str, Mapping[str, str]], moved: Iterable[Moved]
) -> tuple[Moved, ...]:
    threads = previous.get("thread", {})
    stood_on = {
        story: threads[name] for name, story in previous.get("story", {}).items() if name in threads
    }
    live = {
        "duplicate_group": frozenset(group.id for group in found.duplicates),
        "thread": frozenset(thread.id for thread in found.threads if len(thread.rows) > 1),
    }
    stands_on = {story.id: story.thread for story in found.stories}
    return trace_moved(moved, found.lineage or (), stood_on, live, stands_on)


def _renamed(
    ids: Sequence[str], level: str, names: Mapping[int, str], previous: Mapping[str, str]
) -> tuple[list[Descent], dict[str, str]]:
    """The lineage, and the new name of every group by its own."""
    own = list(dict.fromkeys(names[row] for row in sorted(names)))
    lineage = trace_lineage(previous, {ids[row]: name for row, name in names.items()})
    final = dict(zip(own, inherited_names(LEVELS[level], own, lineage), strict=True))
    told = [replace(d, after=final.get(d.after, "")) for d in lineage]
    return sorted(told, key=lambda d: (not d.after, d.after, not d.inherits, d.before)), final


def _under_names(
    findings: _Found,
    names: Mapping[str, Mapping[str, str]],
    copies: Mapping[int, str],
    lineage: tuple[Kin, ...],
) -> _Found:
    of_copies, of_story, of_thread, of_affair = (names[level] for level in LEVELS)
    stories = [
        replace(
            story,
            id=of_story[story.id],
            thread=of_thread[story.thread],
            nearest=of_story.get(story.nearest, ""),
        )
        for story in findings.stories
    ]
    threads = [
        replace(
            thread,
            id=of_thread[thread.id],
            stories=tuple(of_story[story] for story in thread.stories),
            parent=of_affair.get(thread.parent, ""),
            related=tuple(_under(r, of_thread) for r in thread.related),
        )
        for thread in findings.threads
    ]
    affairs = [
        replace(a, id=of_affair[a.id], threads=tuple(of_thread[thread] for thread in a.threads))
        for a in findings.affairs
    ]
    duplicates = [replace(group, id=of_copies[group.id]) for group in findings.duplicates]
    roots = findings.duplicate_groups.roots.tolist()
    return replace(
        findings,
        stories=tuple(stories),
        threads=tuple(threads),
        affairs=tuple(affairs),
        duplicates=tuple(duplicates),
        copy_ids=tuple(of_copies[copies[root]] for root in roots),
        lineage=lineage,
        outside=tuple(_outside(one, of_thread) for one in findings.outside),
    )


def _under(related: Related, names: Mapping[str, str]) -> Related:
    return replace(related, thread=names[related.thread])


def _outside(one: Outside, names: Mapping[str, str]) -> Outside:
    return replace(
        one,
        nearest=_under(one.nearest, names) if one.nearest else None,
        named=tuple(names[thread] for thread in one.named),
    )
