"""What labelled pairs are worth, on sets with gold groups.

python tests/bench/labels.py [--samples 200] [--labels 200] [--from VALUE …] [--set KEY=VALUE …]
    [SET/LEVEL …]

For each set and level pairs are drawn as `label` draws them, answered by the gold, and given to
`tune` and `evaluate`, many times with other seeds, as if the shipped threshold were in use, and
each value of `--from`. Printed is how far the B-cubed F1 of the tuned threshold stays behind that
of the best one (the oracle), and how often the interval of `evaluate` holds the true value over
all pairs of the frame.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np

from clustering.benchmarks import benchmark_file
from clustering.config import load_config
from clustering.evaluation import read_gold, score, score_pairs
from clustering.evaluation.frame import strata_of
from clustering.evaluation.gold import check_level
from clustering.evaluation.labels import PairLabel
from clustering.labelling.draw import draw_level
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.tuning.stages import sweep_stages
from clustering.tuning.suggest import chosen_place
from clustering.tuning.sweeps import judge_by_labels

DEFAULT = ("allsides/story", "diplomacy/thread", "diplomacy/story")


class Case:
    """A sweep over a set, and its labelled articles."""

    def __init__(self, name: str, level: str, assignments: list[str]) -> None:
        settings = load_config(assignments=assignments)
        path = benchmark_file(name)
        reading = read_articles([path], config=settings.input, cleaning=settings.cleaning)
        self.corpus = Corpus.of(reading.articles)
        wanted = check_level(level)
        self.swept = next(sweep_stages(self.corpus, settings, [wanted], lambda *_: None))
        gold = read_gold(path, level)
        self.ids = self.corpus.ids
        self.rows = np.array([r for r, one in enumerate(self.ids) if one in gold])
        self.gold = np.array([gold[self.ids[r]] for r in self.rows])
        self.f1 = np.array(
            [score(part[self.rows], self.gold).b_cubed_f1 for part in self.swept.partitions]
        )
        self.named = [self.ids[r] for r in self.rows]
        self.truth = dict(zip(self.named, self.gold.tolist(), strict=True))

    @property
    def now(self) -> int:
        """Place of the threshold in use."""
        return int(np.argmin(np.abs(self.swept.values - self.swept.base)))

    def begin_from(self, value: float) -> None:
        """Takes the value tried that is nearest for the one in use."""
        nearest = self.swept.values[np.argmin(np.abs(self.swept.values - value))]
        self.swept = replace(self.swept, base=float(nearest))

    def sample(self, n: int, seed: int) -> list[PairLabel]:
        """Pairs among the labelled articles, answered by the gold."""
        swept = self.swept
        partitions = swept.partitions[:, self.rows]
        drawn = draw_level(
            swept.level, swept.values, partitions, swept.base, self.named, n, seed, ""
        )
        same = "same-story" if swept.level == "story" else "same-thread"
        return [
            replace(
                row,
                answer=same if self.truth[row.left] == self.truth[row.right] else "unrelated",
                annotator="gold",
            )
            for row in drawn
        ]

    def frame_figures(self) -> tuple[float, float, float]:
        """True precision, recall and F1 over all pairs of the frame, at the base."""
        partitions = self.swept.partitions[:, self.rows]
        base = partitions[self.now]
        right = wrong = missed = 0
        for stratum in strata_of(list(partitions), self.now):
            left, other = stratum.pairs(np.arange(stratum.n_listed))
            own = stratum.own(left, other)
            left, other = left[own], other[own]
            found = base[left] == base[other]
            true = self.gold[left] == self.gold[other]
            right += int((found & true).sum())
            wrong += int((found & ~true).sum())
            missed += int((~found & true).sum())
        return (
            right / (right + wrong),
            right / (right + missed),
            2 * right / (2 * right + wrong + missed),
        )


def tuned(case: Case, labels: list[PairLabel]) -> float:
    """The F1, by gold, of the threshold that `tune` suggests."""
    judged = judge_by_labels(case.swept, case.corpus, labels)
    assert judged is not None
    assert judged.figures is not None
    return float(case.f1[chosen_place("labels", judged.figures)])


def main() -> None:
    """Prints two lines for each set, level and threshold in use."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", default=DEFAULT, metavar="SET/LEVEL")
    parser.add_argument("--labels", type=int, default=200, help="pairs in a sample")
    parser.add_argument("--samples", type=int, default=200, help="samples drawn")
    parser.add_argument("--set", action="append", default=[], help="another setting")
    parser.add_argument("--from", nargs="*", type=float, default=[], help="thresholds in use")
    options = parser.parse_args()
    for name in options.cases:
        case = Case(*name.split("/"), options.set)
        for start in [None, *getattr(options, "from")]:
            if start is not None:
                case.begin_from(start)
            told(case, name, options.labels, options.samples)


def told(case: Case, name: str, n_labels: int, n_samples: int) -> None:
    """What labels are worth with one threshold in use."""
    begin = time.process_time()
    best, base = float(case.f1.max()), case.swept.base
    print(
        f"{name}: {len(case.rows):,} labelled articles; oracle "
        f"{case.swept.values[case.f1.argmax()]:g} with F1 {best:.4f}, in use "
        f"{base:g} with {case.f1[case.now]:.4f}"
    )
    samples = [case.sample(n_labels, seed) for seed in range(n_samples)]
    lost = best - np.array([tuned(case, labels) for labels in samples])
    print(
        f"  tune: {np.mean([len(s) for s in samples]):.0f} labels; behind the oracle by "
        f"{lost.mean():.4f} in the mean, {np.quantile(lost, 0.9):.4f} in nine of ten, "
        f"{lost.max():.4f} at the most; within 0.01 in {100 * (lost <= 0.01).mean():.1f} %"
    )
    print(f"  evaluate: {coverage(case, samples)}")
    print(f"  {time.process_time() - begin:.0f} s of processor time", flush=True)


def coverage(case: Case, samples: list[list[PairLabel]]) -> str:
    """How often the intervals hold the true figures, and how wide they are."""
    base = case.swept.partitions[case.now]
    found = {name: str(label) for name, label in zip(case.ids, base.tolist(), strict=True)}
    true = case.frame_figures()
    held, wide, mean = np.zeros(3), np.zeros(3), np.zeros(3)
    for labels in samples:
        scores = score_pairs(found, labels, case.swept.level)
        ends = (scores.precision, scores.recall, scores.f1)
        held += [e.low <= t <= e.high for e, t in zip(ends, true, strict=True)]
        wide += [e.high - e.low for e in ends]
        mean += [e.value for e in ends]
    names = ("precision", "recall", "F1")
    columns = zip(
        names, true, mean / len(samples), held / len(samples), wide / len(samples), strict=True
    )
    return "; ".join(
        f"{n} true {t:.3f}, mean estimate {m:.3f}, held {100 * h:.1f} %, width {w:.2f}"
        for n, t, m, h, w in columns
    )


if __name__ == "__main__":
    main()
