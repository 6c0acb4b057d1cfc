"""Who a thread is between."""

import numpy as np
import pytest

from clustering.text.actors import find_mentions, load_actors
from clustering.threads.parties import leading_actors, read_actors


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def parties(table, *articles, stories=None):
    """Actors of one thread of (title, body) articles, each a story unless told."""
    titles = [title for title, _ in articles]
    mentions = find_mentions([f"{title}\n\n{body}" for title, body in articles], table)
    of = np.arange(len(articles)) if stories is None else np.array(stories)
    threads = np.zeros(len(articles), np.int32)
    party = np.array([kind != "territory" for kind in table.kinds])
    prominent = read_actors(mentions, titles, party)
    (found,) = leading_actors(prominent, of.astype(np.int32), threads, 1)
    return [table.actors[actor] for actor in found]


def test_both_sides_are_named(table):
    """The two in the title, the one named more often first."""
    article = ("Japan asks Russia for fish", "Japan wants herring. Japan has too little of it.")
    assert parties(table, article) == ["Japan", "Russia"]


def test_who_is_only_spoken_of_is_left_out(table):
    """In the title once, while two others are named all along, an actor is no party."""
    body = "Japan told Russia, and Russia told Japan. Japan thanked Russia, Russia thanked Japan."
    assert parties(table, ("Japan meets Russia on North Korea", body)) == ["Japan", "Russia"]


def prominences(table, title, body):
    """How prominent each actor is in one article."""
    mentions = find_mentions([f"{title}\n\n{body}"], table)
    found = read_actors(mentions, [title], np.ones(len(table), np.bool_))
    return {table.actors[at]: value for at, value in zip(found.actor, found.chance, strict=True)}


@pytest.mark.parametrize(("n_filling", "chance"), [(397, 0.35), (398, 0.1), (2496, 0.1)])
def test_the_place_in_the_body_counts(table, n_filling, chance):
    """The first characters, and those up to the 2,500th."""
    told = prominences(table, "A title", f"{'.' * n_filling} Japan")
    assert told == pytest.approx({"Japan": chance})


def test_far_down_nobody_is_a_party(table):
    """Behind the 2,500th character, or so, a name is no sign of one."""
    assert prominences(table, "A title", f"{'.' * 2500} Japan") == {}


def test_a_heavy_alias_is_not_surer_than_sure(tmp_path):
    """A weight of the user's own may be large; a chance stays below one."""
    own = tmp_path / "own.csv"
    line = "Atlantis,state,Atlantis,name,,,,,,9"
    own.write_text(
        "actor,kind,alias,role,person,language,from,until,needs,weight\n" + line, encoding="utf-8"
    )
    told = prominences(load_actors(own), "Atlantis", "")
    assert told == pytest.approx({"Atlantis": 0.95})


@pytest.mark.parametrize(
    ("n_with", "actors"), [(2, ["Japan", "Norway", "Russia"]), (1, ["Japan", "Russia"])]
)
def test_a_third_party_must_be_prominent(table, n_with, actors):
    """Mean prominence .35 of the two, .23 or .12 of the third: a fifth is asked for."""
    three = ("", "Japan, Russia and Norway met.")
    two = ("", "Japan and Russia met.")
    assert sorted(parties(table, *[three] * n_with, *[two] * (3 - n_with))) == actors


def test_a_territory_is_no_party(table):
    """Disputed islands are what an affair is about, not who."""
    body = "The Kuril Islands are cold. The Kuril Islands belong to Russia, says Russia."
    assert parties(table, ("Kuril Islands", body)) == ["Russia"]
    assert parties(table, ("Kuril Islands", "The Kuril Islands are cold.")) == []


def test_at_most_four_parties(table):
    """Of five equal actors the first four of the table are named."""
    every = "Norway, Japan, China, Chile and Russia"
    assert parties(table, (every, every)) == ["Chile", "China", "Japan", "Norway"]


def test_one_much_told_day_does_not_decide(table):
    """Nine articles of one story with Chile weigh three times one of Japan and Russia, not nine."""
    day = [("Chile and Russia", "Chile and Russia met.")] * 9
    other = [("Japan and Russia", "Japan and Russia met.")] * 3
    stories = [0] * 9 + [1, 2, 3]
    assert parties(table, *day, *other, stories=stories) == ["Russia", "Chile", "Japan"]
    assert parties(table, *day, *other, stories=range(12)) == ["Russia", "Chile"]


def test_nobody_is_named(table):
    """Where no actor is found, there are no parties."""
    assert parties(table, ("A festival of jazz", "It played until midnight.")) == []
