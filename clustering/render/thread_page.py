"""The page of one thread: its stories in order."""

from __future__ import annotations

from collections.abc import Sequence

from clustering.model import DuplicateGroup, Story, Thread
from clustering.render.archive import Archive
from clustering.render.cards import Card, card_of, score_text
from clustering.render.evidence import column_names, link_rows
from clustering.render.site import Context, own, page
from clustering.render.words import clipped, counted, day_words, isolated, listed, number, plain

_MAX_BYTES = 3_000_000
_MAX_STORIES = 200
_MAX_ARTICLES = 60
_MAX_FOLDED = 1_000
_LINKS_A_STORY = 8
_MAX_JOINS = 12
_MAX_STRETCHES = 8


def thread_html(archive: Archive, thread: Thread, svg: str) -> str:
    """The page; long lists are folded, harder until it stays below three megabytes."""
    n_stories, n_articles = _MAX_STORIES, _MAX_ARTICLES
    while True:
        text = page("thread.html", **_context(archive, thread, svg, n_stories, n_articles))
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
    joins = archive.joins_of.get(thread.id, [])[:_MAX_JOINS]
    before, after = archive.neighbours(thread)
    return {
        "title": plain(thread.name) or "Unnamed thread",
        "synthetic": archive.findings.reading.synthetic,
        "account": thread_account(archive, thread),
        "facts": list(_facts(archive, thread)),
        "svg": own(svg),
        "png": f"{thread.id}.png" if thread.id in archive.pictured else "",
        "stories_heading": counted(len(stories), "story") + ", in order",
        "stories": [_story(archive, story, n_articles) for story in shown],
        "folded": [_heading(archive, story) for story in folded[:_MAX_FOLDED]],
        "folded_heading": f"{counted(len(folded), 'more story', 'more stories')}, in short",
        "folded_more": _and_more(len(folded) - _MAX_FOLDED, "story", "stories.csv"),
        "link_columns": column_names(archive.findings.story_links),
        "joins": link_rows(archive, archive.findings.thread_links, joins, "../", stories=True),
        "joins_caption": "Joins between its stories, the strongest first",
        "join_columns": column_names(archive.findings.thread_links),
        "related": _related(archive, thread),
        "before": _way(before),
        "after": _way(after),
    }


def _and_more(count: int, noun: str, file: str) -> str:
    return f"{counted(count, noun)} more: see {file}." if count > 0 else ""


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


def _heading(archive: Archive, story: Story) -> Context:
    counts = [counted(len(story.rows), "article")]
    if story.n_origins != len(story.rows):
        counts.append(counted(story.n_origins, "independent origin"))
    if len(story.outlets) > 1:
        counts.append(counted(len(story.outlets), "outlet"))
    if len(story.rows) > 1:
        counts.append(f"weakest join {score_text(story.weakest)}")
    return {
        "id": story.id,
        "headline": clipped(plain(story.headline), 300) or archive.titles[story.rows[0]],
        "dates": archive.dates(story.rows),
        "counts": " · ".join(counts),
    }


def _story(archive: Archive, story: Story, n_articles: int) -> Context:
    heads = _folded_copies(archive, story)
    quoted = card_of(archive, story.key_row)
    positions = archive.links_of.get(story.id, [])
    shown = positions[:_LINKS_A_STORY]
    links = archive.findings.story_links
    caption = "Links of its articles, the strongest first"
    return {
        **_heading(archive, story),
        "quote": clipped(plain(story.key_sentence), 600),
        "quoted_from": f"{quoted.outlet}, {quoted.date}",
        "terms": listed([clipped(plain(t), 60) for t in story.terms], 12),
        "articles": [_with_copies(archive, *head) for head in heads[:n_articles]],
        "more": _and_more(len(heads) - n_articles, "text", "articles.csv"),
        "links": link_rows(archive, links, shown, "../"),
        "links_heading": f"Evidence: {counted(len(positions), 'link')}",
        "links_caption": caption
        if len(shown) == len(positions)
        else f"{caption}: {len(shown)} of {number(len(positions))}, all are in links.csv",
    }


def _folded_copies(archive: Archive, story: Story) -> list[tuple[int, list[int]]]:
    inside = set(story.rows)
    heads: dict[int, list[int]] = {}
    for row in story.rows:
        head = archive.representative[row]
        if head != row and head in inside:
            heads.setdefault(head, []).append(row)
        else:
            heads.setdefault(row, [])
    return sorted(heads.items())


def _with_copies(archive: Archive, row: int, copies: list[int]) -> Context:
    card = card_of(archive, row)
    cards: list[Card] = [card_of(archive, copy) for copy in copies[:_MAX_ARTICLES]]
    group = archive.duplicate_at.get(row)
    return {
        "title": card.title,
        "url": card.url,
        "outlet": card.outlet,
        "date": card.date,
        "remark": card.remark,
        "credits": card.credits,
        "copies": cards,
        "copies_heading": _copies_heading(len(copies), group),
    }


def _copies_heading(n_copies: int, group: DuplicateGroup | None) -> str:
    heading = counted(n_copies, "copy", "copies")
    if group is None:
        return heading
    more = f", {number(_MAX_ARTICLES)} shown" if n_copies > _MAX_ARTICLES else ""
    return f"{heading} ({group.kind}, weakest link {score_text(group.weakest)}){more}"


def _related(archive: Archive, thread: Thread) -> list[Context]:
    found = []
    for near in thread.related:
        other = archive.threads.get(near.thread)
        if other is not None:
            href = f"{other.id}.html" if other.id in archive.paged else ""
            name = plain(other.name)
            found.append({"text": name, "href": href, "affinity": score_text(near.affinity)})
    return found
