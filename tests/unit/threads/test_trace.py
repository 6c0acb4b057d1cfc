"""Tracing: affinities by hand, joins against the definition."""

from itertools import combinations, permutations
from math import exp, log, sqrt

import numpy as np
import pytest
from archives import onto, rows_of

from clustering.text.tfidf import pool
from clustering.threads.affinity import StorySums
from clustering.threads.trace import find_candidates, join_umbrellas, trace_threads

NO_DATE = None


def unit(vector):
    """The vector scaled to unit length, if it has any."""
    vector = np.array(vector, float)
    norm = np.linalg.norm(vector)
    return vector / norm if norm else vector


def topic(matter):
    """The matter without names: of five words or more the last one is an actor's."""
    return [*matter[:4], *matter[4:-1], *([0.0] if len(matter) > 4 else [])]


def sums_of(stories):
    """Sums of stories given as lists of articles (matter, actors, day or None[, election])."""
    articles = [article for story in stories for article in story]
    labels = np.repeat(np.arange(len(stories)), [len(s) for s in stories]).astype(np.int32)
    n = len(stories)
    days = [[a[2] for a in story if a[2] is not None] for story in stories]
    return StorySums(
        np.array([len(story) for story in stories], np.int64),
        (matter := pool(rows_of([unit(a[0]).tolist() for a in articles]), labels, n, unit=False)),
        onto(
            matter,
            pool(rows_of([unit(topic(a[0])).tolist() for a in articles]), labels, n, unit=False),
        ),
        pool(rows_of([unit(a[1]).tolist() for a in articles]), labels, n, unit=False),
        np.array([min(d, default=np.inf) for d in days]),
        np.array([max(d, default=-np.inf) for d in days]),
        np.array([sum(d) for d in days], float),
        np.array([len(d) for d in days], np.int64),
        np.array([sum(map(election, story)) for story in stories], float),
    )


def election(article):
    """How much an article is about an election; not at all if it is not told."""
    return article[3] if len(article) > 3 else 0.0


def affinity(one, other):
    """The formula of ``trace_threads``, article by article."""

    def likeness(column, of=list):
        a, b = (np.array([unit(of(article[column])) for article in g]) for g in (one, other))
        if not a.any() or not b.any():
            return None
        pooled = a.sum(axis=0) @ b.sum(axis=0)
        norms = np.linalg.norm(a.sum(axis=0)) * np.linalg.norm(b.sum(axis=0))
        usual = 0.87 if column == 1 else 0.16
        inside = [
            (sum(x @ y for x, y in permutations(g, 2)) + 20 * usual) / (len(g) * (len(g) - 1) + 20)
            for g in (a, b)
        ]
        mean = (a @ b.T).mean()
        return mean, pooled / norms, (mean + 0.001) / sqrt(inside[0] * inside[1])

    days = [[article[2] for article in g if article[2] is not None] for g in (one, other)]
    gap, distance = 150.0, 300.0
    if all(days):
        gap = max(0, min(days[0]) - max(days[1]), min(days[1]) - max(days[0]))
        distance = abs(np.mean(days[0]) - np.mean(days[1]))
    matter, actors = likeness(0), likeness(1)
    total = -0.2 * log(1 + distance / 720)
    for mean, cosine, _ in (matter, likeness(0, topic) or matter):
        total += 0.4 * log(mean + 0.001) + 0.4 * log(cosine + 0.01)
    lengths = sum(max(d) - min(d) for d in days if d) + 180 / len(one) + 180 / len(other)
    total = total / (2.2 if actors else 1.6) - gap / 2500 - 0.2 * log(1 + gap / (90 + lengths))
    if subject := likeness(0, topic):
        total += 0.5 * log(min(2 * subject[2], 1))
    if actors:
        total += 0.6 * log(min(actors[2], 1))
    sizes = sorted((len(one), len(other)))
    if sizes[0] >= 8 and gap > 90 + lengths:
        total -= 0.4
    shares = [np.mean([election(article) for article in g]) for g in (one, other)]
    total -= 0.3 * abs(shares[0] - shares[1])
    return exp(total - 0.06 * log(min(sizes[0], 30)) - 0.03 * log(sizes[1]))


A, B = [1.0, 0], [0.8, 0.6]
JAPAN, BOTH = [1.0, 0], [1.0, 1.0]


