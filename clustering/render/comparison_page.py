"""Two runs beside each other: tables and a page."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from clustering.model import FATES, Descent, Kin
from clustering.model.comparison import Comparison, Move
from clustering.render.site import Context, page
from clustering.render.tables import Table
from clustering.render.words import clipped, counted, number, plain

LEVEL_NAMES = {
    "duplicate_group": "copies",
    "story": "stories",
    "thread": "threads",
    "affair": "affairs",
}
_MAX_GROUPS, _MAX_MOVES = 200, 300
_TITLE = 120
_ID = re.compile(r"[a-z]-[0-9a-z]+")


def comparison_table(found: Comparison) -> Table:
    """One row for every group: of the second run, and of the first if it has no heir."""
    return {
        "level": [k.level for k in found.kin],
        "fate": [k.descent.fate for k in found.kin],
        "before": [k.descent.before for k in found.kin],
        "after": [k.descent.after for k in found.kin],
        "n_before": [k.descent.n_before for k in found.kin],
        "n_after": [k.descent.n_after for k in found.kin],
        "n_common": [k.descent.n_common for k in found.kin],
        "name": [found.name_of(k) for k in found.kin],
    }


def moves_table(found: Comparison) -> Table:
    """One row for every article and level at which it left its group."""
    names = ("level", "article", "title", "before", "after", "reason")
    return {name: [getattr(move, name) for move in found.moves] for name in names}


def comparison_html(found: Comparison, directory: Path) -> str:
    """The page; links lead to the two reports from ``directory`` as long as all stay in place."""
    return page(
        "comparison.html",
        title="Two runs compared",
        synthetic=False,
        account=account_of(found),
        runs=found.runs,
        settings=found.settings,
        fates=FATES,
        counts=[
            (LEVEL_NAMES[level], [number(n) if n else "" for n in fates.values()])
            for level, fates in found.counts().items()
        ],
        parts=[part for level in LEVEL_NAMES if (part := _part(found, level, directory))],
    )


def account_of(found: Comparison) -> str:
    """The comparison in a sentence or two."""
    new, gone = (n - found.n_common for n in reversed(found.n_articles))
    articles = (
        f"Both have the same {counted(found.n_common, 'article')}"
        if not new and not gone
        else f"{counted(found.n_common, 'article')} in both, {number(new)} only in the second, "
        f"{number(gone)} only in the first"
    )
    if not found.changed:
        return f"{articles}; every group is what it was."
    return f"{articles}; {counted(len({m.article for m in found.moves}), 'article')} moved."


def largest_changes(found: Comparison, level: str) -> list[Kin]:
    """Groups of a level that are not what they were, the largest changes first."""

    def rank(kin: Kin) -> tuple[int, str, str]:
        return -_n_moved(kin.descent), kin.descent.after, kin.descent.before

    changed = [k for k in found.kin if k.level == level and k.descent.fate != "kept"]
    return sorted(changed, key=rank)


def _n_moved(descent: Descent) -> int:
    """Articles that an heir lost and gained, or that came off or in with a group."""
    if descent.fate in ("split from", "merged into"):
        return descent.n_common
    return descent.n_before + descent.n_after - 2 * descent.n_common


def fate_words(kin: Kin) -> str:
    """What became of a group, with its sizes."""
    d = kin.descent
    match d.fate:
        case "new":
            return f"new, {counted(d.n_after, 'article')}"
        case "vanished":
            return f"vanished, had {counted(d.n_before, 'article')}"
        case "split from":
            return f"{counted(d.n_common, 'article')} split from {d.before} ({number(d.n_before)})"
        case "merged into":
            return f"{counted(d.n_common, 'article')} merged into {d.after} ({number(d.n_after)})"
        case _:
            return f"{d.fate}, {number(d.n_before)} → {counted(d.n_after, 'article')}"


def _part(found: Comparison, level: str, directory: Path) -> Context | None:
    changes = largest_changes(found, level)
    moves = [move for move in found.moves if move.level == level]
    if not changes and not moves:
        return None
    groups = [
        {
            "name": clipped(plain(found.name_of(kin)), _TITLE) or "without a name",
            "href": _href(found, kin, directory),
            "id": kin.descent.before if kin.descent.fate == "merged into" else kin.descent.after,
            "fate": fate_words(kin),
        }
        for kin in changes[:_MAX_GROUPS]
    ]
    return {
        "id": level,
        "heading": LEVEL_NAMES[level].capitalize(),
        "groups": groups,
        "moves": [_move(move) for move in moves[:_MAX_MOVES]],
        "more_groups": _more(changes, _MAX_GROUPS, "comparison.csv"),
        "more_moves": _more(moves, _MAX_MOVES, "moves.csv"),
    }


def _more(rows: Sequence[object], most: int, table: str) -> str:
    return f"{number(len(rows) - most)} more are in {table}." if len(rows) > most else ""


def _move(move: Move) -> Context:
    return {
        "title": clipped(plain(move.title), _TITLE) or move.article,
        "way": f"{move.before} → {move.after}",
        "reason": move.reason,
    }


def _href(found: Comparison, kin: Kin, directory: Path) -> str:
    """Where a thread is read; empty where it has no page or the way there cannot be told."""
    for run, group in ((found.runs[1], kin.descent.after), (found.runs[0], kin.descent.before)):
        target = Path(run) / "threads" / f"{group}.html"
        if kin.level == "thread" and _ID.fullmatch(group) and target.is_file():
            try:
                return Path(os.path.relpath(target, directory)).as_posix()
            except ValueError:  # another drive
                return ""
    return ""
