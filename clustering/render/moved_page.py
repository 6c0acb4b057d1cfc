"""Pages that stay where a page of the earlier report was."""

from __future__ import annotations

from collections.abc import Iterator

from clustering.model import Moved
from clustering.render.archive import Archive
from clustering.render.cards import place_of
from clustering.render.site import Context, page
from clustering.render.words import clipped, plain

_FOLDERS = {"thread": "threads", "duplicate_group": "copies"}
_TITLE = 120


def moved_pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """Path and text of a page for every old address that has none of its own any more.

    A thread or a group of copies that was merged, fell to one article, or is no more has a page
    that says so and leads to where its articles are now: links from elsewhere stay valid,
    however many reports ago they were made.
    """
    rows = _first_rows(archive)
    taken = {"thread": archive.paged, "duplicate_group": archive.compared}
    for moved in archive.findings.moved:
        folder = _FOLDERS.get(moved.level)
        if folder is None or moved.before in taken[moved.level]:
            continue
        row = rows.get((moved.level, moved.after))
        yield (
            f"{folder}/{moved.before}.html",
            page(
                "moved.html",
                title="This page has moved" if row is not None else "This page is no more",
                synthetic=archive.findings.reading.synthetic,
                words=_words(moved),
                href="" if row is None else _place(archive, moved.level, moved.after, row),
                name="" if row is None else _name(archive, moved.level, moved.after, row),
            ),
        )


def moved_stories(archive: Archive, thread: str) -> list[Context]:
    """Stories that an earlier report had on a thread's page, with where they are now."""
    found = []
    for story, row in archive.once_on.get(thread, ()):
        headline = clipped(plain(archive.stories[archive.story_of[row]].headline), _TITLE)
        text = headline or clipped(archive.titles[row], _TITLE)
        found.append({"id": story, "text": text, "href": place_of(archive, row, "../", thread)})
    return found


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


def _words(moved: Moved) -> str:
    what = "thread" if moved.level == "thread" else "group of copies"
    if not moved.after:
        return f"None of the articles of this {what} is in the report any more."
    if moved.after != moved.before:
        return f"Most articles of this {what} are now part of another:"
    return f"This {what} has no page of its own any more; it is now at:"


def _name(archive: Archive, level: str, group: str, row: int) -> str:
    name = archive.threads[group].name if level == "thread" else archive.titles[row]
    return clipped(plain(name), _TITLE) or clipped(archive.titles[row], _TITLE)
