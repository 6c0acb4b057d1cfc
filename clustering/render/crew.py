"""Pages of threads and of copies, by several processes where that is safe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clustering.forked import Results, spread
from clustering.model import DuplicateGroup, Thread
from clustering.render.archive import Archive

CHUNK = 8
_FEW = 24
"""Below this many pages, starting processes costs more than it saves."""


@contextmanager
def written(archive: Archive, folder: Path) -> Iterator[Results[list[str]]]:
    """Gives the names of the files as they are written, while the block writes others.

    A result is for so many pages as ``CHUNK`` says, those of threads first.
    """
    # The largest threads first: the longest page must not be the last to be begun.
    pages: list[Thread | DuplicateGroup] = [*archive.paged_threads, *archive.compared_groups]
    workers = archive.findings.config["run"]["workers"] or os.cpu_count() or 1
    if workers > 1 and len(pages) >= _FEW:
        _warm(archive)
    else:
        workers = 1

    def write(first: int) -> list[str]:
        chunk = pages[first : first + CHUNK]
        return [name for page in chunk for name in _files_of(archive, page, folder)]

    with spread(write, range(0, len(pages), CHUNK), workers) as names:
        yield names


def _files_of(archive: Archive, page: Thread | DuplicateGroup, folder: Path) -> list[str]:
    if isinstance(page, Thread):
        return _thread_files(archive, page, folder)
    return _copy_files(archive, page, folder)


def _thread_files(archive: Archive, thread: Thread, folder: Path) -> list[str]:
    from clustering.render.storyline import storyline_of
    from clustering.render.storyline_scene import storyline_scene
    from clustering.render.svg import svg_text
    from clustering.render.thread_page import needs_timeline, thread_account, thread_html

    line, account = storyline_of(archive, thread), thread_account(archive, thread)
    svg = ""
    if needs_timeline(thread):
        svg = svg_text(storyline_scene(line, thread, account, heading=False), "line")
    name = f"threads/{thread.id}.html"
    write_text(folder, name, thread_html(archive, thread, svg, line))
    if thread.id not in archive.pictured:
        return [name]
    from clustering.render.png import png_bytes

    scene = storyline_scene(line, thread, account, heading=True)
    (folder / f"threads/{thread.id}.png").write_bytes(png_bytes(scene))
    return [name, f"threads/{thread.id}.png"]


def _copy_files(archive: Archive, group: DuplicateGroup, folder: Path) -> list[str]:
    from clustering.render.copies_page import copies_account, copies_html, copies_title
    from clustering.render.propagation import propagation_of, propagation_scene
    from clustering.render.svg import svg_text

    found, account = propagation_of(archive, group), copies_account(archive, group)
    title = copies_title(archive, group)
    svg = svg_text(propagation_scene(found, title, account, heading=False), "way")
    name, picture = f"copies/{group.id}.html", f"copies/{group.id}.png"
    drawn = bool(archive.findings.config["report"]["thread_pictures"])
    text = copies_html(archive, group, found, svg, f"{group.id}.png" if drawn else "")
    write_text(folder, name, text)
    if not drawn:
        return [name]
    from clustering.render.png import png_bytes

    scene = propagation_scene(found, title, account, heading=True)
    (folder / picture).write_bytes(png_bytes(scene))
    return [name, picture]


def write_text(
    folder: Path, name: str, text: str | Iterable[str], tell: Callable[[], None] | None = None
) -> None:
    """Writes a file of the report: UTF-8, LF, lone surrogates as question marks.

    Args:
        folder: Where.
        name: Its path there.
        text: Whole or in parts.
        tell: Called after each part.
    """
    parts = [text] if isinstance(text, str) else text
    with (folder / name).open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for part in parts:
            file.write(part)
            if tell is not None:
                tell()


def _warm(archive: Archive) -> None:
    """Fills the look-ups and caches once, before the processes part."""
    from clustering.render import copies_page, png, thread_page  # noqa: F401 - for the workers

    _ = (
        archive.stories_held,
        archive.threads_held,
        archive.busiest,
        archive.group_of,
        archive.titles,
    )
    _ = archive.single_place, archive.duplicate_at, archive.paged, archive.pictured
    _ = archive.compared, archive.copy_links, archive.stories
