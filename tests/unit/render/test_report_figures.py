"""Rows behind the figures of the archive."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from factories import article, findings_of, links_of, on
from matplotlib import rc_context
from PIL import Image
from samples import hostile, random_findings

from clustering.model import BandPlan, PartialDate
from clustering.render import glyphs
from clustering.render.archive import Archive
from clustering.render.figures import figures_of
from clustering.render.lettering import _painted, _printed
from clustering.render.matrix import Matrix, matrix_of, matrix_scene
from clustering.render.measure import width_of
from clustering.render.png import _encoded, indexed
from clustering.render.scores import histograms_of, s_curve, scores_scene
from clustering.render.style import COLOURS
from clustering.render.weeks import OTHERS, weeks_account, weeks_of, weeks_scene


def test_weeks_count_every_article_once():
    """By week and outlet, copies counted; a date that names no week is left out and told."""
    made = [
        article("a", "A", on(date(2018, 9, 10)), outlet="X"),
        article("b", "B", on(date(2018, 9, 16)), outlet="Y"),
        article("c", "C", on(date(2018, 9, 17)), outlet="X"),
        article("d", "D", PartialDate(2018, 9), outlet="X"),
        article("e", "E", PartialDate(), outlet="X"),
    ]
    weeks = weeks_of(Archive(findings_of(made, copies=[["a", "b"]])))
    assert weeks.unit == "week"
    assert weeks.series == ("X", "Y", OTHERS)
    assert [(b.counts, b.n_copies) for b in weeks.bins] == [((1, 1, 0), 1), ((1, 0, 0), 0)]
    assert weeks.bins[0].end == weeks.bins[1].first
    assert (weeks.n_placed, weeks.n_left_out) == (3, 2)


@pytest.mark.parametrize(("year", "unit"), [(2018, "week"), (2023, "month"), (2040, "quarter")])
def test_stretches_suit_the_span(year, unit):
    """A month or a quarter where weeks would be too thin to see."""
    made = [article("a", "A", on(date(2018, 1, 3))), article("b", "B", on(date(year, 6, 30)))]
    weeks = weeks_of(Archive(findings_of(made)))
    assert weeks.unit == unit
    assert len(weeks.bins) == 2


def test_histograms_count_all_pairs_at_their_threshold():
    """A score where a bar begins falls into this bar, and the threshold is told."""
    made = [article(name, name, on(None)) for name in "abcd"]
    links = links_of([(0, 1, 0.5, True), (0, 2, 0.49, False), (1, 2, 1.0, True)])
    copies, stories, threads = histograms_of(Archive(findings_of(made, story_links=links)))
    assert stories.counts[24:26] == (1, 1)
    assert stories.counts[-1] == 1
    assert (stories.threshold, stories.n_pairs, threads.n_pairs) == (0.35, 3, 0)
    assert copies.name == "words kept by copies"


def test_copies_are_counted_by_what_lets_them_in():
    """An edited copy of little jaccard is right of the threshold that let it in."""
    made = [article(name, name, on(None)) for name in "abc"]
    links = links_of([(0, 1, 0.7, True), (0, 2, 0.5, False)], kept=[0.7, 0.5], jaccard=[0.25, 0.2])
    found = replace(findings_of(made), duplicate_links=links)
    copies = histograms_of(Archive(found))[0]
    assert copies.threshold == found.config["duplicates"]["containment"] == 0.6
    assert (copies.counts[25], copies.counts[35], copies.n_pairs) == (1, 1, 2)


def test_the_s_curve_is_the_plan_s_promise():
    """From 0 to 1, rising, and at the threshold what the plan says."""
    plan = BandPlan(25, 5, 0.8, 1 - (1 - 0.8**5) ** 25)
    curve = dict(s_curve(plan))
    assert (curve[0.0], curve[1.0]) == (0.0, 1.0)
    assert curve[0.8] == pytest.approx(plan.recall_at_threshold)
    assert list(curve.values()) == sorted(curve.values())


def test_a_figure_shows_only_what_there_is():
    """No lane for copies where there are none, no "other outlets" where all are named."""
    made = [article(n, n, on(date(2018, 9, d)), outlet=n) for n, d in (("a", 10), ("b", 11))]

    def told(found):
        weeks = weeks_of(Archive(found))
        return {label.text for label in weeks_scene(weeks, heading=False).labels}

    alone, copied = told(findings_of(made)), told(findings_of(made, copies=[["a", "b"]]))
    assert copied - alone == {"share of copies", "0\u202f%", "50\u202f%", "100\u202f%"}
    assert {"a", "b"} < alone
    assert OTHERS not in alone
    many = [article(n, n, on(date(2018, 9, 10)), outlet=n) for n in "abcdefgh"]
    assert OTHERS in told(findings_of(many))


def test_a_peak_of_one_is_none():
    """Two articles in two weeks are no busiest week."""
    made = [article(n, n, on(date(2018, 9, d))) for n, d in (("a", 3), ("b", 10), ("c", 10))]
    assert weeks_account(weeks_of(Archive(findings_of(made[:2])))) == "2 articles by week."
    assert weeks_account(weeks_of(Archive(findings_of(made)))) == (
        "3 articles by week; most in the week of 10 September 2018, 2."
    )


def test_a_level_without_pairs_has_no_panel():
    """An empty plot tells nothing; the bands' curve needs no pair."""
    made = [article(n, n, on(date(2018, 9, 10))) for n in "ab"]
    found = findings_of(made)
    pair = links_of([(0, 1, 0.7, True)])
    bold = {
        len(levels): [
            label.text
            for label in scores_scene(
                Archive(replace(found, **dict.fromkeys(levels, pair))), heading=False
            ).labels
            if label.bold
        ]
        for levels in ((), ("story_links",))
    }
    assert bold[0] == ["Chance of a pair to be compared"]
    assert bold[1] == ["Chance of a pair to be compared", "Probability of one event"]


