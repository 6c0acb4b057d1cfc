"""Summaries: headline, terms and key sentence of a story."""

import numpy as np
import pytest
from archives import ELSEWHERE, MEETING, corpus_of, note

from clustering.model import Article
from clustering.stories.summary import key_sentence, summarize
from clustering.stories.views import story_views
from clustering.text.tokens import hash_word
from clustering.text.vocabulary import number_words


def summaries_of(labels, *articles):
    """Summaries of groups of articles (given in corpus order)."""
    corpus = corpus_of(*articles)
    assert corpus.ids == [article.id for article in articles]
    words = number_words(corpus.titles, corpus.bodies)
    return summarize(corpus, words, story_views(words).lead, np.array(labels, np.int32))


def weights(**weight_of):
    """Word hashes to weights."""
    return {hash_word(word): weight for word, weight in weight_of.items()}


def test_headline_is_the_most_central_title():
    """Of three titles the one that has words of both others is shown."""
    found = summaries_of(
        [0, 0, 0],
        note("a", "Herring quota halved", "", "2019-03-04"),
        note("b", "Herring quota halved after cable talks", "", "2019-03-05"),
        note("c", "Progress after cable talks", "", "2019-03-06"),
    )
    assert [summary.headline_row for summary in found] == [1]


def test_an_article_without_title_is_no_headline():
    """A title is preferred however central the untitled article is; without any, the nearest."""
    body = "Herring quota talks in Port Amber."
    untitled, titled = note("a", "", body, "2019-03-04"), note("b", "Fish", body, "2019-03-05")
    assert summaries_of([0, 0], untitled, titled)[0].headline_row == 1
    assert summaries_of([0], untitled)[0].headline_row == 0


def test_equally_central_titles():
    """Of equal titles the earliest is shown."""
    first, second = (note(i, "Herring quota halved", "", f"2019-03-0{i}") for i in "12")
    assert summaries_of([0, 0], first, second)[0].headline_row == 0


def test_terms_are_the_story_s_own():
    """Terms are at most six words of the story, as they are written, without common words."""
    meeting, other = summaries_of([0, 0, 1], *MEETING, ELSEWHERE)
    assert len(meeting.terms) == len(other.terms) == 6
    assert {"mackerel", "Bergen"} <= set(meeting.terms)
    assert "the" not in meeting.terms
    assert not set(meeting.terms) & set(other.terms)


def test_terms_are_what_the_articles_share():
    """A word that one article dwells on comes after those that two have."""
    (found,) = summaries_of(
        [0, 0, 0],
        note("a", "Herring treaty", "Kelp kelp kelp kelp.", "2019-03-04"),
        note("b", "Herring treaty", "Urchins urchins urchins.", "2019-03-05"),
        note("c", "Cod", "Walrus walrus walrus.", "2019-03-06"),
    )
    assert {*found.terms[:2]} == {"Herring", "treaty"}
    assert len(found.terms) == 6


def test_key_sentence_stands_in_the_headline_s_article():
    """The key sentence is a sentence of the article that gives the headline."""
    meeting, other = summaries_of([0, 0, 1], *MEETING, ELSEWHERE)
    assert meeting.key_sentence in MEETING[meeting.headline_row].body
    assert other.key_sentence in ELSEWHERE.body
    assert 8 <= len(other.key_sentence.split()) <= 60


def test_key_sentence_has_most_of_the_weight():
    """Of two long enough sentences the one with the heavier words is taken."""
    light = "On that day the minister walked along the shore with a dog."
    heavy = "Later the two ministers signed a treaty on herring quotas in Amber."
    told = weights(treaty=1.0, herring=1.0, dog=0.5)
    assert key_sentence(f"{light} {heavy}", told) == heavy
    assert key_sentence(f"{light} {heavy}", weights(dog=1.0)) == light


def test_early_sentences_are_preferred():
    """Of equally telling sentences the first is taken; a fourth one must be clearly better."""
    filler = "Nothing else of any note was said on that long day."
    signed, sealed = (f"A treaty was then {word} by both old men." for word in ("signed", "sealed"))
    assert key_sentence(f"{sealed} {signed}", weights(treaty=1.0)) == sealed
    text = f"{signed} {filler} {filler} {sealed}"
    assert key_sentence(text, weights(treaty=1.0)) == signed
    assert key_sentence(text, weights(treaty=1.0, sealed=0.1)) == signed
    assert key_sentence(text, weights(treaty=1.0, sealed=0.2)) == sealed


def test_a_caption_is_no_key_sentence():
    """However many of the story's words it has, as long as there is a sentence."""
    caption = "Minister Ode (L) and Minister Amber (R) with the herring treaty."
    told = weights(treaty=1.0, herring=1.0, ode=1.0, amber=1.0)
    said = "On Monday two ministers of the north signed a treaty."
    assert key_sentence(f"{caption} {said}", told) == said
    assert key_sentence(caption, told) == caption


def test_a_key_sentence_needs_none_before_it():
    """Of two that tell alike the one that stands alone is taken, in the article's language."""
    leaning = "Aber zwei Minister haben am Montag den Vertrag unterschrieben."
    alone = "Zwei Minister haben am Montag auch noch einen Vertrag unterschrieben."
    told = weights(vertrag=1.0)
    assert key_sentence(f"{leaning} {alone}", told, "de") == alone
    assert key_sentence(f"{leaning} {alone}", told, "en") == leaning


@pytest.mark.parametrize(("n_words", "taken"), [(7, False), (8, True), (60, True), (61, False)])
def test_bounds_of_a_key_sentence(n_words, taken):
    """Sentences of 8 to 60 words are taken; others only when there is none such."""
    first = "This quiet sentence has exactly eight words here."
    other = " ".join(["treaty", *("x" for _ in range(n_words - 1))]) + "."
    assert (key_sentence(f"{first} {other}", weights(treaty=1.0)) == other) == taken
    assert key_sentence(other, weights(treaty=1.0)) == other


@pytest.mark.parametrize("body", ["", "\n\n", "word " * 1000])
def test_no_sentence(body):
    """A body without a whole sentence in its first part has no key sentence."""
    assert key_sentence(body, weights(word=1.0)) == ""


def test_no_stories():
    """No rows, no summaries."""
    assert summaries_of([]) == []


def test_an_article_without_a_title_is_called_by_its_first_words():
    """A missing headline is never empty on a page: the text's first ten words stand for it."""
    body = "one two three four five six seven eight nine ten eleven twelve"
    (summary,) = summaries_of([0], Article("a", "a.txt", 0, "", body))
    assert summary.headline == "one two three four five six seven eight nine ten …"
