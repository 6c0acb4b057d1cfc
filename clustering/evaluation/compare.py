"""Scores a written report against gold labels."""

from __future__ import annotations

from pathlib import Path

from clustering.errors import GoldError
from clustering.evaluation.gold import LEVELS, check_level, read_gold, read_rows
from clustering.evaluation.labels import read_labels
from clustering.evaluation.metrics import Scores, score
from clustering.evaluation.sampled import PairScores, score_pairs


def evaluate(directory: str | Path, gold: str | Path, level: str) -> Scores:
    """Scores the groups of a report against gold labels, over labelled articles only.

    Args:
        directory: Folder that ``analyze`` wrote; its ``articles.csv`` is read.
        gold: JSON Lines or CSV with ``id`` and the level's column.
        level: ``duplicate_group``, ``story`` or ``thread``.

    Raises:
        GoldError: Either file cannot be read, or they have no article in common.
    """
    found = read_found(directory, level)
    labels = read_gold(gold, level)
    common = [identifier for identifier in labels if identifier in found]
    if not common:
        where = Path(directory) / "articles.csv"
        raise GoldError(f"{gold}: none of its {len(labels):,} labelled ids is in {where}")
    return score(
        [found[identifier] for identifier in common],
        [labels[identifier] for identifier in common],
        len(labels) - len(common),
    )


def evaluate_pairs(directory: str | Path, labels: str | Path, level: str = "") -> list[PairScores]:
    """Scores the groups of a report against labelled pairs.

    Args:
        directory: Folder that ``analyze`` wrote.
        labels: Labelled pairs, see docs/labels.md.
        level: One level; empty for each that a pair was drawn for.

    Raises:
        GoldError: Either file cannot be read, or no answered pair is in the report.
    """
    rows = read_labels(labels)
    levels = [name for name in LEVELS if any(row.level == name for row in rows)]
    chosen = [check_level(level)] if level else levels
    return [score_pairs(read_found(directory, name), rows, name) for name in chosen]


def read_found(directory: str | Path, level: str) -> dict[str, str]:
    """Id to group of a level, from a report's ``articles.csv``.

    Raises:
        GoldError: Unknown level, or no such table or column.
    """
    check_level(level)
    table = Path(directory) / "articles.csv"
    if not table.is_file():
        raise GoldError(f"{directory}: no articles.csv here; give the folder that analyze wrote")
    found = {}
    for place, row in read_rows(table):
        if "id" not in row or level not in row:
            raise GoldError(f"{place}: no column 'id' or no column {level!r}")
        found[row["id"]] = row[level]
    return found


def format_scores(scores: Scores) -> str:
    """A small table for the terminal: one line a metric, then what was scored."""
    s = scores
    rows = [
        ("B-cubed", s.b_cubed_precision, s.b_cubed_recall, s.b_cubed_f1),
        ("pairwise", s.pairwise_precision, s.pairwise_recall, s.pairwise_f1),
    ]
    lines = [f"{'':<10}precision  recall     F1"]
    lines += [f"{name:<10}{p:9.3f}  {r:6.3f}  {f1:5.3f}" for name, p, r, f1 in rows]
    lines.append(f"{'macro':<27}  {s.macro_f1:5.3f}  gold groups of two or more")
    lines.append(f"ARI {s.ari:.3f}, AMI {s.ami:.3f}")
    groups = f"{s.n_gold_groups:,} gold groups, {s.n_found_groups:,} found groups"
    lines.append(f"{s.n_labelled:,} labelled articles: {groups}")
    if s.n_missing:
        lines.append(f"{s.n_missing:,} labelled ids are not among the articles: not scored")
    return "\n".join(lines)
