"""Copies: links against all pairs, groups around their first row."""

from itertools import combinations

import numpy as np
import pytest
from archives import edited, invented_text

from clustering.config import config_from
from clustering.duplicates import detect
from clustering.duplicates.detect import describe_groups, detect_duplicates
from clustering.text import tokens as tokens_module


def config(**values):
    """The default thresholds with some changed."""
    return config_from({"duplicates": values}).duplicates


def links_of(copies, kind=""):
    """Accepted pairs, all or of one kind."""
    links = copies.links
    chosen = links.accepted & ((links.evidence["kind"] == kind) | (kind == ""))
    return set(zip(links.left[chosen].tolist(), links.right[chosen].tolist(), strict=True))


def labels_of(texts, **values):
    """Label of each text."""
    return detect_duplicates(texts, config(**values)).groups.labels.tolist()


@pytest.fixture(scope="module")
def planted():
    """Three hundred texts: originals of 40 to 250 words, copies with 0 to 12 edits."""
    import random

    dice = random.Random(7)
    texts = []
    for _ in range(60):
        words = invented_text(dice, dice.randint(40, 250))
        texts += [edited(dice, words, dice.choice((0, 1, 2, 3, 4, 6, 12))) for _ in range(5)]
    dice.shuffle(texts)
    return [" ".join(words) for words in texts]


@pytest.fixture
def by_bands(monkeypatch):
    """Candidates of the signatures alone, none of the sampled shingles."""
    none = np.zeros(0, np.int64)
    monkeypatch.setattr(detect, "contained_candidates", lambda sample, containment: none)


def found_by_bands(texts, **values):
    """Copies by jaccard alone; use with ``by_bands``."""
    return detect_duplicates(texts, config(containment=1.0, **values))


@pytest.fixture(scope="module")
def exact(planted):
    """Jaccard of every pair, with Python sets of five words."""
    words = [text.split() for text in planted]
    sets = [{tuple(w[at : at + 5]) for at in range(len(w) - 4)} for w in words]
    return {
        (a, b): len(sets[a] & sets[b]) / len(sets[a] | sets[b])
        for a, b in combinations(range(len(planted)), 2)
    }


@pytest.mark.parametrize("threshold", [0.4, 0.8, 0.9])
@pytest.mark.usefixtures("by_bands")
def test_links_equal_all_pairs(planted, exact, threshold):
    """Every pair from the threshold on is linked, with its jaccard, and no other."""
    found = found_by_bands(planted, jaccard=threshold)
    first = {}
    alone = [row for row, text in enumerate(planted) if first.setdefault(text, row) == row]
    expected = {p for p in combinations(alone, 2) if exact[p] >= threshold}
    assert len(expected) > 20
    assert {pair for pair in links_of(found, "near") if pair[1] in alone} == expected
    for a, b, j in zip(
        found.links.left.tolist(),
        found.links.right.tolist(),
        found.links.evidence["jaccard"].tolist(),
        strict=True,
    ):
        assert j == pytest.approx(exact[a, b])


@pytest.mark.usefixtures("by_bands")
def test_members_are_linked_to_the_first_row(planted):
    """Each member of each group has an accepted link to the group's first row."""
    found = found_by_bands(planted)
    labels = found.groups.labels.tolist()
    held = {(label, row) for row, label in enumerate(labels) if label != row}
    assert len(held) > 50
    assert held <= links_of(found)


def test_identical_texts_are_together(planted):
    """Every pair of equal texts stands in one group."""
    labels = np.array(labels_of(planted))
    equal = [(a, b) for a, b in combinations(range(len(planted)), 2) if planted[a] == planted[b]]
    assert len(equal) > 10
    assert all(labels[a] == labels[b] for a, b in equal)


@pytest.mark.parametrize("size", [1, 300, 2500])
@pytest.mark.usefixtures("by_bands")
def test_block_boundaries_change_nothing(planted, monkeypatch, size):
    """Read in blocks of any size, the archive has the same links and groups."""
    found = found_by_bands(planted)
    monkeypatch.setattr(tokens_module, "_BLOCK_CHARACTERS", size)
    cut = found_by_bands(planted)
    assert np.array_equal(cut.groups.labels, found.groups.labels)
    assert links_of(cut) == links_of(found)


@pytest.mark.usefixtures("by_bands")
def test_another_seed_finds_the_same(planted):
    """The seed of the hash functions does not show in the result."""
    found, other = found_by_bands(planted), found_by_bands(planted, seed=99)
    assert np.array_equal(other.groups.labels, found.groups.labels)


def test_no_chain(dice):
    """A is like B and B like C, but C is not like A: C stays outside A's group."""
    a = invented_text(dice, 204)  # 200 shingles
    b, c = list(a), list(a)
    for at in (20, 60, 100, 140):
        b[at] = c[at] = f"x{at}"
    for at in (40, 80, 120, 160):
        c[at] = f"y{at}"
    texts = [" ".join(words) for words in (a, b, c)]
    copies = detect_duplicates(texts, config(containment=1.0))
    assert links_of(copies) == {(0, 1), (1, 2)}
    assert copies.groups.labels.tolist() == [0, 0, 2]
    assert copies.links.score.tolist() == pytest.approx([180 / 220, 180 / 220])


def test_a_copy_of_a_copy_follows_it(dice):
    """A text identical to a near-copy is in the group too, with a link to its first row."""
    words = invented_text(dice, 200)
    near = edited(dice, words, 2)
    texts = [" ".join(words), " ".join(near), " ".join(near), " ".join(words)]
    copies = detect_duplicates(texts, config())
    assert copies.groups.labels.tolist() == [0, 0, 0, 0]
    assert links_of(copies, "near") == {(0, 1), (0, 2)}
    assert links_of(copies, "exact") == {(1, 2), (0, 3)}
    kind = copies.links.evidence
    assert kind["jaccard"][0] == kind["jaccard"][1] == copies.links.score[1] < 1


