"""Compares the reports of two runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clustering.model import LEVELS, Kin, trace_lineage
from clustering.model.comparison import (
    Comparison,
    Move,
    Setting,
    bearing_on,
    differing_settings,
)
from clustering.render.account import TOOL
from clustering.render.comparison_page import comparison_html, comparison_table, moves_table
from clustering.render.crew import write_text
from clustering.render.csvfile import csv_text
from clustering.render.folder import replaced
from clustering.store import WrittenReport, read_report

_LINKS = {"duplicate_group": "duplicate", "story": "story", "thread": "thread"}
_MAX_KEYS = 3


def compare_reports(first: str | Path, second: str | Path) -> Comparison:
    """Tells what became of the groups of one report in another.

    Args:
        first: Folder of the earlier report.
        second: Folder of the later one.

    Raises:
        InputError: One of them holds no report, or a damaged one.
    """
    reports = read_report(first), read_report(second)
    before, after = reports
    settings = differing_settings(before.account["config"], after.account["config"])
    kin, moves = [], []
    for level in LEVELS:
        lineage = trace_lineage(before.groups(level), after.groups(level))
        kin += [Kin(level, descent) for descent in lineage]
        heirs = {d.before: d.after for d in lineage if d.inherits}
        moves += list(_moves(level, reports, heirs, settings))
    inputs = [report.account.get("input_hash") for report in reports]
    return Comparison(
        runs=(str(first), str(second)),
        n_articles=(len(before.articles), len(after.articles)),
        n_common=len(before.articles.keys() & after.articles.keys()),
        same_input=inputs[0] == inputs[1],
        versions=(_version(before), _version(after)),
        settings=settings,
        kin=tuple(kin),
        names={level: (before.names(level), after.names(level)) for level in LEVELS},
        moves=tuple(moves),
    )


def write_comparison(found: Comparison, directory: str | Path) -> Path:
    """Writes ``comparison.csv``, ``moves.csv`` and the page; returns the path of the page.

    Raises:
        OutputError: The folder cannot be written or is not ours to replace.
    """
    files = {
        "comparison.csv": csv_text(comparison_table(found)),
        "moves.csv": csv_text(moves_table(found)),
        "comparison.html": comparison_html(found, Path(directory)),
    }
    account = {"tool": TOOL, "command": "compare", "files": sorted([*files, "run.json"])}
    account |= comparison_summary(found)
    files["run.json"] = json.dumps(account, ensure_ascii=False, indent=1)
    with replaced(directory) as folder:
        for name, text in files.items():
            write_text(folder, name, text)
    return Path(directory) / "comparison.html"


def comparison_summary(found: Comparison) -> dict[str, Any]:
    """The counts as plain values, ready for JSON."""
    return {
        "runs": list(found.runs),
        "changed": found.changed,
        "n_articles": list(found.n_articles),
        "n_common": found.n_common,
        "settings": {s.key: [s.before, s.after] for s in found.settings},
        "groups": found.counts(),
        "moved": {level: sum(m.level == level for m in found.moves) for level in LEVELS},
    }


def _version(report: WrittenReport) -> str:
    return str(report.account.get("version", "unknown"))


def _moves(
    level: str,
    reports: tuple[WrittenReport, WrittenReport],
    heirs: Mapping[str, str],
    settings: tuple[Setting, ...],
) -> Iterator[Move]:
    """Articles of both runs whose later group is not the heir of their earlier one."""
    before, after = reports
    old, new = before.groups(level), after.groups(level)
    moved = [a for a, group in new.items() if a in old and heirs.get(old[a]) != group]
    if not moved:
        return
    why = _why(level, reports, settings)
    partners = [_partners(level, report) for report in reports]
    for name in moved:
        parts = [why]
        left = _best(partners[0], before, level, name)
        joined = _best(partners[1], after, level, name)
        if left is not None:
            parts.append(f"its best link to those it left had {left:.4g}")
        if joined is not None:
            parts.append(f"its best link where it is now has {joined:.4g}")
        title = after.articles[name]["title"]
        yield Move(level, name, title, old[name], new[name], "; ".join(parts))


def _why(
    level: str, reports: tuple[WrittenReport, WrittenReport], settings: tuple[Setting, ...]
) -> str:
    bearing = bearing_on(level, settings)
    if bearing:
        more = f" and {len(bearing) - _MAX_KEYS} more keys" if len(bearing) > _MAX_KEYS else ""
        return ", ".join(map(str, bearing[:_MAX_KEYS])) + more
    if reports[0].account.get("input_hash") != reports[1].account.get("input_hash"):
        return "other articles were read"
    if _version(reports[0]) != _version(reports[1]):
        return f"another version of the program, {_version(reports[0])} → {_version(reports[1])}"
    return "not in the settings: same articles, same keys, same version"


Partners = dict[str, list[tuple[str, float]]]


def _partners(level: str, report: WrittenReport) -> Partners:
    """For each article that stands in a link, those at the other ends, with the scores."""
    found: Partners = {}
    asked = ("left", "right", "score"), {"level": [_LINKS.get(level, "")]}
    for row in report.rows("links.csv", *asked):
        score = float(row["score"] or 0)
        found.setdefault(row["left"], []).append((row["right"], score))
        found.setdefault(row["right"], []).append((row["left"], score))
    return found


def _best(partners: Partners, report: WrittenReport, level: str, name: str) -> float | None:
    """The highest score of a link between an article and its group.

    Links of stories are between representatives of copies, links of threads between the first
    articles of stories.
    """
    if not partners:
        return None
    articles = report.articles
    unit = name
    if level != "duplicate_group":
        unit = articles[name].get("representative") or name
    if level == "thread":
        unit = _story_heads(report)[articles[name]["story"]]
    group = articles[name][level]
    scores = [
        score
        for other, score in partners.get(unit, [])
        if other in articles and articles[other][level] == group
    ]
    return max(scores, default=None)


def _story_heads(report: WrittenReport) -> dict[str, str]:
    heads: dict[str, str] = {}
    for name, row in report.articles.items():
        heads.setdefault(row["story"], name)
    return heads
