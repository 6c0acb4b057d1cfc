"""The first page: what there is, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from clustering import __version__
from clustering.model import NO_DAY, Thread
from clustering.render.account import by_reason
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text
from clustering.render.copies_page import kind_words
from clustering.render.doubts import (
    dates_note,
    doubtful_dates,
    doubtful_links,
    largest_groups,
)
from clustering.render.figures import figures_of
from clustering.render.flows import flow_contexts, flows_of
from clustering.render.glance import glance_of
from clustering.render.glyphs import glyphs_note
from clustering.render.site import Context, own, page
from clustering.render.svg import spark_text, svg_text
from clustering.render.tree import tree_of
from clustering.render.words import clipped, counted, day_iso, listed, number, plain

_MAX_THREADS = 2_000
_MAX_GROUPS = 40
_MAX_DOUBTS = 3
_MAX_COPIES = 30
_MAX_FLOWS = 15
_SPARK_BARS = 24

_FILES = {
    "articles.csv": "every article with its copy group, story and thread",
    "links.csv": "links, accepted and borderline, with their evidence",
    "copies.csv": "every group of copies: order, probable origin, what each changed",
    "stories.csv": "every story",
    "threads.csv": "every thread",
    "lineage.csv": "what became of the groups of the earlier report",
    "moved.csv": "where addresses in earlier reports lead now",
    "affairs.csv": "every umbrella affair of several threads",
    "rejected.csv": "every input that was refused, and why",
    "cleaning.csv": "every line that cleaning removed, and why",
    "threads.json": "threads and stories for programs",
    "graph.graphml": "articles and links for network programs",
    "report.md": "the findings in Markdown, for a repository or a mail",
    "run.json": "settings, counts, time and memory of the run",
}


_WORDS = (
    ("Copy", "An article whose text is, whole or in part, that of an earlier one."),
    ("Independent origin", "Articles left when each text is counted once."),
    ("Story", "Articles on one event."),
    ("Thread", "Stories of the same actors over the same matter, however long the silences."),
    ("Affair", "Threads that are near each other, but not near enough to be one."),
    ("Jaccard", "Of all passages of five words in two texts, the share that stands in both."),
    ("Containment", "Of the shorter text's passages, the share that stands in the other text."),
    ("Link probability", "How surely two articles tell the same event, from 0 to 1."),
    ("Affinity", "How near two stories are in actors, matter and time, from 0 to 1."),
    ("Weakest", "The score of the join that would break first if the threshold were raised."),
)


def index_html(archive: Archive, counts: dict[str, int], overview: str, remark: str) -> str:
    """The page.

    Args:
        archive: What was found.
        counts: As ``account.counts`` gives them.
        overview: The overview as SVG.
        remark: The overview in a sentence.
    """
    return page(
        "index.html", **_context(archive, counts), overview=own(overview), overview_account=remark
    )


def _context(archive: Archive, counts: dict[str, int]) -> Context:
    findings = archive.findings
    reading = findings.reading
    return {
        "title": "What the archive tells",
        "synthetic": reading.synthetic,
        "account": account_words(archive, counts),
        "counts": _counts(counts),
        "glance": glance_of(archive, counts),
        "tree": tree_of(archive),
        "tree_note": _tree_note(archive),
        "threads": list(_threads(archive)),
        "threads_note": _threads_note(archive),
        "outlets": [
            {"key": key, "name": clipped(plain(name), 60)} for key, name in _outlets(archive)
        ],
        "languages": [plain(language) for language in _languages(archive)],
        "singles": bool(archive.singles),
        "singles_note": _singles_note(len(archive.singles)),
        "figures": [
            {
                "name": figure.name,
                "title": figure.title,
                "account": figure.account,
                "table": figure.table,
                "svg": own(svg_text(figure.scene(heading=False), figure.name)),
            }
            for figure in figures_of(archive)
        ],
        "doubts": doubtful_links(archive, _MAX_DOUBTS),
        "largest": largest_groups(archive),
        "dates": doubtful_dates(archive),
        "dates_note": dates_note(counts),
        "flows": flow_contexts(archive, flows_of(archive)[:_MAX_FLOWS]),
        "copies": _copies(archive),
        "copies_note": _copies_note(archive, counts),
        "rejected": _reasons(r.reason for r in reading.rejections),
        "rejected_note": f"{counted(len(reading.rejections), 'input')} not analysed",
        "removed": _reasons(r.reason for r in reading.removed),
        "removed_note": f"{counted(len(reading.removed), 'line')} taken out of the texts",
        "notes": [clipped(plain(note), 400) for note in _notes(archive)],
        "made": f"Made by diplomatic-clustering {__version__} with {plain(findings.config_name)}.",
        "band_plan": _band_plan(archive),
        "words": _WORDS,
        # How the machine is used changes nothing here, so it stands in run.json alone.
        "settings": list(_settings({k: v for k, v in findings.config.items() if k != "run"})),
        "files": [
            {"name": name, "about": about}
            for name, about in _FILES.items()
            if name not in ("lineage.csv", "moved.csv") or archive.findings.lineage is not None
        ],
    }


def _notes(archive: Archive) -> list[str]:
    drawn = [archive.titles[s.key_row] for s in archive.findings.stories]
    note = glyphs_note(drawn)
    return [*archive.findings.notes, *([note] if note else [])]


def account_words(archive: Archive, counts: dict[str, int]) -> str:
    """What the archive holds, in one sentence."""
    if not counts["n_read"]:
        return "No article could be read."
    outlets = f" from {counted(counts['n_outlets'], 'outlet')}" if counts["n_outlets"] else ""
    dated = [row for row in range(counts["n_read"]) if archive.findings.corpus.dated[row]]
    dates = f", {archive.dates(dated)}" if dated else ""
    copies = counts["n_copies"]
    copied = f"{counted(copies, 'article')} {'is a copy' if copies == 1 else 'are copies'}"
    return (
        f"The archive holds {counted(counts['n_read'], 'article')}{outlets}{dates}. They tell "
        f"{counted(counts['n_stories'], 'story')} in {counted(counts['n_threads'], 'thread')}; "
        f"{copied if copies else 'no article is a copy'} of another."
    )


def _counts(counts: dict[str, int]) -> list[Context]:
    names = {
        "n_read": ("article", "", "#archive"),
        "n_copies": ("copy", "copies", "#copies"),
        "n_origins": ("independent origin", "", "#copies"),
        "n_stories": ("story", "", "#threads"),
        "n_threads": ("thread", "", "#threads"),
        "n_rejected": ("refused", "refused", "#removed"),
    }
    return [
        dict(zip(("number", "name"), counted(counts[key], *nouns).split(" ", 1), strict=True))
        | {"href": href}
        for key, (*nouns, href) in names.items()
    ]


def _tree_note(archive: Archive) -> str:
    n_affairs = len(archive.findings.affairs)
    held = sum(len(affair.threads) for affair in archive.findings.affairs)
    return (
        f"{counted(n_affairs, 'affair')} {'holds' if n_affairs == 1 else 'hold'} "
        f"{counted(held, 'thread')} that are near each other, though not near enough for one "
        "thread. The largest come first; other threads stand alone in the table below."
    )


def _threads(archive: Archive) -> Iterator[Context]:
    days = archive.findings.corpus.day_first
    known = days[days != NO_DAY]
    low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    articles = archive.findings.corpus.articles
    key_of = {name: key for key, name in _outlets(archive)}
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


def _outlets(archive: Archive) -> list[tuple[int, str]]:
    """Keys and names of the outlets that can be chosen, by name."""
    names = {name for thread in archive.busiest[:_MAX_THREADS] for name in thread.outlets}
    return list(enumerate(sorted(names, key=lambda name: (name.casefold(), name))))


def _languages(archive: Archive) -> list[str]:
    return sorted({a.language for a in archive.findings.corpus.articles} - {""})


def _spark(archive: Archive, thread: Thread, low: int, high: int) -> str:
    days = archive.findings.corpus.day_first[list(thread.rows)]
    days = days[days != NO_DAY].astype(np.int64)
    bars = (days - low) * _SPARK_BARS // (high - low + 1)
    return spark_text(np.bincount(bars, minlength=_SPARK_BARS).tolist() if len(bars) else [])


def _threads_note(archive: Archive) -> str:
    more = len(archive.busiest) - _MAX_THREADS
    if more <= 0:
        return ""
    return (
        f"The {number(_MAX_THREADS)} most active are listed; {number(more)} more have pages and "
        "are in threads.csv."
    )


def _singles_note(count: int) -> str:
    if count == 1:
        return "1 article stands alone: no other belongs to its affair."
    return f"{number(count)} articles stand alone: no other belongs to their affair."


def _copies(archive: Archive) -> list[Context]:
    groups = sorted(archive.findings.duplicates, key=lambda g: (-len(g.rows), g.rows))
    found = []
    for group in groups[:_MAX_GROUPS]:
        cards = []
        for row in group.rows[:_MAX_COPIES]:
            card = card_of(archive, row)
            cards.append(
                {
                    "outlet": card.outlet,
                    "date": card.date,
                    "remark": card.remark,
                    "href": place_of(archive, row),
                }
            )
        more = len(group.rows) - _MAX_COPIES
        found.append(
            {
                "text": clipped(archive.titles[group.rows[0]], 160),
                "href": f"copies/{group.id}.html" if group.id in archive.compared else "",
                "count": counted(len(group.rows), "article"),
                "kind": kind_words(group.kind),
                "weakest": score_text(group.weakest),
                "articles": cards,
                "more": f"{number(more)} more: see articles.csv" if more > 0 else "",
            }
        )
    return found


def _copies_note(archive: Archive, counts: dict[str, int]) -> str:
    groups = counts["n_duplicate_groups"]
    if not groups:
        return "No article is a copy of another."
    note = (
        f"{counted(groups, 'group')} of copies hold "
        f"{counted(sum(len(g.rows) for g in archive.findings.duplicates), 'article')}, in order "
        "of publication."
    )
    if groups > _MAX_GROUPS:
        note += f" The {_MAX_GROUPS} largest are shown; all are in copies.csv."
    return note


def _reasons(reasons: Iterator[str]) -> list[Context]:
    return [{"reason": plain(r), "count": number(n)} for r, n in by_reason(reasons).items()]


def _band_plan(archive: Archive) -> str:
    plan = archive.findings.band_plan
    return (
        f"Copies were looked for with {plan.bands} × {plan.rows} bands: a pair exactly at the "
        f"threshold of {plan.threshold:g} is found with probability "
        f"{plan.recall_at_threshold:.4f}, and every candidate was then compared in full."
    )


def _settings(config: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - nested plain values
    for key, value in config.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", text) for inner, text in _settings(value))
        elif isinstance(value, list | tuple):
            yield key, listed([plain(str(v)) for v in value])
        else:
            yield key, plain(str(value).lower() if isinstance(value, bool) else str(value)) or "–"
