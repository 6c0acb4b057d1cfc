"""Measures threads on a set with gold threads: figures, left-out figures, bad giants, the tree.

python tests/bench/threads.py [--set SET] [--seeds FOLDER] [--cuts LOW HIGH STEP] [--giants]

The protocol is that of docs/research-threads.md. For every cut (`threads.affinity`) strict B-cubed
precision and F1, macro F1, the number of threads and of bad giants, and how many of these carry
labels on their fringes only; then the cut chosen on one
half of the gold threads and scored on the other, over 40 random halves; the ceiling of the tree;
and, for the shipped cut, the bad giants by name. With --giants all of the thirty largest are told.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.benchmarks import benchmark_file
from clustering.config import Config, load_config
from clustering.evaluation import read_gold
from clustering.graph.linkage import Merges, labels_at
from clustering.model import Corpus, Groups
from clustering.pipeline import analyze
from clustering.text.vocabulary import Words, number_words
from clustering.threads.find import Material, story_material
from clustering.threads.naming import name_threads
from clustering.threads.strays import take_in
from clustering.threads.subjects import find_subjects
from clustering.threads.trace import Traced, trace_threads

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

N_GIANTS = 30
MAX_FOREIGN = 1 / 3
"""A giant with a larger share of labelled articles from elsewhere is a bad one."""
HARDLY = 1 / 3
"""Of a giant with a smaller share of labelled articles the labels tell nothing but the fringes."""
N_HALVES = 40
LOWEST = 0.02
"""Affinity down to which the tree is grown for its ceiling."""


@dataclass(frozen=True, eq=False)
class Case:
    """A set as the thread stage sees it.

    Attributes:
        config: The settings.
        corpus: Representatives.
        words: Theirs.
        stories: Their stories.
        material: What threads are traced from.
        headlines: One for each story.
        gold: (n_rows,) str gold thread of each row, empty for none.
    """

    config: Config
    corpus: Corpus
    words: Words
    stories: Groups
    material: Material
    headlines: list[str]
    gold: npt.NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class Figures:
    """Threads held against gold threads.

    Attributes:
        gold: (n_labelled,) int64 number of the gold thread of each labelled article.
        precision: (n_labelled,) share of its found thread's labelled articles that are of its own.
        recall: (n_labelled,) share of its gold thread that is in its found thread.
        sizes: (n_gold,) articles of each gold thread.
        best: (n_gold,) F1 of each with the found thread that fits it best.
        n_threads: Found threads, those without labels among them.
        giants: Of the largest, largest first: number, articles, labelled ones, and how many are of
            the gold thread of most of them.
    """

    gold: Int64
    precision: Float64
    recall: Float64
    sizes: Int64
    best: Float64
    n_threads: int
    giants: list[tuple[int, int, int, int]]

    @property
    def bad(self) -> list[int]:
        """Numbers of the giants with too many labelled articles from elsewhere."""
        return [
            number for number, _, n, own in self.giants if n and n - own > MAX_FOREIGN * n + 1e-9
        ]

    @property
    def hardly_labelled(self) -> list[int]:
        """Numbers of the bad giants whose core carries no label."""
        return [
            number
            for number, n_articles, n, _ in self.giants
            if number in self.bad and n < HARDLY * n_articles
        ]

    def told(self, among: npt.NDArray[np.bool_] | None = None) -> tuple[float, float, float]:
        """B-cubed precision and F1 and macro F1, of some gold threads or of all."""
        among = np.ones(len(self.sizes), np.bool_) if among is None else among
        inside = among[self.gold]
        p, r = self.precision[inside].mean(), self.recall[inside].mean()
        return p, 2 * p * r / (p + r), self.best[among & (self.sizes > 1)].mean()


def read_case(inputs: Sequence[Path], gold_file: Path) -> Case:
    """The representatives and stories of a run with the shipped settings."""
    config = load_config()
    found = analyze(inputs)
    rows = found.duplicate_groups.roots
    place = np.full(len(found.corpus), -1, np.int32)
    place[rows] = np.arange(len(rows))
    stories = Groups(place[found.story_groups.labels[rows]])
    chosen = found.corpus.take(rows)
    words = number_words(chosen.titles, chosen.bodies)
    headline = {int(place[story.rows[0]]): story.headline for story in found.stories}
    headlines = [headline[root] for root in stories.roots.tolist()]
    material = story_material(chosen, words, stories, config.threads)
    labels = read_gold(gold_file, "thread")
    gold = np.array([labels.get(identifier, "") for identifier in chosen.ids])
    return Case(config, chosen, words, stories, material, headlines, gold)


def held_against(labels: Int32 | Int64, gold: npt.NDArray[np.str_]) -> Figures:
    """Scores (n_rows,) labels; rows without a gold thread count for sizes only."""
    _, found = np.unique(labels, return_inverse=True)
    names, own = np.unique(gold, return_inverse=True)
    table = np.zeros((len(names), int(found.max()) + 1), np.int64)
    np.add.at(table, (own, found), 1)
    n_articles = table.sum(axis=0)
    table = table[names != ""]
    own = own - int("" in names)
    rows = np.flatnonzero(own >= 0)
    n_labelled, sizes = table.sum(axis=0), table.sum(axis=1)
    shared = table[own[rows], found[rows]]
    f1 = 2 * table / (sizes[:, None] + n_labelled)
    largest = np.lexsort((np.arange(len(n_articles)), -n_articles))[:N_GIANTS]
    giants = [
        (int(k), int(n_articles[k]), int(n_labelled[k]), int(table[:, k].max())) for k in largest
    ]
    return Figures(
        own[rows],
        shared / n_labelled[found[rows]],
        shared / sizes[own[rows]],
        sizes,
        f1.max(axis=1),
        len(n_articles),
        giants,
    )


def left_out(tried: Sequence[Figures]) -> tuple[float, float, Int64]:
    """B-cubed and macro F1 of the cut chosen on one half of the gold threads, on the other half.

    Also how often each cut was chosen.
    """
    n = len(tried[0].sizes)
    rng = np.random.default_rng(5)
    times, told = np.zeros(len(tried), np.int64), []
    for _ in range(N_HALVES):
        half = np.zeros(n, np.bool_)
        half[rng.permutation(n)[: n // 2]] = True
        for one, other in ((half, ~half), (~half, half)):
            best = int(np.argmax([sum(figures.told(one)[1:]) for figures in tried]))
            times[best] += 1
            told.append(tried[best].told(other)[1:])
    b_cubed, macro = np.mean(told, axis=0)
    return float(b_cubed), float(macro), times


def ceiling(traced: Traced, story: Int32, gold: npt.NDArray[np.str_]) -> Int64:
    """(n_stories,) threads of the best cut of each branch, in hindsight.

    Best is the highest sum of precision and recall over labelled articles.
    """
    sizes = Counter(gold.tolist())
    n = len(traced.labels)
    inside: list[Counter[str]] = [Counter() for _ in range(n)]
    for own, name in zip(story.tolist(), gold.tolist(), strict=True):
        if name:
            inside[own][name] += 1

    def worth(counts: Counter[str]) -> float:
        total = counts.total()
        return sum(k * (k / total + k / sizes[name]) for name, k in counts.items())

    best, parts = [worth(counts) for counts in inside], [[[i]] for i in range(n)]
    for i, j in zip(traced.merge_left.tolist(), traced.merge_right.tolist(), strict=True):
        inside[i] = inside[i] + inside[j]
        apart, whole = best[i] + best[j], worth(inside[i])
        parts[i] += parts[j]
        parts[j] = []
        best[i] = max(apart, whole)
        if whole >= apart - 1e-9:
            parts[i] = [[story for part in parts[i] for story in part]]
    labels = np.empty(n, np.int64)
    for group in (part for kept in parts for part in kept):
        labels[group] = min(group)
    return labels


def threads_at(case: Case, traced: Traced, cut: float) -> Traced:
    """The threads at a cut, with the single articles that they take in."""
    merges = Merges(traced.merge_left, traced.merge_right, traced.merge_affinity)
    labels = labels_at(merges, len(traced.labels), cut)
    return take_in(case.material.sums, replace(traced, labels=labels), case.config.threads.stray)


def print_giants(case: Case, labels: Int32, figures: Figures, only_bad: bool) -> None:
    """The giants by name, with the gold threads in them."""
    _, thread = np.unique(labels, return_inverse=True)
    first = np.unique(labels)
    headlines = [case.headlines[case.material.story[row]] for row in first.tolist()]
    (namings,) = name_threads(
        case.corpus,
        case.words,
        case.material.mentions,
        case.material.table,
        find_subjects(case.corpus, case.words, case.material.mentions, case.material.table),
        case.material.story,
        [(thread.astype(np.int32), headlines)],
    )
    for number, n_articles, n_labelled, own in figures.giants:
        if only_bad and number not in figures.bad:
            continue
        print(f"\n{namings[number].name}: {n_articles} articles, {own} of {n_labelled} labelled")
        inside = Counter(case.gold[thread == number].tolist())
        told = [f"{name} {n}" for name, n in inside.most_common() if name]
        print("    " + "; ".join(told[:10]) + ("; …" if len(told) > 10 else ""))


def main() -> None:
    """Prints the table along the cuts and what is told about it above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="diplomacy", metavar="SET")
    parser.add_argument("--seeds", type=Path, help="a folder of articles to put among the set's")
    parser.add_argument("--cuts", type=float, nargs=3, default=(0.166, 0.19, 0.002))
    parser.add_argument("--giants", action="store_true")
    options = parser.parse_args()
    path = benchmark_file(options.set)
    case = read_case([path, *([options.seeds] if options.seeds else [])], path)
    settings, sums = case.config.threads, case.material.sums
    tree = trace_threads(sums, LOWEST, settings.neighbours)
    low, high, step = options.cuts
    cuts = [round(cut, 4) for cut in np.arange(low, high + step / 2, step).tolist()]
    tried = []
    print("  cut       P   B-cubed F1  macro F1   mean  threads  bad giants (hardly labelled)")
    for cut in cuts:
        labels = threads_at(case, tree, cut).labels[case.material.story]
        figures = held_against(labels, case.gold)
        tried.append(figures)
        p, f1, macro = figures.told()
        counts = f"{figures.n_threads:9,}{len(figures.bad):12} ({len(figures.hardly_labelled)})"
        print(f"{cut:6.4f}{p:8.3f}{f1:13.3f}{macro:10.3f}{(f1 + macro) / 2:7.3f}{counts}")
    f1, macro, times = left_out(tried)
    chosen = ", ".join(f"{cut} {n}" for cut, n in zip(cuts, times.tolist(), strict=True) if n)
    print(f"left out: {f1:.3f} / {macro:.3f}, mean {(f1 + macro) / 2:.4f}; chosen: {chosen}")
    best = ceiling(tree, case.material.story, case.gold)[case.material.story]
    _, f1, macro = held_against(best, case.gold).told()
    print(f"ceiling of the tree: {f1:.3f} / {macro:.3f}")
    labels = threads_at(case, tree, settings.affinity).labels[case.material.story]
    print_giants(case, labels, held_against(labels, case.gold), not options.giants)


if __name__ == "__main__":
    main()
