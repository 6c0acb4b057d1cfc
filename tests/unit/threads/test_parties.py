"""Who a thread is between."""

import numpy as np
import pytest

from clustering.text.actors import find_mentions, load_actors
from clustering.threads.parties import leading_actors


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
    (found,) = leading_actors(mentions, titles, party, of.astype(np.int32), threads, 1)
    return [table.actors[actor] for actor in found]


def test_both_sides_are_named(table):
    """The two in the title, the one named more often first."""
    article = ("Japan asks Russia for fish", "Japan wants herring. Japan has too little of it.")
    assert parties(table, article) == ["Japan", "Russia"]


def test_who_is_only_spoken_of_is_left_out(table):
    """In the title once, while two others are named all along, an actor is no party."""
    body = "Japan told Russia, and Russia told Japan. Japan thanked Russia, Russia thanked Japan."
    assert parties(table, ("Japan meets Russia on North Korea", body)) == ["Japan", "Russia"]


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
