"""TF-IDF rows: against scikit-learn and by hand."""

from math import log, sqrt

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from clustering.text.overlap import cosines
from clustering.text.scan import NUMBER
from clustering.text.tfidf import (
    Rows,
    bigram_vectors,
    blended_idf,
    body_spans,
    lead_spans,
    pool,
    title_spans,
    vectors,
    whole_spans,
)
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words

TITLES = ["Talks in Tokyo", "", "Treaty signed", "Empty"]
BODIES = [
    "Abe and Putin held talks. The talks on the treaty were long: 26 talks.",
    "Abe flew home to Tokyo.",
    "A treaty, a treaty, a treaty at last.",
    "",
]


@pytest.fixture(scope="module")
def words():
    """Four short articles."""
    return number_words(TITLES, BODIES)


def dense(rows):
    """The rows as an ordinary matrix."""
    matrix = np.zeros((len(rows), rows.n_columns))
    for row in range(len(rows)):
        part = slice(rows.offsets[row], rows.offsets[row + 1])
        assert (np.diff(rows.columns[part]) > 0).all()
        matrix[row, rows.columns[part]] = rows.values[part]
    return matrix


def term(words, word):
    """Number of a word."""
    return int(np.searchsorted(words.hashes, np.uint64(hash_word(word))))


def flat(words, weight=1.0):
    """The same weight for every term."""
    return np.full(words.n_terms, weight, np.float32)


def test_vectors_equal_scikit_learn(words):
    """(1 + ln tf) · idf, unit length, as TfidfTransformer with sublinear counts gives it."""
    texts = [f"{t} {b}" for t, b in zip(TITLES, BODIES, strict=True)]
    counter = CountVectorizer(token_pattern=r"\w+")
    counts = counter.fit_transform(texts)
    idf = np.random.default_rng(5).uniform(0.5, 6, words.n_terms).astype(np.float32)
    place = [term(words, word) for word in counter.get_feature_names_out()]
    reference = TfidfTransformer(sublinear_tf=True).fit(counts)
    reference.idf_ = idf[place]
    expected = np.zeros((4, words.n_terms))
    expected[:, place] = reference.transform(counts).toarray()
    assert dense(vectors(words, whole_spans(words), idf)) == pytest.approx(expected, abs=1e-5)


def test_document_frequency_counts_texts(words):
    """A word counts once in a text, title and body together."""
    df = words.document_frequency
    assert df[term(words, "talks")] == 1
    assert df[term(words, "treaty")] == 2
    assert df[term(words, "tokyo")] == 2
    assert df[term(words, "abe")] == 2
    assert df.sum() == len({(w, i) for i, t in enumerate(TITLES) for w in _plain(t, i)})


def _plain(title, index):
    text = f"{title} {BODIES[index]}".lower()
    return "".join(c if c.isalnum() else " " for c in text).split()


def test_blended_idf_by_hand():
    """ln((n + weight + 1) / (df + weight · background + 1/2)), at least 0."""
    df = np.array([1, 2, 0, 2])
    background = np.array([0.5, 0, 0.0005, 1], np.float32)
    idf = blended_idf(df, 2, background, 2000.0)
    expected = [log(2003 / 1001.5), log(2003 / 2.5), log(2003 / 1.5), log(2003 / 2002.5)]
    assert idf.tolist() == pytest.approx(expected, abs=1e-5)
    assert idf.dtype == np.float32


def test_idf_of_a_large_archive_is_its_own():
    """With many texts the background fades: a word in half of 400,000 texts weighs ln 2."""
    idf = blended_idf(np.array([200_000]), 400_000, np.zeros(1, np.float32), 2000.0)
    assert idf[0] == pytest.approx(log(402_001 / 200_000.5), abs=1e-5)
    assert idf[0] == pytest.approx(log(2), abs=0.01)


def test_spans_are_parts_of_a_text(words):
    """Title, body, lead and whole are told apart by token."""
    first = [slice(s.first[0], s.end[0]) for s in (title_spans(words), body_spans(words))]
    assert (first[0].start, first[0].stop) == (0, 3)
    assert (first[1].start, first[1].stop) == (3, 17)
    assert lead_spans(words, 2).end.tolist() == np.add(words.offsets[:-1], [5, 2, 4, 1]).tolist()
    assert body_spans(words, 100).end.tolist() == words.offsets[1:].tolist()


