"""Links, the lead and the facts of a thread, as its page tells them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
from factories import article, findings_of, links_of, on, with_terms

from clustering.model import Burst, PartialDate
from clustering.render.archive import Archive
from clustering.render.evidence import story_evidence
from clustering.render.fits_table import fits_of
from clustering.render.lead import first_words, lead_of
from clustering.render.story_section import story_context
from clustering.render.thread_facts import facts_of


def test_links_keep_their_ids(sixty):
    """The id of a link depends on its articles, so that a deep link survives a re-run."""
    first = story_evidence(Archive(sixty), [0, 1, 2])
    again = story_evidence(Archive(replace(sixty, stories=sixty.stories)), [2, 1, 0])
    assert [e.id for e in first] == [e.id for e in again][::-1]
    assert len({e.id for e in first}) == 3


def test_the_nearest_other_story_is_told_with_what_parted_them(sixty):
    """Of a lone article only where it came near; the way leads to where it is read."""
    archive = Archive(sixty)
    one, other = sixty.stories[0], sixty.stories[1]
    for rows, probability, near in ((1, 0.30, True), (1, 0.15, False), (2, 0.15, True)):
        story = replace(
            one, rows=one.rows[:1] * rows, nearest=other.id, nearest_probability=probability
        )
        told = story_context(archive, story, 5, set())["nearest"]
        assert (told is not None) == near
        if told is not None:
            assert told["score"] == f"{probability:.2f}"
            assert told["href"].endswith(f"#{other.id}")
    assert story_context(archive, replace(one, nearest=""), 5, set())["nearest"] is None


def test_the_lead_is_quoted_in_order_of_time(sixty):
    """Key sentences of the stories with most origins, each with its source and its place."""
    thread = Archive(sixty).busiest[0]
    lead = lead_of(Archive(sixty), thread)
    assert len(lead) == 2
    places = [thread.stories.index(quote["href"][1:]) for quote in lead]
    assert places == sorted(places)
    texts = " ".join(sixty.corpus.bodies)
    assert all(quote["text"] in texts for quote in lead)


def test_who_is_often_first_needs_known_days():
    """Two stories in which the same outlet was first; a month alone decides nothing."""
    early, late, vague = on(date(2018, 9, 1)), on(date(2018, 9, 3)), PartialDate(2018, 9)
    made = [
        article(f"{story}{n}", story, when, outlet=outlet)
        for story in "pqr"
        for n, (outlet, when) in enumerate([("A", early), ("B", vague if story == "r" else late)])
    ]
    groups = [[a.id for a in made if a.id[0] == story] for story in "pqr"]
    found = findings_of(made, stories=groups, threads=[[a.id for a in made]])
    words = first_words(Archive(found), found.threads[0])
    assert words == "A (2) of 3 stories told by several outlets"


def test_a_link_quotes_what_both_articles_say():
    """The uncommon words that the two share, as the first has them, on one line."""
    day = on(date(2018, 9, 10))
    texts = {"a": "Met at the Vladivostok\nforum.", "b": "Vladivostok  forum ended."}
    found = findings_of(
        [article(n, n, day, body=text) for n, text in texts.items()], stories=[["a", "b"]]
    )
    found = replace(found, story_links=with_terms(links_of([(0, 1, 0.8, True)])))
    assert story_evidence(Archive(found), [0])[0].shared == ("Vladivostok forum",)


def test_what_both_say_is_quoted_once():
    """Long passages that begin alike look alike when they are cut."""
    day, long = on(date(2018, 9, 10)), "they must end these unhealthy rivalries and interferences "
    body = "".join(f"{long * 2}that {fate} them all. " for fate in ("haunt", "divide"))
    articles = [
        article("a", "a", day, body=f"{body}The end."),
        article("b", "b", day, body=body.replace(". ", ". Meanwhile in Amber. ")),
    ]
    found = findings_of(articles, stories=[["a", "b"]])
    found = replace(found, story_links=with_terms(links_of([(0, 1, 0.8, True)])))
    shared = story_evidence(Archive(found), [0])[0].shared
    assert len(shared) == len(set(shared)) > 0


def test_every_story_of_a_thread_says_why_it_is_there(sixty):
    """A row each, least first; the columns multiply to the affinity."""
    archive = Archive(sixty)
    thread = max(sixty.threads, key=lambda t: len(t.stories))
    found = fits_of(archive, thread, 300)
    assert {row["id"] for row in found["rows"]} == set(thread.stories)
    assert len(found["heads"]) == len(found["rows"][0]["cells"]) - 1
    for row in found["rows"]:
        affinity, *factors = map(float, row["cells"])
        assert abs(math.prod(factors) - affinity) < 0.03
        assert row["near"] in thread.stories
    short = fits_of(archive, thread, 1)
    assert len(short["rows"]) == 1
    assert f"{len(thread.stories) - 1} " in short["more"]
    fits = sixty.story_fits
    falling = replace(fits, affinity=np.linspace(0.9, 0.1, len(fits), dtype=np.float32))
    rows = fits_of(Archive(replace(sixty, story_fits=falling)), thread, 300)["rows"]
    affinities = [float(row["cells"][0]) for row in rows]
    assert affinities == sorted(affinities)
    assert affinities[0] < affinities[-1]
    none = replace(sixty, story_fits=type(fits).empty())
    assert fits_of(Archive(none), thread, 300) is None


def test_a_busy_stretch_names_the_story_behind_it(sixty):
    """With its days, its articles and the way to it; past the third they are only counted."""
    archive = Archive(sixty)
    thread = sixty.threads[0]
    story = archive.stories[thread.stories[0]]
    bursts = [Burst(17000 + 40 * k, 17004 + 40 * k, 9 - k, story.rows[0]) for k in range(4)]
    facts = facts_of(archive, replace(thread, bursts=tuple(bursts)))
    fact = next(fact for fact in facts if fact["name"] == "Busiest")
    assert fact["text"] == "1 more"
    assert [burst["count"] for burst in fact["bursts"]] == [
        "9 articles",
        "8 articles",
        "7 articles",
    ]
    assert fact["bursts"][0]["when"] == "18–22 July 2016"
    assert {burst["href"] for burst in fact["bursts"]} == {f"#{story.id}"}
    facts = facts_of(archive, replace(thread, bursts=()))
    assert "Busiest" not in [fact["name"] for fact in facts]


def test_outlets_with_one_article_each_are_counted():
    """A list of ones tells nothing; with more than that they are named, and their firsts."""
    day = on(date(2018, 9, 10))
    found = findings_of(
        [article(n, n, day, outlet=f"Paper {n}") for n in "abc"], threads=[["a", "b", "c"]]
    )
    told = {f["name"]: f["text"] for f in facts_of(Archive(found), found.threads[0])}
    assert told["Most articles from"] == "3 outlets, one each"


def test_all_who_share_the_first_day_were_first():
    """No hour is known; who came later or in some day of that month is not among them."""
    dates = {name: on(date(2018, 9, 1)) for name in "abc"}
    dates |= {"c": on(date(2018, 9, 2)), "d": PartialDate(2018, 9, None, "body")}
    articles = [article(n, n, dates[n], outlet=f"Paper {n}") for n in "abcd"]
    found = findings_of(articles, threads=[list("abcd")])
    thread = replace(found.threads[0], first_outlet="Paper b")
    told = {f["name"]: f["text"] for f in facts_of(Archive(found), thread)}
    names = [name.strip("\u2068\u2069") for name in told["First to report"].split(", ")]
    assert names == ["Paper b", "Paper a", "1 September 2018"]
    unknown = replace(thread, first_outlet="")
    assert "First to report" not in [f["name"] for f in facts_of(Archive(found), unknown)]
