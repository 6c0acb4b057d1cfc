"""What decisions of the user mean for rows, and which contradict each other."""

import numpy as np
import pytest

from clustering.errors import ConstraintError
from clustering.model import Decision, Groups, Rulings, rule

IDS = ["a", "b", "c", "d", "e"]


def decisions(*said):
    """``"a=b story"`` and ``"a!b thread"``, numbered from line 2."""
    made = []
    for line, words in enumerate(said, 2):
        pair, level = words.split()
        left, right = pair.replace("!", "=").split("=")
        made.append(Decision(left, right, "=" in pair, level, f"c.csv:{line}"))
    return made


def ruled(*said):
    """The rulings over five articles as lists, level by level."""
    rulings = rule(decisions(*said), IDS)
    levels = (rulings.duplicates, rulings.stories, rulings.threads)
    return [(level.must.tolist(), level.cannot.tolist()) for level in levels]


def test_must_links_hold_at_every_wider_level():
    """Copies are of one story and of one thread; one story is not copies."""
    assert ruled("b=a story") == [([], []), ([[0, 1]], []), ([[0, 1]], [])]
    assert ruled("a=b duplicate") == [([[0, 1]], [])] * 3


def test_cannot_links_hold_at_every_narrower_level():
    """Not one thread means not one story and no copies; no copies says nothing of threads."""
    assert ruled("a!b thread") == [([], [[0, 1]])] * 3
    assert ruled("b!a duplicate") == [([], [[0, 1]]), ([], []), ([], [])]


def test_what_is_tied_to_either_side_is_kept_apart_too():
    """If a and b are one thread and b and c are not, a and c are not one story."""
    duplicates, stories, threads = ruled("a=b thread", "b!c thread")
    assert threads == ([[0, 1]], [[1, 2]])
    assert stories == duplicates == ([], [[0, 2], [1, 2]])


@pytest.mark.parametrize(
    ("said", "place", "ends", "chain"),
    [
        ("a=b story, a!b story", "c.csv:3", "'a' and 'b'", "'a' with 'b' (c.csv:2)"),
        (
            "a=b thread, c=b duplicate, d=c thread, a!d thread",
            "c.csv:5",
            "'a' and 'd'",
            "'a' with 'b' (c.csv:2); 'b' with 'c' (c.csv:3); 'c' with 'd' (c.csv:4)",
        ),
    ],
)
def test_contradictions_name_the_chain(said, place, ends, chain):
    """A cannot-link between articles that must-links join is refused, with all of these."""
    level = said.split()[-1]
    told = f"{place}: {ends} must not be in one {level}, but this chain joins them: {chain}"
    with pytest.raises(ConstraintError) as error:
        rule(decisions(*said.split(", ")), IDS)
    assert str(error.value) == told


def test_a_narrow_cannot_link_does_not_contradict_a_wider_must_link():
    """Two articles of one thread may be two stories."""
    assert ruled("a=b thread", "a!b story")[1] == ([], [[0, 1]])


def test_decisions_about_absent_articles_are_told():
    """They are not used, and they are not lost."""
    rulings = rule(decisions("a=z story", "a=b story"), IDS)
    assert rulings.unused == tuple(decisions("a=z story"))
    assert rulings.stories.must.tolist() == [[0, 1]]


def test_the_order_of_the_decisions_does_not_matter():
    """The same rows come out."""
    said = ["a=b thread", "b!c thread", "c=d story", "d!e duplicate"]
    one, other = (rule(decisions(*order), IDS) for order in (said, said[::-1]))
    for name in ("duplicates", "stories", "threads"):
        for part in ("must", "cannot"):
            pairs = (getattr(getattr(rulings, name), part) for rulings in (one, other))
            assert np.array_equal(*pairs)


def test_between_groups_pairs_are_places_of_groups():
    """Rows follow their group; a must-link inside a group needs nothing more."""
    rulings = rule(decisions("a=b story", "b=d story", "c!e story"), IDS)
    groups = Groups.of([0, 0, 2, 3, 4])  # a and b are copies
    must, cannot = rulings.stories.over(groups)
    assert must.tolist() == [[0, 2]]
    assert cannot.tolist() == [[1, 3]]


def test_found_groups_that_make_a_contradiction_are_named():
    """Two pairs of found copies, tied on one side and parted on the other."""
    rulings = rule(decisions("a=b story", "c!d story"), IDS)
    with pytest.raises(ConstraintError) as error:
        rulings.stories.over(Groups.of([0, 1, 0, 1, 4]))  # a and c are copies, b and d too
    assert "'c' with 'a' (found to be copies); 'a' with 'b' (c.csv:2)" in str(error.value)
    assert str(error.value).endswith("a cannot-link of level duplicate would part the copies")


def test_nothing_decided_is_nothing():
    """An empty ruling is false and has no pairs over any groups."""
    none = Rulings.none().threads
    assert not none
    assert [pairs.tolist() for pairs in none.over(Groups.alone(3))] == [[], []]