def test_title_counts_three_times(words):
    """Title words three times: 'talks' once in the title and three times below is six."""
    rows = vectors(words, whole_spans(words), flat(words), title_times=3)
    row = dense(rows)[0]
    once = row[term(words, "abe")]
    assert row[term(words, "talks")] / once == pytest.approx(1 + log(6), abs=1e-5)
    assert row[term(words, "in")] / once == pytest.approx(1 + log(3), abs=1e-5)
    assert row[term(words, "the")] / once == pytest.approx(1 + log(2), abs=1e-5)


def test_terms_of_no_weight_are_left_out(words):
    """A term of weight 0 has no entry, and a row of such terms is empty."""
    weights = flat(words, 0)
    weights[term(words, "treaty")] = 2
    rows = vectors(words, whole_spans(words), weights)
    assert rows.filled.tolist() == [True, False, True, False]
    assert rows.values.tolist() == [1.0, 1.0]


def test_numbers_alone(words):
    """Only tokens with the flag asked for are counted."""
    rows = vectors(words, whole_spans(words), flat(words), NUMBER)
    assert rows.columns.tolist() == [term(words, "26")]
    assert rows.filled.tolist() == [True, False, False, False]


def test_pairs_of_words_weigh_their_sum():
    """In 'a b c a b' the pairs are ab twice, bc and ca; a pair's weight is the sum of both."""
    words = number_words([""] * 3, ["a b c a b", "b a", "a b"])
    weights = flat(words)
    weights[term(words, "b")], weights[term(words, "c")] = 2, 3
    first, reversed_pair, same_pair = (
        bigram_vectors(words, whole_spans(words), weights).take(np.array([i], np.int32))
        for i in range(3)
    )
    ab, bc, ca = (1 + log(2)) * 3, 5.0, 4.0
    norm = sqrt(ab**2 + bc**2 + ca**2)
    assert sorted(first.values.tolist()) == pytest.approx(sorted(v / norm for v in (ab, bc, ca)))
    assert same_pair.columns[0] in first.columns
    assert reversed_pair.columns[0] not in first.columns


def test_pairs_with_a_common_word_are_left_out():
    """A word of weight below 1 makes no pair, and does not join its neighbours."""
    words = number_words([""], ["peace of treaty signed"])
    weights = flat(words, 2)
    weights[term(words, "of")] = 0.9
    rows = bigram_vectors(words, whole_spans(words), weights, n_buckets=64)
    assert len(rows.columns) == 1
    assert rows.n_columns == 64
    assert 0 <= rows.columns[0] < 64


def test_cosines_equal_dot_products(words):
    """The cosine of unit rows is their dot product; 0 where a row is empty."""
    rows = vectors(words, whole_spans(words), flat(words))
    matrix = dense(rows)
    left, right = np.array([0, 0, 1, 0], np.int32), np.array([1, 2, 2, 3], np.int32)
    expected = (matrix[left] * matrix[right]).sum(axis=1)
    found = cosines(rows, left, right)
    assert found.tolist() == pytest.approx(expected.tolist(), abs=1e-6)
    assert found[0] > 0
    assert np.linalg.norm(matrix[0]) == pytest.approx(1, abs=1e-6)


def test_empty_text_has_no_cosine():
    """An empty text is similar to nothing, not even to another empty one."""
    rows = Rows(np.zeros(3, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32), 5)
    assert cosines(rows, np.array([0], np.int32), np.array([1], np.int32)).tolist() == [0]


def test_pooled_rows_are_sums(words):
    """A group is the sum of its rows, of unit length if asked; an empty group is empty."""
    rows = vectors(words, whole_spans(words), flat(words))
    labels = np.array([2, 0, 2, 0], np.int32)
    sums = np.zeros((3, words.n_terms))
    np.add.at(sums, labels, dense(rows))
    assert dense(pool(rows, labels, 3, unit=False)) == pytest.approx(sums, abs=1e-6)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    expected = np.divide(sums, norms, out=np.zeros_like(sums), where=norms > 0)
    pooled = pool(rows, labels, 3)
    assert dense(pooled) == pytest.approx(expected, abs=1e-6)
    assert pooled.filled.tolist() == [True, False, True]


def test_take_gives_rows_in_any_order(words):
    """Rows can be taken in any order, twice or not at all."""
    rows = vectors(words, whole_spans(words), flat(words))
    chosen = np.array([2, 0, 3, 2], np.int32)
    assert np.array_equal(dense(rows.take(chosen)), dense(rows)[chosen])
    assert len(rows.take(np.zeros(0, np.int32))) == 0
