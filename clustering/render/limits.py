"""What the report of a very large archive leaves out, and where."""

from __future__ import annotations

from collections.abc import Iterator

from clustering.render.archive import Archive
from clustering.render.words import number


def limits_of(archive: Archive) -> list[str]:
    """A sentence for every limit that this archive met; most archives meet none."""
    return [*_pages(archive), *_links(archive)]


def _pages(archive: Archive) -> Iterator[str]:
    count = sum(map(len, archive.smaller))
    if count:
        yield (
            f"{number(len(archive.paged_threads))} of {number(len(archive.busiest))} threads have "
            "a page of their own, the largest; the others share pages (report.thread_pages)."
        )


def _links(archive: Archive) -> Iterator[str]:
    n_links, n_told = len(archive.findings.story_links), len(archive.told_of_stories)
    if n_told < n_links:
        yield (
            f"links.csv tells {number(n_told)} of {number(n_links)} links of stories: each "
            "article's strongest, and all that hold stories together (report.max_links)."
        )
