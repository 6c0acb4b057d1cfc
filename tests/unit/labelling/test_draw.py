"""Which pairs are asked about."""

import numpy as np
import pytest

from clustering.labelling.draw import cuts, draw_level, pairs_at, shares

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


def test_strata_reach_over_all_values_and_begin_at_the_one_in_use():
    """Wherever that lies: a threshold badly set is the one that needs the answers elsewhere."""
    for base in (0.1, 0.5, 0.9):
        found = [float(VALUES[at]) for at in cuts(VALUES, base, 60)]
        assert found[0] == VALUES[0]
        assert base in found
        assert found == sorted(set(found))
        assert max(np.diff([*found, 1.0])) < 0.2
    assert cuts(VALUES, 0.5, 1000) == list(range(len(VALUES)))
    assert [float(VALUES[at]) for at in cuts(VALUES, 0.5, 3)] == [0.05, 0.5]


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
    total = sum(drawn[0].stratum_pairs for drawn in by_stratum.values())
    assert total == pairs_at(partitions) == N * (N - 1) // 2


def test_every_range_of_thresholds_gets_as_many_questions(partitions):
    """Though the loosest ranges have nearly all of the pairs."""
    rows = draw(partitions, 90)
    counts = {}
    for row in rows:
        counts.setdefault(row.stratum, [row.stratum_pairs]).append(row)
    asked = [len(found) - 1 for n_pairs, *found in counts.values() if n_pairs > 20]
    assert max(asked) - min(asked) <= 1
    assert max(found[0] for found in counts.values()) > 10 * 90 / len(counts)


def test_nothing_to_draw_is_nothing(partitions):
    """No questions asked for, or no pair that ever comes together."""
    assert draw(partitions, 0) == []
    alone = np.tile(np.arange(N, dtype=np.int32), (len(VALUES), 1))
    assert draw(alone) == []
    assert pairs_at(alone) == 0


def test_levels_share_the_questions():
    """Half each; what a level has not the pairs for goes to the other."""
    assert shares(200, [10_000, 90_000]) == [100, 100]
    assert shares(201, [10_000, 90_000]) == [100, 101]
    assert shares(200, [30, 90_000]) == [30, 170]
    assert shares(200, [90_000, 30]) == [170, 30]
    assert shares(200, [5, 6]) == [5, 6]
    assert shares(7, [100]) == [7]


def test_a_pair_that_only_the_grouping_in_use_joins_can_be_drawn():
    """It counts as one that the run put together, with the score at which it is."""
    odd = np.zeros((len(VALUES), N), np.int32)
    odd[:, 6:] = np.arange(6, N)  # everything is apart, …
    now = int(np.argmin(np.abs(VALUES - 0.5)))
    odd[now, 10:12] = 10  # … but for one pair at the threshold in use
    rows = draw(odd, 40)
    (only,) = [row for row in rows if (row.left, row.right) == ("a010", "a011")]
    assert only.score == VALUES[now]
    assert only.stratum.startswith("story 0.5 ")
    assert sum({row.stratum: row.stratum_pairs for row in rows}.values()) == 15 + 1
