"""The table of threads on the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from clustering.model import NO_DAY, Thread
from clustering.render.archive import Archive
from clustering.render.site import Context, own
from clustering.render.svg import spark_text
from clustering.render.words import clipped, counted, day_iso, number, plain

_MAX_THREADS = 2_000
_MAX_OUTLETS = 300
"""More names in the list of outlets, and nobody finds one."""
_SPARK_BARS = 24


def thread_rows(archive: Archive) -> Iterator[Context]:
    """A row of the table for each of the most active threads."""
    days = archive.findings.corpus.day_first
    known = days[days != NO_DAY]
    low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    articles = archive.findings.corpus.articles
    key_of = {name: key for key, name in outlet_keys(archive)}
    for thread in archive.busiest[:_MAX_THREADS]:
        yield {
            "href": archive.thread_path(thread.id),
            "name": clipped(plain(thread.name), 160) or "Unnamed thread",
            "span": archive.dates(thread.rows),
            "first": day_iso(thread.day_first),
            "last": day_iso(thread.day_last),
            "outlet_keys": " ".join(str(key_of[name]) for name in thread.outlets if name in key_of),
            "languages": " ".join(sorted({articles[r].language for r in thread.rows} - {""})),
            "day": "" if thread.day_first is None else thread.day_first + 1_000_000,
            "spark": own(_spark(archive, thread, low, high)),
            "stories": number(len(thread.stories)),
            "articles": number(len(thread.rows)),
            "origins": number(thread.n_origins),
            "outlets": number(len(thread.outlets)),
        }


def outlet_keys(archive: Archive) -> list[tuple[int, str]]:
    """Keys and names of the outlets that can be chosen, by name: those in most threads."""
    shown = archive.busiest[:_MAX_THREADS]
    found = Counter(name for thread in shown for name in thread.outlets)
    names = sorted(found, key=lambda name: (-found[name], name))[:_MAX_OUTLETS]
    return list(enumerate(sorted(names, key=lambda name: (name.casefold(), name))))


def outlets_note(archive: Archive) -> str:
    """How many outlets cannot be chosen; empty for none."""
    shown = archive.busiest[:_MAX_THREADS]
    more = len({name for thread in shown for name in thread.outlets}) - _MAX_OUTLETS
    return f"and {number(more)} more: see articles.csv" if more > 0 else ""


def languages_of(archive: Archive) -> list[str]:
    """Languages that can be chosen, sorted."""
    return sorted({a.language for a in archive.findings.corpus.articles} - {""})


def _spark(archive: Archive, thread: Thread, low: int, high: int) -> str:
    days = archive.findings.corpus.day_first[list(thread.rows)]
    days = days[days != NO_DAY].astype(np.int64)
    bars = (days - low) * _SPARK_BARS // (high - low + 1)
    return spark_text(np.bincount(bars, minlength=_SPARK_BARS).tolist() if len(bars) else [])


def threads_note(archive: Archive) -> str:
    """How many threads the table leaves out; empty for none."""
    more = len(archive.busiest) - _MAX_THREADS
    if more <= 0:
        return ""
    most = number(_MAX_THREADS)
    return f"The {most} most active are listed; {number(more)} more are in threads.csv."


def smaller_note(archive: Archive) -> str:
    """How many threads share pages; empty for none."""
    count = sum(map(len, archive.smaller))
    if not count:
        return ""
    return f"{counted(count, 'smaller thread')} {'stands' if count == 1 else 'stand'} in short"


def singles_note(count: int) -> str:
    """How many articles are in no row of the table."""
    if count == 1:
        return "1 article stands alone: no other belongs to its affair."
    return f"{number(count)} articles stand alone: no other belongs to their affair."
