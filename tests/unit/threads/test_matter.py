"""What sets a thread apart from others with the same actors."""

from math import log

import numpy as np
import pytest
from archives import corpus_of, note

from clustering.text.background import background_share
from clustering.text.phrases import Phrases
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words
from clustering.threads.matter import divergence, prominence, read_phrases, weigh_phrases
from clustering.threads.outside import background_share_of


def phrases_in(corpus, names):
    """The given single words as phrases of the articles."""
    words = number_words(corpus.titles, corpus.bodies)
    hashes = words.hashes[words.terms]
    wanted = np.array([hash_word(name) for name in names], np.uint64)
    token = np.flatnonzero(np.isin(hashes, wanted))
    text = np.searchsorted(words.offsets, token, side="right") - 1
    order = np.lexsort((token, hashes[token], text))
    one = np.ones(len(token), np.int32)
    return words, Phrases(text[order].astype(np.int32), hashes[token[order]], token[order], one)


def prominent(title, body):
    """Prominence of "treaty" in one article."""
    words, phrases = phrases_in(corpus_of(note("a", title, body)), ["treaty"])
    return prominence(phrases, words)[1].tolist()


FILL = "herring " * 60


@pytest.mark.parametrize(
    ("title", "body", "chance"),
    [
        ("", "A treaty.", 0.4),
        ("", f"{FILL} A treaty.", 0.15),
        ("", f"{FILL * 4} A treaty.", 0.07),
        ("", "A treaty is a treaty.", 1 - 0.6 * 0.6),
        ("Treaty", "A treaty.", 1 - 0.25 * 0.6),
        ("Treaty", "", 0.75),
        ("Treaty", "Nothing.", 0.3),  # a headline that its article does not take up
    ],
)
def test_prominence_by_hand(title, body, chance):
    """Each place has its chance of telling the subject; the places are independent."""
    assert prominent(title, body) == pytest.approx([chance])


def test_divergence_by_hand():
    """Half of the articles against a tenth elsewhere; nothing for what is as usual elsewhere."""
    told = divergence(np.array([0.5, 0.1, 0.0]), np.array([0.1, 0.1, 0.1]))
    by_hand = 0.5 * log(0.5 / 0.1) + 0.5 * log(0.5 / 0.9)
    assert told == pytest.approx([by_hand, 0, 0])


def worths(articles, threads, actors, names):
    """Worth of each word in each thread, by name."""
    corpus = corpus_of(*articles)
    of = {article.id: thread for article, thread in zip(articles, threads, strict=True)}
    labels = np.array([of[name] for name in corpus.ids], np.int32)
    words, phrases = phrases_in(corpus, names)
    stories = np.arange(len(labels), dtype=np.int32)
    said = read_phrases(phrases, words, np.bincount(labels)[labels] == 1)
    found = weigh_phrases(corpus, said, stories, labels, actors)
    spelt = {hash_word(name): name for name in names}
    return {
        (int(thread), spelt[int(key)]): worth
        for thread, key, worth in zip(found.thread, found.key, found.worth.tolist(), strict=True)
    }


def affair(name, text, n=4, when="2018-01-{:02}"):
    """Articles of one text over some days."""
    return [note(f"{name}{k}", text, text, when.format(k + 1)) for k in range(n)]


def test_words_of_other_threads_with_the_same_actors_say_less():
    """Two affairs of one pair share the tariffs; only what the other lacks sets one apart."""
    articles = [*affair("a", "tariffs herring"), *affair("b", "tariffs cheese")]
    alike = worths(articles, [0] * 4 + [1] * 4, [(1, 2), (1, 2)], ["tariffs", "herring"])
    apart = worths(articles, [0] * 4 + [1] * 4, [(1, 2), (3, 4)], ["tariffs", "herring"])
    assert alike[0, "herring"] > 2 * alike[0, "tariffs"]
    assert apart[0, "tariffs"] > 2 * alike[0, "tariffs"]


def test_words_of_the_same_months_say_less():
    """What everybody speaks of at the time says less than if they had spoken of it years ago."""
    own = affair("a", "plague herring", when="2020-03-{:02}")
    labels = [0] * 4 + [1] * 30
    now = affair("b", "plague cheese", 30, "2020-03-{:02}")
    then = affair("b", "plague cheese", 30, "2012-03-{:02}")
    quiet = affair("q", "cheese", 30, "2020-03-{:02}") + [
        note(f"o{k}", "cheese", "cheese", f"2010-01-{k % 30 + 1:02}") for k in range(150)
    ]
    names = ["plague", "herring"]
    labels += [2] * 180
    told = worths([*own, *now, *quiet], labels, [(1,), (2,), (3,)], names)
    before = worths([*own, *then, *quiet], labels, [(1,), (2,), (3,)], names)
    assert told[0, "plague"] < 0.95 * before[0, "plague"]
    assert told[0, "herring"] == pytest.approx(before[0, "herring"], rel=0.05)


def test_undated_articles():
    """Without a date there are no months; the other shares decide."""
    articles = [note(f"a{k}", "herring", "herring") for k in range(3)]
    assert worths(articles, [0, 0, 0], [()], ["herring"])[0, "herring"] > 0


def test_no_phrases():
    """Without phrases nothing is weighed."""
    assert worths(affair("a", "cheese"), [0] * 4, [(1,)], ["herring"]) == {}


def test_background_share_of_a_phrase():
    """The product of its words' shares, at least e^-9, times .4."""
    corpus = corpus_of(note("a", "", "The said year was the zibbel wuxel plemp."))
    words = number_words(corpus.titles, corpus.bodies)
    share = dict(zip(words.hashes.tolist(), background_share(words.hashes).tolist(), strict=True))
    said, year = share[hash_word("said")], share[hash_word("year")]
    token = np.array([1, 1, 5, 2])  # said, said year, zibbel wuxel plemp, year
    phrases = Phrases(
        np.zeros(4, np.int32),
        np.arange(4, dtype=np.uint64),
        token,
        np.array([1, 2, 3, 1], np.int32),
    )
    found = background_share_of(phrases, words, np.arange(4))
    assert found == pytest.approx(
        [0.4 * said, 0.4 * said * year, 0.4 * np.exp(-9), 0.4 * year], rel=1e-5
    )
