"""Measures what each setting does on sets with gold groups.

python tests/bench/settings.py [KEY …] [--write]

Each key is tried at a lower and a higher value, all else being the defaults. With --write the
outcome goes into the lines "# measured:" of clustering/default.toml; afterwards make
docs/configuration.md again.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
import re
import textwrap
from pathlib import Path

from clustering.benchmarks import SETS, benchmark_file
from clustering.config import load_config
from clustering.config_account import settings
from clustering.evaluation import Level, read_gold, score
from clustering.pipeline import Analysis, analyze

DEFAULTS = Path(__file__).parents[2] / "clustering" / "default.toml"
ON = ("diplomacy", "allsides")
TRIED = {
    "cleaning.enabled": ("false",),
    "cleaning.min_line_articles": (3, 20),
    "cleaning.min_line_share": (0.02, 0.2),
    "cleaning.max_line_words": (10, 100),
    "duplicates.shingle_size": (3, 8),
    "duplicates.jaccard": (0.6, 0.95),
    "duplicates.min_recall_at_threshold": (0.9,),
    "duplicates.containment_shingle_size": (2, 5),
    "duplicates.containment": (0.4, 0.8),
    "duplicates.min_shared_words": (10, 100),
    "duplicates.copy_probability": (0.2, 0.8),
    "stories.link_probability": (0.4, 0.6),
    "stories.horizon_days": (30, 3650),
    "stories.neighbours": (10, 90),
    "threads.affinity": (0.15, 0.21),
    "threads.neighbours": (20, 180),
}
"""Values beside the default one."""


def measured(key: str, values: tuple[object, ...], found: dict[object, dict[str, str]]) -> str:
    """The line: the values, then the figures of each set and level at each of them."""
    default = next(setting.default for setting in settings() if setting.key == key)
    if isinstance(default, bool):
        order = [default, *values]
    else:
        order = sorted([default, *values], key=float)
    figures = {name: " / ".join(found[value][name] for value in order) for name in found[default]}
    told = ", ".join(f"{name} {numbers}" for name, numbers in figures.items())
    return f"at {' / '.join(str(value).lower() for value in order)}: {told}."


def figures(assignment: str | None) -> dict[str, str]:
    """Copies and B-cubed F1 by set and level."""
    config = load_config(assignments=[assignment] if assignment else [])
    told = {}
    for name in ON:
        run = analyze([benchmark_file(name)], config)
        for level in SETS[name]:
            told[f"{name} {level} F1"] = f"{_f1(run, name, level):.3f}"
        told[f"{name} copies"] = str(len(run.corpus) - len(run.duplicate_groups.roots))
    return told


def _f1(run: Analysis, name: str, level: Level) -> float:
    gold = read_gold(benchmark_file(name), level)
    groups = {"story": run.story_groups, "thread": run.thread_groups}[level]
    rows = [row for row, article in enumerate(run.corpus.ids) if article in gold]
    labels = [gold[run.corpus.ids[row]] for row in rows]
    return score(groups.labels[rows], labels).b_cubed_f1


def written(text: str, key: str, words: str) -> str:
    """The text of default.toml with the measured lines of a key renewed."""
    table, _, name = key.rpartition(".")
    head, section, rest = text.partition(f"\n[{table}]\n")
    before, line, after = re.split(rf"(?m)^({name} *=)", rest, maxsplit=1)
    before = re.sub(r"(?m)^# measured: .*\n(#(?! \w+: ).*\n)*\Z", "", before)
    lines = textwrap.wrap(f"measured: {words}", 97, initial_indent="# ", subsequent_indent="# ")
    return head + section + before + "\n".join(lines) + "\n" + line + after


def main() -> None:
    """Measures the keys that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--write", action="store_true", help="into clustering/default.toml")
    options = parser.parse_args()
    usual = figures(None)
    print("defaults", usual, flush=True)
    for key in options.keys or TRIED:
        default = next(setting.default for setting in settings() if setting.key == key)
        found = {default: usual} | {v: figures(f"{key}={v}") for v in TRIED[key]}
        words = measured(key, TRIED[key], found)
        print(f"{key}: {words}", flush=True)
        if options.write:
            text = written(DEFAULTS.read_text(encoding="utf-8"), key, words)
            DEFAULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
