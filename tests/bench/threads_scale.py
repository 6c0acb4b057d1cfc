"""Measures the joining of threads at scale, on many copies of a set's stories.

python tests/bench/threads_scale.py [--copies N] [--workers N] [--set SET]

Every copy keeps half of its words and makes the others its own, exchanges its actors and begins 97
days after the one before, so that threads of different copies are near each other as those of an
archive are, and none is its neighbour's double. 26 copies of `diplomacy` are 101,088 articles.
Prints processor seconds, wall-clock seconds and the most memory.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from threads import read_case

from clustering.benchmarks import benchmark_file
from clustering.config import load_config
from clustering.text.tfidf import Rows
from clustering.threads.affinity import StorySums
from clustering.threads.strays import take_in
from clustering.threads.trace import join_umbrellas, trace_threads

OWN_WORDS = 0.5
DAYS_BETWEEN = 97.0


def copies_of(sums: StorySums, n: int) -> StorySums:
    """The stories n times over, as told above."""
    dice = np.random.default_rng(1)
    n_words, n_actors = sums.matter.n_columns, sums.actors.n_columns
    words, actors = np.arange(n_words), np.arange(n_actors)
    matter, topic, named = [], [], []
    for copy in range(n):
        if copy:
            own = dice.random(n_words) < OWN_WORDS
            words = np.where(own, np.arange(n_words) + n_words * copy, np.arange(n_words))
            actors = dice.permutation(n_actors)
        columns, order = _renamed(sums.matter, words)
        matter.append((columns, sums.matter.values[order]))
        topic.append((columns, sums.topic.values[order]))
        columns, order = _renamed(sums.actors, actors)
        named.append((columns, sums.actors.values[order]))
    later = np.repeat(np.arange(n) * DAYS_BETWEEN, len(sums.n_articles))
    dated = np.tile(sums.n_dated, n)
    return StorySums(
        np.tile(sums.n_articles, n),
        _together(sums.matter, matter, n_words * n),
        _together(sums.matter, topic, n_words * n),
        _together(sums.actors, named, n_actors),
        np.tile(sums.day_first, n) + later,
        np.tile(sums.day_last, n) + later,
        np.tile(sums.day_total, n) + later * dated,
        dated,
    )


def _renamed(rows: Rows, names: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
    """New columns of the entries, ascending in each row, and the order that they came in."""
    columns = names[rows.columns]
    row = np.repeat(np.arange(len(rows)), np.diff(rows.offsets))
    order = np.lexsort((columns, row))
    return columns[order], order


def _together(
    one: Rows, parts: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]], n_columns: int
) -> Rows:
    sizes = np.tile(np.diff(one.offsets), len(parts))
    columns = np.concatenate([columns for columns, _ in parts]).astype(np.int32)
    values = np.concatenate([values for _, values in parts])
    return Rows(np.concatenate([[0], np.cumsum(sizes)]), columns, values, n_columns)


def main() -> None:
    """Prints a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="diplomacy", metavar="SET")
    parser.add_argument("--copies", type=int, default=26)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    path = benchmark_file(options.set)
    sums = read_case([path], path).material.sums
    settings, workers = load_config().threads, options.workers

    def run(sums: StorySums, step: Callable[..., object]) -> None:
        traced = step(
            "tracing", trace_threads, sums, settings.affinity, settings.neighbours, workers=workers
        )
        taken = step("single articles", take_in, sums, traced, settings.stray)
        step("umbrellas", join_umbrellas, sums, taken, settings.umbrella, workers)

    run(sums, lambda _, work, *given, **named: work(*given, **named))  # compiled
    sums = copies_of(sums, options.copies)
    n_articles = int(sums.n_articles.sum())
    print(f"{len(sums.n_articles):,} stories, {n_articles:,} articles, {workers} workers")
    spent = np.zeros(2)

    def step(name: str, work: Callable[..., object], *given: object, **named: object) -> object:
        begin = np.array([time.process_time(), time.perf_counter()])
        found = work(*given, **named)
        took = np.array([time.process_time(), time.perf_counter()]) - begin
        spent[:] += took
        print(f"{name:<18}{took[0]:7.1f} s of processor time{took[1]:7.1f} s wall-clock")
        return found

    run(sums, step)
    print(f"{'in all':<18}{spent[0]:7.1f} s of processor time{spent[1]:7.1f} s wall-clock")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB at the most")


if __name__ == "__main__":
    main()
