"""Why each story is in its thread: story by story against the rest, by the definition."""

import numpy as np
import pytest
from test_trace import BOTH, JAPAN, NO_DATE, A, B, affinity, sums_of

from clustering.model import Groups
from clustering.threads.fits import fit_stories
from clustering.threads.measures import TERMS
from clustering.threads.trace import trace_threads

AFFAIR = [
    [(A, JAPAN, 10.0), (B, JAPAN, 12.0)],
    [(B, BOTH, 40.0)],
    [(A, BOTH, NO_DATE)],
]
ELSEWHERE = [([0, 0.2], [0, 1.0], 9000.0)]


def fits_of(stories):
    """Fits of stories, at every tenth row."""
    sums = sums_of(stories)
    traced = trace_threads(sums, 0.2, 5)
    labels = np.repeat(np.arange(len(stories)) * 10, 10).astype(np.int32)
    return traced, fit_stories(sums, traced, Groups(labels))


def test_each_story_against_the_rest():
    """The affinity is that of the story and of all other articles of its thread."""
    traced, fits = fits_of([*AFFAIR, ELSEWHERE])
    assert traced.labels.tolist() == [0, 0, 0, 3]
    assert fits.story.tolist() == [0, 10, 20]  # a story that is alone needs no reason
    for at, story in enumerate(AFFAIR):
        rest = [article for other in AFFAIR if other is not story for article in other]
        assert fits.affinity[at] == pytest.approx(affinity(story, rest), rel=1e-4)


def test_terms_add_up():
    """The terms of a join, and their sum is the logarithm of the affinity."""
    _, fits = fits_of(AFFAIR)
    assert tuple(fits.terms) == TERMS
    assert sum(fits.terms.values()) == pytest.approx(np.log(fits.affinity), abs=1e-4)


def test_days_to_the_rest():
    """The end of the rest is told without the story; an undated story has no distance."""
    _, fits = fits_of(AFFAIR)
    assert fits.evidence["days"].tolist()[:2] == [28.0, 28.0]  # 12 to 40, from either side
    assert np.isnan(fits.evidence["days"][2])


def test_nearest_story_of_the_same_thread():
    """The nearest is the partner of the highest affinity, told by its first row."""
    traced, fits = fits_of(AFFAIR)
    told = {}
    for left, right, value in zip(
        traced.pair_left, traced.pair_right, traced.pair_affinity, strict=True
    ):
        for story, other in ((left, right), (right, left)):
            told.setdefault(10 * story, []).append((value, 10 * other))
    best = [max(told[row])[1] for row in (0, 10, 20)]
    assert fits.nearest.tolist() == best


def test_a_story_without_actors():
    """Where one side names no actor, the other terms decide, as in a join."""
    stories = [[(A, [0, 0], 10.0)], [(A, JAPAN, 20.0)]]
    _, fits = fits_of(stories)
    assert fits.affinity.tolist() == pytest.approx([affinity(*stories)] * 2, rel=1e-4)


def test_one_story():
    """Alone in the archive, a story needs no reason."""
    _, fits = fits_of([ELSEWHERE])
    assert len(fits) == 0
    assert fits.place(0) is None
