"""Threads of small invented archives, and their names."""

from dataclasses import replace

import numpy as np
import pytest
from archives import CEASEFIRE, CONCERT, TREATY, corpus_of, note

from clustering.config import config_from
from clustering.model import Groups, PartialDate
from clustering.text.vocabulary import number_words
from clustering.threads.find import find_threads, story_material
from clustering.threads.gather import find_who


def found_in(*articles, stories=None, **values):
    """Corpus and threads; each article a story unless labels are given."""
    corpus = corpus_of(*articles)
    groups = Groups.alone(len(corpus)) if stories is None else Groups(np.array(stories, np.int32))
    headlines = [corpus.articles[row].title for row in groups.roots]
    words = number_words(corpus.titles, corpus.bodies)
    config = config_from({"threads": values}).threads
    return corpus, find_threads(corpus, words, groups, headlines, config)


def threads_of(*articles, **values):
    """Threads as sorted lists of ids."""
    corpus, found = found_in(*articles, **values)
    groups = found.groups.members().values()
    return sorted(sorted(corpus.ids[row] for row in rows) for rows in groups)


AFFAIRS = [["c1"], ["t1", "t2", "t3"], ["y1", "y2"]]


def test_two_affairs_and_a_story_apart():
    """Stories of the same actors over the same matter join; a concert stays alone."""
    assert threads_of(*TREATY, *CEASEFIRE, CONCERT) == AFFAIRS


def test_affairs_without_dates():
    """Undated, the same stories make the same threads."""
    undated = [replace(a, date=PartialDate()) for a in (*TREATY, *CEASEFIRE, CONCERT)]
    assert threads_of(*undated) == AFFAIRS


def test_names_are_actors_and_matter():
    """A thread is named by its actors, in order of the alphabet, and by its matter."""
    _, found = found_in(*TREATY, *CEASEFIRE)
    treaty, ceasefire = found.namings
    assert treaty.name == "Japan, Russia · peace treaty, Kuril Islands"
    assert set(treaty.actors) == {"Japan", "Russia"}
    assert treaty.matter == ("peace treaty", "Kuril Islands")
    assert ceasefire.actors == ("Yemen", "Saudi Arabia")  # weightiest first, not so in the name
    assert ceasefire.name.startswith("Saudi Arabia, Yemen · ")
    assert "ceasefire" in ceasefire.matter


@pytest.mark.parametrize("late", range(3))
def test_names_stay_when_a_story_is_added(late):
    """Whichever of its stories came last, the thread is called as it was before."""
    more = note(
        "t4",
        "Abe and Putin to speed up talks on peace treaty",
        "Shinzo Abe and Vladimir Putin agreed in Singapore to speed up talks on a peace treaty; "
        "Japan asks Russia for two of the Kuril Islands, and fishermen asked both for herring.",
        "2018-11-15",
    )
    before = [article for place, article in enumerate((*TREATY, more)) if place != late]
    names = []
    for archive in (before, (*TREATY, more)):
        _, found = found_in(*archive, *CEASEFIRE, CONCERT)
        assert len(found.namings) == 3
        names.append([naming.name for naming in found.namings])
    assert names[0] == names[1]
    assert names[0][0] == "Japan, Russia · peace treaty, Kuril Islands"


