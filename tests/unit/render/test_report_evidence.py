"""Waterfalls, differences of copies, the way of a text, the lead of a thread."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from math import exp

import numpy as np
import pytest
from factories import article, findings_of, links_of, on, with_terms

from clustering.model import Burst, PartialDate
from clustering.render.archive import Archive
from clustering.render.cards import threshold_text
from clustering.render.differences import MAX_WORDS, difference_of, words_of
from clustering.render.evidence import story_evidence
from clustering.render.fall import bar_style, fall_of
from clustering.render.fits_table import fits_of
from clustering.render.lead import first_words, lead_of
from clustering.render.propagation import propagation_of
from clustering.render.spanning import spanning
from clustering.render.story_section import story_context, weakest_ties
from clustering.render.terms import STORY_TERMS, THREAD_TERMS
from clustering.render.thread_facts import facts_of
from clustering.render.waterfall import (
    Scale,
    Waterfall,
    reading,
    story_scale,
    thread_scale,
    waterfall_of,
)
from clustering.stories.affinity import FEATURES
from clustering.threads.measures import TERMS

SCALE = Scale(STORY_TERMS, 0.0, odds=True)


def test_every_term_of_the_models_has_a_name_for_people():
    """A new feature that nobody named would show its column's name."""
    assert {c for parts in STORY_TERMS.values() for c in parts} >= set(FEATURES)
    assert {c for parts in THREAD_TERMS.values() for c in parts} == set(TERMS)


def test_a_waterfall_adds_up_to_its_score():
    """From the base through what spoke for and what against to the link's probability."""
    links = with_terms(links_of([(0, 1, 0.8, True)], cosine_text=[0.41], days=[3.0]))
    found = waterfall_of(links, 0, SCALE)
    assert [(s.name, s.measured) for s in found.steps] == [
        ("words of the whole text", "0.41"),
        ("days apart", "3 days"),
        ("same outlet", ""),
    ]
    assert found.steps[0].start == found.base == -6.0
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.start == pytest.approx(before.start + before.adds)
    assert 1 / (1 + exp(-found.total)) == pytest.approx(0.8, abs=1e-5)


def test_small_terms_are_summed_up():
    """Terms that hardly move the sum share one row, so that the rows still add up."""
    links = with_terms(links_of([(0, 1, 0.8, True)]))
    small = {
        "cosine_numbers": np.array([0.04], np.float32),
        "no_body": np.array([0.05], np.float32),
    }
    links = replace(links, terms={**links.terms, **small})
    found = waterfall_of(links, 0, SCALE)
    assert found.steps[-1].name == "all else"
    assert found.steps[-1].adds == pytest.approx(0.09)
    assert found.total == pytest.approx(found.base + sum(s.adds for s in found.steps))


def test_a_score_that_is_no_sum_has_no_waterfall(sixty):
    """Copies are measured, not added up."""
    assert waterfall_of(links_of([(0, 1, 0.8, True)]), 0, SCALE) is None
    assert story_scale(sixty.config).threshold == pytest.approx(0.0)
    assert exp(thread_scale(sixty.config).threshold) == pytest.approx(
        sixty.config["threads"]["affinity"]
    )


@pytest.mark.parametrize(
    ("value", "odds", "words"),
    [
        (0.0, True, "50\u202f%"),
        (-9.0, True, "<\u202f0.1\u202f%"),
        (9.0, True, ">\u202f99.9\u202f%"),
        (-6.0, True, "0.2\u202f%"),
        (0.0, False, "1.00"),
        (-1.0, False, "0.36"),
    ],
)
def test_sums_are_read_as_scores(value, odds, words):
    """Log-odds as a probability, never as certainty; a logarithm as an affinity."""
    assert reading(value, odds=odds) == words


