"""Copies: links against all pairs, groups around their first row."""

from itertools import combinations

import numpy as np
import pytest
from archives import edited, invented_text, note

from clustering.config import config_from
from clustering.duplicates import detect as detect_module
from clustering.duplicates import prints as prints_module
from clustering.duplicates.describe import describe_groups
from clustering.duplicates.detect import detect_duplicates
from clustering.model import Corpus


def config(**values):
    """The default thresholds with some changed."""
    return config_from({"duplicates": values}).duplicates


def archive_of(texts):
    """The texts as articles, in their order."""
    notes = [note(f"n{k:03}", "", text, f"2019-01-{k + 1:02}") for k, text in enumerate(texts)]
    return Corpus.of(notes)


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
    monkeypatch.setattr(detect_module, "contained_candidates", lambda *_, **__: none)


def found_by_bands(texts, **values):
    """Copies by jaccard alone; use with ``by_bands``."""
    return detect_duplicates(texts, config(containment=1.0, min_shared_words=9999, **values))


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
@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.usefixtures("by_bands")
def test_block_boundaries_and_threads_change_nothing(planted, monkeypatch, size, workers):
    """Read in blocks of any size, on any number of threads: the same links and groups."""
    found = found_by_bands(planted)
    monkeypatch.setattr(prints_module, "_BLOCK_CHARACTERS", size)
    cut = detect_duplicates(
        planted, config(containment=1.0, min_shared_words=9999), workers=workers
    )
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
    near = copies.links.evidence["kind"] == "near"
    assert copies.links.score[near].tolist() == pytest.approx([180 / 220, 180 / 220])


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
    assert describe_groups(archive_of(texts), copies) == ()


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


def test_a_copy_scores_what_its_threshold_asks(dice):
    """An edited copy is let in by the words it kept, so that is its score, not shared shingles."""
    words = invented_text(dice, 300)
    links = detect_duplicates([" ".join(words), " ".join(edited(dice, words, 30))], config()).links
    assert links.accepted.tolist() == [True]
    assert links.evidence["kind"].tolist() == ["edited"]
    assert links.score[0] == links.evidence["kept"][0] > links.evidence["containment"][0]
    assert links.score[0] >= config().containment


def test_reports_from_one_template_are_no_copies(dice):
    """Other names and figures in every sentence: one template. Other words: an edited copy."""
    words = invented_text(dice, 240)
    filled = [list(words), list(words), list(words)]
    for at in range(4, 240, 8):
        fact = at % 16 == 4
        filled[0][at] = f"{dice.randint(1, 9999)}" if fact else f"Name{at}"
        filled[1][at] = f"{dice.randint(1, 9999)}" if fact else f"Other{at}"
    for at in range(0, 240, 8):
        filled[2][at] = f"own{at}"
    form, other, copy = (" ".join(text) for text in filled)
    assert labels_of([form, other]) == [0, 1]
    copies = detect_duplicates([" ".join(words), copy], config())
    assert copies.groups.labels.tolist() == [0, 0]
    assert copies.links.evidence["kind"].tolist() == ["edited"]


def test_shared_furniture_is_no_copy(dice):
    """A shared passage of too few words joins nothing, however much of a text it is."""
    line = invented_text(dice, 39)
    texts = [" ".join([*invented_text(dice, 200), *line]), " ".join(line)]
    assert labels_of(texts) == [0, 1]
    assert labels_of(texts, min_shared_words=39) == [0, 0]


def test_notices_above_one_footer_are_no_copies(dice):
    """A footer four times as long as the notices above it does not make them copies."""
    footer = invented_text(dice, 160)
    texts = [" ".join([*invented_text(dice, 40), *footer]) for _ in range(4)]
    assert labels_of(texts) == [0, 1, 2, 3]


def test_what_many_articles_share_is_nobodys_own(dice):
    """Sentences of twelve unrelated articles make no copies; those of one original do."""
    stock = [invented_text(dice, 20) for _ in range(10)]
    texts = []
    for _ in range(12):
        own = [invented_text(dice, 12) for _ in range(8)]
        mixed = [word for pair in zip(stock, own, strict=False) for part in pair for word in part]
        texts.append(" ".join(mixed))
    assert labels_of(texts) == list(range(12))


@pytest.mark.usefixtures("by_bands")
def test_a_large_bucket_is_handled_exactly(dice, monkeypatch):
    """Many copies of two originals: leaders find the groups that all pairs would."""
    originals = [invented_text(dice, 60), invented_text(dice, 60)]
    texts = [" ".join(edited(dice, originals[k % 2], 1)) for k in range(60)]
    whole = detect_duplicates(texts, config(containment=1.0))
    monkeypatch.setattr(detect_module, "MAX_BUCKET", 5)
    monkeypatch.setattr(
        detect_module, "contained_candidates", lambda *_, **__: np.zeros(0, np.int64)
    )
    led = found_by_bands(texts)
    assert np.array_equal(led.groups.labels, whole.groups.labels)
    assert len(led.links) < len(whole.links)


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
    monkeypatch.setattr(prints_module, "_BLOCK_CHARACTERS", 10)
    told = []
    detect_duplicates(["one two", "three four five", "six"], config(), lambda *n: told.append(n))
    assert told == [(2, 3), (3, 3)]


def test_groups_tell_their_weakest_link(dice):
    """A group names its loosest kind and its lowest score to the first row."""
    words, others = invented_text(dice, 300), invented_text(dice, 100)
    whole, near = " ".join(words), " ".join(edited(dice, words, 2))
    texts = [whole, " ".join(others), near, " ".join(words[:150]), whole, " ".join(others)]
    copies = detect_duplicates(texts, config())
    first, second = describe_groups(archive_of(texts), copies)
    assert first.rows == (0, 2, 3, 4)
    assert first.kind == "contained"
    jaccard_near = copies.links.score[copies.links.right == 2][0]
    assert first.weakest == pytest.approx(float(jaccard_near))
    assert (second.rows, second.kind, second.weakest) == ((1, 5), "exact", 1.0)
    assert first.id.startswith("d-")
    assert first.id != second.id
