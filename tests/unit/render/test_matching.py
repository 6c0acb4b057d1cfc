"""Matches of words, against those of the standard library."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from clustering.render.matching import WordMatcher

WORDS = st.lists(st.sampled_from("abcde"), max_size=40)


@given(WORDS, WORDS)
def test_opcodes_are_those_of_difflib(old, new):
    """Whatever repeats, is missing on one side or empty."""
    wanted = SequenceMatcher(None, old, new, autojunk=False)
    found = WordMatcher(old, new)
    assert found.get_opcodes() == wanted.get_opcodes()
    assert found.find_longest_match() == wanted.find_longest_match()


@given(WORDS, WORDS, st.data())
def test_a_match_stays_inside_its_bounds(old, new, data):
    """A run that goes on beyond them is cut there."""
    a, b = (sorted(data.draw(st.tuples(*[st.integers(0, len(side))] * 2))) for side in (old, new))
    wanted = SequenceMatcher(None, old, new, autojunk=False)
    assert WordMatcher(old, new).find_longest_match(*a, *b) == wanted.find_longest_match(*a, *b)