def test_the_table_tells_all_that_is_drawn():
    """Beginning, terms and end are its rows, each beginning where the one before ended."""
    found = waterfall_of(with_terms(links_of([(0, 1, 0.8, True)])), 0, SCALE)
    fall = fall_of(found)
    assert [row.name for row in fall.rows][::4] == ["to begin with", "together"]
    assert fall.rows[3].adds == "−1.50"
    adds = [float(row.adds.replace("−", "-")) for row in fall.rows if row.adds]
    chance = 1 / (1 + math.exp(-found.base - sum(adds)))
    assert fall.rows[-1].so_far == f"{math.floor(100 * chance + 0.1)}\u202f%"
    assert fall.threshold == "50\u202f%"
    bars = [row.bar.split() for row in fall.rows]
    at = bars[0][0][1:]
    for row, (left, right) in zip(fall.rows[1:-1], bars[1:-1], strict=True):
        up = row.adds.startswith("+")
        assert left[0] + right[0] == ("ab" if up else "cd")
        start, end = (left[1:], right[1:]) if up else (right[1:], left[1:])
        assert start == at
        at = end
    places = [int(place[1:]) for bar in bars for place in bar]
    assert (min(places), max(places)) == (0, 99)
    gate = int(fall.gate.removeprefix("g"))
    low, high = found.base, max(step.start + step.adds for step in found.steps)
    assert gate == round(99 * (SCALE.threshold - low) / (high - low))
    assert bars[-1] == [f"e{at}"]


def test_every_place_of_a_bar_has_its_rule():
    """Without its rule a bar would stand at the left."""
    style = bar_style()
    for place in (0, 7, 99):
        for key in "abceg":
            assert re.search(rf"\.{key}{place}[,{{]", style), (key, place)
    assert ".d99{--b:99}" in style


def test_a_threshold_is_told_with_all_its_digits():
    """0.178 is not 0.18, of which a pair at 0.179 would fall short."""
    assert [threshold_text(t) for t in (0.5, 0.178, 0.8, 0.1)] == ["0.50", "0.178", "0.80", "0.10"]
    fall = Waterfall(0.0, (), math.log(0.2), math.log(0.178), odds=False)
    assert fall_of(fall).threshold == "0.178"
    assert fall_of(replace(fall, threshold=math.log(0.475 / 0.525), odds=True)).threshold == (
        "47.5\u202f%"
    )


def test_links_keep_their_ids(sixty):
    """The id of a link depends on its articles, so that a deep link survives a re-run."""
    first = story_evidence(Archive(sixty), [0, 1, 2])
    again = story_evidence(Archive(replace(sixty, stories=sixty.stories)), [2, 1, 0])
    assert [e.id for e in first] == [e.id for e in again][::-1]
    assert len({e.id for e in first}) == 3


def test_a_spanning_tree_holds_all_together():
    """Edges that close a circle are left out."""
    assert list(spanning(iter([(0, 1, 7), (1, 2, 8), (0, 2, 9), (3, 2, 10)]))) == [7, 8, 10]


def test_a_story_breaks_at_the_weakest_link_of_its_tree():
    """Of three articles two links hold them together; the weaker of these is shown."""
    links = links_of([(0, 1, 0.9, True), (0, 2, 0.8, True), (0, 5, 0.48, False), (1, 2, 0.6, True)])
    assert weakest_ties(links, [0, 1, 3, 2]) == [1]
    assert weakest_ties(links, [2]) == []


def test_the_nearest_other_story_is_told_with_what_parted_them(sixty):
    """Of a lone article only where it came near; the way leads to where it is read."""
    archive = Archive(sixty)
    one, other = sixty.stories[0], sixty.stories[1]
    for rows, probability, near in ((1, 0.46, True), (1, 0.30, False), (2, 0.30, True)):
        story = replace(
            one, rows=one.rows[:1] * rows, nearest=other.id, nearest_probability=probability
        )
        told = story_context(archive, story, 5, set())["nearest"]
        assert (told is not None) == near
        if told is not None:
            assert told["score"] == f"{probability:.2f}"
            assert told["href"].endswith(f"#{other.id}")
    assert story_context(archive, replace(one, nearest=""), 5, set())["nearest"] is None


OLD = (
    "Envoys open talks\n\nThe envoys met on Monday in the port, where they spoke about herring "
    "and boats.\n\nNobody was hurt when the ferry left the quay early in the morning."
)


def kinds(row_side):
    """Fates and texts of one side of a row."""
    return [(piece.kind, piece.text.strip()) for piece in row_side]


