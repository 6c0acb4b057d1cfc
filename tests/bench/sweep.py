"""Processor seconds of `tune`: the stages, then every key at all its values.

python tests/bench/sweep.py [SET] [--gold]
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
import time
from itertools import pairwise

from clustering.benchmarks import benchmark_file
from clustering.config import load_config
from clustering.tuning import tune


def main() -> None:
    """Prints a line for each stage and key."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", nargs="?", default="diplomacy", metavar="SET")
    parser.add_argument("--gold", action="store_true", help="score by the gold of the set")
    options = parser.parse_args()
    path = benchmark_file(options.set)
    begun: dict[str, float] = {}

    def tell(stage: str, _done: int, _total: int) -> None:
        begun.setdefault(stage, time.process_time())

    # the second time, so that nothing is compiled
    for _ in range(2):
        begun.clear()
        tuning = tune([path], load_config(), path if options.gold else None, on_progress=tell)
        begun["end"] = time.process_time()
    names = list(begun)
    for name, after in pairwise(names):
        print(f"{name:<28}{begun[after] - begun[name]:7.1f} s")
    for sweep in tuning.sweeps:
        print(f"{sweep.key:<28}{len(sweep.trials):>4} values, {sweep.basis_words}")


if __name__ == "__main__":
    main()
