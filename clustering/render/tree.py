"""The tree of the first page: affairs, their threads, their stories."""

from __future__ import annotations

from clustering.model import Affair, Thread
from clustering.render.archive import Archive
from clustering.render.cards import place_of, score_text
from clustering.render.site import Context
from clustering.render.words import clipped, counted, number, plain

_MAX_AFFAIRS = 200
_MAX_THREADS = 60
_MAX_STORIES = 5
_MAX_LINES = 2_500
"""Lines of threads and stories in all, so that the first page stays below two megabytes."""


def tree_of(archive: Archive) -> list[Context]:
    """Affairs with their threads and largest stories, most articles first."""
    affairs = sorted(archive.findings.affairs, key=lambda a: (-len(a.rows), a.rows))
    found, room = [], _MAX_LINES
    for affair in affairs[:_MAX_AFFAIRS]:
        branch, used = _branch(archive, affair, room)
        room -= used
        found.append(branch)
    return found


def tree_note(archive: Archive) -> str:
    """How many threads and articles the affairs hold."""
    affairs = archive.findings.affairs
    return (
        f"{counted(len(affairs), 'affair')} {'holds' if len(affairs) == 1 else 'hold'} "
        f"{threads_words(archive, *affairs)} that are near each other, though not near enough "
        "for one thread. The largest come first; other threads stand alone in the table below."
    )


def threads_words(archive: Archive, *affairs: Affair) -> str:
    """How many threads affairs hold, and how many articles that are in no thread with others."""
    names = [name for affair in affairs for name in affair.threads]
    several = sum(len(archive.threads[name].rows) > 1 for name in names)
    alone = len(names) - several
    if not several:
        return counted(alone, "single article")
    more = f" and {counted(alone, 'single article')}" if alone else ""
    return f"{counted(several, 'thread')}{more}"


def _branch(archive: Archive, affair: Affair, room: int) -> tuple[Context, int]:
    threads = sorted(
        (archive.threads[name] for name in affair.threads), key=lambda t: (-len(t.rows), t.rows)
    )
    shown = threads[: max(0, min(_MAX_THREADS, room))]
    used, leaves = len(shown), []
    for thread in shown:
        leaf = _leaf(archive, thread, room - used)
        used += len(leaf["stories"])
        leaves.append(leaf)
    more = len(threads) - len(shown)
    counts = (
        f"{threads_words(archive, affair)}, {counted(affair.n_stories, 'story')}, "
        f"{counted(len(affair.rows), 'article')}"
    )
    branch = {
        "id": affair.id,
        "name": clipped(plain(affair.name), 160) or "Unnamed affair",
        "counts": counts,
        "dates": archive.dates(r for r in affair.rows if archive.findings.corpus.dated[r]),
        "weakest": score_text(affair.weakest),
        "threads": leaves,
        "more": f"{counted(more, 'more thread')}: see threads.csv." if more else "",
    }
    return branch, used


def _leaf(archive: Archive, thread: Thread, room: int) -> Context:
    stories = sorted(
        (archive.stories[name] for name in thread.stories), key=lambda s: (-len(s.rows), s.rows)
    )
    paged = thread.id in archive.paged
    most = max(0, min(_MAX_STORIES, room)) if paged and len(stories) > 1 else 0
    shown = sorted(stories[:most], key=lambda s: s.rows)
    return {
        "name": clipped(plain(thread.name), 160) or "Unnamed thread",
        "href": archive.thread_path(thread.id) or place_of(archive, thread.rows[0]),
        "counts": f"{counted(len(stories), 'story')}, {counted(len(thread.rows), 'article')}",
        "stories": [
            {
                "text": clipped(plain(s.headline) or archive.titles[s.rows[0]], 110),
                "href": place_of(archive, s.rows[0]),
                "dates": archive.dates(s.rows),
                "count": number(len(s.rows)),
            }
            for s in shown
        ],
        "more": f"All {counted(len(stories), 'story')}" if len(stories) > most else "Its page",
    }
