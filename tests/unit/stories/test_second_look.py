"""What groups add to the link between two articles, on tables of links."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from archives import MEETING, corpus_of, note

from clustering.config import load_config
from clustering.graph.marks import Marks
from clustering.stories.affinity import FEATURES
from clustering.stories.grouping import group_pairs
from clustering.stories.second_look import far_apart, look_again, story_marks
from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words

CONFIG = load_config().stories
HALVES = [0] * 4 + [1] * 4


def linked(halves, inside, between):
    """All pairs of rows, with one value inside halves and another between them."""
    pairs = np.array(list(combinations(range(len(halves)), 2)), np.int32)
    same = np.array(halves)[pairs[:, 0]] == np.array(halves)[pairs[:, 1]]
    return *pairs.T, np.where(same, inside, between).astype(np.float32)


def marks_of(*rows):
    """Marks of rows given as lists of numbers."""
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    columns = np.array([mark for row in rows for mark in row], np.int32)
    return Marks(offsets, columns, np.ones(len(rows), np.bool_))


def stories(left, right, look):
    """Labels after the second look."""
    return group_pairs(8, left, right, look.probability, 0.5)[0].tolist()


def test_two_ships_are_two_stories():
    """Two halves that are linked throughout, each with a name of its own, fall apart."""
    left, right, probability = linked(HALVES, 0.99, 0.98)
    _, _, cosine = linked(HALVES, 0.5, 0.5)
    one_name = marks_of(*[[1]] * 8)
    two_names = marks_of(*[[1, 2]] * 4, *[[1, 3]] * 4)
    look = look_again(left, right, probability, cosine, one_name, CONFIG)
    assert stories(left, right, look) == [0] * 8
    assert not look.evidence["groups_contradict"].any()
    look = look_again(left, right, probability, cosine, two_names, CONFIG)
    assert stories(left, right, look) == [0] * 4 + [4] * 4
    between = (left < 4) & (right >= 4)
    assert look.evidence["groups_contradict"][between] == pytest.approx(2 / 3)
    assert not look.evidence["groups_contradict"][~between].any()
    assert not look.evidence["groups_agree"].any()
    assert np.array_equal(look.probability[~between], probability[~between])
    uncounted = replace(CONFIG, contradiction=1.0)
    look = look_again(left, right, probability, cosine, two_names, uncounted)
    assert stories(left, right, look) == [0] * 8


def test_a_story_in_pieces_is_put_together():
    """Two halves with doubtful links, but as near to each other as each in itself, join."""
    left, right, probability = linked(HALVES, 0.99, 0.35)
    nothing = Marks.none(8)
    _, _, alike = linked(HALVES, 0.4, 0.4)
    look = look_again(left, right, probability, alike, nothing, CONFIG)
    assert stories(left, right, look) == [0] * 8
    # four rows have six pairs inside, sixteen between: as dense, the ratio is 1
    between = (left < 4) & (right >= 4)
    assert look.evidence["groups_agree"][between] == pytest.approx(1.0)
    assert look.terms["groups_agree"][between] == pytest.approx(1.2)  # 3 · (1 - .6)
    odds = 0.35 / 0.65 * np.exp(1.2)
    assert look.probability[between] == pytest.approx(odds / (1 + odds), abs=1e-5)
    _, _, unlike = linked(HALVES, 0.4, 0.15)
    look = look_again(left, right, probability, unlike, nothing, CONFIG)
    assert stories(left, right, look) == [0] * 4 + [4] * 4
    assert np.array_equal(look.probability, probability)


def test_two_articles_are_no_groups():
    """In an archive of two, one link is as near as all links are: that is no agreement."""
    one, other = np.array([0], np.int32), np.array([1], np.int32)
    probability, cosine = np.array([0.4], np.float32), np.array([0.3], np.float32)
    look = look_again(one, other, probability, cosine, Marks.none(2), CONFIG)
    assert look.probability.tolist() == probability.tolist()


def test_far_groups_are_left_alone():
    """However near the texts are, a mean link below .2 is no matter for a second look."""
    left, right, probability = linked(HALVES, 0.99, 0.19)
    _, _, alike = linked(HALVES, 0.4, 0.4)
    look = look_again(left, right, probability, alike, Marks.none(8), CONFIG)
    assert np.array_equal(look.probability, probability)


def test_a_tie_of_the_user_outweighs_a_contradiction():
    """Halves that must be together are one group, which contradicts nothing."""
    left, right, probability = linked(HALVES, 0.99, 0.98)
    names = marks_of(*[[2]] * 4, *[[3]] * 4)
    tie = np.array([[0, 4]], np.int32)
    decided = tie, np.zeros((0, 2), np.int32)
    look = look_again(left, right, probability, probability, names, CONFIG, decided)
    assert np.array_equal(look.probability, probability)


def test_no_pairs():
    """Nothing to look at."""
    none = np.zeros(0, np.int32)
    empty = np.zeros(0, np.float32)
    look = look_again(none, none, empty, empty, Marks.none(3), CONFIG)
    assert len(look.probability) == 0


def test_marks_are_rare_names_numbers_and_days():
    """Of the body and the title; not common words, and nothing of a headline alone."""
    body = "The frigate Brandenstein met the boat on September 10 with 4711 men on board."
    corpus = corpus_of(note("a", "Brandenstein", body), note("b", "Brandenstein", ""), MEETING[0])
    words = number_words(corpus.titles, corpus.bodies)
    views = story_views(words)
    marks = story_marks(views)
    row = corpus.ids.index("a")
    own = set(marks.columns[marks.offsets[row] : marks.offsets[row + 1]].tolist())
    told = {views.text.n_columns + 32 * 9 + 10}
    assert told < own
    assert len(own) == 3  # the ship, the day, the number of men
    alone = corpus.ids.index("b")
    assert marks.offsets[alone] == marks.offsets[alone + 1]
    assert marks.telling.tolist() == [i != "b" for i in corpus.ids]


def test_agreement_does_not_count_over_months():
    """Two halves that agree are one story if near in time or undated, two if years lie between."""
    left, right, probability = linked(HALVES, 0.9, 0.3)
    _, _, alike = linked(HALVES, 0.5, 0.5)
    features = np.zeros((len(left), len(FEATURES)), np.float32)
    between = (left < 4) & (right >= 4)
    for days, expected in ((0, [0] * 8), (60, [0] * 8), (61, [0] * 4 + [4] * 4)):
        features[between, FEATURES.index("days_log")] = np.log1p(np.float32(days))
        far = far_apart(features)
        look = look_again(left, right, probability, alike, Marks.none(8), CONFIG, far=far)
        assert stories(left, right, look) == expected
        assert (look.evidence["groups_agree"][between] > 0).all() == (days <= 60)
