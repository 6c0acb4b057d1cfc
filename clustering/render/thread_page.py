"""The page of one thread: its stories in order."""

from __future__ import annotations

from collections.abc import Sequence

from clustering.model import Thread
from clustering.render.archive import Archive
from clustering.render.cards import card_of, score_text
from clustering.render.evidence import thread_evidence
from clustering.render.lead import first_words, lead_of
from clustering.render.site import Context, own, page
from clustering.render.story_section import and_more, heading, spanning, story_context
from clustering.render.words import clipped, counted, day_words, isolated, listed, number, plain

_MAX_BYTES = 3_000_000
_MAX_STORIES = 200
_MAX_ARTICLES = 60
_MAX_FOLDED = 1_000
_MAX_JOINS = 3
_MAX_COMPARED = 1
_MAX_STRETCHES = 8


def thread_html(archive: Archive, thread: Thread, svg: str, table: Context | None = None) -> str:
    """The page; long lists are folded, harder until it stays below three megabytes."""
    n_stories, n_articles = _MAX_STORIES, _MAX_ARTICLES
    while True:
        context = _context(archive, thread, svg, n_stories, n_articles)
        text = page("thread.html", **context, table=table)
        if len(text.encode()) < _MAX_BYTES or n_stories <= 1:
            return text
        n_stories, n_articles = n_stories // 2, max(5, n_articles // 2)


def thread_account(archive: Archive, thread: Thread) -> str:
    """The thread in one sentence."""
    outlets = f" in {counted(len(thread.outlets), 'outlet')}" if thread.outlets else ""
    return (
        f"{counted(len(thread.rows), 'article')} from {counted(thread.n_origins, 'origin')}"
        f"{outlets} on {counted(len(thread.stories), 'story')}, {archive.dates(thread.rows)}."
    )


def _context(
    archive: Archive, thread: Thread, svg: str, n_stories: int, n_articles: int
) -> Context:
    stories = [archive.stories[s] for s in thread.stories]
    shown, folded = stories[:n_stories], stories[n_stories:]
    joins = _ties(archive, thread)
    before, after = archive.neighbours(thread)
    told: set[int] = set()
    return {
        "title": plain(thread.name) or "Unnamed thread",
        "synthetic": archive.findings.reading.synthetic,
        "account": thread_account(archive, thread),
        "lead": lead_of(archive, thread),
        "facts": list(_facts(archive, thread)),
        "svg": own(svg),
        "png": f"{thread.id}.png" if thread.id in archive.pictured else "",
        "stories_heading": counted(len(stories), "story") + ", in order",
        "stories": [story_context(archive, story, n_articles, told) for story in shown],
        "folded": [heading(archive, story) for story in folded[:_MAX_FOLDED]],
        "folded_heading": f"{counted(len(folded), 'more story', 'more stories')}, in short",
        "folded_more": and_more(len(folded) - _MAX_FOLDED, "story", "stories.csv"),
        "joins": thread_evidence(archive, joins, thread.id),
        "joins_caption": _joins_caption(archive, thread, len(joins)),
        "related": _related(archive, thread),
        "before": _way(before),
        "after": _way(after),
    }


def _way(thread: Thread | None) -> Context | None:
    if thread is None:
        return None
    return {"href": f"{thread.id}.html", "text": clipped(plain(thread.name), 60)}


def _facts(archive: Archive, thread: Thread) -> list[Context]:
    first = ""
    if thread.first_outlet:
        when = card_of(archive, thread.rows[0]).date
        first = f"{isolated(plain(thread.first_outlet))}, {when}"
    bursts = [
        f"{_stretch(b.day_first, b.day_last)} ({counted(b.n_articles, 'article')})"
        for b in thread.bursts
    ]
    gaps = [
        f"{day_words(start)} to {day_words(end)} ({counted(end - start - 1, 'day')})"
        for start, end in thread.gaps
    ]
    undated = sum(not archive.findings.corpus.dated[row] for row in thread.rows)
    parent = archive.threads.get(thread.parent)
    found = {
        "Between": listed([plain(a) for a in thread.actors], 12),
        "About": listed([plain(m) for m in thread.matter], 12),
        "Dates": archive.dates(thread.rows),
        "Year unknown": f"{counted(undated, 'article')}" if undated else "",
        "First to report": first,
        "Most often first": first_words(archive, thread),
        "Busy stretches": _stretches(bursts),
        "Quiet gaps": _stretches(gaps),
        "Outlets": listed([isolated(plain(o)) for o in thread.outlets], 12),
        "Weakest join": score_text(thread.weakest) if len(thread.stories) > 1 else "",
        "Part of": plain(parent.name) if parent else "",
    }
    return [{"name": name, "text": text} for name, text in found.items() if text]


def _stretch(first: int, last: int) -> str:
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def _stretches(texts: Sequence[str]) -> str:
    more = len(texts) - _MAX_STRETCHES
    end = f"; and {number(more)} more" if more > 0 else ""
    return "; ".join(texts[:_MAX_STRETCHES]) + end


def _ties(archive: Archive, thread: Thread) -> list[int]:
    """Joins without which the thread would fall apart, the weakest first."""
    links = archive.findings.thread_links
    places = archive.joins_of.get(thread.id, [])
    ties = list(spanning((int(links.left[at]), int(links.right[at]), at) for at in places))
    return ties[: -_MAX_JOINS - 1 : -1]


def _joins_caption(archive: Archive, thread: Thread, n_shown: int) -> str:
    threshold = archive.findings.config["threads"]["affinity"]
    n_joins = len(archive.joins_of.get(thread.id, []))
    return (
        f"Affinity of two stories; the threshold is {threshold:.2f}. "
        f"{number(n_shown)} of {counted(n_joins, 'link')} between its stories, those that hold "
        "it together, the weakest first; all are in links.csv."
    )


def _related(archive: Archive, thread: Thread) -> list[Context]:
    threshold = archive.findings.config["threads"]["affinity"]
    found: list[Context] = []
    for near in thread.related:
        other = archive.threads.get(near.thread)
        if other is None:
            continue
        pair = archive.nearest_pair.get((min(thread.id, other.id), max(thread.id, other.id)))
        found.append(
            {
                "text": plain(other.name),
                "href": f"{other.id}.html" if other.id in archive.paged else "",
                "affinity": score_text(near.affinity),
                "remark": f", below the threshold of {threshold:.2f}"
                if near.affinity < threshold
                else "",
                "link": None
                if pair is None or len(found) >= _MAX_COMPARED
                else thread_evidence(archive, [pair], thread.id)[0],
            }
        )
    return found
