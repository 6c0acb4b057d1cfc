"""What a run read, found and cost, ready for JSON."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clustering import __version__
from clustering.model import FATES, LEVELS, Findings, Kin, StageCost, Thread
from clustering.render.archive import Archive
from clustering.render.reasons import by_reason
from clustering.render.words import dates_words

TOOL = "diplomatic-clustering"
_LARGEST = 5


def counts(findings: Findings) -> dict[str, int]:
    """Every count that the report's pages give for the archive as a whole."""
    reading = findings.reading
    n_read = len(findings.corpus)
    n_rejected = len(reading.rejections)
    assert n_read + n_rejected == reading.n_inputs, "an input has disappeared"
    n_texts = len(findings.duplicate_groups.roots)
    articles = findings.corpus.articles
    precision = Counter(a.date.precision for a in articles)
    accepted = {
        "n_duplicate_links": findings.duplicate_links,
        "n_story_links": findings.story_links,
        "n_thread_links": findings.thread_links,
    }
    return {
        "n_inputs": reading.n_inputs,
        "n_read": n_read,
        "n_rejected": n_rejected,
        "n_removed_lines": len(reading.removed),
        "n_origins": sum(story.n_origins for story in findings.stories),
        "n_copies": n_read - n_texts,
        "n_duplicate_groups": len(findings.duplicates),
        "n_stories": len(findings.stories),
        "n_stories_of_several_articles": sum(len(s.rows) > 1 for s in findings.stories),
        "n_threads": len(findings.threads),
        "n_threads_of_several_articles": sum(len(t.rows) > 1 for t in findings.threads),
        "n_outlets": len({a.outlet for a in articles if a.outlet}),
        "n_dates_without_year": precision["month-day"],
        "n_dates_unknown": precision["unknown"],
        "n_dates_imprecise": precision["month"] + precision["year"],
        "n_dates_ambiguous": sum(a.date.ambiguous for a in articles),
        **{name: int(links.accepted.sum()) for name, links in accepted.items()},
        **{f"{name}_borderline": int((~links.accepted).sum()) for name, links in accepted.items()},
    }


def summary(findings: Findings) -> dict[str, Any]:
    """The counts and the five largest threads, ready for JSON."""
    largest = sorted(findings.threads, key=lambda t: (-len(t.rows), -len(t.stories), t.rows))
    return {
        "synthetic": findings.reading.synthetic,
        "counts": counts(findings),
        "largest_threads": [_thread(findings, thread) for thread in largest[:_LARGEST]],
        "notes": list(findings.notes),
        **({} if findings.lineage is None else {"lineage": fates(findings.lineage)}),
    }


def fates(lineage: Sequence[Kin]) -> dict[str, dict[str, int]]:
    """For each level how many groups met each fate; those that nobody met are left out."""
    found = Counter((kin.level, kin.descent.fate) for kin in lineage)
    return {
        level: {fate: found[level, fate] for fate in FATES if found[level, fate]}
        for level in LEVELS
    }


def run_account(
    archive: Archive, files: Sequence[str], costs: Sequence[StageCost], directory: Path
) -> dict[str, Any]:
    """The content of ``run.json``; the only file of a report that tells times.

    Args:
        archive: What was found.
        files: Every file of the report by its path inside, ``run.json`` included.
        costs: Seconds and memory by stage.
        directory: Where the report will stand.
    """
    findings = archive.findings
    return {
        "tool": TOOL,
        "version": __version__,
        "config_name": findings.config_name,
        "config": findings.config,
        "inputs": input_places(findings.reading.inputs, directory),
        "input_hash": findings.reading.input_hash,
        **summary(findings),
        "band_plan": asdict(findings.band_plan),
        "story_weights": dict(findings.story_weights),
        "rejected_by_reason": by_reason(r.reason for r in findings.reading.rejections),
        "removed_by_reason": by_reason(r.reason for r in findings.reading.removed),
        "costs": [asdict(cost) for cost in costs],
        "files": sorted(files),
    }


def input_places(inputs: Iterable[str], directory: Path) -> list[dict[str, str]]:
    """Each input as it was given, and its way from the report, which survives a move of both."""
    return [{"given": given, "from_report": _way(given, directory)} for given in inputs]


def _way(given: str, directory: Path) -> str:
    if given == "-":
        return ""
    try:
        return Path(os.path.relpath(given, directory)).as_posix()
    except ValueError:  # another drive
        return ""


def _thread(findings: Findings, thread: Thread) -> dict[str, Any]:
    articles = findings.corpus.articles
    return {
        "id": thread.id,
        "name": thread.name,
        "span": dates_words(articles[row].date for row in thread.rows),
        "n_stories": len(thread.stories),
        "n_articles": len(thread.rows),
        "n_origins": thread.n_origins,
    }
