"""What was tried, as a folder and as closing lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clustering import __version__
from clustering.model import Sweep
from clustering.render.account import TOOL
from clustering.render.crew import write_text
from clustering.render.csvfile import csv_text
from clustering.render.folder import replaced
from clustering.render.png import png_bytes
from clustering.render.tune_page import paste_lines, tune_html, tune_table
from clustering.render.tune_scene import tune_scene
from clustering.tuning.sweeps import Tuning


def write_tuning(tuning: Tuning, directory: str | Path) -> Path:
    """Writes page, pictures, ``tune.csv`` and ``run.json``, replacing an earlier folder whole.

    Returns:
        The path of the page.

    Raises:
        OutputError: The folder is not ours to replace or cannot be written.
    """
    with replaced(directory) as folder:
        html = tune_html(
            tuning.sweeps,
            settings=tuning.settings_name,
            n_articles=tuning.n_articles,
            synthetic=tuning.synthetic,
        )
        write_text(folder, "index.html", html)
        write_text(folder, "tune.csv", csv_text(tune_table(tuning.sweeps)))
        for sweep in tuning.sweeps:
            scene = tune_scene(sweep, heading=True)
            (folder / f"{sweep.key}.png").write_bytes(png_bytes(scene, scale=2))
        files = [path.name for path in folder.iterdir()]
        account = {
            "tool": TOOL,
            "version": __version__,
            "command": "tune",
            "files": sorted([*files, "run.json"]),
            **tuning_account(tuning),
        }
        write_text(folder, "run.json", json.dumps(account, ensure_ascii=False, indent=1))
    return Path(directory) / "index.html"


def tuning_account(tuning: Tuning) -> dict[str, Any]:
    """What was tried and what is suggested, as plain values."""
    return {
        "settings": tuning.settings_name,
        "gold": tuning.gold_name,
        "n_articles": tuning.n_articles,
        "keys": [
            {
                "key": sweep.key,
                "level": sweep.level,
                "in_use": sweep.base,
                "suggested": sweep.suggested,
                "even_from": sweep.even[0],
                "even_to": sweep.even[1],
                "basis": sweep.basis,
                "reason": sweep.reason,
            }
            for sweep in tuning.sweeps
        ],
    }


def closing_lines(tuning: Tuning, index: Path) -> Iterator[str]:
    """The end of the command: each key with its suggestion, the lines to paste, what to open."""
    for sweep in tuning.sweeps:
        yield ""
        yield f"{sweep.key}: in use {sweep.base:g}, suggested {sweep.suggested:g}"
        yield f"    {sweep.basis_words}; {len(sweep.trials)} values tried"
        yield f"    {sweep.reason}."
        yield from _beside(sweep)
    yield ""
    lines = paste_lines(tuning.sweeps)
    if lines:
        yield "to use the suggested values, put these lines into your settings:"
        yield ""
        yield from lines.splitlines()
    else:
        yield "no other value than those in use is suggested"
    yield ""
    yield f"open {index}"


def _beside(sweep: Sweep) -> Iterator[str]:
    """The groups now and at the suggested value."""
    for name, value in dict.fromkeys((("in use", sweep.base), ("suggested", sweep.suggested))):
        if name == "suggested" and value == sweep.base:
            continue
        trial = sweep.trial(value)
        groups = "1 group" if trial.n_groups == 1 else f"{trial.n_groups:,} groups"
        score = ""
        if trial.f1 is not None and trial.precision is not None and trial.recall is not None:
            score = (
                f"; precision {trial.precision.value:.3f}, recall {trial.recall.value:.3f}, "
                f"F1 {trial.f1.value:.3f}"
            )
        yield (
            f"    {name:<10}{value:<8g}{groups}, {trial.n_several:,} of several "
            f"with {trial.n_inside:,} articles, largest {trial.largest:,}{score}"
        )