def traced(stories, threshold=0.2, n_neighbours=10):
    """What the tracing gives."""
    return trace_threads(sums_of(stories), threshold, n_neighbours)


def test_affinity_by_hand():
    """Matter cosine .8, the same actors, two bursts 90 days apart: 0.7862 in all."""
    matter = 2 * (0.4 * log(0.801) + 0.4 * log(0.81))
    together = exp((matter - 0.2 * log(1.125)) / 2.2)
    expected = together * exp(-90 / 2500 - 0.2 * log(1 + 90 / 450))
    assert expected == pytest.approx(0.7862, abs=1e-4)
    found = traced([[(A, JAPAN, 0)], [(B, JAPAN, 90)]])
    assert found.pair_affinity.tolist() == pytest.approx([expected], abs=1e-4)
    assert found.pair_matter.tolist() == pytest.approx([0.8])
    assert found.pair_actors.tolist() == pytest.approx([1.0])
    assert found.pair_gap.tolist() == [90]


def test_an_election_is_an_affair_of_its_own():
    """Half of the articles of one and none of the other: e^-0.15; nothing when all are about it."""
    vote, talks = (A, JAPAN, 0, 1.0), (B, JAPAN, 0)
    plain = traced([[vote[:3]] * 2, [talks]]).pair_affinity
    mixed = traced([[vote, vote[:3]], [talks]]).pair_affinity
    assert mixed / plain == pytest.approx([exp(-0.3 / 2)], abs=1e-4)
    both = traced([[vote, vote], [(*talks, 1.0)]]).pair_affinity
    assert both.tolist() == plain.tolist()


def test_elections_are_counted_when_groups_join():
    """A group of an election's article and two others is a third about it."""
    third = [(A, JAPAN, 0, 1.0)], [(A, JAPAN, 1), (A, JAPAN, 1)], [([0.3, 0.9], JAPAN, 30)]
    found = traced(third, threshold=0.05)
    heights = sorted(found.merge_affinity.tolist())
    assert heights[0] == pytest.approx(affinity(third[0] + third[1], third[2]), abs=1e-4)


def test_terms_add_up_to_the_logarithm():
    """What an affinity is made of sums to its logarithm."""
    found = traced([[(A, JAPAN, 0), (B, BOTH, 3)], [(B, JAPAN, 90)], [(A, [0, 0], NO_DATE)]])
    assert len(found.pair_affinity) == 3
    logs = np.log(found.pair_affinity)
    assert found.pair_terms.sum(axis=1).tolist() == pytest.approx(logs.tolist(), abs=1e-4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([(A, JAPAN, 0)], [(B, BOTH, 0)]),
        ([(A, JAPAN, 0), (B, BOTH, 40)], [(B, JAPAN, 20), (A, BOTH, 500), (A, JAPAN, 10)]),
        ([(A, JAPAN, NO_DATE)], [(B, JAPAN, 90)]),
        ([(A, JAPAN, NO_DATE)], [(B, JAPAN, NO_DATE)]),
        ([(A, [0, 0], 5)], [(B, JAPAN, 90)]),
        ([(A, [0, 0], 5), (B, JAPAN, 9)], [(B, JAPAN, 90)]),
    ],
)
def test_affinity_equals_the_formula(one, other):
    """Sums of sums give the formula article by article; unknown dates and actors included."""
    found = traced([one, other])
    assert found.pair_affinity.tolist() == pytest.approx([affinity(one, other)], abs=2e-5)


@pytest.mark.parametrize(("n_before", "n_after", "quiet"), [(8, 8, 141), (7, 8, 141), (8, 8, 135)])
def test_two_waves_are_two_affairs(n_before, n_after, quiet):
    """Eight articles in a day, a lull longer than 90 + 2 · 180/8 days, eight more."""
    before, after = [(A, JAPAN, 0)] * n_before, [(A, JAPAN, quiet)] * n_after
    found = trace_threads(sums_of([before, after]), 0.01, 5)
    assert found.pair_affinity[0] == pytest.approx(affinity(before, after), abs=1e-5)
    held_apart = n_before == 8 and quiet > 135
    without = exp(found.pair_terms[0].sum() + 0.4 * held_apart)
    assert without > 0.65
    assert (found.pair_affinity[0] < 0.5) == held_apart


