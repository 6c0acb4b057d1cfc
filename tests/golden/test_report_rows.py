"""Rows behind tables and pictures, compared as text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clustering.render import articles_table, links_table, stories_table, threads_table
from clustering.render.archive import Archive
from clustering.render.csvfile import csv_text
from clustering.render.matrix import matrix_of
from clustering.render.overview import overview_of
from clustering.render.propagation import propagation_of
from clustering.render.scores import histograms_of, s_curve
from clustering.render.storyline import storyline_of
from clustering.render.weeks import weeks_of

HERE = Path(__file__).parent


def check(name: str, text: str) -> None:
    """Compares with the kept text; UPDATE_GOLDEN=1 keeps the new one."""
    path = HERE / "report" / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} has changed"


def axis_rows(axis) -> list[str]:
    """The axis as lines."""
    if axis is None:
        return ["axis none"]
    ticks = [f"tick {t.x} {t.label} {t.below}".rstrip() for t in axis.ticks]
    return [f"axis {axis.day_first}..{axis.day_last} at {axis.left}..{axis.right}", *ticks]


def overview_rows(findings) -> str:
    """The overview's rows as lines."""
    overview = overview_of(Archive(findings))
    lines = axis_rows(overview.axis)
    for row in overview.rows:
        lines.append(f"row {row.actors} | {row.matter} | {row.n_stories} {row.n_articles}")
        lines.append(f"  line {row.line} bursts {list(row.bursts)} unknown {row.unknown!r}")
        lines += [
            f"  mark {m.x0}..{m.x1} origins {m.n_origins} n {len(m.stories)}" for m in row.marks
        ]
    return "\n".join(lines) + "\n"


def storyline_rows(findings) -> str:
    """The rows of the most active thread's picture as lines."""
    archive = Archive(findings)
    line = storyline_of(archive, archive.busiest[0])
    lines = axis_rows(line.axis)
    lines += [f"lane {lane.name} {lane.n_articles}" for lane in line.lanes]
    for m in line.marks:
        kind = ("copy" if m.copies else "text") + (" first" if m.first else "")
        lines.append(
            f"mark {m.lane} {m.x0}..{m.x1} {m.shift:+} {m.role} {m.n_articles} {kind}: {m.title}"
        )
    for c in line.callouts:
        lines.append(f"callout {c.number} {c.x} -> {c.target} {c.role}: {c.when} | {c.headline}")
    lines.append(f"bursts {list(line.bursts)} unlabelled {line.n_unlabelled}")
    return "\n".join(lines) + "\n"


def weeks_rows(findings) -> str:
    """The archive over time as lines."""
    weeks = weeks_of(Archive(findings))
    lines = [f"{weeks.unit} {list(weeks.series)} {weeks.n_placed} {weeks.n_left_out}"]
    lines += [f"{b.first}..{b.end} {list(b.counts)} copies {b.n_copies}" for b in weeks.bins]
    return "\n".join(lines) + "\n"


def scores_rows(findings) -> str:
    """The histograms and the curve as lines."""
    archive = Archive(findings)
    lines = [
        f"{h.name} {h.threshold} {h.n_pairs} ({h.remark}) {list(h.counts)}"
        for h in histograms_of(archive)
    ]
    lines += [f"curve {s:.2f} {chance:.6f}" for s, chance in s_curve(findings.band_plan, 11)]
    return "\n".join(lines) + "\n"


def matrix_rows(findings) -> str:
    """Who with whom as lines."""
    matrix = matrix_of(Archive(findings))
    lines = [f"{name} {total}" for name, total in zip(matrix.actors, matrix.totals, strict=True)]
    lines += [f"{row} {column}: {n}" for (row, column), n in sorted(matrix.counts.items())]
    return "\n".join(lines) + "\n"


def propagation_rows(findings) -> str:
    """The way of the largest group of copies as lines."""
    group = max(findings.duplicates, key=lambda g: len(g.rows))
    found = propagation_of(Archive(findings), group)
    lines = [*axis_rows(found.axis), f"origin {found.origin} folded {found.n_folded}"]
    for hop in found.hops:
        kind = "first" if hop.first else "copy"
        lines.append(f"{kind} {hop.outlet}: {list(hop.marks)} {hop.n_unknown} {hop.delay}")
    return "\n".join(lines) + "\n"


FIGURES = (weeks_rows, scores_rows, matrix_rows, propagation_rows)
TABLES = (articles_table, links_table, stories_table, threads_table)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
def test_tables_of_two_articles(two, table):
    """What scripts read of the two seed-like articles, cell by cell."""
    check(f"two-{table.__name__}.csv", csv_text(table(two)))


@pytest.mark.parametrize("rows", [overview_rows, storyline_rows], ids=lambda r: r.__name__)
def test_picture_of_two_articles(two, rows):
    """One dated mark, one in the lane for unknown years."""
    check(f"two-{rows.__name__}.txt", rows(two))


@pytest.mark.parametrize("rows", [overview_rows, storyline_rows], ids=lambda r: r.__name__)
def test_picture_of_sixty_articles(sixty, rows):
    """Lanes, marks, callouts and ticks of a mid-sized archive."""
    check(f"sixty-{rows.__name__}.txt", rows(sixty))


@pytest.mark.parametrize("rows", FIGURES, ids=lambda r: r.__name__)
def test_figures_of_sixty_articles(sixty, rows):
    """Bars, counts, cells and hops behind the figures of the archive and of one copy."""
    check(f"sixty-{rows.__name__}.txt", rows(sixty))