def test_the_heat_of_a_cell_grows_with_the_root_of_its_count():
    """Four shades, so that small counts differ, too; on the darkest the number is light."""
    names = [*"abcdef"]
    counts = {(1, 0): 160, (2, 0): 90, (3, 0): 89, (4, 0): 40, (5, 0): 39, (2, 1): 10, (3, 1): 9}
    scene = matrix_scene(Matrix(tuple(names), (1,) * 6, counts, 6), heading=False)
    numbers = {label.text: label for label in scene.labels}
    shade = {}
    for count in counts.values():
        label = numbers[str(count)]
        (cell,) = (
            box
            for box in scene.boxes
            if box.x < label.x < box.x + box.width and box.y < label.y < box.y + box.height
        )
        shade[count] = cell.role, label.role
    assert shade == {
        160: ("heat3", "paper"),
        90: ("heat3", "paper"),
        89: ("heat2", "ink"),
        40: ("heat2", "ink"),
        39: ("heat1", "ink"),
        10: ("heat1", "ink"),
        9: ("heat0", "ink"),
    }
    assert sum(box.role == "band" for box in scene.boxes) == 15 - len(counts)


def test_actors_meet_in_the_articles_of_their_threads():
    """Each pair counts the articles of the threads that both are in."""
    made = [article(name, name, on(None)) for name in "abcde"]
    names = {"a": "Japan, Russia · x", "c": "Japan, Russia · y", "d": "China, Japan · z"}
    matrix = matrix_of(Archive(findings_of(made, threads=[["a", "b"], ["d", "e"]], names=names)))
    assert matrix.actors == ("Japan", "Russia", "China")
    assert matrix.totals == (5, 3, 2)
    assert matrix.counts == {(1, 0): 3, (2, 0): 2}


@pytest.mark.parametrize(
    "make", [lambda: random_findings(400, 60), hostile, lambda: findings_of([])]
)
def test_figures_have_room_for_their_texts(make):
    """No label of a figure leaves the picture, whatever the archive; every one has a table."""
    for figure in figures_of(Archive(make())):
        scene = figure.scene(heading=True)
        assert figure.table["heads"]
        assert all(len(row) == len(figure.table["heads"]) for row in figure.table["rows"])
        for label in scene.labels:
            width = width_of(label.text, label.size, bold=label.bold)
            left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * width
            assert left >= 0, (figure.name, label.text)
            assert left + width <= scene.width, (figure.name, label.text)
            assert 0 <= label.y <= scene.height, (figure.name, label.text)


def test_a_picture_keeps_the_colours_of_its_roles():
    """At most 32 colours, the roles' own among them, others near to what they were."""
    dice = np.random.default_rng(1)
    pixels = dice.integers(0, 256, (80, 80, 4)).astype(np.uint8)
    own = [[int(c[at : at + 2], 16) for at in (1, 3, 5)] for c in COLOURS.values()]
    pixels[0, : len(own), :3] = own
    places, palette = indexed(pixels)
    assert len(palette) <= 32
    assert palette[places[0, : len(own)]].tolist() == own
    assert np.abs(palette[places].astype(int) - pixels[:, :, :3]).mean() < 40


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_holds_the_picture(times):
    """Every pixel comes back; rows that repeat the one above are told as such."""
    dice = np.random.default_rng(1)
    pixels = np.repeat(dice.integers(0, 256, (9, 60, 4)).astype(np.uint8), times, axis=0)
    places, palette = indexed(pixels)
    data = _encoded(pixels)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), palette[places])
    begin = data.index(b"IDAT") + 4
    rows = zlib.decompressobj().decompress(data[begin:])
    assert [*rows[::61]] == ([0] + [2] * (times - 1)) * 9


@pytest.mark.parametrize("size", [11.5, 13.0, 34.0])
@pytest.mark.parametrize("word", ["again?", "North", "jQ'", "–", "(31)", "Ärger", "Кремль"])
def test_a_word_stands_where_matplotlib_would_put_it(word, size):
    """The quick way gives the baseline and, but for a pixel of spacing, the width of the slow."""
    with rc_context({"text.hinting": "none"}):
        quick, slow = (make(word, size, False) for make in (_printed, _painted))
    assert (quick.left, quick.below) == (slow.left, slow.below)
    assert quick.ink.shape[0] == slow.ink.shape[0]
    assert abs(quick.ink.shape[1] - slow.ink.shape[1]) <= 1
    assert abs(quick.ink.sum() - slow.ink.sum()) < 0.03 * slow.ink.sum()


def test_letters_without_a_font_are_told_once(monkeypatch):
    """With no other font installed, Chinese signs are missing and Cyrillic ones are not."""
    monkeypatch.setattr(glyphs, "_fallbacks", lambda: ())
    glyphs._elsewhere.cache_clear()
    assert glyphs.missing_letters(["Путин", "日本とロシア", "plain"]) == sorted("日本とロシア")
    assert glyphs.glyphs_note(["日本"]).startswith("2 letters of the headlines, such as 日 本,")
    assert glyphs.glyphs_note(["Путин é"]) == ""
    monkeypatch.setattr(glyphs, "_fallbacks", lambda: (frozenset("日本"),))
    glyphs._elsewhere.cache_clear()
    assert glyphs.missing_letters(["日本と"]) == ["と"]
