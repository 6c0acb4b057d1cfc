"""Candidates for containment, from sampled shingles."""

import numpy as np
import pytest

from clustering.duplicates.contained import MAX_HEAD, contained_candidates
from clustering.duplicates.postings import index_samples
from clustering.duplicates.prints import Recipe, print_block
from clustering.text.ragged import Ragged


def candidates(*texts, min_share=0.4, workers=1):
    """Pairs of texts given as sets of sampled hashes."""
    values = np.array([v for text in texts for v in sorted(text)], np.uint32)
    samples = Ragged.of_sizes(np.array([len(text) for text in texts], np.int64), values)
    keys = contained_candidates(samples, index_samples(samples), min_share, workers)
    return list(zip((keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist(), strict=True))


def test_a_part_of_a_long_text_is_a_candidate():
    """Ten shingles inside two hundred: jaccard 0.05, yet a candidate."""
    assert candidates(range(200), range(50, 60), range(300, 310)) == [(0, 1)]


def test_share_that_is_needed():
    """Of ten shingles at a share of 0.4, four are enough and three are not."""
    assert candidates(range(200), [*range(4), *range(300, 306)]) == [(0, 1)]
    assert candidates(range(200), [*range(3), *range(300, 307)]) == []


def test_at_least_three_shared():
    """Two shared shingles never make a candidate."""
    assert candidates([1, 2], [1, 2]) == []
    assert candidates([1, 2, 3], [1, 2, 3]) == [(0, 1)]


def test_the_first_of_many_are_paired_with_all():
    """What more texts share than are paired with each other leads all of them to the first."""
    family = [list(range(9))] * (MAX_HEAD + 10)
    found = candidates(*family)
    assert {(0, row) for row in range(1, len(family))} <= set(found)
    assert (MAX_HEAD, MAX_HEAD + 1) not in found
    assert len(found) == MAX_HEAD * (MAX_HEAD - 1) // 2 + MAX_HEAD * 10


@pytest.mark.parametrize("workers", [2, 5])
def test_threads_change_nothing(workers):
    """Any number of threads finds the same pairs in the same order."""
    dice = np.random.default_rng(3)
    texts = [sorted(set(dice.integers(0, 60, 12).tolist())) for _ in range(80)]
    assert candidates(*texts, workers=workers) == candidates(*texts) != []


def test_nothing_to_compare():
    """No texts and empty texts give no candidates."""
    assert candidates() == []
    assert candidates([], []) == []


def test_a_real_sample_finds_a_cut_text():
    """Of 1,000 words, 300 stand alone in another text: the sample finds the pair."""
    words = [f"w{k}" for k in range(1000)]
    prints = print_block([" ".join(words), " ".join(words[400:700])], Recipe(5, 3, 8, 1))
    assert contained_candidates(prints.samples, index_samples(prints.samples)).tolist() == [1]
