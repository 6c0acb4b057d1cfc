"""Where the text of a group comes from, and what each copy changed."""

from dataclasses import replace

import pytest
from archives import invented_text, note

from clustering.config import config_from
from clustering.duplicates.describe import copies_table, describe_groups, find_origin
from clustering.duplicates.detect import detect_duplicates
from clustering.model import Corpus


def articles(dice):
    """A wire text in three outlets: whole, cut to half, and under another headline."""
    words = invented_text(dice, 200)
    whole, half = " ".join(words), " ".join(words[:100])
    return [
        note("a", "Talks begin", half, "2019-03-01", "Amber Post"),
        note("b", "Talks begin", whole, "2019-03-02", "Reuters"),
        note("c", "Envoys meet at last", whole, "2019-03-03", "Sylvan Herald"),
    ]


def described(*notes):
    """The corpus and its groups of copies."""
    corpus = Corpus.of(notes)
    copies = detect_duplicates(corpus.bodies, config_from({}).duplicates)
    return corpus, describe_groups(corpus, copies)


def test_without_a_credit_the_first_is_the_origin(dice):
    """The earliest article is the origin, and that is told."""
    _, (group,) = described(*articles(dice))
    assert (group.origin.row, group.origin.service) == (0, "")
    assert group.origin.evidence == ("published first",)


def test_a_credited_wire_is_the_origin(dice):
    """A wire that copies credit is the origin where it published itself, though not first."""
    a, b, c = articles(dice)
    credited = [replace(a, credits=("Reuters",)), b, replace(c, credits=("Reuters", "AP"))]
    _, (group,) = described(*credited)
    assert (group.origin.row, group.origin.service, group.origin.n_credits) == (1, "Reuters", 2)
    assert group.origin.evidence == ("Reuters is credited by 2 of 3", "published by itself")


def test_what_each_copy_changed(dice):
    """Cut from the end by half, or nothing but the headline."""
    a, b, c = articles(dice)
    _, (group,) = described(replace(a, credits=("Reuters",)), b, c)
    cut, whole, _ = group.changes
    assert (cut.kept, cut.carried) == (1.0, pytest.approx(0.5))
    assert cut.cut_from_end == pytest.approx(0.5)
    assert (whole.kept, whole.carried, whole.cut_from_end) == (1.0, 1.0, 0.0)
    assert [change.new_headline for change in group.changes] == [False, False, True]


def test_undated_copies_have_no_order(dice):
    """Without dates the longest text stands for the origin, and that is said."""
    corpus = Corpus.of([replace(n, date=note("x", "", "").date) for n in articles(dice)])
    assert find_origin(corpus, [0, 1, 2]).evidence == ("no dates: the longest text",)


def test_the_table_has_a_row_for_each_member(dice):
    """Columns of copies.csv: group, order, origin and changes."""
    corpus, groups = described(*articles(dice))
    table = copies_table(groups, corpus)
    assert table["id"] == ["a", "b", "c"]
    assert table["order"] == [1, 2, 3]
    assert table["is_origin"] == [True, False, False]
    assert set(table["group"]) == {groups[0].id}
    assert len({len(column) for column in table.values()}) == 1


def test_a_wire_is_known_by_its_other_names(dice):
    """AP published it as Associated Press; the Cape Times only has the letters in its name."""
    a, b, c = articles(dice)
    a = replace(a, credits=("AP",), outlet="Cape Times")
    _, (group,) = described(a, replace(b, outlet="Associated Press"), replace(c, credits=("AP",)))
    assert group.origin.row == 1
    assert group.origin.evidence[-1] == "published by itself"
