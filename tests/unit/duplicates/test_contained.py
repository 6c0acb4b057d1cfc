"""Candidates for containment, from sampled shingles."""

import numpy as np

from clustering.duplicates.contained import MAX_TEXTS, SAMPLE_ONE_IN, contained_candidates
from clustering.text.shingles import ShingleSets, shingle
from clustering.text.tokens import tokenize


def candidates(*texts, containment=0.6):
    """Pairs of texts given as sets of sampled hashes."""
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    values = np.array([v for text in texts for v in sorted(text)], np.uint64)
    keys = contained_candidates(ShingleSets(offsets, values), containment)
    return list(zip((keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist(), strict=True))


def test_a_part_of_a_long_text_is_a_candidate():
    """Ten shingles inside two hundred: jaccard 0.05, yet a candidate."""
    assert candidates(range(200), range(50, 60), range(300, 310)) == [(0, 1)]


def test_share_that_is_needed():
    """Of ten shingles at containment 0.6, five are enough (0.7 · 0.6 · 10 = 4.2), four are not."""
    assert candidates(range(200), [*range(5), *range(300, 305)]) == [(0, 1)]
    assert candidates(range(200), [*range(4), *range(300, 306)]) == []


def test_at_least_three_shared():
    """Two shared shingles never make a candidate."""
    assert candidates([1, 2], [1, 2]) == []
    assert candidates([1, 2, 3], [1, 2, 3]) == [(0, 1)]


def test_phrases_of_many_texts_are_passed_over():
    """A shingle in more texts than allowed makes no pairs; the rest of a text still does."""
    footer = [1, 2, 3, 4]
    many = [[*footer, *range(1000 * k, 1000 * k + 9)] for k in range(1, MAX_TEXTS)]
    assert len(candidates(*many, footer)) == MAX_TEXTS - 1
    assert candidates(*many, footer, footer) == []
    copy = many[0][:9]
    assert candidates(*many, copy, footer) == [(0, len(many))]


def test_nothing_to_compare():
    """No texts and empty texts give no candidates."""
    assert candidates() == []
    assert candidates([], []) == []


def test_a_real_sample_finds_a_cut_text():
    """Of 1,000 words, 300 stand alone in another text: the sample finds the pair."""
    words = [f"w{k}" for k in range(1000)]
    tokens = tokenize([" ".join(words), " ".join(words[400:700])])
    keys = contained_candidates(shingle(tokens, 3, SAMPLE_ONE_IN), 0.6)
    assert keys.tolist() == [1]
