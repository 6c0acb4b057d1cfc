"""What holds for threads, and for all three levels, in every archive."""

from random import Random

import numpy as np
from archives import invented_archive, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.config import config_from
from clustering.model import Groups, Reading
from clustering.pipeline import analyze_reading
from clustering.threads.affinity import StorySums
from clustering.threads.trace import trace_threads

ARCHIVES = st.builds(invented_archive, st.integers(0, 2**32 - 1).map(Random), st.integers(1, 6))


def analyzed(articles):
    """The analysis of articles in the order given."""
    reading = Reading(tuple(articles), (), (), (), len(articles), "00")
    return analyze_reading(reading, config_from({}))


def partition(analysis, groups):
    """Groups as a set of sets of ids."""
    ids = np.array(analysis.corpus.ids)
    return {frozenset(ids[rows].tolist()) for rows in groups.members().values()}


@settings(max_examples=25)
@given(ARCHIVES, st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(articles, dice):
    """Shuffled, the same articles give the same copies, stories, threads, names and scores."""
    one = analyzed(articles)
    dice.shuffle(articles)
    other = analyzed(articles)
    for level in ("duplicate", "story", "thread"):
        groups = f"{level}_groups"
        assert partition(one, getattr(one, groups)) == partition(other, getattr(other, groups))
        links, others = getattr(one, f"{level}_links"), getattr(other, f"{level}_links")
        assert links.score.tobytes() == others.score.tobytes()
    assert one.stories == other.stories
    assert one.threads == other.threads


@settings(max_examples=25)
@given(ARCHIVES)
def test_levels_nest(articles):
    """Copies are of one story, stories of one thread; every article stands in one of each."""
    found = analyzed(articles)
    copies, stories, threads = found.duplicate_groups, found.story_groups, found.thread_groups
    assert np.array_equal(stories.labels, stories.labels[copies.labels])
    assert np.array_equal(threads.labels, threads.labels[stories.labels])
    for parts in (found.stories, found.threads):
        assert sorted(row for part in parts for row in part.rows) == list(range(len(articles)))
    story_ids = [story.id for story in found.stories]
    assert sorted(s for thread in found.threads for s in thread.stories) == sorted(story_ids)
    of_story = {story.id: story.thread for story in found.stories}
    assert all(of_story[s] == thread.id for thread in found.threads for s in thread.stories)


@settings(max_examples=25)
@given(ARCHIVES)
def test_origins_leave_copies_out(articles):
    """The origins of all stories, and of all threads, are the groups of copies."""
    found = analyzed(articles)
    n_groups = len(found.duplicate_groups.roots)
    assert sum(story.n_origins for story in found.stories) == n_groups
    assert sum(thread.n_origins for thread in found.threads) == n_groups


@st.composite
def story_sums(draw):
    """Stories of one article each, with random matter, actors and days."""
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, 15))
    matter = dice.random((n, 5)) * (dice.random((n, 5)) < 0.5)
    actors = dice.random((n, 3)) * (dice.random((n, 3)) < 0.5)
    matter /= np.maximum(np.linalg.norm(matter, axis=1, keepdims=True), 1e-9)
    actors /= np.maximum(np.linalg.norm(actors, axis=1, keepdims=True), 1e-9)
    days = dice.integers(0, 1000, n).astype(np.float64)
    dated = dice.random(n) < 0.8
    return StorySums(
        np.ones(n, np.int64),
        rows_of(matter.tolist()),
        rows_of(matter.tolist()),
        rows_of(actors.tolist()),
        np.where(dated, days, np.inf),
        np.where(dated, days, -np.inf),
        np.where(dated, days, 0),
        dated.astype(np.int64),
        dice.random(n) * (dice.random(n) < 0.3),
    )


@settings(max_examples=40)
@given(story_sums(), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_raising_the_affinity_never_merges(sums, one, other):
    """Stories together at a higher affinity are together at a lower one."""
    low = trace_threads(sums, min(one, other), 10).labels
    high = trace_threads(sums, max(one, other), 10).labels
    assert np.array_equal(low, low[high])


@settings(max_examples=40)
@given(story_sums(), st.floats(0.05, 0.95))
def test_joins_and_threads_agree(sums, threshold):
    """Labels are smallest stories; joins reach the threshold; threads that stayed apart do not."""
    found = trace_threads(sums, threshold, 10)
    groups = Groups(found.labels.copy())
    assert len(found.merge_left) == len(found.labels) - len(groups.roots)
    assert (found.merge_affinity >= np.float32(threshold)).all()
    assert (found.near_affinity < threshold).all()
    assert set(found.near_left.tolist()) <= set(groups.roots.tolist())
    assert (found.near_left < found.near_right).all()
