"""Links that rest on text of many: footers, and what only looks like them."""

from dataclasses import replace

import numpy as np
import pytest
from archives import edited, invented_text

from clustering.config import load_config
from clustering.duplicates.commons import common_shingles, own_words
from clustering.duplicates.detect import detect_duplicates
from clustering.duplicates.postings import index_samples
from clustering.text.codes import encode
from clustering.text.ragged import Ragged
from clustering.text.tokens import tokenize

CONFIG = load_config().duplicates
PLAIN = replace(CONFIG, max_common_groups=0)


def named(words):
    """The words with every fourth one a name."""
    return " ".join(w.title() if k % 4 == 1 else w for k, w in enumerate(words))


@pytest.fixture
def notices(dice):
    """Twenty notices of eighteen words above one footer of 240, and a copy of the first."""
    footer = " ".join(invented_text(dice, 240))
    heads = [invented_text(dice, 18) for _ in range(20)]
    heads.append(edited(dice, heads[0], 1))
    return [f"{named(head)}.\n\n{footer}" for head in heads]


def test_notices_above_one_footer_are_no_copies(notices):
    """Most of their words are the same, and yet each tells of something else."""
    assert (detect_duplicates(notices[:20], PLAIN).groups.labels == 0).all()
    found = detect_duplicates(notices, CONFIG)
    assert found.groups.labels.tolist() == [*range(20), 0]


def test_what_is_refused_is_told(notices):
    """The refused link stays, with the jaccard of the whole and that of the texts' own words."""
    links = detect_duplicates(notices, CONFIG).links
    at = np.flatnonzero((links.left == 1) & (links.right == 2))
    assert not links.accepted[at].any()
    assert links.evidence["jaccard"][at] >= 0.8
    assert links.evidence["jaccard_own"][at] < 0.2
    copy = np.flatnonzero((links.left == 0) & (links.right == 20))
    assert links.accepted[copy].all()


def test_few_notices_are_left_to_jaccard(notices):
    """A text that no more than eight groups have is not known to be a footer."""
    assert (detect_duplicates(notices[:8], CONFIG).groups.labels == 0).all()


def test_a_wire_of_many_is_its_own(dice):
    """Forty papers print a text, each with its own slips and furniture: one group."""
    wire = invented_text(dice, 220)
    papers = [
        " ".join([*invented_text(dice, 6), *edited(dice, wire, dice.randrange(6))])
        for _ in range(40)
    ]
    assert (detect_duplicates(papers, CONFIG).groups.labels == 0).all()


def test_common_is_what_more_groups_have_than_allowed():
    """Groups are counted, not texts; where nothing is common all words are a text's own."""
    passage = [f"p{k}" for k in range(60)]
    texts = [" ".join([f"{own}{k}" for k in range(20)] + passage) for own in "abcd"]
    codes = encode(tokenize(texts))
    samples = Ragged.of_sizes(
        np.array([60] * 4, np.int64), np.tile(np.arange(60, dtype=np.uint32), 4)
    )
    postings = index_samples(samples)
    labels = np.arange(4, dtype=np.int32)
    three = np.array([0, 1, 2, 2], np.int32)
    for chosen, most, wanted in ((labels, 4, 0), (labels, 3, 60), (three, 3, 0), (three, 2, 60)):
        common, n_common = common_shingles(postings, chosen, most)
        assert common.tolist() == list(range(wanted))
        assert n_common.tolist() == [wanted] * 4
    nothing, footers = own_words(codes, 3, np.zeros(0, np.uint32))
    assert nothing.sizes.tolist() == [80] * 4
    assert footers.tolist() == [0] * 4
