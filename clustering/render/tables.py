"""Findings as columns: what the CSV files and the API hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.model import Findings, Links
from clustering.render.archive import Archive
from clustering.render.outside import outside_words
from clustering.render.told import DECIDED, Places, telling_pairs
from clustering.render.words import day_iso

Table = dict[str, Any]

_JOIN = "; "
_PART = 50_000
"""So many links become rows at a time: a million at once would be gigabytes."""
_UNTOLD = frozenset({DECIDED, "days_near", "days_far", "days_log", "undated"})
"""Evidence without a column of its own among the links: the pair model's readings of ``days``."""


def articles_table(findings: Findings) -> Table:
    """One row an article, in corpus order; ``representative`` is an article's id."""
    archive = Archive(findings)
    articles = findings.corpus.articles
    ids = archive.ids
    return {
        "id": ids,
        "path": [a.path for a in articles],
        "title": [a.title for a in articles],
        "date": [a.date.iso() for a in articles],
        "date_precision": [a.date.precision for a in articles],
        "date_source": [a.date.provenance for a in articles],
        "date_ambiguous": [a.date.ambiguous for a in articles],
        "outlet": [a.outlet for a in articles],
        "language": [a.language for a in articles],
        "credits": [_JOIN.join(a.credits) for a in articles],
        "url": [a.url for a in articles],
        "words": [len(a.body.split()) for a in articles],
        "duplicate_group": archive.group_of,
        "representative": [ids[row] for row in archive.representative],
        "story": archive.story_of,
        "thread": archive.thread_of,
        "outside": _outside(archive),
    }


def _outside(archive: Archive) -> list[str]:
    """Why an article is in no thread with others, copies apart; empty for those that are."""
    told = {row: outside_words(archive, one) for row, one in archive.outside.items()}
    return [told.get(row, "") for row in archive.representative]


def links_table(findings: Findings) -> Table:
    """One row a link, accepted or borderline: duplicates, then stories, then threads.

    Of stories the links that ``report.max_links`` allows, see ``strongest_links``; of threads,
    whose stories are all near each other, only the telling pairs: see ``telling_pairs``. Evidence
    columns are the union over the levels, in their order; a level without a column has None
    there. What follows from ``days`` alone is left out.
    """
    table: Table = {}
    for part in links_parts(Archive(findings)):
        for name, column in part.items():
            told = column.tolist() if isinstance(column, np.ndarray) else column
            table.setdefault(name, []).extend(told)
    return table


def links_parts(archive: Archive) -> Iterator[Table]:
    """The same table in parts of so many rows, numbers as arrays; at least one part."""
    findings = archive.findings
    ids = np.array(findings.corpus.ids, dtype=object)
    threads = findings.thread_links
    levels: list[tuple[str, Links, Places]] = [
        ("duplicate", findings.duplicate_links, np.arange(len(findings.duplicate_links))),
        ("story", findings.story_links, archive.told_of_stories),
        ("thread", threads, telling_pairs(threads)),
    ]
    names = list(dict.fromkeys(name for _, links, _ in levels for name in links.evidence))
    names = [DECIDED, *(name for name in names if name not in _UNTOLD)]
    for level, links, places in levels:
        for start in range(0, max(1, len(places)), _PART):
            part = links.take(places[start : start + _PART])
            yield {
                "level": [level] * len(part),
                "left": ids[part.left],
                "right": ids[part.right],
                "score": part.score,
                "accepted": part.accepted,
                **{name: _told(part, name) for name in names},
            }


def _told(links: Links, name: str) -> list[None] | npt.NDArray[Any]:
    """Evidence to three decimals: a cosine says no more, and of 3,914 articles it saves a fifth."""
    column = links.evidence.get(name)
    if column is None:
        return [None] * len(links)
    return np.round(column.astype(np.float64), 3) if column.dtype.kind == "f" else column


def stories_table(findings: Findings) -> Table:
    """One row a story, by its first row; ``representative`` is the first article's id.

    ``nearest`` is the story that came nearest without being joined, ``nearest_probability`` their
    mean link probability (None where nothing did), ``thread_affinity`` the story's affinity to the
    rest of its thread, None where it has none.
    """
    fits = findings.story_fits
    places = {story.rows[0]: fits.place(story.rows[0]) for story in findings.stories}
    return _columns(
        findings.stories,
        {
            "id": lambda s: s.id,
            "thread": lambda s: s.thread,
            "headline": lambda s: s.headline,
            "terms": lambda s: _JOIN.join(s.terms),
            "key_sentence": lambda s: s.key_sentence,
            "n_articles": lambda s: len(s.rows),
            "n_origins": lambda s: s.n_origins,
            "n_outlets": lambda s: len(s.outlets),
            "outlets": lambda s: _JOIN.join(s.outlets),
            "first_date": lambda s: day_iso(s.day_first),
            "last_date": lambda s: day_iso(s.day_last),
            "weakest": lambda s: float(s.weakest),
            "cohesion": lambda s: float(s.cohesion),
            "nearest": lambda s: s.nearest,
            "nearest_probability": lambda s: float(s.nearest_probability) if s.nearest else None,
            "thread_affinity": lambda s: _at(fits.affinity, places[s.rows[0]]),
            "representative": lambda s: findings.corpus.articles[s.rows[0]].id,
        },
    )


