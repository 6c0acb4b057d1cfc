"""Scores the shipped defaults on sets with gold groups."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from clustering.allocation import give_back_large_arrays
from clustering.evaluation import Level, Scores, read_gold, score

FOLDER_VARIABLE = "CLUSTERING_BENCHMARKS"
_BESIDE_REPOSITORY = Path(__file__).parents[2] / "shared" / "benchmarks"

SETS: dict[str, tuple[Level, ...]] = {
    "allsides": ("story",),
    "newscluster": ("story",),
    "wikinews": ("story",),
    "ecbplus": ("story",),
    "gva": ("story",),
    "uci_week": ("story",),
    "diplomacy": ("thread", "story"),
    "uci_headlines": ("story",),
}
"""Set to the levels it has gold for."""

_ON_REQUEST = {"uci_headlines"}
_TRAINED_ON = ("allsides", "newscluster", "wikinews", "ecbplus", "gva", "diplomacy")
"""Sets that the shipped pair model has seen."""


class Line(NamedTuple):
    """One line of the table: a set scored at a level."""

    name: str
    level: Level
    scores: Scores
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyses each set once and prints a line for each of its levels.

    Returns:
        0, also when sets were skipped because their files are missing; that is printed.
    """
    options = _parser().parse_args(arguments)
    lines: list[Line] = []
    print(_HEADER)
    for name in options.sets or [name for name in SETS if name not in _ON_REQUEST]:
        path = benchmark_file(name)
        if not path.is_file():
            where = f"name its folder in {FOLDER_VARIABLE}"
            print(f"{name:<14}skipped: {path.name} is not here; {where}")
            continue
        for line in measure(name, path, options.config):
            print(_row(line), flush=True)
            lines.append(line)
    for level in ("story", "thread"):
        f1 = [line.scores.b_cubed_f1 for line in lines if line.level == level]
        if len(f1) > 1:
            print(f"{'mean':<14}{level:<8}{'':17}{fmean(f1):.3f}   plain mean over {len(f1)} sets")
    seen = [benchmark_file(line.name) for line in lines if line.name in _TRAINED_ON]
    if len(set(seen)) > 1 and not options.config:
        _print_left_out(list(dict.fromkeys(seen)))
    return 0


def _print_left_out(paths: Sequence[Path]) -> None:
    """The honest figures of stories: each set by a model that has seen the others only."""
    from clustering.config import load_config
    from clustering.training.labelled import read_pairs
    from clustering.training.pair_model import fit
    from clustering.training.validation import left_out

    config = load_config().stories
    print("\nstories, each set scored by a pair model fitted to the other sets of this run")
    for line in left_out([read_pairs(path, config) for path in paths], fit, config):
        print(line, flush=True)


def benchmark_file(name: str) -> Path:
    """Where the JSON Lines of a set should be; they need not be there."""
    folder = Path(os.environ.get(FOLDER_VARIABLE) or _BESIDE_REPOSITORY)
    return folder / f"{name}.jsonl.xz"


def measure(name: str, path: Path, config: str | None) -> list[Line]:
    """Analyses a set and scores its labelled articles at each level it has gold for.

    Args:
        name: One of ``SETS``.
        path: Its JSON Lines.
        config: A config file, or None for the defaults.
    """
    from clustering.pipeline import analyze

    start = time.perf_counter()
    found = analyze([path], config=config)
    seconds = time.perf_counter() - start
    groups = {"story": found.story_groups, "thread": found.thread_groups}
    lines = []
    for level in SETS[name]:
        gold = read_gold(path, level)
        labels = dict(zip(found.corpus.ids, groups[level].labels.tolist(), strict=True))
        common = [identifier for identifier in gold if identifier in labels]
        scores = score(
            [labels[identifier] for identifier in common],
            [gold[identifier] for identifier in common],
            len(gold) - len(common),
        )
        lines.append(Line(name, level, scores, seconds))
    return lines


_HEADER = (
    f"{'set':<14}{'level':<8}B-cubed P    R     F1  pair F1    ARI    AMI  macro"
    f"{'n':>9}{'missing':>9}{'seconds':>9}"
)


def _row(line: Line) -> str:
    s = line.scores
    return (
        f"{line.name:<14}{line.level:<8}"
        f"{s.b_cubed_precision:9.3f}  {s.b_cubed_recall:.3f}  {s.b_cubed_f1:.3f}"
        f"{s.pairwise_f1:9.3f}{s.ari:7.3f}{s.ami:7.3f}{s.macro_f1:7.3f}"
        f"{s.n_labelled:9,}{s.n_missing:9,}{line.seconds:9.1f}"
    )


def _known_set(name: str) -> str:
    if name not in SETS:
        raise argparse.ArgumentTypeError(f"unknown set {name!r}; known are {', '.join(SETS)}")
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clustering.benchmarks", description=__doc__)
    parser.add_argument(
        "sets",
        nargs="*",
        metavar="SET",
        type=_known_set,
        help=f"sets to score: {', '.join(SETS)}; without any, all but {', '.join(_ON_REQUEST)}",
    )
    parser.add_argument("--config", help="a config file instead of the shipped defaults")
    return parser


if __name__ == "__main__":
    give_back_large_arrays()
    raise SystemExit(main())
