"""Pages that the smaller threads of a very large archive share."""

from __future__ import annotations

from collections.abc import Iterator

from clustering.model import Story, Thread
from clustering.render.archive import Archive, smaller_name
from clustering.render.cards import card_of
from clustering.render.site import Context, page
from clustering.render.story_section import heading_words
from clustering.render.thread_page import thread_account
from clustering.render.words import clipped, counted, isolated, listed, number, plain

_MAX_OUTLETS = 4
_NAME, _OUTLET = 160, 60


def smaller_pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """File name and text of each page; none where every thread has a page of its own."""
    pages = archive.smaller
    count = sum(map(len, pages))
    for place, threads in enumerate(pages):
        account = (
            f"{counted(count, 'thread')} in short: only the "
            f"{number(len(archive.paged_threads))} largest have pages of their own "
            "(report.thread_pages). Every article of these is in articles.csv."
        )
        if len(pages) > 1:
            account += f" Page {number(place + 1)} of {number(len(pages))}, the largest first."
        yield (
            smaller_name(place),
            page(
                "smaller.html",
                title="Smaller threads",
                synthetic=archive.findings.reading.synthetic,
                account=account,
                threads=[_thread(archive, thread) for thread in threads],
                before=smaller_name(place - 1) if place else "",
                after=smaller_name(place + 1) if place + 1 < len(pages) else "",
            ),
        )


def _thread(archive: Archive, thread: Thread) -> Context:
    return {
        "id": thread.id,
        "name": clipped(plain(thread.name), _NAME) or "Unnamed thread",
        "account": thread_account(archive, thread),
        "stories": [_story(archive, archive.stories[name]) for name in thread.stories],
    }


def _story(archive: Archive, story: Story) -> Context:
    """A story in a line; of several articles it tells how many, when and where."""
    alone = len(story.rows) == 1
    card = card_of(archive, story.rows[0])
    outlets = [isolated(clipped(plain(name), _OUTLET)) for name in story.outlets]
    told = [archive.dates(story.rows), counted(len(story.rows), "article")]
    told += [listed(outlets, _MAX_OUTLETS)] if outlets else []
    return {
        "id": story.id,
        "headline": heading_words(archive, story),
        "url": card.url if alone else "",
        "about": f"{card.outlet} · {card.date}" if alone else " · ".join(told),
    }
