"""The first page: what there is, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustering import __version__
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
from clustering.render.limits import limits_of
from clustering.render.masthead import account_words, count_cards
from clustering.render.reasons import reason_rows
from clustering.render.site import Context, own, page
from clustering.render.svg import svg_text
from clustering.render.thread_rows import (
    languages_of,
    outlet_keys,
    outlets_note,
    singles_note,
    smaller_note,
    thread_rows,
    threads_note,
)
from clustering.render.tree import tree_note, tree_of
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_GROUPS = 40
_MAX_DOUBTS = 3
_MAX_COPIES = 30
_MAX_FLOWS = 15

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
    (
        "Independent origin",
        "Articles left when each text counts once; so do, in a story, all that credit one wire.",
    ),
    ("Story", "Articles on one event."),
    ("Thread", "Stories of the same actors over the same matter, however long the silences."),
    ("Affair", "Threads that are near each other, but not near enough to be one."),
    ("Jaccard", "Of all passages of five words in two texts, the share that stands in both."),
    ("Containment", "Of the shorter text's words, the share that the other text kept."),
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
    return {
        "title": "What the archive tells",
        "synthetic": archive.findings.reading.synthetic,
        "account": account_words(archive, counts),
        "counts": count_cards(counts),
        "glance": glance_of(archive, counts),
        "tree": tree_of(archive),
        "tree_note": tree_note(archive),
        **_table(archive),
        "flows": flow_contexts(archive, flows_of(archive)[:_MAX_FLOWS]),
        "copies": _copies(archive),
        "copies_note": _copies_note(archive, counts),
        "doubts": doubtful_links(archive, _MAX_DOUBTS),
        "largest": largest_groups(archive),
        "dates": doubtful_dates(archive),
        "dates_note": dates_note(counts),
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
        **_reading(archive),
        **_making(archive),
    }


def _table(archive: Archive) -> Context:
    """The threads, what they can be filtered by, and what is no row of the table."""
    return {
        "threads": list(thread_rows(archive)),
        "threads_note": threads_note(archive),
        "outlets": [
            {"key": key, "name": clipped(plain(name), 60)} for key, name in outlet_keys(archive)
        ],
        "outlets_note": outlets_note(archive),
        "languages": [plain(language) for language in languages_of(archive)],
        "smaller_note": smaller_note(archive),
        "singles": bool(archive.singles),
        "singles_note": singles_note(len(archive.singles)),
    }


def _reading(archive: Archive) -> Context:
    """What was refused and removed."""
    reading = archive.findings.reading
    return {
        "rejected": reason_rows(r.reason for r in reading.rejections),
        "rejected_note": f"{counted(len(reading.rejections), 'input')} not analysed",
        "removed": reason_rows(r.reason for r in reading.removed),
        "removed_note": f"{counted(len(reading.removed), 'line')} taken out of the texts",
        "notes": [clipped(plain(note), 400) for note in _notes(archive)],
    }


def _making(archive: Archive) -> Context:
    """By what and how the report was made, and what else it holds."""
    findings = archive.findings
    return {
        "limits": limits_of(archive),
        "made": f"Made by diplomatic-clustering {__version__} with {plain(findings.config_name)}.",
        "band_plan": _band_plan(archive),
        "words": _WORDS,
        # How the machine is used changes nothing here, so it stands in run.json alone.
        "settings": list(_settings({k: v for k, v in findings.config.items() if k != "run"})),
        "files": [
            {"name": name, "about": about}
            for name, about in _FILES.items()
            if name not in ("lineage.csv", "moved.csv") or findings.lineage is not None
        ],
    }


def _notes(archive: Archive) -> list[str]:
    drawn = [archive.titles[s.key_row] for s in archive.findings.stories]
    note = glyphs_note(drawn)
    return [*archive.findings.notes, *([note] if note else [])]


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
                "more": f"{number(more)} more: see articles.csv." if more > 0 else "",
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
