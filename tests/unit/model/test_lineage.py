"""What became of groups from one run to the next."""

import pytest

from clustering.model import Descent, trace_lineage
from clustering.model.lineage import inherited_names


def run(**groups):
    """Article to group: ``run(x="abc")`` is a group x of the articles a, b and c."""
    return {article: name for name, articles in groups.items() for article in articles}


def told(before, after):
    """(fate, earlier name, later name) of every row."""
    return [(d.fate, d.before, d.after) for d in trace_lineage(before, after)]


@pytest.mark.parametrize(
    ("later", "fate"),
    [("abc", "kept"), ("abcz", "grown"), ("ab", "shrank"), ("abz", "changed")],
)
def test_an_heir_kept_grew_shrank_or_changed(later, fate):
    """What an heir gained and lost says what became of it."""
    found = trace_lineage(run(x="abc"), run(y=later))
    common = len(set("abc") & set(later))
    assert found == (Descent(fate, "x", "y", 3, len(later), common),)
    assert found[0].inherits


def test_the_larger_part_of_a_split_is_the_heir():
    """The smaller part says what it was split from."""
    assert told(run(x="abcde"), run(y="ab", z="cde")) == [
        ("split from", "x", "y"),
        ("shrank", "x", "z"),
    ]


def test_the_larger_of_two_that_merge_hands_down_its_name():
    """The other says into what it was merged."""
    assert told(run(x="ab", y="cde"), run(z="abcde")) == [
        ("grown", "y", "z"),
        ("merged into", "x", "z"),
    ]


def test_groups_without_a_common_article_are_new_or_vanished():
    """Their row names no other group."""
    assert told(run(x="ab"), run(y="cd")) == [("new", "", "y"), ("vanished", "x", "")]
    assert told({}, {}) == []


def test_of_equal_overlaps_the_tighter_pair_goes_first():
    """One article in common: the group that consists of little else is the heir."""
    assert told(run(x="abc"), run(v="a12", w="b")) == [
        ("split from", "x", "v"),
        ("shrank", "x", "w"),
    ]


def test_of_equal_pairs_the_one_of_equal_names_goes_first():
    """A group that falls into equal halves leaves its name with the half that has it."""
    assert told(run(y="ab"), run(x="a", y="b")) == [
        ("split from", "y", "x"),
        ("shrank", "y", "y"),
    ]


def test_one_heir_only():
    """The most common articles decide, whatever the order of names."""
    before = run(a="123456", b="789")
    after = run(c="12345", d="6789")
    assert told(before, after) == [("shrank", "a", "c"), ("grown", "b", "d")]


def test_heirs_carry_the_names_of_their_ancestors():
    """A newcomer keeps its own name, unless the earlier run had given it to another."""
    before = run(x="abcde", y="f")
    after = run(y="ab", z="cde", x="g", w="f")
    names = inherited_names("s", ["y", "z", "x", "w"], trace_lineage(before, after))
    assert names[1] == "x"
    assert names[3] == "y"
    assert names[0].startswith("s-")
    assert names[2].startswith("s-")
    assert len(set(names)) == 4
    assert inherited_names("s", ["p"], trace_lineage({}, run(p="q"))) == ["p"]