def test_a_changed_word_is_found_between_kept_ones():
    """One word in another's place; all else is kept, paragraph by paragraph."""
    found = difference_of(OLD, OLD.replace("Monday", "Tuesday"))
    assert len(found.rows) == 3
    assert kinds(found.rows[1].left)[1] == ("changed", "Monday")
    assert kinds(found.rows[1].right)[1] == ("changed", "Tuesday")
    assert found.counts == {"kept": 30, "changed": 1, "cut": 0}


def test_what_is_cut_and_added_stands_alone():
    """A paragraph that only one of the texts has faces an empty side."""
    shorter = OLD.rsplit("\n\n", 1)[0]
    found = difference_of(OLD, shorter)
    assert kinds(found.rows[-1].left)[0][0] == "cut"
    assert found.rows[-1].right == ()
    assert found.counts["cut"] == 13
    added = difference_of(shorter, OLD)
    assert kinds(added.rows[-1].right)[0][0] == "added"
    assert added.counts["added"] == 13


def test_a_moved_paragraph_is_not_called_new():
    """A passage that stands elsewhere in the copy has moved."""
    title, first, second = OLD.split("\n\n")
    found = difference_of(OLD, f"{title}\n\n{second}\n\n{first}")
    moved = [p for row in found.rows for p in row.right if p.kind == "moved"]
    assert len(moved) == 1
    assert moved[0].text.strip() in (first, second)
    assert found.counts.get("added", 0) == found.counts["cut"] == 0


def test_quotation_marks_of_any_form_are_alike():
    """Typography is no edit."""
    assert difference_of('He said "no" – twice', "He said “no” - twice").counts == {
        "kept": 5,
        "cut": 0,
    }


def test_no_word_is_lost_or_made_up():
    """Each side's pieces put together are its words."""
    new = OLD.replace("herring and boats", "cod").replace("Nobody", "No one at all")
    found = difference_of(OLD, new)
    for side, text in (("left", OLD), ("right", new)):
        told = "".join(p.text for row in found.rows for p in getattr(row, side))
        assert told.split() == text.split()


def test_long_texts_are_compared_in_part_and_signs_are_words():
    """The page can say so; Chinese text is compared sign by sign."""
    assert not difference_of("word " * (MAX_WORDS + 1), "word").whole
    assert [w.text for w in words_of("日本 a")] == ["日", "本", "a"]
    assert words_of("one two\n\nthree four", 3) == words_of("one two\n\nthree four")[:3]
    assert difference_of("", "").rows == ()


def copies_of(*dates):
    """One group of copies with these dates, in outlets A, B, C and so on."""
    made = [
        article(f"a{n}", "T", when, body="x", outlet="ABCDEF"[n]) for n, when in enumerate(dates)
    ]
    names = [a.id for a in made]
    return findings_of(made, copies=[names], stories=[names], threads=[names])


def test_delays_are_counted_from_the_earliest_article():
    """Days where they are known, a span where they are not, and nothing invented."""
    day = on(date(2018, 9, 10))
    found = copies_of(day, on(date(2018, 9, 13)), day, PartialDate(2018, 10), PartialDate())
    way = propagation_of(Archive(found), found.duplicates[0])
    assert [(h.outlet, h.delay) for h in way.hops] == [
        ("A", "earliest"),
        ("C", "the same day"),
        ("B", "3 days later"),
        ("D", "21 to 51 days later"),
        ("E", "date unknown"),
    ]
    assert way.has_unknown
    assert way.hops[0].first
    assert way.hops[3].marks[0][0] < way.hops[3].marks[0][1]


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


def test_an_insertion_is_added_however_short():
    """Where nothing stood before, nothing was changed."""
    found = difference_of(OLD, OLD.replace("the port", "the old port"))
    assert found.counts.get("added") == 1
    assert not found.counts.get("changed")


def test_changes_parted_by_a_word_read_as_one():
    """The word between two of them is not told as kept."""
    old = "one two three four five six seven eight nine ten"
    new = old.replace("four", "IV").replace("six", "VI")
    assert difference_of(old, new).counts["changed"] == 3


def test_a_delay_from_an_origin_of_unknown_day_is_a_span():
    """And no line is drawn from a day that is not known."""
    found = copies_of(PartialDate(2018, 9), on(date(2018, 10, 10)))
    way = propagation_of(Archive(found), found.duplicates[0])
    assert [hop.delay for hop in way.hops] == ["earliest", "10 to 39 days later"]
    assert way.origin is None