def test_case_spacing_and_punctuation_do_not_matter(dice):
    """A copy in capitals, on other lines and with other commas is the same text."""
    words = invented_text(dice, 60)
    texts = [" ".join(words), "\n\n  ".join(words).upper(), ", ".join(words).title() + "!"]
    copies = detect_duplicates(texts, config())
    assert copies.groups.labels.tolist() == [0, 0, 0]
    assert links_of(copies) == links_of(copies, "exact") == {(0, 1), (0, 2)}


def test_short_and_empty_texts_are_never_copies():
    """A text without a shingle is nobody's copy, not even of an equal one."""
    texts = ["", "", "one two three four", "one two three four", "!!!"]
    assert labels_of(texts) == [0, 1, 2, 3, 4]
    assert len(detect_duplicates(texts, config(jaccard=0.05)).links) == 0
    assert labels_of(["one two three four five"] * 2) == [0, 0]


@pytest.mark.parametrize("texts", [[], [""], ["a text of five words"]])
def test_archives_of_one_or_none(texts):
    """No text or one text: groups of one, no links."""
    copies = detect_duplicates(texts, config())
    assert copies.groups.labels.tolist() == list(range(len(texts)))
    assert len(copies.links) == 0
    assert describe_groups([str(k) for k in range(len(texts))], copies) == ()


def test_other_words_in_the_same_order_of_lengths(dice):
    """The same words in another order are no exact copy."""
    words = invented_text(dice, 60)
    assert labels_of([" ".join(words), " ".join(words[::-1])]) == [0, 1]


def test_cut_down_copy_is_contained(dice):
    """A copy cut to its first half is found by containment, with the length of its passage."""
    words = invented_text(dice, 300)
    copies = detect_duplicates([" ".join(words), " ".join(words[:150])], config())
    assert copies.groups.labels.tolist() == [0, 0]
    assert copies.links.evidence["kind"].tolist() == ["contained"]
    assert copies.links.score.tolist() == [1.0]
    assert copies.links.evidence["run_words"].tolist() == [150.0]
    assert copies.links.evidence["jaccard"][0] == pytest.approx(146 / 296)


def test_scattered_overlap_is_no_copy(dice):
    """Two reports of one template share short runs only: contained enough, but not accepted."""
    template = invented_text(dice, 240)
    other = list(template)
    for at in range(0, 240, 8):  # seven shared words, then one of its own
        other[at] = f"own{at}"
    texts = [" ".join(template), " ".join(other)]
    copies = detect_duplicates(texts, config())
    assert copies.groups.labels.tolist() == [0, 1]
    assert copies.links.accepted.tolist() == [False]
    assert copies.links.evidence["run_words"].tolist() == [7.0]
    assert labels_of(texts, min_run_words=7.0) == [0, 0]


def test_shared_furniture_is_no_copy(dice):
    """A shared passage of fewer than 60 shingles joins nothing, however much of a text it is."""
    footer = invented_text(dice, 61)
    texts = [" ".join([*invented_text(dice, 200), *footer]), " ".join(footer)]
    assert labels_of(texts) == [0, 1]
    assert labels_of(texts, min_shared_shingles=59) == [0, 0]


def test_borderline_pairs_are_kept_for_judgement(dice):
    """A pair just below the threshold is a link that was not accepted."""
    words = invented_text(dice, 204)
    other = list(words)
    for at in (20, 60, 100, 140, 180):
        other[at] = f"x{at}"
    texts = [" ".join(words), " ".join(other)]
    copies = detect_duplicates(texts, config(containment=1.0))
    assert copies.links.accepted.tolist() == [False]
    assert copies.links.evidence["jaccard"][0] == pytest.approx(175 / 225)
    far = " ".join(edited(dice, words, 40))
    assert len(detect_duplicates([texts[0], far], config(containment=1.0)).links) == 0


def test_fixed_bands_are_used(dice):
    """Bands and rows of the config make the plan, and one loose band still finds the copy."""
    words = invented_text(dice, 100)
    texts = [" ".join(words), " ".join(edited(dice, words, 1))]
    copies = detect_duplicates(texts, config(bands=30, rows=1))
    assert (copies.plan.bands, copies.plan.rows) == (30, 1)
    assert copies.groups.labels.tolist() == [0, 0]


def test_progress_counts_texts(monkeypatch):
    """Progress grows to the number of texts."""
    monkeypatch.setattr(tokens_module, "_BLOCK_CHARACTERS", 10)
    told = []
    detect_duplicates(["one two", "three four five", "six"], config(), lambda *n: told.append(n))
    assert told == [(2, 3), (3, 3)]


def test_groups_tell_their_weakest_link(dice):
    """A group names its loosest kind and its lowest score to the first row."""
    words, others = invented_text(dice, 300), invented_text(dice, 100)
    whole, near = " ".join(words), " ".join(edited(dice, words, 2))
    texts = [whole, " ".join(others), near, " ".join(words[:150]), whole, " ".join(others)]
    copies = detect_duplicates(texts, config())
    first, second = describe_groups(list("abcdef"), copies)
    assert first.rows == (0, 2, 3, 4)
    assert first.kind == "contained"
    jaccard_near = copies.links.score[copies.links.right == 2][0]
    assert first.weakest == pytest.approx(float(jaccard_near))
    assert (second.rows, second.kind, second.weakest) == ((1, 5), "exact", 1.0)
    assert first.id.startswith("d-")
    assert first.id != second.id
