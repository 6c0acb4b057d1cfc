"""Reasons for refusing and removing, counted."""

from __future__ import annotations

from dataclasses import replace

from samples import random_findings

from clustering.model import Rejection
from clustering.readers.phrases import PREFIXES, WHOLE_LINES
from clustering.render.account import counts
from clustering.render.archive import Archive
from clustering.render.index_page import index_html
from clustering.render.reasons import by_reason, reason_rows


def test_reasons_are_counted_the_most_frequent_first():
    """Equal counts go by name."""
    assert list(by_reason(["b", "a", "c", "c"]).items()) == [("c", 2), ("a", 1), ("b", 1)]


def test_particulars_make_no_kind_of_their_own():
    """Lengths, places and messages differ from text to text."""
    told = [
        "too long: 9,000 characters (input.max_characters = 8)",
        "too long: 9,001 characters (input.max_characters = 8)",
        "same record as a.jsonl:1",
        "same record as b: c.jsonl:2",
        "empty",
    ]
    assert by_reason(told) == {"same record as another": 2, "too long": 2, "empty": 1}


def test_many_kinds_are_summed_up():
    """Twenty rows, and one for the rest; nothing is lost."""
    rows = reason_rows([f"kind {n}" for n in range(30)])
    assert (len(rows), rows[-1]["reason"], rows[-1]["count"]) == (21, "other reasons", "10")


def test_ten_thousand_refusals_do_not_lengthen_the_first_page():
    """Each with a length of its own."""
    found = random_findings(60, 9)
    refused = tuple(Rejection(f"{n}.txt", 0, f"too long: {n} characters") for n in range(10_000))
    reading = replace(found.reading, rejections=refused, n_inputs=60 + len(refused))
    found = replace(found, reading=reading)
    page = index_html(Archive(found), counts(found), "", "")
    assert page.count("too long") == 1
    assert "10\u202f000 inputs not analysed" in page


def test_every_reason_of_cleaning_is_explained():
    """A word of the audit alone says little to a reader."""
    of_words = {reason for table in PREFIXES.values() for reason, _ in table}
    of_looks = {"label", "recurring", "separator", "outlet", "date", "breadcrumb", "repeated"}
    others = {"title", "trailing", "notice", "copyright"}
    reasons = of_words | set(WHOLE_LINES.values()) | of_looks | others
    assert all(row["about"] for row in reason_rows(reasons))
