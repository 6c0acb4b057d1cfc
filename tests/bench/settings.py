"""Measures what each setting does on sets with gold groups.

python tests/bench/settings.py [KEY …] [--write]

Each key is tried at one or two other values, all else being the defaults. What changes is told,
what stays the same is named. With --write the outcome goes into the lines "# measured:" of
clustering/default.toml; afterwards make docs/configuration.md again.
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
TRIED: dict[str, tuple[object, ...]] = {
    "profile": ("strict", "loose"),
    "input.min_words": (50, 500),
    "input.max_characters": (2000,),
    "input.date_order": ("day-first",),
    "input.fields.id": ('["none"]',),
    "input.fields.title": ('["none"]',),
    "input.fields.text": ('["title"]',),
    "input.fields.date": ('["none"]',),
    "input.fields.outlet": ('["none"]',),
    "input.fields.url": ('["none"]',),
    "input.fields.language": ('["none"]',),
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
    "duplicates.max_common_groups": (0, 2),
    "duplicates.seed": (2,),
    "stories.link_probability": (0.25, 0.5),
    "stories.horizon_days": (30, 3650),
    "stories.neighbours": (20, 120),
    "stories.contradiction": (0.4, 1),
    "stories.agreement": (0.5, 10),
    "stories.fit_to_archive": ("false",),
    "stories.borderline": (0, 0.3),
    "threads.affinity": (0.15, 0.21),
    "threads.umbrella": (0.1, 0.15),
    "threads.stray": (0.1, 0.4),
    "threads.neighbours": (20, 180),
    "threads.borderline": (0, 0.1),
    "threads.quiet_days": (30, 120),
    "run.workers": (1,),
}
"""Values beside the default one."""


GROUPS = ("F1", "copies", "articles")
"""Figures of the groups; those of links and umbrellas are told where none of these moves."""


def measured(found: dict[str, dict[str, str]]) -> str:
    """The line: the values, the default one among them, and every figure that moves."""
    told, usual = list(found), next(iter(found.values()))
    if all(re.fullmatch(r"[\d.]+", value) for value in told):
        told.sort(key=float)
    values = " / ".join(told)
    moving = [name for name in usual if len({found[value][name] for value in told}) > 1]
    groups = [name for name in moving if name.endswith(GROUPS)]
    figures = [
        f"{name} {' / '.join(found[value][name] for value in told)}" for name in groups or moving
    ]
    return f"at {values}: {', '.join(figures)}." if figures else f"at {values}: no figure moves."


def value_words(value: object) -> str:
    """A value as it is told; a list of names is the default or says none."""
    if isinstance(value, list | tuple):
        return "the default"
    text = str(value).lower()
    return text.strip('[]"') if text.startswith("[") else text


def figures(assignment: str | None) -> dict[str, str]:
    """B-cubed F1 by set and level, and what is found, in numbers."""
    config = load_config(assignments=[assignment] if assignment else [])
    told = {}
    for name in ON:
        run = analyze([benchmark_file(name)], config)
        for level in SETS[name]:
            told[f"{name} {level} F1"] = _f1(run, name, level)
        several = [thread for thread in run.threads if len(thread.rows) > 1]

        counts = {
            "articles": len(run.corpus),
            "lines taken out": len(run.reading.removed),
            "copies": len(run.corpus) - len(run.duplicate_groups.roots),
            "stories": len(run.stories),
            "threads of several": len(several),
            "umbrellas": len(run.affairs),
            "quiet gaps": sum(len(thread.gaps) for thread in run.threads),
            "story links told": len(run.story_links.left),
            "thread links told": len(run.thread_links.left),
        }
        told |= {f"{name} {what}": f"{n:,}" for what, n in counts.items()}
    return told


def _f1(run: Analysis, name: str, level: Level) -> str:
    gold = read_gold(benchmark_file(name), level)
    groups = {"story": run.story_groups, "thread": run.thread_groups}[level]
    rows = [row for row, article in enumerate(run.corpus.ids) if article in gold]
    if not rows:
        return "–"
    labels = [gold[run.corpus.ids[row]] for row in rows]
    return f"{score(groups.labels[rows], labels).b_cubed_f1:.3f}"


def written(text: str, key: str, words: str) -> str:
    """The text of default.toml with the measured lines of a key renewed."""
    table, _, name = key.rpartition(".")
    head, section, rest = text.partition(f"\n[{table}]\n") if table else ("", "", text)
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
        found = {value_words(default): usual}
        for value in TRIED[key]:
            found[value_words(value)] = figures(f"{key}={value}")
        words = measured(found)
        print(f"{key}: {words}", flush=True)
        if options.write:
            text = written(DEFAULTS.read_text(encoding="utf-8"), key, words)
            DEFAULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
