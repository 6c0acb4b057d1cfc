"""Axis, rows and shapes of the pictures."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from factories import article, findings_of, on
from samples import hostile, random_findings

from clustering.model import PartialDate
from clustering.render.archive import Archive
from clustering.render.axis import axis_over
from clustering.render.measure import fitted, width_of
from clustering.render.overview import overview_of, overview_scene, radius_of
from clustering.render.storyline import spread, storyline_of
from clustering.render.storyline_scene import storyline_scene
from clustering.render.words import plain


def days(*when: date) -> list[int]:
    """Days since 1970-01-01."""
    return [day.toordinal() - date(1970, 1, 1).toordinal() for day in when]


@pytest.mark.parametrize(
    ("first", "last", "labels", "below"),
    [
        (date(2018, 9, 8), date(2018, 9, 22), ["8 Sep", "10 Sep"], ["2018", ""]),
        (date(2018, 9, 5), date(2018, 11, 4), ["10 Sep", "17 Sep"], ["2018", ""]),
        (date(2017, 11, 10), date(2018, 9, 10), ["Dec", "Jan"], ["2017", "2018"]),
        (date(2009, 5, 1), date(2019, 5, 1), ["2010", "2011"], ["", ""]),
        (date(1905, 1, 1), date(2005, 1, 1), ["1910", "1920"], ["", ""]),
    ],
)
def test_ticks_suit_the_span(first, last, labels, below):
    """Days, months or years, the year said once where it changes."""
    axis = axis_over(*days(first, last), 0, 800)
    assert [tick.label for tick in axis.ticks[:2]] == labels
    assert [tick.below for tick in axis.ticks[:2]] == below
    assert all(b.x - a.x >= 50 for a, b in pairwise(axis.ticks))


@pytest.mark.parametrize("span", [0, 1, 5, 30, 89, 400, 3000, 40_000, 700_000])
def test_an_axis_is_linear_and_always_has_ticks(span):
    """Equal days take equal room, whatever the span."""
    axis = axis_over(-3000, -3000 + span, 100, 900)
    assert len(axis.ticks) >= 2
    assert axis.at(axis.day_first) == 100
    assert axis.at(axis.day_last) == 900
    assert axis.at((axis.day_first + axis.day_last) / 2) == 500


@pytest.mark.parametrize("span", [0, 1, 5, 11])
def test_a_short_span_stands_at_the_beginning(span):
    """A phone shows the left of a picture first, and there the first days are."""
    axis = axis_over(100, 100 + span, 0, 1200)
    assert (axis.day_first, axis.day_last) == (99, 111)
    assert axis.at(100) == 100


@pytest.mark.parametrize("count", [1, 2, 12, 40])
def test_callouts_never_overlap_and_stay_inside(count):
    """However close the targets, the numbers stand apart."""
    for targets in ([500.0] * count, [900.0] * count, [0.0] * count):
        found = spread(targets, 100, 800)
        gap = min(22.9, 700 / max(1, count - 1) - 0.2)
        assert all(b - a >= gap for a, b in pairwise(found))
        assert all(100 <= x <= 800 for x in found)


def test_free_callouts_stand_at_their_targets():
    """Nothing is moved without need."""
    assert spread([120.0, 400.0, 700.0], 100, 800) == [120.0, 400.0, 700.0]


def test_a_fitted_title_ends_at_a_word_within_its_width():
    """The measured width holds, and a text that fits is left alone."""
    text = "Putin and Abe discuss North Korean crisis and peace treaty signature"
    for width in range(100, 300, 7):
        short = fitted(text, width, 13)
        assert short.endswith("…")
        assert text.startswith(short[:-1] + " ")
        assert width_of(short, 13) <= width
    assert fitted("Putin", 200, 13) == "Putin"
    assert fitted("W" * 500, 200, 13).endswith("W…")


def test_the_area_of_a_mark_follows_its_origins():
    """Four origins have twice the radius of one, up to a bound."""
    assert radius_of(4) == 2 * radius_of(1)
    assert radius_of(10_000) == radius_of(1_000)


def test_a_thread_without_any_year_has_no_axis(two):
    """Undated articles stand in the side lane, and the plot says so."""
    found = findings_of(
        [article("a", "A", PartialDate(None, 9, 10)), article("b", "B", PartialDate())],
        threads=[["a", "b"]],
    )
    archive = Archive(found)
    overview = overview_of(archive)
    assert overview.axis is None
    assert overview.rows[0].unknown == "2 stories"
    labels = [label.text for label in overview_scene(overview, archive, heading=True).labels]
    assert "No article here has a date with a year." in labels
    line = storyline_of(archive, found.threads[0])
    assert line.has_unknown
    assert len({mark.x for mark in line.marks}) == 2


def test_single_threads_are_shown_when_there_is_nothing_else():
    """An archive without any group still has a picture."""
    archive = Archive(findings_of([article("a", "A", on(date(2018, 1, 1)))]))
    overview = overview_of(archive)
    assert [row.n_articles for row in overview.rows] == [1]
    assert overview.n_threads == 0
    empty = Archive(findings_of([]))
    assert overview_scene(overview_of(empty), empty, heading=True).height > 100


def test_every_article_is_in_the_picture():
    """Folded outlets, copies and undated articles included: the marks add up."""
    found = random_findings(400, 6)
    archive = Archive(found)
    for thread in archive.busiest:
        line = storyline_of(archive, thread)
        assert sum(mark.n_articles for mark in line.marks) == len(thread.rows)
        assert sum(lane.n_articles for lane in line.lanes) == len(thread.rows)
        assert len(line.callouts) + line.n_unlabelled == len(thread.stories)


def test_the_first_report_is_marked_once_and_only_if_its_day_is_known(two, sixty):
    """The ring goes to the earliest article, unless only its month is known."""
    vague = findings_of(
        [article("a", "A", PartialDate(2018, 9)), article("b", "B", PartialDate(2018, 9, 20))],
        threads=[["a", "b"]],
    )
    assert not any(m.first for m in storyline_of(Archive(vague), vague.threads[0]).marks)
    for found in (two, sixty):
        archive = Archive(found)
        thread = archive.busiest[0]
        firsts = [m for m in storyline_of(archive, thread).marks if m.first]
        assert len(firsts) == 1
        assert firsts[0].x == min(m.x for m in storyline_of(archive, thread).marks)


def test_an_imprecise_date_is_a_span():
    """A month is drawn from its first to its last day."""
    when = [PartialDate(2018, 9), PartialDate(2018, 12, 31), PartialDate(2018, 1, 1)]
    found = findings_of(
        [article(f"a{n}", "A", date_) for n, date_ in enumerate(when)],
        threads=[["a0", "a1", "a2"]],
    )
    line = storyline_of(Archive(found), found.threads[0])
    widths = sorted(mark.x1 - mark.x0 for mark in line.marks)
    assert widths[:2] == [0, 0]
    assert widths[2] > 40


def boxes_of(scene):
    """Corners of every label."""
    for label in scene.labels:
        width = width_of(label.text, label.size, bold=label.bold)
        left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * width
        yield label.text, left, label.y - 0.75 * label.size, left + width, label.y + 0.2


@pytest.mark.parametrize("make", [lambda: random_findings(400, 6), hostile])
def test_no_text_overlaps_or_is_cut_off(make):
    """Every label has its own room inside the picture."""
    archive = Archive(make())
    scenes = [overview_scene(overview_of(archive), archive, heading=True)]
    for thread in archive.busiest:
        line = storyline_of(archive, thread)
        scenes.append(storyline_scene(line, thread, "An account.", heading=True))
    for scene in scenes:
        found = list(boxes_of(scene))
        for text, left, top, right, bottom in found:
            assert left >= 0, text
            assert top >= 0, text
            assert right <= scene.width, text
            assert bottom <= scene.height, text
        for a, b in combinations(found, 2):
            apart = a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2]
            assert apart, (a, b)


def test_texts_in_pictures_are_plain():
    """Control and bidi characters of articles do not reach a label."""
    archive = Archive(hostile())
    thread = archive.busiest[0]
    scene = storyline_scene(storyline_of(archive, thread), thread, "x", heading=True)
    assert all(label.text == plain(label.text) for label in scene.labels if label.text)


@pytest.mark.parametrize(("n_stories", "numbered"), [(2, 2), (15, 15), (16, 12), (40, 12)])
def test_the_largest_stories_are_numbered_in_order_of_time(n_stories, numbered):
    """Up to fifteen get a number, of more the twelve largest; the picture counts the rest."""
    names = [f"a{place:02d}" for place in range(n_stories)]
    made = [
        article(name, name, on(date(2018, 1, 1) + timedelta(days=3 * place)))
        for place, name in enumerate(names)
    ]
    last = article("z", "z", on(date(2018, 1, 1) + timedelta(days=3 * n_stories)))
    found = findings_of([*made, last], stories=[[names[-1], "z"]], threads=[[*names, "z"]])
    line = storyline_of(Archive(found), found.threads[0])
    assert [c.number for c in line.callouts] == list(range(1, numbered + 1))
    assert [c.target for c in line.callouts] == sorted(c.target for c in line.callouts)
    assert line.callouts[-1].n_articles == 2
    assert line.n_unlabelled == n_stories - numbered
