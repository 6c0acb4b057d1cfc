"""Affairs, threads, stories for programs: docs/threads.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from clustering import __version__
from clustering.model import Affair, Burst, Story, Thread
from clustering.render.account import TOOL
from clustering.render.archive import Archive
from clustering.render.words import day_iso, unbroken

FORMAT = 2
"""Raised when a reader of the last format would be misled."""
LEAST_FIT = 0.1
"""Terms of a fit that move the logarithm by less are summed up as ``rest``, as on the pages."""


def threads_json(archive: Archive) -> str:
    """Every thread with its stories and the ids of their articles, one a line; then umbrellas."""
    return "".join(threads_parts(archive))


def threads_parts(archive: Archive) -> Iterator[str]:
    """The same, a line at a time."""
    findings = archive.findings
    head = {
        "tool": TOOL,
        "version": __version__,
        "format": FORMAT,
        "synthetic": findings.reading.synthetic,
        "input_hash": findings.reading.input_hash,
    }
    yield f'{_text(head)[:-1]},"threads":[\n'
    yield from _lines(_thread(archive, thread) for thread in findings.threads)
    yield '\n],"affairs":[\n'
    yield from _lines(map(_affair, findings.affairs))
    yield "\n]}\n"


def _lines(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    for place, value in enumerate(values):
        yield (",\n" if place else "") + _text(value)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _burst(archive: Archive, burst: Burst) -> dict[str, Any]:
    return {
        "first_date": day_iso(burst.day_first),
        "last_date": day_iso(burst.day_last),
        "n_articles": burst.n_articles,
        "story": None if burst.story_row is None else archive.story_of[burst.story_row],
    }


def _thread(archive: Archive, thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "name": unbroken(thread.name),
        "parent": thread.parent or None,
        "actors": [unbroken(name) for name in thread.actors],
        "matter": [unbroken(words) for words in thread.matter],
        "first_date": day_iso(thread.day_first) or None,
        "last_date": day_iso(thread.day_last) or None,
        "outlets": [unbroken(name) for name in thread.outlets],
        "first_outlet": unbroken(thread.first_outlet) or None,
        "n_origins": thread.n_origins,
        "weakest": round(float(thread.weakest), 4),
        "bursts": [_burst(archive, burst) for burst in thread.bursts],
        "gaps": [[day_iso(start), day_iso(end)] for start, end in thread.gaps],
        "returns": [archive.story_of[row] for row in thread.returns],
        "key_stories": [
            {"story": archive.story_of[key.row], "reasons": list(key.reasons)}
            for key in thread.key_stories
        ],
        "reporters": [
            {
                "outlet": unbroken(reporter.outlet),
                "n_articles": reporter.n_articles,
                "n_first": reporter.n_first,
            }
            for reporter in thread.reporters
        ],
        "related": [
            {"thread": near.thread, "affinity": round(float(near.affinity), 4)}
            for near in thread.related
        ],
        "stories": [_story(archive, archive.stories[story]) for story in thread.stories],
    }


def _affair(affair: Affair) -> dict[str, Any]:
    return {
        "id": affair.id,
        "name": unbroken(affair.name),
        "actors": [unbroken(name) for name in affair.actors],
        "matter": [unbroken(words) for words in affair.matter],
        "first_date": day_iso(affair.day_first) or None,
        "last_date": day_iso(affair.day_last) or None,
        "n_origins": affair.n_origins,
        "weakest": round(float(affair.weakest), 4),
        "threads": list(affair.threads),
    }


def _story(archive: Archive, story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "headline": unbroken(story.headline),
        "key_article": archive.ids[story.key_row],
        "terms": [unbroken(term) for term in story.terms],
        "first_date": day_iso(story.day_first) or None,
        "last_date": day_iso(story.day_last) or None,
        "n_origins": story.n_origins,
        "weakest": round(float(story.weakest), 4),
        "fit": _fit(archive, story),
        "articles": [archive.ids[row] for row in story.rows],
    }


def _fit(archive: Archive, story: Story) -> dict[str, Any] | None:
    """Why the story is in its thread; None where it has no others."""
    fits = archive.findings.story_fits
    at = fits.place(story.rows[0])
    if at is None:
        return None
    nearest = int(fits.nearest[at])
    adds = {name: float(column[at]) for name, column in fits.terms.items()}
    told = {name: round(value, 2) for name, value in adds.items() if abs(value) >= LEAST_FIT}
    rest = round(sum(value for name, value in adds.items() if name not in told), 2)
    return {
        "affinity": round(float(fits.affinity[at]), 4),
        "nearest": archive.story_of[nearest] if nearest >= 0 else None,
        "terms": told | ({"rest": rest} if rest else {}),
    }