def threads_table(findings: Findings) -> Table:
    """One row a thread, by its first row."""
    story_of = {story.rows[0]: story.id for story in findings.stories}
    return _columns(
        findings.threads,
        {
            "id": lambda t: t.id,
            "parent": lambda t: t.parent,
            "name": lambda t: t.name,
            "actors": lambda t: _JOIN.join(t.actors),
            "matter": lambda t: _JOIN.join(t.matter),
            "n_stories": lambda t: len(t.stories),
            "n_articles": lambda t: len(t.rows),
            "n_origins": lambda t: t.n_origins,
            "n_outlets": lambda t: len(t.outlets),
            "first_date": lambda t: day_iso(t.day_first),
            "last_date": lambda t: day_iso(t.day_last),
            "first_outlet": lambda t: t.first_outlet,
            "most_outlet": lambda t: t.reporters[0].outlet if t.reporters else "",
            "n_bursts": lambda t: len(t.bursts),
            "n_gaps": lambda t: len(t.gaps),
            "key_stories": lambda t: _JOIN.join(story_of[key.row] for key in t.key_stories),
            "weakest": lambda t: float(t.weakest),
        },
    )


def affairs_table(findings: Findings) -> Table:
    """One row an umbrella affair, by its first row; ``threads`` are ids."""
    return _columns(
        findings.affairs,
        {
            "id": lambda a: a.id,
            "name": lambda a: a.name,
            "actors": lambda a: _JOIN.join(a.actors),
            "matter": lambda a: _JOIN.join(a.matter),
            "threads": lambda a: _JOIN.join(a.threads),
            "n_threads": lambda a: len(a.threads),
            "n_stories": lambda a: a.n_stories,
            "n_articles": lambda a: len(a.rows),
            "n_origins": lambda a: a.n_origins,
            "n_outlets": lambda a: len(a.outlets),
            "first_date": lambda a: day_iso(a.day_first),
            "last_date": lambda a: day_iso(a.day_last),
            "weakest": lambda a: float(a.weakest),
        },
    )


def rejected_table(findings: Findings) -> Table:
    """One row a refused input, sorted by path and line."""
    return _columns(
        sorted(findings.reading.rejections),
        {"path": lambda r: r.path, "line": lambda r: r.line, "reason": lambda r: r.reason},
    )


def cleaning_table(findings: Findings) -> Table:
    """One row a removed line, sorted by article and line."""
    return _columns(
        sorted(findings.reading.removed),
        {
            "article": lambda r: r.article,
            "line": lambda r: r.line,
            "reason": lambda r: r.reason,
            "text": lambda r: r.text,
        },
    )


def lineage_table(findings: Findings) -> Table:
    """One row for every group of this run and every group of the earlier one without an heir.

    By level and id, those without an heir after the group that took most of their articles.
    """
    names = {story.id: story.headline for story in findings.stories}
    names |= {thread.id: thread.name for thread in findings.threads}
    names |= {affair.id: affair.name for affair in findings.affairs}
    archive = Archive(findings)
    for row, group in enumerate(archive.group_of):
        names.setdefault(group, archive.titles[row])
    return _columns(
        findings.lineage or (),
        {
            "level": lambda k: k.level,
            "fate": lambda k: k.descent.fate,
            "id": lambda k: k.descent.after,
            "previous_id": lambda k: k.descent.before,
            "n_articles": lambda k: k.descent.n_after,
            "n_previous": lambda k: k.descent.n_before,
            "n_common": lambda k: k.descent.n_common,
            "name": lambda k: names.get(k.descent.after, ""),
        },
    )


def moved_table(findings: Findings) -> Table:
    """One row for every address in an earlier report that leads elsewhere now, sorted."""
    return _columns(
        findings.moved,
        {
            "level": lambda m: m.level,
            "id": lambda m: m.before,
            "page": lambda m: m.page,
            "now": lambda m: m.after,
        },
    )


def _at(column: npt.NDArray[np.float32], place: int | None) -> float | None:
    return None if place is None else float(column[place])


def _columns(rows: Sequence[Any], makers: dict[str, Callable[[Any], Any]]) -> Table:
    return {name: [make(row) for row in rows] for name, make in makers.items()}
