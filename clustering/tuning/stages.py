"""The expensive stages once, then the groups at many thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clustering.config import Config
from clustering.config_layers import defaults
from clustering.duplicates.detect import detect_duplicates, find_copies, plan_of, recipe_of
from clustering.duplicates.prints import print_texts
from clustering.evaluation.gold import Level
from clustering.graph.bonds import Pairs
from clustering.graph.linkage import Merges, labels_at
from clustering.model import Corpus, Groups, Rulings
from clustering.readers.constraints import read_rulings
from clustering.stories.cluster import StoryClusters, cluster_stories
from clustering.stories.grouping import MAX_PARTNERS, group_pairs
from clustering.stories.views import story_views
from clustering.text.vocabulary import Words, number_words
from clustering.threads.find import story_material
from clustering.threads.strays import take_in
from clustering.threads.trace import trace_threads

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Tell = Callable[[str, int, int], None]

_JACCARDS = np.round(np.arange(0.5, 0.96, 0.05), 2)
_CONTAINMENTS = np.round(np.arange(0.4, 0.91, 0.05), 2)
_PROBABILITIES = np.round(np.arange(0.05, 0.96, 0.03), 2)
_STRAYS = np.round(np.geomspace(0.05, 0.8, 17), 3)
_N_AFFINITIES = 31
_REACH = 2.0
"""Affinities are tried from half the shipped one to twice, and a little past the one in use: that
may lie anywhere. They are geometric means, so steps are ratios."""


@dataclass(frozen=True, eq=False)
class Edges:
    """The links that groups were made from, by place among the rows that were grouped.

    Attributes:
        rows: (n_units,) articles that stand for what was grouped.
        left: (n_edges,) places.
        right: (n_edges,) places.
        weight: (n_edges,) float32.
        max_partners: As in ``graph.linkage.link_average``.
    """

    rows: Int32
    left: Int32
    right: Int32
    weight: npt.NDArray[np.float32]
    max_partners: int


@dataclass(frozen=True, eq=False)
class Swept:
    """All articles grouped at many values of one key.

    Attributes:
        level: Of the groups.
        key: Full name of the setting.
        base: Its value in the settings.
        values: (n_values,) ascending; the base is among them.
        partitions: (n_values, n_articles) int32, smallest row of each article's group.
        edges: What the groups were made from.
    """

    level: Level
    key: str
    base: float
    values: Float64
    partitions: Int32
    edges: Edges


def sweep_stages(
    corpus: Corpus, settings: Config, levels: Sequence[Level], tell: Tell
) -> Iterator[Swept]:
    """Runs the stages that the levels need once and groups at many thresholds.

    Everything but the key that is swept is as in the settings: stories are swept over the
    copies of the settings, threads over their stories. The first key of a level is the one that
    decides most.

    Args:
        corpus: All articles.
        settings: Where each sweep passes through.
        levels: Those wanted.
        tell: Called with (stage, done, total).
    """
    texts = [article.body or article.title for article in corpus.articles]

    def count(done: int, total: int) -> None:
        tell("duplicates", done, total)

    rulings = read_rulings(settings.constraints.file, corpus.ids)
    copies = detect_duplicates(
        texts, settings.duplicates, count, settings.run.threads, rulings.duplicates
    )
    if "duplicate_group" in levels:
        yield from _sweep_copies(texts, settings, rulings, tell)
    if levels == ["duplicate_group"]:
        return
    tell("stories", 0, 1)
    chosen = corpus.take(copies.groups.roots)
    words = number_words(chosen.titles, chosen.bodies)
    views = story_views(words, chosen.published, chosen.languages)
    decided = rulings.stories.over(copies.groups)
    clusters = cluster_stories(chosen, views, settings.stories, decided)
    tell("stories", 1, 1)
    if "story" in levels:
        yield _sweep_stories(clusters, copies.groups, settings, decided, tell)
    if "thread" in levels:
        yield from _sweep_threads(chosen, words, clusters, copies.groups, settings, rulings, tell)


def _sweep_threads(
    chosen: Corpus,
    words: Words,
    clusters: StoryClusters,
    copies: Groups,
    settings: Config,
    rulings: Rulings,
    tell: Tell,
) -> Iterator[Swept]:
    """Both thresholds of threads: of joining, then of articles left alone."""
    tell("threads", 0, 1)
    config = settings.threads
    sums = story_material(chosen, words, clusters.groups, config).sums
    values = affinities_tried(config.affinity)
    decided = rulings.threads.over(copies.lift(clusters.groups.labels))
    traced = trace_threads(sums, float(values[0]), config.neighbours, decided)
    tell("threads", 1, 1)
    merges = Merges(traced.merge_left, traced.merge_right, traced.merge_affinity)
    n_stories = len(traced.labels)
    rows = copies.roots[clusters.groups.roots]
    pairs = traced.pair_left, traced.pair_right, traced.pair_affinity
    edges = Edges(rows, *pairs, config.neighbours)

    def grouped(affinity: float, stray: float) -> Int32:
        cut = replace(traced, labels=labels_at(merges, n_stories, affinity, decided[0]))
        threads = take_in(sums, cut, stray, decided)
        return copies.lift(clusters.groups.lift(threads.labels).labels).labels

    key = "threads.affinity"
    partitions = _grouped(key, values, lambda value: grouped(value, config.stray), tell)
    yield Swept("thread", key, config.affinity, values, partitions, edges)
    key, values = "threads.stray", _with_base(_STRAYS, config.stray)
    partitions = _grouped(key, values, lambda value: grouped(config.affinity, value), tell)
    yield Swept("thread", key, config.stray, values, partitions, edges)


def _sweep_copies(
    texts: list[str], settings: Config, rulings: Rulings, tell: Tell
) -> Iterator[Swept]:
    """Both thresholds of copies, over the candidates of the loosest."""
    config = settings.duplicates
    loosest = replace(config, jaccard=min(float(_JACCARDS[0]), config.jaccard))
    plan, workers = plan_of(loosest), settings.run.threads
    prints = print_texts(texts, recipe_of(loosest), workers)
    fixed = replace(config, bands=plan.bands, rows=plan.rows)
    everything = replace(
        fixed,
        jaccard=loosest.jaccard,
        containment=min(float(_CONTAINMENTS[0]), config.containment),
    )
    links = find_copies(prints, everything, workers).links
    rows = np.arange(len(texts), dtype=np.int32)
    edges = Edges(rows, links.left, links.right, links.score, len(texts))
    for name, grid in (("jaccard", _JACCARDS), ("containment", _CONTAINMENTS)):
        base = getattr(config, name)
        values = _with_base(grid, base)

        def grouped(value: float, name: str = name) -> Int32:
            one = replace(fixed, jaccard=value) if name == "jaccard" else fixed
            one = replace(one, containment=value) if name == "containment" else one
            return find_copies(prints, one, workers, ruling=rulings.duplicates).groups.labels

        key = f"duplicates.{name}"
        partitions = _grouped(key, values, grouped, tell)
        yield Swept("duplicate_group", key, base, values, partitions, edges)


def _sweep_stories(
    clusters: StoryClusters,
    copies: Groups,
    settings: Config,
    decided: tuple[Pairs, Pairs],
    tell: Tell,
) -> Swept:
    base = settings.stories.link_probability
    values = _with_base(_PROBABILITIES, base)
    links = clusters.candidates
    pairs = links.left, links.right, links.score
    n_rows = len(clusters.groups)
    _, merges = group_pairs(n_rows, *pairs, float(values[0]), decided)
    partitions = _grouped(
        "stories.link_probability",
        values,
        lambda value: copies.lift(labels_at(merges, n_rows, value, decided[0])).labels,
        tell,
    )
    edges = Edges(copies.roots, *pairs, MAX_PARTNERS)
    return Swept("story", "stories.link_probability", base, values, partitions, edges)


def affinities_tried(base: float) -> Float64:
    """Values of ``threads.affinity`` to try, ascending, the one in use among them."""
    usual = float(defaults()["threads"]["affinity"])
    low, high = min(usual / _REACH, 0.9 * base), max(usual * _REACH, 1.1 * base)
    values = np.round(np.geomspace(low, min(high, 0.99), _N_AFFINITIES), 4)
    return _with_base(values, base)


def _grouped(key: str, values: Float64, grouped: Callable[[float], Int32], tell: Tell) -> Int32:
    rows = []
    for n_done, value in enumerate(values.tolist()):
        tell(key, n_done, len(values))
        rows.append(grouped(value))
    tell(key, len(values), len(values))
    return np.stack(rows)


def _with_base(values: Float64, base: float) -> Float64:
    """The values and the present one, ascending; near neighbours of the latter give way."""
    apart = values[np.abs(values - base) > 1e-9]
    return np.unique(np.append(apart, base))