def test_days_between_are_unknown_without_a_date():
    """A pair with an undated story has no days between, two dated ones that overlap have none."""
    stories = [[(A, JAPAN, 5), (A, JAPAN, 9)], [(A, JAPAN, 7)], [(A, JAPAN, NO_DATE)]]
    found = traced(stories)
    assert (found.pair_left.tolist(), found.pair_right.tolist()) == ([0, 0, 1], [1, 2, 2])
    assert found.pair_gap[0] == 0
    assert np.isnan(found.pair_gap[1:]).all()


def test_a_bridge_brings_its_own_neighbours():
    """0 shares no word with 2, but joins 1, which does: then the two are held against 2."""
    stories = [[(v, JAPAN, 0)] for v in ([1, 0, 0], [1, 1, 0], [0, 1, 0.2])]
    found = traced(stories, threshold=0.2)
    assert len(found.pair_affinity) == 2
    assert found.labels.tolist() == [0, 0, 0]
    assert found.merge_affinity[1] == pytest.approx(
        affinity(stories[0] + stories[1], stories[2]), abs=2e-5
    )


def test_three_stories_by_hand():
    """0 and 1 join first; 2, of another matter, stays apart and is named as near."""
    stories = [
        [(A, JAPAN, 0)],
        [([0.95, 0.3], JAPAN, 30)],
        [([0.1, 1.0], BOTH, 60)],
    ]
    found = traced(stories, threshold=0.6)
    assert found.labels.tolist() == [0, 0, 2]
    assert found.merge_left.tolist() == [0]
    assert found.merge_affinity.tolist() == pytest.approx([affinity(*stories[:2])], abs=2e-5)
    assert (found.near_left.tolist(), found.near_right.tolist()) == ([0], [2])
    joined = affinity(stories[0] + stories[1], stories[2])
    assert found.near_affinity.tolist() == pytest.approx([joined], abs=2e-5)
    assert traced(stories, threshold=0.1).labels.tolist() == [0, 0, 0]


def test_time_alone_can_part():
    """The same words and actors a day or four years apart: the first joins, the other not."""
    near, far = [[(A, JAPAN, 0)], [(A, JAPAN, 1)]], [[(A, JAPAN, 0)], [(A, JAPAN, 1461)]]
    assert traced(near, threshold=0.5).labels.tolist() == [0, 0]
    assert traced(far, threshold=0.5).labels.tolist() == [0, 1]


def test_other_actors_part():
    """The same words over other actors are another affair."""
    stories = [[(B, [1, 0], 0)], [(B, [0, 1], 0)]]
    assert traced(stories, threshold=0.5).labels.tolist() == [0, 1]
    same = [[(B, [1, 0], 0)], [(B, [1, 0], 0)]]
    assert traced(same, threshold=0.5).labels.tolist() == [0, 0]


def test_the_threshold_itself_joins():
    """An affinity that equals the threshold joins, although it is no binary fraction."""
    stories = [[(A, JAPAN, 0)], [(B, JAPAN, 90)]]
    told = round(float(traced(stories).pair_affinity[0]), 5)
    assert traced(stories, threshold=told).labels.tolist() == [0, 0]
    assert traced(stories, threshold=told + 1e-4).labels.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("stories", "labels"),
    [
        ([], []),
        ([[(A, JAPAN, 3)]], [0]),
        ([[(A, JAPAN, 3)]] * 4, [0] * 4),
        ([[(A, JAPAN, NO_DATE)]] * 4, [0] * 4),
        ([[(A, [0, 0], 3)]] * 3, [0] * 3),
        ([[([0, 0], JAPAN, 3)]] * 2, [0, 1]),
    ],
    ids=["none", "one", "all in one", "undated", "no actors", "no words"],
)
def test_edges(stories, labels):
    """No stories, one, equal ones with and without dates and actors; no words, no thread."""
    assert traced(stories).labels.tolist() == labels


def naive(stories, threshold):
    """The definition: look at all pairs of groups with common words before every join."""
    groups = {index: list(story) for index, story in enumerate(stories)}
    labels = list(range(len(stories)))
    while True:
        best = (threshold, None)
        for a, b in combinations(sorted(groups), 2):
            shared = sum(unit(x[0]) for x in groups[a]) @ sum(unit(x[0]) for x in groups[b])
            value = round(affinity(groups[a], groups[b]), 5) if shared > 0 else 0
            if value > best[0] or (value == best[0] and best[1] is None):
                best = (value, (a, b))
        if best[1] is None:
            return labels
        a, b = best[1]
        groups[a] += groups.pop(b)
        labels = [a if label == b else label for label in labels]


