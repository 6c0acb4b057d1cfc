"""Pages that stay where a page of the earlier report was."""

from __future__ import annotations

from collections.abc import Iterator

from clustering.model import Descent
from clustering.render.archive import Archive
from clustering.render.cards import place_of
from clustering.render.site import page
from clustering.render.words import clipped, plain

_FOLDERS = {"thread": "threads", "duplicate_group": "copies"}
_TITLE = 120


def moved_pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """Path and text of a page for every old address that has none of its own any more.

    A thread or a group of copies that was merged, fell to one article, or is no more has a page
    that says so and leads to where its articles are now: links from elsewhere stay valid.
    """
    rows = _first_rows(archive)
    taken = {"thread": archive.paged, "duplicate_group": archive.compared}
    for kin in archive.findings.lineage or ():
        folder = _FOLDERS.get(kin.level)
        descent = kin.descent
        if folder is None or descent.n_before < 2 or descent.fate == "split from":
            continue
        if descent.before in taken[kin.level]:
            continue
        row = rows.get((kin.level, descent.after))
        yield (
            f"{folder}/{descent.before}.html",
            page(
                "moved.html",
                title="This page has moved" if row is not None else "This page is no more",
                synthetic=archive.findings.reading.synthetic,
                words=_words(kin.level, descent),
                href="" if row is None else _place(archive, kin.level, descent.after, row),
                name="" if row is None else _name(archive, kin.level, descent.after, row),
            ),
        )


def _place(archive: Archive, level: str, group: str, row: int) -> str:
    if level == "duplicate_group" and group in archive.compared:
        return f"{group}.html"
    return place_of(archive, row, "../")


def _first_rows(archive: Archive) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for level, names in (("thread", archive.thread_of), ("duplicate_group", archive.group_of)):
        for row, name in enumerate(names):
            found.setdefault((level, name), row)
    return found


def _words(level: str, descent: Descent) -> str:
    what = "thread" if level == "thread" else "group of copies"
    if descent.fate == "vanished":
        return f"None of the articles of this {what} is in the report any more."
    if descent.fate == "merged into":
        return f"Most articles of this {what} are now part of another:"
    return f"This {what} has no page of its own any more; it is now at:"


def _name(archive: Archive, level: str, group: str, row: int) -> str:
    name = archive.threads[group].name if level == "thread" else archive.titles[row]
    return clipped(plain(name), _TITLE) or clipped(archive.titles[row], _TITLE)
