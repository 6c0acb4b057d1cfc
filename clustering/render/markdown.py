"""The findings as Markdown, for a repository or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustering import __version__
from clustering.model import Thread
from clustering.render.account import counts
from clustering.render.archive import Archive
from clustering.render.cards import score_text
from clustering.render.doubts import dates_note, doubtful_links, largest_groups
from clustering.render.lead import first_outlets, lead_of
from clustering.render.limits import limits_of
from clustering.render.reasons import by_reason
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_THREADS = 60
_MAX_DETAILED = 20
_MAX_STORIES = 8
_MAX_OUTLETS = 5
_MAX_GROUPS = 20
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&])")


def markdown_text(archive: Archive) -> str:
    """Account, threads, copies and doubts; texts from articles are escaped."""
    return "\n".join(_lines(archive)) + "\n"


def escaped(text: str) -> str:
    """One line of text that no Markdown reader takes for markup."""
    return _SPECIAL.sub(r"\\\1", plain(text))


def _lines(archive: Archive) -> Iterator[str]:
    from clustering.render.masthead import account_words

    findings, count = archive.findings, counts(archive.findings)
    yield "# What the archive tells"
    yield ""
    if findings.reading.synthetic:
        yield "**Synthetic data.** These articles are invented; no outlet wrote them."
        yield ""
    yield escaped(account_words(archive, count))
    yield ""
    yield from _threads(archive)
    yield from _copies(archive)
    yield from _doubts(archive, count)
    yield "## Refused"
    yield ""
    reasons = by_reason(r.reason for r in findings.reading.rejections)
    yield from (f"- {escaped(reason)}: {number(n)}" for reason, n in reasons.items())
    if not reasons:
        yield "Every input was read."
    yield ""
    limits = limits_of(archive)
    if limits:
        yield "## Left out"
        yield ""
        yield from (f"- {escaped(limit)}" for limit in limits)
        yield ""
    yield f"Made by diplomatic-clustering {__version__} with {escaped(findings.config_name)}."


def _threads(archive: Archive) -> Iterator[str]:
    shown = archive.busiest[:_MAX_THREADS]
    yield "## Threads"
    yield ""
    if not shown:
        yield "No two articles here belong to one affair."
        yield ""
        return
    yield "| Thread | Dates | Stories | Articles | Origins | Outlets |"
    yield "|---|---|--:|--:|--:|--:|"
    for thread in shown:
        sizes = (len(thread.stories), len(thread.rows), thread.n_origins, len(thread.outlets))
        cells = [escaped(thread.name), escaped(archive.dates(thread.rows)), *map(number, sizes)]
        yield f"| {' | '.join(cells)} |"
    yield ""
    more = len(archive.busiest) - len(shown)
    if more:
        yield f"{number(more)} more are in threads.csv."
        yield ""
    for thread in shown[:_MAX_DETAILED]:
        yield from _thread(archive, thread)


def _thread(archive: Archive, thread: Thread) -> Iterator[str]:
    yield f"### {escaped(thread.name)}"
    yield ""
    for quote in lead_of(archive, thread):
        yield f"> {escaped(quote['text'])}  "
        yield f"> {escaped(quote['source'])}"
        yield ""
    if thread.first_outlet:
        outlets = listed([escaped(name) for name in first_outlets(archive, thread)], _MAX_OUTLETS)
        yield f"First to report: {outlets}."
        yield ""
    for name in thread.stories[:_MAX_STORIES]:
        story = archive.stories[name]
        headline = escaped(clipped(plain(story.headline) or archive.titles[story.rows[0]], 160))
        where = listed([escaped(outlet) for outlet in story.outlets], 4)
        told = f"{counted(len(story.rows), 'article')}{': ' if where else ''}{where}"
        yield f"- {escaped(archive.dates(story.rows))}: {headline} ({told})"
    more = len(thread.stories) - _MAX_STORIES
    if more > 0:
        yield f"- {counted(more, 'more story', 'more stories')}"
    yield ""


def _copies(archive: Archive) -> Iterator[str]:
    groups = sorted(archive.findings.duplicates, key=lambda g: (-len(g.rows), g.rows))
    yield "## Copies"
    yield ""
    articles = archive.findings.corpus.articles
    for group in groups[:_MAX_GROUPS]:
        title = escaped(clipped(archive.titles[group.rows[0]], 120))
        outlets = dict.fromkeys(articles[row].outlet or "outlet unknown" for row in group.rows)
        way = listed([escaped(name) for name in outlets], 6)
        weakest = score_text(group.weakest)
        yield f"- {title} ({counted(len(group.rows), 'article')}, weakest link {weakest}): {way}"
    if not groups:
        yield "No article is a copy of another."
    elif len(groups) > _MAX_GROUPS:
        yield f"- {counted(len(groups) - _MAX_GROUPS, 'more group')}"
    yield ""


def _doubts(archive: Archive, count: dict[str, int]) -> Iterator[str]:
    yield "## Needs a look"
    yield ""
    for part in doubtful_links(archive, 5):
        yield f"### {part['heading']}"
        yield ""
        yield f"{escaped(part['caption'])}."
        yield ""
        for link in part["links"]:
            yield f"- {link.score} {escaped(link.left.text)} / {escaped(link.right.text)}"
        yield ""
    yield "### Largest groups"
    yield ""
    for group in largest_groups(archive):
        yield f"- {group['kind']}: {escaped(group['text'])} ({group['count']})"
    yield ""
    yield dates_note(count)
    yield ""