@pytest.mark.parametrize("seed", range(12))
def test_joins_equal_the_definition(seed):
    """With all pairs as candidates, the heap finds what looking at all pairs finds."""
    dice = np.random.default_rng(seed)

    def article(centre):
        matter = dice.random(6) * (dice.random(6) < 0.2) + np.eye(6)[centre]
        actors = (dice.random(4) < 0.5) * 1.0
        return matter.tolist(), actors.tolist(), int(dice.integers(0, 900))

    stories = [
        [article(centre) for _ in range(dice.integers(1, 4))] for centre in dice.integers(0, 6, 14)
    ]
    found = traced(stories, 0.35, 50)
    assert found.labels.tolist() == naive(stories, 0.35)
    assert 1 < len(set(found.labels.tolist())) < 14


UMBRELLA = [
    [(v, JAPAN, 0)] * n
    for v, n in (([1, 0, 0], 3), ([1, 0.1, 0], 1), ([0.6, 0.8, 0], 1), ([0.1, 0.6, 0.8], 1))
]


@pytest.mark.parametrize("seed", range(3))
def test_workers_make_no_difference(seed):
    """The same candidates, affinities, joins and umbrellas with one worker and with three."""
    dice = np.random.default_rng(seed)
    day = dice.integers(0, 400, 60).tolist()
    stories = [[(dice.random(6).round(), dice.random(4).round(), day[k])] for k in range(60)]
    sums = sums_of(stories)
    one, three = (trace_threads(sums, 0.3, 4, workers=workers) for workers in (1, 3))
    for name, value in vars(one).items():
        assert np.array_equal(value, getattr(three, name), equal_nan=True), name
    wide = [join_umbrellas(sums, one, 0.1, workers).labels.tolist() for workers in (1, 3)]
    assert wide[0] == wide[1]


def test_umbrellas_join_threads_further():
    """0 and 1 are a thread, 2 comes in at a looser cut, 3 at a still looser one."""
    found = traced(UMBRELLA, threshold=0.8)
    assert found.labels.tolist() == [0, 0, 2, 3]
    joined = join_umbrellas(sums_of(UMBRELLA), found, 0.5)
    assert joined.labels.tolist() == [0, 0, 0, 3]
    whole = affinity(UMBRELLA[0] + UMBRELLA[1], UMBRELLA[2])
    assert joined.weakest.tolist() == pytest.approx([whole, 1.0], abs=2e-5)
    loosest = join_umbrellas(sums_of(UMBRELLA), found, 0.2)
    assert loosest.labels.tolist() == [0] * 4
    whole = affinity(UMBRELLA[0] + UMBRELLA[1] + UMBRELLA[2], UMBRELLA[3])
    assert loosest.weakest.tolist() == pytest.approx([whole], abs=2e-5)


def test_umbrellas_go_on_where_threads_ended():
    """Threads at a cut, joined down to a lower one, are the threads of the lower cut here."""
    found = traced(UMBRELLA, threshold=0.8)
    for cut in (0.9, 0.8, 0.7, 0.2):
        joined = join_umbrellas(sums_of(UMBRELLA), found, cut)
        assert joined.labels.tolist() == traced(UMBRELLA, min(cut, 0.8)).labels.tolist()


def test_no_umbrella_of_nothing():
    """No stories, no umbrellas."""
    joined = join_umbrellas(sums_of([]), traced([]), 0.1)
    assert (len(joined.labels), len(joined.weakest)) == (0, 0)


def test_reach_is_that_of_the_last_neighbour():
    """The second highest of two or three cosines; nothing where there are fewer than asked."""
    stories = [[(A, JAPAN, 0)], [(B, JAPAN, 0)], [([0.6, 0.8], JAPAN, 0)], [([1.0, 0.1], JAPAN, 0)]]
    near = find_candidates(sums_of(stories), 2)
    vectors = np.array([unit(story[0][0]) for story in stories])
    cosines = np.sort(vectors @ vectors.T - 2 * np.eye(4), axis=1)
    assert len(near.left) == 5  # each has its own two at least
    assert near.reach[:, 0].tolist() == pytest.approx(cosines[:, -2].tolist(), abs=1e-5)
    assert find_candidates(sums_of(stories), 4).reach.tolist() == [[0, 0]] * 4
