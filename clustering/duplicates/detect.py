"""Copies: candidates, exact verification, groups around a representative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.config import DuplicatesConfig
from clustering.duplicates.bands import band_buckets, plan_bands
from clustering.duplicates.contained import contained_candidates
from clustering.duplicates.decided import decide_copies
from clustering.duplicates.judge import judge_pairs, link_exact, merge_links
from clustering.duplicates.postings import index_samples
from clustering.duplicates.prints import Prints, Recipe, print_texts
from clustering.duplicates.refusal import join_representatives, refuse_commons
from clustering.model import BandPlan, Groups, Links, Ruling
from clustering.text.distinct import distinct

Pairs = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]

MAX_BUCKET = 128
"""Rows in the largest bucket of which every pair is looked at. In a larger one rows are compared
with its leaders, the rows that nobody before them is like."""


@dataclass(frozen=True, eq=False)
class Copies:
    """What the duplicate stage found."""

    plan: BandPlan
    groups: Groups
    links: Links


def plan_of(config: DuplicatesConfig) -> BandPlan:
    """The bands that the settings ask for."""
    return plan_bands(config.jaccard, config.min_recall_at_threshold, config.bands, config.rows)


def recipe_of(config: DuplicatesConfig) -> Recipe:
    """How texts are printed under the settings."""
    plan = plan_of(config)
    return Recipe(
        config.shingle_size, config.containment_shingle_size, plan.bands * plan.rows, config.seed
    )


def detect_duplicates(
    texts: Sequence[str],
    config: DuplicatesConfig,
    on_progress: Callable[[int, int], None] | None = None,
    workers: int = 1,
    ruling: Ruling | None = None,
) -> Copies:
    """Finds copies: the same text, whole or cut down, edited, with a new headline.

    Args:
        texts: Bodies by corpus row (earliest first); a text shorter than a shingle is
            never a copy of anything.
        config: Thresholds.
        on_progress: Called with (texts done, texts in all).
        workers: Threads; the result does not depend on it.
        ruling: What the user decided.

    Returns:
        As ``find_copies``.
    """

    def tell(n_done: int) -> None:
        if on_progress:
            on_progress(n_done, len(texts))

    prints = print_texts(texts, recipe_of(config), workers, tell)
    return find_copies(prints, config, workers, ruling=ruling)


def find_copies(
    prints: Prints,
    config: DuplicatesConfig,
    workers: int = 1,
    first_new: int = 0,
    ruling: Ruling | None = None,
) -> Copies:
    """Finds copies among texts that were printed.

    Args:
        prints: By row, earliest first.
        config: Thresholds.
        workers: Threads.
        first_new: Only pairs with this row or a later one are looked at.
        ruling: What the user decided; it outweighs all that is found.

    Returns:
        Groups in which every member is linked to the group's first row, and every
        accepted or borderline link: identical texts are linked to their first copy, and with
        it to the group's first row.
    """
    plan = plan_of(config)
    first = first_copies(prints, config.shingle_size)
    alone = (first == np.arange(len(prints))) & (prints.codes.sizes >= config.shingle_size)
    rows = np.flatnonzero(alone)
    near, large = band_buckets(prints.signatures, rows, plan, workers, MAX_BUCKET)
    samples = prints.samples.only(alone)
    postings = index_samples(samples)
    pairs = distinct(near, contained_candidates(samples, postings, workers=workers))
    pairs = pairs[pairs & 0xFFFFFFFF >= first_new]
    links = judge_pairs(prints.codes, pairs, config, workers)
    links = _settle(prints, links, large, config)
    links = refuse_commons(prints.codes, samples, postings, links, config)
    labels = join_representatives(len(prints), links)
    links = link_exact(links, first, labels)
    return Copies(plan, *decide_copies(Groups(labels[first]), links, prints.codes, config, ruling))


def first_copies(prints: Prints, shingle_size: int) -> Rows:
    """(n_texts,) int32: the first row with the same words; itself when it has no shingle."""
    one, other = prints.identity[:, 0], prints.identity[:, 1]
    order = np.lexsort((other, one))
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(one[order]) != 0) | (np.diff(other[order]) != 0)
    first = np.empty(len(order), np.int64)
    first[order] = order[np.flatnonzero(new)][np.cumsum(new) - 1]  # a stable sort: the smallest
    rows = np.arange(len(order))
    return np.where(prints.codes.sizes >= shingle_size, first, rows).astype(np.int32)


def _settle(prints: Prints, links: Links, buckets: list[Rows], config: DuplicatesConfig) -> Links:
    """Compares, in large buckets, rows with representatives until none can join an earlier one.

    Where a bucket holds copies, a few rounds leave a few representatives; so the groups are
    those that all pairs would give, without looking at all pairs.
    """
    asked: set[int] = set()
    while buckets:
        labels = join_representatives(len(prints), links)
        new = np.array([key for bucket in buckets for key in _next_pairs(bucket, labels, asked)])
        if not len(new):
            break
        found = judge_pairs(prints.codes, np.unique(new), config)
        links = merge_links([links, found])
    return links


def _next_pairs(bucket: Rows, labels: Rows, asked: set[int]) -> list[int]:
    """The first representative with the later rows that may join it, if that was not asked."""
    of_bucket = labels[bucket]
    for at in np.flatnonzero(of_bucket == bucket).tolist():
        leader = int(bucket[at])
        later = bucket[at + 1 :][of_bucket[at + 1 :] > leader].tolist()
        new = [leader << 32 | row for row in later if leader << 32 | row not in asked]
        if new:
            asked.update(new)
            return new
    return []
