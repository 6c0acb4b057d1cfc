"""What holds for copies in every archive."""

from random import Random

import numpy as np
from archives import edited, invented_text
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.config import config_from
from clustering.duplicates.detect import detect_duplicates

CONFIG = config_from({}).duplicates


@st.composite
def archives(draw):
    """Texts with copies: whole, edited, cut, and some too short to compare."""
    dice = Random(draw(st.integers(0, 2**32 - 1)))
    texts = ["", "too short"]
    for _ in range(draw(st.integers(0, 4))):
        words = invented_text(dice, draw(st.integers(5, 150)))
        texts.append(" ".join(words))
        for _ in range(draw(st.integers(0, 3))):
            n_edits = draw(st.integers(0, min(4, len(words))))
            begin = draw(st.integers(0, len(words) // 2))
            texts.append(" ".join(edited(dice, words, n_edits)[begin:]))
    dice.shuffle(texts)
    return texts


@settings(max_examples=40)
@given(archives())
def test_every_member_is_linked_to_its_label(texts):
    """No chains: a member has an accepted link to the first row of its group."""
    copies = detect_duplicates(texts, CONFIG)
    links = copies.links
    accepted = set(zip(links.left[links.accepted], links.right[links.accepted], strict=True))
    for row, label in enumerate(copies.groups.labels):
        assert row == label or (label, row) in accepted


@settings(max_examples=40)
@given(archives())
def test_jaccard_is_at_most_one(texts):
    """All shares lie between 0 and 1; a score is the Jaccard index or the share that was kept."""
    links = detect_duplicates(texts, CONFIG).links
    jaccard, containment = links.evidence["jaccard"], links.evidence["containment"]
    kept = links.evidence["kept"]
    for share in (jaccard, containment, kept):
        assert ((share >= 0) & (share <= 1)).all()
    told = jaccard.astype(np.float32), kept.astype(np.float32)
    assert ((links.score == told[0]) | (links.score == told[1])).all()


@settings(max_examples=40)
@given(archives())
def test_case_and_spacing_do_not_matter(texts):
    """In capitals and on other lines, the same texts are the same copies."""
    shouted = ["\n".join(text.upper().split()) for text in texts]
    one, other = detect_duplicates(texts, CONFIG), detect_duplicates(shouted, CONFIG)
    assert one.groups.labels.tolist() == other.groups.labels.tolist()
    assert one.links.score.tolist() == other.links.score.tolist()


@settings(max_examples=40)
@given(archives(), st.randoms(use_true_random=False))
def test_links_do_not_depend_on_the_order(texts, dice):
    """In another order, the same pairs of different texts are near or contained copies."""
    order = list(range(len(texts)))
    dice.shuffle(order)
    assert told(texts) == told([texts[row] for row in order])


def told(texts):
    """Accepted pairs of different texts, as pairs of texts."""
    links = detect_duplicates(texts, CONFIG).links
    pairs = zip(links.left[links.accepted], links.right[links.accepted], strict=True)
    return {frozenset((texts[a], texts[b])) for a, b in pairs if texts[a] != texts[b]}


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_groups_of_clear_copies_do_not_depend_on_the_order(seed, order):
    """Where all copies of a text are like each other, any order gives the same groups."""
    dice = Random(seed)
    texts = {}
    for group in range(4):
        words = invented_text(dice, 200)
        for copy in range(3):
            texts[f"{group}{copy}"] = " ".join(edited(dice, words, copy))
    names = list(texts)
    order.shuffle(names)
    labels = detect_duplicates([texts[name] for name in names], CONFIG).groups.labels
    groups = {}
    for name, label in zip(names, labels.tolist(), strict=True):
        groups.setdefault(label, set()).add(name)
    assert sorted(map(sorted, groups.values())) == [
        [f"{group}{copy}" for copy in range(3)] for group in range(4)
    ]
