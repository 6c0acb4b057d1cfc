"""Every threshold that matters, tried and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clustering.config import Config
from clustering.errors import GoldError, InputError
from clustering.evaluation import gold as gold_file
from clustering.evaluation.bootstrap import Figures, bootstrap_b_cubed
from clustering.evaluation.expected import expected_b_cubed, joined_at
from clustering.evaluation.gold import LEVELS, Level
from clustering.evaluation.internal import cohesion
from clustering.evaluation.labels import PairLabel, agreed, is_labels, read_labels
from clustering.evaluation.metrics import score
from clustering.model import Basis, Corpus, Sweep, Trial
from clustering.readers import read_articles
from clustering.tuning.stages import Swept, sweep_stages
from clustering.tuning.suggest import suggestion

Progress = Callable[[str, int, int], None]
Int32 = npt.NDArray[np.int32]

__all__ = ["LEVELS", "Tuning", "tune"]

MIN_ANSWERS = 20
"""With fewer answered pairs that the values tried tell apart nothing is estimated from them."""


_ONLY_BY_GOLD = frozenset({"threads.stray"})
"""It moves single articles between threads that are there: what labels tell of the joining of
groups, by threshold and size, does not carry over to it (tried: it was far too strict), and the
groups are the steadier the fewer articles move."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was tried.

    Attributes:
        sweeps: One for each key.
        settings_name: The settings that each sweep passes through.
        gold_name: The file of gold groups or labelled pairs; empty for none.
        n_articles: Articles read.
        synthetic: The input says of itself that it is invented.
    """

    sweeps: tuple[Sweep, ...]
    settings_name: str
    gold_name: str
    n_articles: int
    synthetic: bool


@dataclass(frozen=True, eq=False)
class Judged:
    """Figures of a sweep, and what they were made from."""

    basis: Basis
    words: str
    figures: Figures | None


def tune(
    paths: Sequence[str | Path],
    settings: Config,
    gold: str | Path | None = None,
    levels: Sequence[Level] = LEVELS,
    on_progress: Progress | None = None,
) -> Tuning:
    """Reads articles, runs the expensive stages once and groups at many thresholds.

    Args:
        paths: Files and folders.
        settings: Where each sweep passes through.
        gold: Gold groups (columns ``id`` and a level) or labelled pairs; None for neither.
        levels: Those to try.
        on_progress: Called with (stage, done, total).

    Raises:
        ClusteringError: Something the user can mend, in one line.
    """
    judge = _judge(gold)
    tell = on_progress or (lambda _stage, _done, _total: None)
    reading = read_articles(
        paths,
        config=settings.input,
        cleaning=settings.cleaning,
        on_progress=lambda done, total: tell("reading", done, total),
    )
    if not reading.articles:
        raise InputError(f"no article to analyse: {reading.n_inputs} read, all refused")
    corpus = Corpus.of(reading.articles)
    sweeps = [
        _sweep(swept, judge(swept, corpus))
        for swept in sweep_stages(corpus, settings, list(levels), tell)
    ]
    return Tuning(tuple(sweeps), settings.name, str(gold or ""), len(corpus), reading.synthetic)


def _judge(gold: str | Path | None) -> Callable[[Swept, Corpus], Judged]:
    """How sweeps are judged; the file is read before anything expensive is done."""
    nothing = Judged("signs", "no gold: internal signs only", None)
    if gold is None:
        return lambda _swept, _corpus: nothing
    if is_labels(gold):
        labels = read_labels(gold)
        return lambda swept, corpus: judge_by_labels(swept, corpus, labels) or nothing
    groups = {level: gold_file.read_gold(gold, level) for level in gold_file.levels_of(gold)}
    if not groups:
        known = ", ".join(LEVELS)
        raise GoldError(f"{gold}: no column of {known}, and no columns left, right, answer")

    def by_groups(swept: Swept, corpus: Corpus) -> Judged:
        found = groups.get(swept.level)
        return nothing if found is None else _by_groups(swept, corpus, found)

    return by_groups


def _by_groups(swept: Swept, corpus: Corpus, gold: dict[str, str]) -> Judged:
    rows = [row for row, name in enumerate(corpus.ids) if name in gold]
    if not rows:
        raise GoldError(f"none of the {len(gold):,} labelled ids is among the articles")
    labels = [gold[corpus.articles[row].id] for row in rows]
    words = f"{len(rows):,} articles in {len(set(labels)):,} gold groups"
    return Judged("gold", words, bootstrap_b_cubed(swept.partitions[:, rows], labels))


def judge_by_labels(swept: Swept, corpus: Corpus, labels: Sequence[PairLabel]) -> Judged | None:
    """Judged by the pairs that were drawn for the level.

    None where fewer than 20 answers speak of the values tried: pairs that some of them have
    together and others apart.
    """
    if swept.key in _ONLY_BY_GOLD:
        return None
    row = {name: place for place, name in enumerate(corpus.ids)}
    own = [label for label in labels if label.level == swept.level]
    rows, _ = agreed([label for label in own if label.left in row and label.right in row])
    rows = sorted(rows, key=lambda label: label.pair)
    left, right = (
        np.array([row[getattr(label, end)] for label in rows], np.int32)
        for end in ("left", "right")
    )
    at = joined_at(swept.partitions, left, right)
    if ((at >= 0) & (at < len(swept.values) - 1)).sum() < MIN_ANSWERS:
        return None
    truth = np.array([label.together(swept.level) for label in rows], np.bool_)
    figures = expected_b_cubed(swept.partitions, swept.values, (left, right), truth)
    return Judged("labels", f"{len(rows):,} labelled pairs", figures)


def _sweep(swept: Swept, judged: Judged) -> Sweep:
    trials = tuple(_trials(swept, judged.figures))
    value, reason, even = suggestion(swept.base, trials, judged.basis, judged.figures)
    if swept.key in _ONLY_BY_GOLD and judged.basis != "gold":
        value, even = swept.base, (swept.base, swept.base)
        reason = "only gold groups tell anything of this key: the present value stays"
    return Sweep(
        swept.level,
        swept.key,
        swept.base,
        swept.partitions.shape[1],
        judged.basis,
        judged.words,
        trials,
        value,
        reason,
        even,
    )


def _trials(swept: Swept, figures: Figures | None) -> list[Trial]:
    stability: list[float | None] = [None]
    stability += [score(after, before).ari for before, after in pairwise(swept.partitions)]
    edges = swept.edges
    trials = []
    for at, (value, labels) in enumerate(zip(swept.values.tolist(), swept.partitions, strict=True)):
        sizes = np.bincount(labels)
        several = sizes[sizes > 1]
        _, units = np.unique(labels[edges.rows], return_inverse=True)
        trials.append(
            Trial(
                value,
                int((sizes > 0).sum()),
                len(several),
                int(several.sum()),
                int(sizes.max()),
                stability[at],
                cohesion(
                    units.astype(np.int32),
                    edges.left,
                    edges.right,
                    edges.weight,
                    edges.max_partners,
                ),
                *(
                    (figures.precision[at], figures.recall[at], figures.f1[at])
                    if figures
                    else (None, None, None)
                ),
            )
        )
    return trials
