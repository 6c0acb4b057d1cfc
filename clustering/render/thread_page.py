"""The page of one thread: its stories in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from clustering.model import Story, Thread
from clustering.render.archive import Archive
from clustering.render.cards import place_of, score_text, threshold_text
from clustering.render.evidence import thread_evidence
from clustering.render.fits_table import fits_of
from clustering.render.lead import lead_of
from clustering.render.moved_page import moved_stories
from clustering.render.site import Context, own, page
from clustering.render.story_section import and_more, heading, story_context
from clustering.render.storyline import Storyline
from clustering.render.thread_facts import facts_of
from clustering.render.tree import threads_words
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_BYTES = 3_000_000
_MAX_STORIES = 200
_MAX_ARTICLES = 60
_MAX_FOLDED = 1_000
_MAX_JOINS = 2
_NEAR = 0.03
_MAX_FITS = 300
_REASONS = {
    "first": "the first",
    "most reported": "the most reported",
    "burst": "behind a busy stretch",
    "return": "broke a silence",
    "central": "nearest to all others",
}
_FEW_ARTICLES = 3
_MANY_STORIES = 12


def thread_html(archive: Archive, thread: Thread, svg: str, line: Storyline) -> str:
    """The page; long lists are folded, harder until it stays below three megabytes.

    Args:
        archive: What was found.
        thread: Whose page.
        svg: Its timeline as a drawing; empty for none.
        line: The rows of that drawing.
    """
    n_stories, n_articles = _MAX_STORIES, _MAX_ARTICLES
    keys = _keys(archive, line) if svg else {"keys": [], "keys_more": ""}
    while True:
        context = _context(archive, thread, n_stories, n_articles)
        text = page("thread.html", **context, **keys, svg=own(svg))
        if len(text.encode()) < _MAX_BYTES or n_stories <= 1:
            return text
        n_stories, n_articles = n_stories // 2, max(5, n_articles // 2)


def needs_timeline(thread: Thread) -> bool:
    """Whether a drawing tells more than a list: two stories, or several articles of one."""
    return len(thread.stories) > 1 or len(thread.rows) > _FEW_ARTICLES


def thread_account(archive: Archive, thread: Thread) -> str:
    """The thread in one sentence."""
    outlets = f" in {counted(len(thread.outlets), 'outlet')}" if thread.outlets else ""
    return (
        f"{counted(len(thread.rows), 'article')} from {counted(thread.n_origins, 'origin')}"
        f"{outlets} on {counted(len(thread.stories), 'story')}, {archive.dates(thread.rows)}."
    )


def _keys(archive: Archive, line: Storyline) -> Context:
    """What the numbers of the timeline stand for; the table behind the picture."""
    keys = [
        {
            "number": c.number,
            "role": c.role,
            "when": c.when,
            "story": c.story,
            "headline": heading(archive, archive.stories[c.story])["headline"],
            "count": counted(c.n_articles, "article"),
        }
        for c in line.callouts
    ]
    more = counted(line.n_unlabelled, "smaller story")
    return {
        "keys": keys if len(line.callouts) > 1 else [],
        "keys_more": f"{more} in grey, without a number." if line.n_unlabelled else "",
    }


def _by_year(archive: Archive, stories: Sequence[Story], shown: Sequence[Context]) -> list[Context]:
    """The stories in order, under the year of their first article where that helps to find one."""
    corpus = archive.findings.corpus

    def year(story: Story) -> str:
        known = corpus.dated[story.rows[0]]
        return str(corpus.articles[story.rows[0]].date.year) if known else ""

    if len(shown) < _MANY_STORIES:
        return [{"id": "", "name": "", "stories": shown}]
    pairs = zip(stories, shown, strict=False)
    return [
        {
            "id": f"y-{name or 'unknown'}",
            "name": name or "Year unknown",
            "stories": [context for _, context in same],
        }
        for name, same in groupby(pairs, key=lambda pair: year(pair[0]))
    ]


def _context(archive: Archive, thread: Thread, n_stories: int, n_articles: int) -> Context:
    stories = [archive.stories[s] for s in thread.stories]
    shown, folded = stories[:n_stories], stories[n_stories:]
    joins = archive.threads_held.weakest(thread.rows[0], _MAX_JOINS)
    threshold = archive.findings.config["threads"]["affinity"]
    before, after = archive.neighbours(thread)
    told: set[int] = set()
    return {
        "title": plain(thread.name) or "Unnamed thread",
        "moved": moved_stories(archive, thread.id),
        "synthetic": archive.findings.reading.synthetic,
        "account": thread_account(archive, thread),
        "lead": lead_of(archive, thread),
        "facts": facts_of(archive, thread),
        "affair": _affair(archive, thread),
        "png": f"{thread.id}.png" if thread.id in archive.pictured else "",
        "stories_heading": counted(len(stories), "story") + ", in order",
        "years": _by_year(
            archive, shown, [story_context(archive, story, n_articles, told) for story in shown]
        ),
        "folded": [heading(archive, story) for story in folded[:_MAX_FOLDED]],
        "folded_heading": f"{counted(len(folded), 'more story', 'more stories')}, in short",
        "folded_more": and_more(len(folded) - _MAX_FOLDED, "story", "stories.csv"),
        "joins": thread_evidence(archive, joins, thread.id),
        "fits": fits_of(archive, thread, _MAX_FITS),
        "known": _known(archive, thread),
        "joins_caption": _joins_caption(archive, thread, len(joins)),
        "related": _related(archive, thread),
        "related_caption": "Nearest in actors and matter, with their affinity to this thread; "
        f"two threads are joined from {threshold_text(threshold)} on.",
        "before": _way(before),
        "after": _way(after),
    }


def _way(thread: Thread | None) -> Context | None:
    if thread is None:
        return None
    return {"href": f"{thread.id}.html", "text": clipped(plain(thread.name), 60)}


def _affair(archive: Archive, thread: Thread) -> Context | None:
    affair = archive.affairs.get(thread.parent)
    if affair is None:
        return None
    name = clipped(plain(affair.name), 160) or "an affair"
    return {
        "href": f"../index.html#{affair.id}",
        "text": f"{name} ({threads_words(archive, affair)})",
    }


def _known(archive: Archive, thread: Thread) -> list[Context]:
    """The stories that one must know, and why."""
    return [
        {
            **heading(archive, archive.stories[archive.story_of[key.row]]),
            "reasons": listed([_REASONS[reason] for reason in key.reasons]),
        }
        for key in thread.key_stories
    ]


def _joins_caption(archive: Archive, thread: Thread, n_shown: int) -> str:
    threshold = archive.findings.config["threads"]["affinity"]
    n_joins = int(archive.threads_held.n_inside[thread.rows[0]])
    return (
        f"Affinity of two stories; the threshold is {threshold_text(threshold)}. "
        f"{number(n_shown)} of {counted(n_joins, 'link')} between its stories, those that hold "
        "it together, the weakest first. A pair may lie below: what counts is how alike whole "
        "groups of stories are."
    )


def _related(archive: Archive, thread: Thread) -> list[Context]:
    """The nearest threads; of the first, if it nearly was one with this, the nearest stories."""
    least = archive.findings.config["threads"]["affinity"] - _NEAR
    found: list[Context] = []
    for near in thread.related:
        other = archive.threads.get(near.thread)
        if other is None:
            continue
        pair = archive.threads_held.between(thread.rows[0], other.rows[0])
        found.append(
            {
                "text": plain(other.name),
                "href": place_of(archive, other.rows[0], "../", thread.id),
                "affinity": score_text(near.affinity),
                "link": None
                if pair is None or found or len(thread.stories) < 2 or near.affinity < least
                else thread_evidence(archive, [pair], thread.id)[0],
            }
        )
    return found
