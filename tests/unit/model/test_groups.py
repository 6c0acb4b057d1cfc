"""A group's label is its smallest row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.model import Groups, groups, stable_ids

LABELLINGS = st.lists(st.integers(-3, 5), max_size=15)


def partition(labels):
    """Groups as a set of sets of rows."""
    rows = {}
    for row, label in enumerate(labels):
        rows.setdefault(label, set()).add(row)
    return {frozenset(group) for group in rows.values()}


def test_groups_are_named_by_their_first_row():
    """Any names become smallest rows."""
    found = Groups.of(["b", "a", "b", "c", "a"])
    assert found.labels.tolist() == [0, 1, 0, 3, 1]
    assert found.roots.tolist() == [0, 1, 3]
    assert {k: v.tolist() for k, v in found.members().items()} == {0: [0, 2], 1: [1, 4], 3: [3]}


def test_alone_is_a_group_for_each_row():
    """Before anything is found every row stands alone."""
    assert Groups.alone(3).labels.tolist() == [0, 1, 2]


@given(LABELLINGS)
def test_the_partition_is_kept_and_labels_are_smallest_rows(labels):
    """Renaming changes names only: labels are roots of themselves and never above the row."""
    found = Groups.of(np.array(labels, dtype=np.int64)).labels
    assert partition(found.tolist()) == partition(labels)
    assert (found[found] == found).all()
    assert (found <= np.arange(len(found))).all()
    assert found.dtype == np.int32


@given(LABELLINGS, st.integers(1, 9))
def test_names_of_labels_do_not_matter(labels, factor):
    """Another naming of the same partition gives the same labels; naming twice is naming once."""
    plain = np.array(labels, dtype=np.int64)
    found = Groups.of(plain)
    assert Groups.of(-factor * plain).labels.tolist() == found.labels.tolist()
    assert Groups.of(found.labels).labels.tolist() == found.labels.tolist()


@given(LABELLINGS)
def test_members_are_a_partition_in_order(labels):
    """Every row stands in one group; labels and rows ascend; the first row is the label."""
    found = Groups.of(np.array(labels, dtype=np.int64))
    members = {label: rows.tolist() for label, rows in found.members().items()}
    assert sorted(row for rows in members.values() for row in rows) == list(range(len(found)))
    assert list(members) == sorted(members) == found.roots.tolist()
    assert all(rows == sorted(rows) and rows[0] == label for label, rows in members.items())


@given(LABELLINGS, st.data())
def test_lifting_joins_whole_groups(labels, data):
    """Rows of one group stay together, and two groups meet when their roots do."""
    fine = Groups.of(np.array(labels, dtype=np.int64))
    n_groups = len(fine.roots)
    over = data.draw(st.lists(st.integers(0, 3), min_size=n_groups, max_size=n_groups))
    coarse = fine.lift(np.array(over, dtype=np.int64))
    of_root = dict(zip(fine.roots.tolist(), over, strict=True))
    assert partition(coarse.labels.tolist()) == partition(
        [of_root[label] for label in fine.labels.tolist()]
    )


@pytest.mark.parametrize(
    "labels",
    [[1, 1], [0, 0, 1], [0, 2, 2], [-1], [0, -1], [5], [0, 1, 7]],
)
def test_labels_that_are_not_smallest_rows_are_refused(labels):
    """Also negative ones and such as point beyond the last row."""
    with pytest.raises(ValueError, match="smallest row"):
        Groups(np.array(labels, dtype=np.int32))


@pytest.mark.parametrize("labels", [np.zeros(2, np.int64), np.zeros((1, 1), np.int32)])
def test_labels_of_another_type_or_shape_are_refused(labels):
    """Labels are a flat int32 column."""
    with pytest.raises(ValueError, match="flat int32"):
        Groups(labels)


def test_labels_are_read_only():
    """A partition cannot be changed behind its check."""
    with pytest.raises(ValueError, match="read-only"):
        Groups.alone(2).labels[0] = 1


def test_no_rows_make_no_groups():
    """Nothing in, nothing out, of the right type."""
    for empty in (Groups.of([]), Groups.alone(0)):
        assert len(empty) == len(empty.roots) == len(empty.members()) == 0
        assert empty.labels.dtype == np.int32
        assert len(empty.lift(np.zeros(0, np.int32))) == 0


def test_an_id_depends_on_its_key_alone():
    """The same key has the same id in any company; these are fixed for good."""
    assert stable_ids("t", ["a"]) == stable_ids("t", ["b", "a"])[1:]
    assert stable_ids("s", ["a", "Kuril islands"]) == ["s-4nf0c079", "s-dwsdn1pc"]


@given(st.lists(st.text(max_size=6), unique=True, max_size=30))
def test_ids_are_distinct_and_safe_in_file_names(keys):
    """Different keys have different ids of digits and small letters without i, l, o and u."""
    ids = stable_ids("d", keys)
    assert len(set(ids)) == len(keys)
    for identifier in ids:
        prefix, rest = identifier.split("-")
        assert prefix == "d"
        assert len(rest) == 8
        assert set(rest) <= set("0123456789abcdefghjkmnpqrstvwxyz")


def test_clashing_ids_are_lengthened(monkeypatch):
    """Two keys that agree in eight places are told apart by twelve, and so are all."""
    names = {"x": "a" * 8 + "b" * 42, "y": "a" * 50, "z": "c" * 50}
    monkeypatch.setattr(groups, "_base32", lambda key, size: names[key][:size])
    assert stable_ids("t", list("xyz")) == ["t-aaaaaaaabbbb", "t-aaaaaaaaaaaa", "t-cccccccccccc"]


def test_the_same_key_twice_ends():
    """Equal keys cannot be told apart; they get equal ids instead of an endless search."""
    one, two = stable_ids("t", ["a", "a"])
    assert one == two
