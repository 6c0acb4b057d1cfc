"""What stories are compared by: matter, actors, sums."""

from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest
from archives import MEETING, corpus_of, note, onto, rows_of

from clustering.model import PartialDate
from clustering.text.actors import find_mentions, load_actors, mention_tokens
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words, spell
from clustering.threads.affinity import (
    actor_rows,
    add_stories,
    sum_stories,
)
from clustering.threads.word_rows import MATTER_WORDS, matter_rows


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def actors_of(table, articles):
    """Actor to value, one a text of (title, body)."""
    texts = [f"{title}\n\n{body}" for title, body in articles]
    titles = [title for title, _ in articles]
    rows = actor_rows(find_mentions(texts, table), titles, table)
    return [
        {
            table.actors[rows.columns[at]]: float(rows.values[at])
            for at in range(rows.offsets[row], rows.offsets[row + 1])
        }
        for row in range(len(rows))
    ]


def test_matter_weighs_titles_and_rare_words():
    """(1 + ln tf) · sqrt(idf): the title thrice, common words not, nothing beyond the start."""
    body = " ".join(["treaty fish", *["filler"] * MATTER_WORDS, "beyond"])
    words = number_words(["Treaty of"], [body])
    place = {
        w: int(np.searchsorted(words.hashes, np.uint64(hash_word(w))))
        for w in ("treaty", "of", "fish", "filler", "beyond")
    }
    idf = np.full(words.n_terms, 4.0, np.float32)
    idf[place["of"]], idf[place["fish"]], idf[place["filler"]] = 1.19, 9.0, 1.0
    rows, _ = matter_rows(words, idf, np.zeros(len(words.terms), np.bool_))
    values = dict(zip(rows.columns.tolist(), rows.values.tolist(), strict=True))
    assert set(values) == {place["treaty"], place["fish"]}
    ratio = (1 + log(4)) * 2 / 3
    assert values[place["treaty"]] / values[place["fish"]] == pytest.approx(ratio)


def test_the_topic_is_the_matter_without_names(table):
    """Names of actors are left out, of several words too; the rest is matter as before."""
    title, body = "Japan and North Korea", "Japan waits for the treaty."
    words = number_words([title], [body])
    mentions = find_mentions([f"{title}\n\n{body}"], table)
    idf = np.full(words.n_terms, 4.0, np.float32)
    named = mention_tokens(words, mentions, table, np.ones(len(mentions.text), np.bool_))
    whole, rows = matter_rows(words, idf, named)

    def spelt(found):
        return set(spell(words, found.columns[found.values > 0], [title], [body]))

    assert spelt(whole) - spelt(rows) == {"Japan", "North", "Korea"}
    assert spelt(rows) == {"and", "waits", "for", "the", "treaty"}
    assert np.square(rows.values).sum() == pytest.approx(1)


def test_actors_count_where_they_are_named(table):
    """A title mention is 3 + 1, one in the lead 2 + 1, one further down 1; square roots."""
    (found,) = actors_of(
        table, [("Japan looks on", f"Norway waits. {'filler ' * 150}At last Brazil spoke.")]
    )
    norm = sqrt(4 + 3 + 1)
    assert found == {
        "Japan": pytest.approx(2 / norm),
        "Norway": pytest.approx(sqrt(3) / norm),
        "Brazil": pytest.approx(1 / norm),
    }


def test_mentions_far_down_do_not_count(table):
    """Beyond 6,000 characters an actor is not looked at; no actor, no row."""
    far = f"{'filler ' * 1000} Brazil"
    assert actors_of(table, [("x", far), ("x", "")]) == [{}, {}]


def test_an_actor_at_home_counts_half(table):
    """Named in more than half of more than fifty articles, an actor counts half."""
    articles = [("Japan and Norway", "")] * 30 + [("Japan", "")] * 21
    assert actors_of(table, articles)[0]["Norway"] / actors_of(table, articles)[0][
        "Japan"
    ] == pytest.approx(1)  # both are at home: 51 and 30 of 51
    articles = [("Japan and Norway", "")] * 20 + [("Japan", "")] * 31
    found = actors_of(table, articles)[0]
    assert found["Norway"] / found["Japan"] == pytest.approx(2)
    found = actors_of(table, articles[:50])[0]
    assert found["Norway"] / found["Japan"] == pytest.approx(1)


def test_sums_of_stories():
    """Sums over articles; a month stands for its middle; undated articles count without days."""
    corpus = corpus_of(
        note("a", "x", "", "1970-01-11"),
        replace(note("b", "x", ""), date=PartialDate(1970, 2)),
        note("c", "x", ""),
        note("d", "x", "", "--01-01"),
    )
    assert corpus.ids == ["a", "b", "c", "d"]
    rows = rows_of([[1.0, 0], [0.6, 0.8], [0, 1.0], [0, 1.0]])
    topic = onto(rows, rows_of([[0.0, 0], [0, 1.0], [0, 1.0], [0, 0]]))
    elections = np.array([1, 0.5, 0, 0.5])
    sums = sum_stories(corpus, rows, topic, rows, elections, np.array([0, 0, 0, 1], np.int32))
    assert sums.elections.tolist() == [1.5, 0.5]
    assert sums.n_articles.tolist() == [3, 1]
    assert sums.n_dated.tolist() == [2, 0]
    assert sums.day_first.tolist() == [10, np.inf]
    assert sums.day_last.tolist() == [58, -np.inf]
    assert sums.day_total.tolist() == [10 + (31 + 58) / 2, 0]
    assert sums.matter.values.tolist() == pytest.approx([1.6, 1.8, 1.0])
    assert sums.matter.offsets.tolist() == [0, 2, 3]
    assert sums.topic.values.tolist() == [0, 2.0, 0]
    whole = add_stories(sums, np.zeros(2, np.int32))
    assert (whole.n_articles.tolist(), whole.n_dated.tolist()) == ([4], [2])
    assert whole.elections.tolist() == [2.0]
    assert whole.matter.values.tolist() == pytest.approx([1.6, 2.8])
    assert whole.topic.values.tolist() == [0, 2.0]
    assert whole.day_total.tolist() == [sums.day_total[0]]


def test_no_stories():
    """No rows give no sums."""
    corpus = corpus_of(*MEETING).take(np.zeros(0, np.int32))
    none = rows_of([])
    sums = sum_stories(corpus, none, none, none, np.zeros(0), np.zeros(0, np.int32))
    assert len(sums.n_articles) == len(sums.matter) == 0
