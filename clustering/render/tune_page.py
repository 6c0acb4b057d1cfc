"""The page on which every threshold tried can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clustering.model import Estimate, Sweep, Trial
from clustering.render.site import own, page
from clustering.render.svg import svg_text
from clustering.render.tune_scene import tune_account, tune_scene
from clustering.render.words import number

LEVEL_NAMES = {"duplicate_group": "Copies", "story": "Stories", "thread": "Threads"}
_BASES = {
    "gold": "Scored against",
    "labels": "Expected scores, from",
    "signs": "Not scored:",
}
_HEADS = (
    *("Value", "Groups", "Of several", "Articles in those", "Largest"),
    *("Stability", "Cohesion", "Precision", "Recall", "F1", "from", "to"),
)


def tune_html(sweeps: Sequence[Sweep], *, settings: str, n_articles: int, synthetic: bool) -> str:
    """One section for each key; without scripts the tables say the same."""
    return page(
        "tune.html",
        title="Other thresholds, tried",
        synthetic=synthetic,
        account=(
            f"{number(n_articles)} articles, grouped at many values of each key; everything else "
            f"as in the settings ({settings})."
        ),
        sections=[_section(sweep) for sweep in sweeps],
        paste=paste_lines(sweeps),
    )


def paste_lines(sweeps: Sequence[Sweep]) -> str:
    """The suggested values that differ from those in use, as lines for a settings file."""
    tables: dict[str, list[str]] = {}
    for sweep in sweeps:
        table, _, name = sweep.key.rpartition(".")
        if sweep.suggested != sweep.base:
            remark = "  # an internal sign only" if sweep.basis == "signs" else ""
            tables.setdefault(table, []).append(f"{name} = {sweep.suggested:g}{remark}")
    return "\n\n".join(f"[{table}]\n" + "\n".join(lines) for table, lines in tables.items())


def tune_table(sweeps: Sequence[Sweep]) -> dict[str, list[Any]]:
    """The columns of ``tune.csv``: one row a value tried."""
    rows = [(sweep, trial) for sweep in sweeps for trial in sweep.trials]
    scores = ("precision", "recall", "f1")
    table: dict[str, list[Any]] = {
        "level": [s.level for s, _ in rows],
        "key": [s.key for s, _ in rows],
        "value": [t.value for _, t in rows],
        "in_use": [t.value == s.base for s, t in rows],
        "suggested": [t.value == s.suggested for s, t in rows],
        "n_groups": [t.n_groups for _, t in rows],
        "n_several": [t.n_several for _, t in rows],
        "n_inside": [t.n_inside for _, t in rows],
        "share_inside": [t.n_inside / s.n_articles for s, t in rows],
        "largest": [t.largest for _, t in rows],
        "stability": [t.stability for _, t in rows],
        "cohesion": [t.cohesion for _, t in rows],
        "basis": [s.basis for s, _ in rows],
    }
    for name in scores:
        for suffix, part in (("", "value"), ("_low", "low"), ("_high", "high")):
            table[f"{name}{suffix}"] = [_part(getattr(t, name), part) for _, t in rows]
    return table


def _part(estimate: Estimate | None, part: str) -> float | None:
    return None if estimate is None else float(getattr(estimate, part))


def _section(sweep: Sweep) -> dict[str, Any]:
    return {
        "id": sweep.key.replace(".", "-"),
        "key": sweep.key,
        "table": sweep.key.rpartition(".")[0],
        "name": sweep.key.rpartition(".")[2],
        "level": LEVEL_NAMES[sweep.level],
        "basis": f"{_BASES[sweep.basis]} {sweep.basis_words}.",
        "base": f"{sweep.base:g}",
        "suggested": f"{sweep.suggested:g}",
        "reason": sweep.reason,
        "account": tune_account(sweep),
        "svg": own(svg_text(tune_scene(sweep, heading=False), sweep.key.replace(".", "-"))),
        "picture": f"{sweep.key}.png",
        "heads": _HEADS if sweep.basis != "signs" else _HEADS[:7],
        "start": next(n for n, t in enumerate(sweep.trials) if t.value == sweep.suggested),
        "last": len(sweep.trials) - 1,
        "rows": [_row(sweep, trial) for trial in sweep.trials],
    }


def _row(sweep: Sweep, trial: Trial) -> dict[str, Any]:
    scores = []
    if trial.precision is not None and trial.recall is not None and trial.f1 is not None:
        ends = (
            trial.precision.value,
            trial.recall.value,
            trial.f1.value,
            trial.f1.low,
            trial.f1.high,
        )
        scores = [f"{value:.3f}" for value in ends]
    remarks = [
        words
        for words, value in (("in use", sweep.base), ("suggested", sweep.suggested))
        if trial.value == value
    ]
    return {
        "value": f"{trial.value:g}",
        "remark": ", ".join(remarks),
        "cells": [
            number(trial.n_groups),
            number(trial.n_several),
            number(trial.n_inside),
            number(trial.largest),
            "–" if trial.stability is None else f"{trial.stability:.3f}",
            f"{trial.cohesion:.3f}",
            *scores,
        ],
    }
