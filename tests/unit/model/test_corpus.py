"""A corpus has one order, whatever the order of the input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.model import NO_DAY, UNKNOWN_DATE, Article, Corpus, PartialDate


def article(identifier, body="", date=UNKNOWN_DATE):
    """An article of which only id, length and date matter."""
    return Article(identifier, "-", 0, f"Title {identifier}", body, date)


DATES = st.sampled_from(
    [UNKNOWN_DATE, PartialDate(None, 9, 10), PartialDate(2018), PartialDate(2018, 1)]
    + [PartialDate(2018, 1, day) for day in (1, 2, 3)]
    + [PartialDate(1960, 5, 5)]
)
ARTICLES = st.lists(
    st.builds(article, st.text(max_size=3), st.sampled_from(["", "a", "bb"]), DATES),
    unique_by=lambda a: a.id,
    max_size=12,
)


def test_rows_go_by_day_then_length_then_id():
    """Earliest first, the longest of a day first, the id decides ties, undated ones last."""
    day = PartialDate(2018, 9, 10)
    articles = [
        article("undated", "a very long body"),
        article("late", "x", PartialDate(2018, 9, 11)),
        article("b", "short", day),
        article("a", "short", day),
        article("z", "longer body", day),
        article("no year", "body", PartialDate(None, 1, 1)),
    ]
    assert Corpus.of(articles).ids == ["z", "a", "b", "late", "undated", "no year"]


def test_of_equal_first_days_the_more_exact_date_is_first():
    """A day comes before its month, and the month before its year."""
    first = [PartialDate(2018), PartialDate(2018, 1), PartialDate(2018, 1, 1)]
    articles = [article(d.precision, "body", d) for d in first]
    assert Corpus.of(articles).ids == ["day", "month", "year"]


def test_columns_hold_the_possible_days():
    """Days count from 1970-01-01; without a year there is none."""
    articles = [article("a", "", PartialDate(1970, 1)), article("b")]
    corpus = Corpus.of(articles)
    assert corpus.day_first.tolist() == [0, NO_DAY]
    assert corpus.day_last.tolist() == [30, NO_DAY]
    assert corpus.dated.tolist() == [True, False]
    assert corpus.day_first.dtype == corpus.day_last.dtype == np.int32


def test_columns_are_read_only():
    """No stage can move a date."""
    corpus = Corpus.of([article("a")])
    for column in (corpus.day_first, corpus.day_last, corpus.dated):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 3


@given(ARTICLES, st.randoms())
def test_order_of_input_does_not_matter(articles, random):
    """Any shuffling gives the same rows and columns."""
    shuffled = list(articles)
    random.shuffle(shuffled)
    one, two = Corpus.of(articles), Corpus.of(shuffled)
    assert one.articles == two.articles
    assert one.day_first.tolist() == two.day_first.tolist()
    assert one.day_last.tolist() == two.day_last.tolist()


@given(ARTICLES)
def test_columns_follow_the_rows(articles):
    """Row i of every column and list is article i, and dated rows come before undated."""
    corpus = Corpus.of(articles)
    assert len(corpus) == len(articles)
    assert corpus.ids == [a.id for a in corpus.articles]
    assert corpus.titles == [a.title for a in corpus.articles]
    assert corpus.bodies == [a.body for a in corpus.articles]
    for row, a in enumerate(corpus.articles):
        span = a.date.span_days() or (NO_DAY, NO_DAY)
        assert (corpus.day_first[row], corpus.day_last[row]) == span
    dated = corpus.dated.tolist()
    assert dated == sorted(dated, reverse=True)


def test_no_articles_make_an_empty_corpus():
    """Columns are empty and keep their type."""
    corpus = Corpus.of([])
    assert len(corpus) == 0
    assert corpus.day_first.dtype == np.int32
    assert corpus.dated.tolist() == []


def test_the_same_id_twice_is_refused():
    """Ids tell articles apart in every table."""
    with pytest.raises(ValueError, match="two articles with the id 'a'"):
        Corpus.of([article("a"), article("b"), article("a", "other")])
