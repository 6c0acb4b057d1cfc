"""Two copies beside each other, and how much later each came."""

from __future__ import annotations

from datetime import date

from factories import article, findings_of, on

from clustering.model import PartialDate
from clustering.render.archive import Archive
from clustering.render.differences import MAX_WORDS, difference_of, words_of
from clustering.render.propagation import propagation_of

OLD = (
    "Envoys open talks\n\nThe envoys met on Monday in the port, where they spoke about herring "
    "and boats.\n\nNobody was hurt when the ferry left the quay early in the morning."
)


def kinds(row_side):
    """Fates and texts of one side of a row."""
    return [(piece.kind, piece.text.strip()) for piece in row_side]


def test_a_changed_word_is_found_between_kept_ones():
    """One word in another's place; all else is kept, paragraph by paragraph."""
    found = difference_of(OLD, OLD.replace("Monday", "Tuesday"))
    assert len(found.rows) == 3
    assert kinds(found.rows[1].left)[1] == ("changed", "Monday")
    assert kinds(found.rows[1].right)[1] == ("changed", "Tuesday")
    assert found.counts == {"kept": 30, "changed": 1, "cut": 0}


def test_what_is_cut_and_added_stands_alone():
    """A paragraph that only one of the texts has faces an empty side."""
    shorter = OLD.rsplit("\n\n", 1)[0]
    found = difference_of(OLD, shorter)
    assert kinds(found.rows[-1].left)[0][0] == "cut"
    assert found.rows[-1].right == ()
    assert found.counts["cut"] == 13
    added = difference_of(shorter, OLD)
    assert kinds(added.rows[-1].right)[0][0] == "added"
    assert added.counts["added"] == 13


def test_a_moved_paragraph_is_not_called_new():
    """A passage that stands elsewhere in the copy has moved."""
    title, first, second = OLD.split("\n\n")
    found = difference_of(OLD, f"{title}\n\n{second}\n\n{first}")
    moved = [p for row in found.rows for p in row.right if p.kind == "moved"]
    assert len(moved) == 1
    assert moved[0].text.strip() in (first, second)
    assert found.counts.get("added", 0) == found.counts["cut"] == 0


def test_quotation_marks_of_any_form_are_alike():
    """Typography is no edit."""
    assert difference_of('He said "no" – twice', "He said “no” - twice").counts == {
        "kept": 5,
        "cut": 0,
    }


def test_no_word_is_lost_or_made_up():
    """Each side's pieces put together are its words."""
    new = OLD.replace("herring and boats", "cod").replace("Nobody", "No one at all")
    found = difference_of(OLD, new)
    for side, text in (("left", OLD), ("right", new)):
        told = "".join(p.text for row in found.rows for p in getattr(row, side))
        assert told.split() == text.split()


def test_long_texts_are_compared_in_part_and_signs_are_words():
    """The page can say so; Chinese text is compared sign by sign."""
    assert not difference_of("word " * (MAX_WORDS + 1), "word").whole
    assert [w.text for w in words_of("日本 a")] == ["日", "本", "a"]
    assert words_of("one two\n\nthree four", 3) == words_of("one two\n\nthree four")[:3]
    assert difference_of("", "").rows == ()


def copies_of(*dates):
    """One group of copies with these dates, in outlets A, B, C and so on."""
    made = [
        article(f"a{n}", "T", when, body="x", outlet="ABCDEF"[n]) for n, when in enumerate(dates)
    ]
    names = [a.id for a in made]
    return findings_of(made, copies=[names], stories=[names], threads=[names])


def test_delays_are_counted_from_the_earliest_article():
    """Days where they are known, a span where they are not, and nothing invented."""
    day = on(date(2018, 9, 10))
    found = copies_of(day, on(date(2018, 9, 13)), day, PartialDate(2018, 10), PartialDate())
    way = propagation_of(Archive(found), found.duplicates[0])
    assert [(h.outlet, h.delay) for h in way.hops] == [
        ("A", "earliest"),
        ("C", "the same day"),
        ("B", "3 days later"),
        ("D", "21 to 51 days later"),
        ("E", "date unknown"),
    ]
    assert way.has_unknown
    assert way.hops[0].first
    assert way.hops[3].marks[0][0] < way.hops[3].marks[0][1]


def test_an_insertion_is_added_however_short():
    """Where nothing stood before, nothing was changed."""
    found = difference_of(OLD, OLD.replace("the port", "the old port"))
    assert found.counts.get("added") == 1
    assert not found.counts.get("changed")


def test_changes_parted_by_a_word_read_as_one():
    """The word between two of them is not told as kept."""
    old = "one two three four five six seven eight nine ten"
    new = old.replace("four", "IV").replace("six", "VI")
    assert difference_of(old, new).counts["changed"] == 3


def test_a_delay_from_an_origin_of_unknown_day_is_a_span():
    """And no line is drawn from a day that is not known."""
    found = copies_of(PartialDate(2018, 9), on(date(2018, 10, 10)))
    way = propagation_of(Archive(found), found.duplicates[0])
    assert [hop.delay for hop in way.hops] == ["earliest", "10 to 39 days later"]
    assert way.origin is None
