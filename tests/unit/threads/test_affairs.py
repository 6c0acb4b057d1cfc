"""Umbrella affairs as a person reads them."""

import json

import numpy as np
from archives import CEASEFIRE, CONCERT, TREATY, corpus_of
from factories import findings_of

from clustering import analyze
from clustering.model import Groups
from clustering.render import affairs_table, threads_table
from clustering.threads.affairs import describe_affairs
from clustering.threads.naming import Naming


def named(name):
    """A naming with that name."""
    return Naming(("Japan",), ("treaty",), name)


def described(labels):
    """Threads and affairs; the invented threads are t1+t2, y1, c1, t3."""
    articles = [*TREATY, CEASEFIRE[0], CONCERT]
    findings = findings_of(articles, stories=[["t1", "t2"]], threads=[["t1", "t2"]])
    corpus = corpus_of(*articles)
    assert corpus.ids == ["t1", "t2", "y1", "c1", "t3"]
    umbrellas = Groups(np.array(labels, np.int32))
    names = [named(f"umbrella of {root}") for root in umbrellas.roots.tolist()]
    weakest = [(10 + root) / 100 for root in umbrellas.roots.tolist()]
    return findings.threads, *describe_affairs(corpus, umbrellas, findings.threads, names, weakest)


def test_an_affair_holds_its_threads():
    """Rows, span, outlets and counts are those of its threads together; the threads know it."""
    before, threads, affairs = described([0, 0, 2, 2, 0])
    first, second = affairs
    assert (first.id[:2], first.rows, second.rows) == ("a-", (0, 1, 4), (2, 3))
    assert first.threads == (before[0].id, before[3].id)
    assert [t.parent for t in threads] == [first.id, second.id, second.id, first.id]
    assert (first.name, first.actors, first.matter) == ("umbrella of 0", ("Japan",), ("treaty",))
    assert second.name == "umbrella of 2"
    assert (first.weakest, second.weakest) == (0.1, 0.12)
    assert first.day_first == before[0].day_first < before[3].day_first <= first.day_last
    assert first.day_last == before[3].day_last
    assert first.n_stories == len(before[0].stories) + len(before[3].stories) == 2
    assert first.n_origins == before[0].n_origins + before[3].n_origins
    assert first.outlets == ("Evening Courier", "Harbour News")


def test_a_thread_alone_has_no_affair():
    """One thread is no umbrella, and the id depends on the first article alone."""
    _, threads, (affair,) = described([0, 0, 2, 3, 0])
    assert [t.parent for t in threads] == [affair.id, "", "", affair.id]
    assert affair.id == described([0, 0, 0, 3, 3])[2][0].id
    assert described([0, 0, 2, 3, 4])[2] == ()


def test_affairs_of_a_run(tmp_path):
    """From input to table: strict threads under a loose umbrella, none when the cuts are one."""
    lines = [
        json.dumps({"id": a.id, "title": a.title, "text": a.body, "date": a.date.iso()})
        for a in (*TREATY, *CEASEFIRE)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))

    def run(umbrella):
        levels = {
            "stories": {"link_probability": 0.99},
            "threads": {"affinity": 0.9, "umbrella": umbrella},
        }
        return analyze(tmp_path, config=levels)

    found = run(0.3)
    parents = dict(zip(found.corpus.ids, [""] * len(found.corpus), strict=True))
    for thread in found.threads:
        parents |= dict.fromkeys((found.corpus.ids[row] for row in thread.rows), thread.parent)
    table = affairs_table(found)
    assert parents["t1"] == parents["t2"] == parents["t3"] in table["id"]
    assert parents["y1"] == parents["y2"] != parents["t1"]
    assert sorted(set(threads_table(found)["parent"]) - {""}) == sorted(table["id"])
    assert all(weakest < 0.9 for weakest in table["weakest"])
    assert all("Japan" in a or "Yemen" in a for a in table["actors"])
    assert run(0.9).affairs == ()