def quarrel(day, what, other):
    """A story of a quarrel over two things, and of a place where something small happened."""
    place = ("harbour", "orchard", "bakery", "railway")[day // 3 % 4]
    who = ("Beijing and Washington talk about", "China and United States quarrel over")[day % 2]
    body = (
        f"China and the United States spoke about {what} on day {day} of the talks. Beijing wants "
        f"an end of the {what}, Washington does not. The {other} were named as well, and a visit "
        f"to the {place} was called off."
    )
    return note(f"q{day}", f"{who} {what}", body, f"2018-0{1 + day // 4}-{1 + day * 7 % 28:02d}")


def test_names_stay_while_the_weight_shifts():
    """With every story more about farmers they become worth more than quotas: the name stays."""
    told = []
    for n_farmers in range(2, 9):
        quotas = [quarrel(day, "steel quota", "soybean farmers") for day in range(5)]
        farmers = [quarrel(5 + day, "soybean farmers", "steel quota") for day in range(n_farmers)]
        _, found = found_in(*quotas, *farmers, *TREATY, *CEASEFIRE, CONCERT)
        (naming,) = (naming for naming in found.namings if "China" in naming.actors)
        told.append(naming)
    assert {naming.name for naming in told} == {
        "China, United States · soybean farmers, steel quota"
    }
    assert told[0].matter == ("steel quota", "soybean farmers")
    assert told[-1].matter == ("soybean farmers", "steel quota")


def test_a_thread_without_actors_is_named_by_its_matter():
    """Where no actor is named, the matter is the name of several articles."""
    again = note("again", CONCERT.title, CONCERT.body + " Tickets are sold out.", "2019-06-02")
    _, found = found_in(CONCERT, again)
    (naming,) = found.namings
    assert naming.actors == ()
    assert naming.name == ", ".join(naming.matter) != ""


def test_a_single_article_without_actors_is_named_by_its_headline():
    """One article's words are no affair: where it names no actor, its headline is the name."""
    _, found = found_in(CONCERT)
    (naming,) = found.namings
    assert naming.matter != ()
    assert naming.name == CONCERT.title


def test_a_thread_without_matter_is_named_by_its_headline():
    """Where neither actors nor matter are found, the headline is the name."""
    _, found = found_in(note("a", "What to do now", "It was what it was, and that was all."))
    (naming,) = found.namings
    assert (naming.actors, naming.matter, naming.name) == ((), (), "What to do now")


def test_links_join_stories_by_their_first_rows():
    """A link stands between first rows of stories, with days, cosines and whether it held."""
    corpus, found = found_in(*TREATY, *CEASEFIRE, stories=[0, 0, 2, 3, 4])
    assert corpus.ids == ["t1", "t2", "y1", "y2", "t3"]
    links = found.links
    assert list(zip(links.left.tolist(), links.right.tolist(), strict=True)) == [(0, 4), (2, 3)]
    assert links.accepted.tolist() == [True, True]
    assert links.evidence["days"].tolist() == [62, 1]  # 62 from 14 November to 15 January
    assert 0 < links.evidence["cosine_matter"][0] < 1
    assert 0.8 < links.evidence["cosine_actors"][0] <= 1
    assert found.groups.labels.tolist() == [0, 0, 2, 2, 0]
    assert len(found.namings) == len(found.related) == 2
    assert found.weakest == pytest.approx(links.score.tolist())


def test_rejected_links_show_the_borderline():
    """Above the affinity of all pairs nothing is joined; the borderline decides what is shown."""
    _, found = found_in(*TREATY, affinity=0.9, borderline=0.0)
    assert found.groups.labels.tolist() == [0, 1, 2]
    assert len(found.links) == 0
    _, found = found_in(*TREATY, affinity=0.9, borderline=0.5)
    assert len(found.links) == 3
    assert not found.links.accepted.any()
    assert found.related[0][0][1] == pytest.approx(float(found.links.score.max()), abs=0.02)


JAILED = [
    note(
        "p1",
        "Tehran jails Jason Rezaian",
        "Iran has jailed Jason Rezaian for a year, and did not say why. Rezaian was last seen at "
        "home.",
        "2015-11-22",
    ),
    note(
        "p2",
        "Rezaian is a year in jail",
        "Iran keeps Jason Rezaian in jail. A lawyer has asked Tehran to let Rezaian go home.",
        "2015-12-03",
    ),
]


def test_a_person_who_leads_no_state_is_matter():
    """Under the full name; a single story whose only subject is a person has its headline."""
    _, found = found_in(*JAILED, *TREATY)
    assert found.namings[0].name.startswith("Iran · Jason Rezaian")
    _, found = found_in(JAILED[0], *TREATY)
    assert found.namings[0].matter[0] == "Jason Rezaian"
    assert found.namings[0].name == "Tehran jails Jason Rezaian"


def test_material_is_read_when_nobody_has_read_it():
    """The same as from what was found in the articles before."""
    corpus = corpus_of(*TREATY, *CEASEFIRE)
    words = number_words(corpus.titles, corpus.bodies)
    config = config_from({}).threads
    stories = Groups(np.array([0, 0, 2, 3, 4], np.int32))
    own = story_material(corpus, words, stories, config)
    given = story_material(corpus, words, stories, config, find_who(corpus, words, config))
    assert own.story.tolist() == [0, 0, 1, 2, 3]
    assert own.sums.n_articles.tolist() == [2, 1, 1, 1]
    assert np.array_equal(own.sums.matter.values, given.sums.matter.values)
    assert own.mentions.actor.tolist() == given.mentions.actor.tolist() != []


def test_a_decided_pair_is_told_however_far():
    """What the user parts stands among the links, with his word, though nothing is near."""
    corpus = corpus_of(*TREATY, CONCERT)
    words = number_words(corpus.titles, corpus.bodies)
    config = config_from({}).threads
    pair = np.array([sorted((corpus.ids.index("t1"), corpus.ids.index("c1")))], np.int32)
    decided = (np.zeros((0, 2), np.int32), pair)
    found = find_threads(corpus, words, Groups.alone(4), corpus.titles, config, decided=decided)
    told = {
        (left, right): (word, score)
        for left, right, word, score in zip(
            found.links.left.tolist(),
            found.links.right.tolist(),
            found.links.evidence["decided"].tolist(),
            found.links.score.tolist(),
            strict=True,
        )
    }
    word, score = told[tuple(pair[0].tolist())]
    assert word == "cannot-link"
    assert score < config.affinity - config.borderline


def test_own_actors(tmp_path):
    """A table of the user's own names the parties of an invented quarrel."""
    own = tmp_path / "own.csv"
    own.write_text(
        "actor,kind,alias,role,person,language,from,until,needs,weight\n"
        "Freedonia,state,Freedonia,name,,,,,,\n"
        "Sylvania,state,Sylvania,name,,,,,,\n"
    )
    quarrel = note("a", "Freedonia and Sylvania quarrel over herring", "Herring is at stake.")
    _, found = found_in(quarrel, actors_file=str(own))
    assert found.namings[0].actors == ("Freedonia", "Sylvania")
    assert found.namings[0].name == quarrel.title  # one word of one article is no matter
    _, found = found_in(quarrel)
    assert found.namings[0].actors == ()
