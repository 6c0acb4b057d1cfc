"""The top of the first page: numbers that agree with the tables below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories import article, findings_of, on
from samples import random_findings

from clustering.render.account import counts
from clustering.render.archive import Archive
from clustering.render.masthead import account_words, count_cards
from clustering.render.thread_rows import thread_rows
from clustering.render.tree import threads_words, tree_of

MAY = [on(date(2020, 5, day)) for day in range(1, 10)]


def told(threads):
    """The sentence about five articles in the given threads."""
    found = findings_of([article(name, name, MAY[0]) for name in "abcde"], threads=threads)
    return account_words(Archive(found), counts(found))


@pytest.mark.parametrize(
    ("threads", "words"),
    [
        (["abcde"], "5 stories in 1 thread; no"),
        (["ab", "cd"], "5 stories in 2 threads, with 1 article in no thread; no"),
        (["ab"], "5 stories in 1 thread, with 3 articles in no thread; no"),
        ([], "5 stories, none of one affair with another; no"),
    ],
)
def test_a_thread_has_two_articles_or_more(threads, words):
    """Articles that stand alone are not called threads."""
    assert f"They tell {words} article is a copy of another." in told(threads)


def test_the_numbers_are_those_of_the_tables_below():
    """Threads as in their table, single articles as on their page, origins as in the rows."""
    archive = Archive(random_findings(300, 90))
    cards = {card["name"]: card for card in count_cards(counts(archive.findings))}
    rows = [*thread_rows(archive)]
    assert int(cards["threads"]["number"]) == len(rows) == len(archive.busiest)
    assert int(cards["single articles"]["number"]) == len(archive.singles) > 0
    in_threads = sum(int(row["origins"]) for row in rows)
    alone = sum(thread.n_origins for thread in archive.singles)
    assert int(cards["independent origins"]["number"]) == in_threads + alone
    assert cards["single articles"]["href"] == "singles.html"


def test_affairs_count_threads_and_single_articles_apart():
    """What the tree calls a thread has a page; the others are articles."""
    archive = Archive(random_findings(300, 90))
    for affair, branch in zip(
        sorted(archive.findings.affairs, key=lambda a: (-len(a.rows), a.rows)),
        tree_of(archive),
        strict=True,
    ):
        pages = sum(leaf["href"].startswith("threads/") for leaf in branch["threads"])
        alone = sum(leaf["href"].startswith("singles") for leaf in branch["threads"])
        parts = [f"{pages} thread{'s' if pages > 1 else ''}"] if pages else []
        parts += [f"{alone} single article{'s' if alone > 1 else ''}"] if alone else []
        assert threads_words(archive, affair) == " and ".join(parts)
        assert branch["counts"].startswith(" and ".join(parts))


def test_a_wire_behind_several_articles_is_one_origin_on_the_first_page_too():
    """Origins are those of the stories: fewer than texts where one service stands behind some."""
    found = findings_of([article(n, n, MAY[0]) for n in "abc"], stories=["ab"])
    pair, lone = sorted(found.stories, key=lambda s: -len(s.rows))
    found = replace(found, stories=(replace(pair, n_origins=1), lone))
    assert (counts(found)["n_origins"], counts(found)["n_copies"]) == (2, 0)
