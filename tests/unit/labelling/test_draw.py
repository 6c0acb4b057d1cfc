"""Which pairs are asked about."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.labelling.draw import cuts, draw_level, nested, pairs_at, shares

VALUES = np.round(np.arange(0.05, 0.96, 0.05), 2)
N = 120


@pytest.fixture(scope="module")
def partitions():
    """Groups of 120 rows at 19 thresholds: everything together, then ever smaller groups."""
    sizes = [N // k for k in range(1, 12)] + [8, 6, 5, 4, 3, 2, 2, 1]
    found = [np.zeros(N, np.int32)]
    for size in sizes[1:]:
        cut = np.arange(N) // size
        found.append(np.unique(found[-1] * 1000 + cut, return_inverse=True)[1].astype(np.int32))
    return np.stack(found)


def draw(partitions, n=60, seed=1):
    """A sample at the threshold 0.5."""
    ids = [f"a{row:03d}" for row in range(N)]
    return draw_level("story", VALUES, partitions, 0.5, ids, n, seed, "run1")


def test_strata_begin_at_half_the_odds_and_at_the_threshold(partitions):
    """Nothing far below is asked about, and no stratum spans the threshold in use."""
    groups = [len(np.unique(labels)) for labels in partitions]
    found = [float(VALUES[at]) for at in cuts(VALUES, groups, 0.5)]
    assert min(found) == 0.35  # the first value from 1/3 on
    assert 0.5 in found
    assert found == sorted(set(found))
    assert len(found) >= 5


def test_rows_hold_the_whole_design(partitions):
    """Strata with their sizes, inclusion and the score at which the pair comes together."""
    rows = draw(partitions)
    assert len(rows) == 60
    assert {row.level for row in rows} == {"story"}
    assert {row.run for row in rows} == {"run1"}
    assert all(row.answer == "" and row.left < row.right for row in rows)
    by_stratum = {}
    for row in rows:
        by_stratum.setdefault(row.stratum, []).append(row)
        places = int(row.left[1:]), int(row.right[1:])
        together = partitions[:, places[0]] == partitions[:, places[1]]
        assert row.score == VALUES[together][-1]
        low = float(row.stratum.split()[1])
        assert row.score >= low
    for drawn in by_stratum.values():
        assert len({row.stratum_pairs for row in drawn}) == 1
        assert drawn[0].inclusion == pytest.approx(len(drawn) / drawn[0].stratum_pairs)
    total = sum(drawn[0].stratum_pairs for drawn in by_stratum.values())
    assert total == pairs_at(VALUES, partitions, 0.5)


def test_pairs_near_the_threshold_are_favoured(partitions):
    """A pair that 0.1 more or less would take apart or join is likelier than the rest."""
    rows = draw(partitions, 90)
    near = [row.inclusion for row in rows if 0.4 <= row.score <= 0.6]
    far = [row.inclusion for row in rows if row.score < 0.4]
    assert np.mean(near) > 2 * np.mean(far)


def test_nothing_to_draw_is_nothing(partitions):
    """No questions asked for, or no pair that ever comes together."""
    assert draw(partitions, 0) == []
    alone = np.tile(np.arange(N, dtype=np.int32), (len(VALUES), 1))
    assert draw(alone) == []
    assert pairs_at(VALUES, alone, 0.5) == 0


def test_levels_share_the_questions():
    """Half each; what a level has not the pairs for goes to the other."""
    assert shares(200, [10_000, 90_000]) == [100, 100]
    assert shares(201, [10_000, 90_000]) == [100, 101]
    assert shares(200, [30, 90_000]) == [30, 170]
    assert shares(200, [90_000, 30]) == [170, 30]
    assert shares(200, [5, 6]) == [5, 6]
    assert shares(7, [100]) == [7]


@given(st.lists(st.lists(st.integers(0, 3), min_size=7, max_size=7), min_size=1, max_size=4))
def test_groupings_that_do_not_nest_are_made_to(labels):
    """Every pair that any of them has together is in the loosest, and each takes apart only."""
    given_ = [np.array(row, np.int32) for row in labels]
    found = nested(given_)
    assert len(found) == len(given_)
    for a, b in combinations(range(7), 2):
        together = [bool(row[a] == row[b]) for row in found]
        assert together == sorted(together, reverse=True)
        assert together[0] or not any(row[a] == row[b] for row in given_)


def test_groupings_that_nest_stay_as_they_are(partitions):
    """As partitions; names may differ."""
    for own, found in zip(partitions, nested(list(partitions)), strict=True):
        pairs = np.stack([own, found])
        n = len(np.unique(pairs, axis=1)[0])
        assert n == len(np.unique(own)) == len(np.unique(found))


def test_a_pair_that_only_a_stricter_grouping_joins_can_be_drawn(partitions):
    """It is in the first stratum, with the score at which it is together."""
    odd = partitions.copy()
    odd[:10] = partitions[10]  # below the threshold everything is as apart as above …
    odd[12] = 0  # … but for one value
    rows = draw(odd, 40)
    assert any(row.score == VALUES[12] for row in rows)
