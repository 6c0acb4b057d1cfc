"""Evidence that two articles tell one event, column by column."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from archives import ELSEWHERE, LATER, MEETING, corpus_of, note
from pairs import evidence, views_of

from clustering.graph.neighbours import nearest_pairs
from clustering.model import PartialDate
from clustering.stories.affinity import (
    _fill_contrast,
    candidate_pairs,
    time_window,
)
from clustering.stories.views import name_weights
from clustering.text.vocabulary import number_words, spell


def test_an_article_against_itself():
    """Identical articles: every cosine that has something to compare is 1, the lengths are even."""
    found = evidence(MEETING[0], replace(MEETING[0], id="again"))
    for name in ("text", "text_flat", "lead", "lead_rare", "title", "names", "lead_names"):
        assert found[f"cosine_{name}"] == pytest.approx(1, abs=1e-5), name
    for name in ("numbers", "bigrams"):
        assert found[f"cosine_{name}"] == pytest.approx(1, abs=1e-5), name
    assert found["length_ratio"] == 0
    assert found["same_outlet"] == 1
    assert found["no_body"] == 0
    assert found["days_near"] == 1


def test_nothing_in_common():
    """Two articles of other words have no cosine above 0."""
    found = evidence(note("a", "Foo bar", "Baz qux quux"), note("b", "Lorem", "Ipsum dolor sit"))
    assert [v for n, v in found.items() if n.startswith("cosine")] == [0] * 10


def test_outlets_count_only_when_known():
    """Two articles of one outlet are told apart from two of unknown outlets."""
    one, other = MEETING
    assert evidence(one, other)["same_outlet"] == 0
    assert evidence(one, replace(other, outlet=one.outlet))["same_outlet"] == 1
    assert evidence(replace(one, outlet=""), replace(other, outlet=""))["same_outlet"] == 0


def test_lengths_are_compared():
    """Lengths are distinct words of title and body; which of the two is longer is no matter."""
    long, short = note("a", "Foo", "bar baz qux quux corge"), note("b", "Foo", "grault bar")
    early, late = PartialDate(2019, 1, 1), PartialDate(2019, 1, 2)
    expected = pytest.approx(log((6 + 1) / (3 + 1)))
    for one, other in ((long, short), (short, long)):
        found = evidence(replace(one, date=early), replace(other, date=late))
        assert found["length_ratio"] == expected


def test_a_missing_body_is_told():
    """A headline without a text is marked, however many words it has."""
    assert evidence(*MEETING)["no_body"] == 0
    assert evidence(MEETING[0], replace(MEETING[1], body=""))["no_body"] == 1
    assert evidence(replace(MEETING[0], body="", title="Mackerel"), MEETING[1])["no_body"] == 1


def test_names_are_words_with_capitals():
    """A name has its capital here or in news at large; in a headline too; a number is none."""
    corpus = corpus_of(
        note("a", "Talks Resume With Japan", "They said talks with Qwxzvbk resume at 10."),
        note("b", "Japan waits", "Treaty first, said one. Zyxwvut spoke."),
    )
    words = number_words(corpus.titles, corpus.bodies)
    weight = name_weights(words, np.ones(words.n_terms, np.float32))
    spelled = spell(words, np.arange(words.n_terms, dtype=np.int32), corpus.titles, corpus.bodies)
    assert {w for w, v in zip(spelled, weight, strict=True) if v and not w.isdigit()} == {
        "Japan",
        "Qwxzvbk",
        "Zyxwvut",
    }


def test_the_same_words_in_a_row():
    """Of two texts alone each shared run of three words counts 1 / 26: here two of them."""
    found = evidence(note("a", "x", "he said it was over"), note("b", "y", "all said it was over"))
    assert found["rare_runs"] == pytest.approx(log(1 + 2 / 26))
    assert evidence(note("a", "x", "it was over"), note("b", "y", "was it over"))["rare_runs"] == 0


def contrasts(cosine, left, right, n_rows):
    """The columns of contrast where all three cosines are the same."""
    names = ("cosine_lead", "cosine_text", "cosine_names")
    at = dict.fromkeys(names, cosine.astype(np.float32))
    made = ("contrast", "contrast_text", "contrast_names", "no_contrast")
    at |= {name: np.zeros(len(left), np.float32) for name in made}
    _fill_contrast(at, left, right, n_rows)
    return [at[name] for name in made]


def test_contrast_by_hand():
    """0 has cosines .5 .4 .3 .2 .1 to 1-5: mean .3; each other has one only, so no contrast."""
    left, right = np.zeros(5, np.int32), np.arange(1, 6, dtype=np.int32)
    *found, without = contrasts(np.array([0.5, 0.4, 0.3, 0.2, 0.1]), left, right, 6)
    assert without.all()
    assert not np.any(found)
    pairs = [(a, b) for a in range(7) for b in range(a + 1, 7)]
    left, right = np.array(pairs, np.int32).T
    cosine = np.where(left == 0, 0.1 * right, 0.1)
    of_lead, of_text, of_names, without = contrasts(cosine, left, right, 7)
    assert not without.any()
    best_of_0 = np.mean([0.6, 0.5, 0.4, 0.3, 0.2])  # the best five of six
    best_of_6 = np.mean([0.6, 0.1, 0.1, 0.1, 0.1])
    assert of_lead[5] == of_names[5] == pytest.approx(0.6 / best_of_0)
    assert of_text[5] == pytest.approx(0.6 / best_of_6)
    assert of_lead[pairs.index((5, 6))] == pytest.approx(0.1 / max(best_of_6, 0.18))


def test_a_rare_pair_of_names_is_told():
    """First and last name together; apart, beside another word or in lower case they are none."""
    one = note("a", "x", "Police named Qwxzvbk Zyxwvut today.")
    assert evidence(one, note("b", "y", "Then Qwxzvbk Zyxwvut fled."))["rare_name_pair"] == 1
    assert evidence(one, note("b", "y", "Then Qwxzvbk told Zyxwvut."))["rare_name_pair"] == 0
    assert evidence(one, note("b", "y", "Then Zyxwvut today."))["rare_name_pair"] == 0
    assert evidence(one, note("b", "y", "The qwxzvbk zyxwvut."))["rare_name_pair"] == 0


def test_headlines_have_one_view():
    """Where there is no body, text, lead and title are compared once and tell the same."""
    bare = [replace(article, body="") for article in MEETING]
    views = views_of(corpus_of(*bare))
    assert views.text is views.lead is views.title
    found = evidence(*bare)
    assert found["cosine_text"] == found["cosine_lead"] == found["cosine_title"] > 0


def test_windows_follow_the_horizon():
    """Three dated articles and one without a year: the undated one may be paired with all."""
    corpus = corpus_of(
        note("a", "x", "", "2018-01-01"),
        note("b", "x", "", "2018-01-11"),
        note("c", "x", "", "2018-01-21"),
        note("d", "x", "", "--01-11"),
    )
    first, end = time_window(corpus, 10)
    assert first.tolist() == [0, 0, 1, 0]
    assert end.tolist() == [2, 3, 3, 4]
    first, end = time_window(corpus, 9)
    assert list(zip(first.tolist(), end.tolist(), strict=True))[:3] == [(0, 1), (1, 2), (2, 3)]


def test_of_headlines_half_as_many_are_compared():
    """Of six articles alike two neighbours each are asked for; of their headlines alone, one."""
    texts = [note(str(k), f"Treaty talks {k}", f"They met in room {k}.") for k in range(6)]
    for articles, n_neighbours in ((texts, 2), ([replace(a, body="") for a in texts], 1)):
        corpus = corpus_of(*articles)
        left, right = candidate_pairs(views_of(corpus), corpus, 2000, 2)
        full = views_of(corpus)
        expected = set()
        for rows, n in ((full.lead, n_neighbours), (full.text, max(n_neighbours // 2, 1))):
            window = np.zeros(6, np.int32), np.full(6, 6, np.int32)
            expected |= set(
                zip(*(s.tolist() for s in nearest_pairs(rows, *window, n, 1000)), strict=True)
            )
        assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected


def test_candidates_stay_within_the_horizon():
    """Beyond the horizon there is no candidate, whatever the words; undated ones always are."""
    corpus = corpus_of(*MEETING, LATER, ELSEWHERE)
    views = views_of(corpus)
    ids = corpus.ids

    def pairs(horizon):
        left, right = candidate_pairs(views, corpus, horizon, 5)
        return {(ids[a], ids[b]) for a, b in zip(left, right, strict=True)}

    assert ("m1", "m2") in pairs(1)
    assert ("m1", "l1") not in pairs(300)
    assert ("m1", "l1") in pairs(400)
    assert pairs(0) == {("m2", "e1")} or pairs(0) == {("e1", "m2")}
    undated = corpus_of(*MEETING, replace(LATER, date=PartialDate()))
    left, right = candidate_pairs(views_of(undated), undated, 0, 5)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 2), (1, 2)]


def test_near_articles_do_not_lose_their_places_to_look_alikes():
    """A dull report of the day is compared as well as a twin of last year."""
    twin = note("t", "Mackerel quota talks", "Mackerel quota talks fail in Bergen.", "2018-03-04")
    one = replace(twin, id="o", date=PartialDate(2019, 3, 4))
    dull = note("d", "Fish dispute", "Mackerel talks were held.", "2019-03-05")
    corpus = corpus_of(twin, one, dull)
    left, right = candidate_pairs(views_of(corpus), corpus, 400, 1)
    found = {(corpus.ids[a], corpus.ids[b]) for a, b in zip(left, right, strict=True)}
    assert {("t", "o"), ("o", "d")} <= found
