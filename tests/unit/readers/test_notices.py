"""Pages that show a notice in place of the article."""

import pytest

from clustering.readers.cleaning import clean
from clustering.readers.notices import MAX_NOTICE_WORDS, is_notice

TITLE = "Four injured by gunfire outside Marion nightclub"
PAYWALL = "Sorry, this page is for subscribers only. Sign up for digital access."


def test_a_paywall_is_a_notice():
    """It speaks of subscribing, and not one word of the headline stands in it."""
    assert is_notice(TITLE, PAYWALL)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (TITLE, "Nobody was killed, deputies said late on Sunday."),
        (TITLE, f"{PAYWALL} The gunfire began at two."),
        ("Marion Times", PAYWALL),
        (TITLE, PAYWALL + " word" * MAX_NOTICE_WORDS),
        ("", PAYWALL),
        (TITLE, ""),
    ],
    ids=["no such talk", "a word of the headline", "no real headline", "long", "untitled", "empty"],
)
def test_what_is_none(title, body):
    """Without talk of accounts, with a word of the headline, or at length a body is kept."""
    assert not is_notice(title, body)


def test_it_is_removed_line_by_line():
    """The article keeps its headline alone, and the audit says what went and why."""
    lines = ["Sorry, this page is not for you.", "", "Please buy digital access."]
    found = clean(TITLE, lines, form="text")
    assert (found.title, found.body) == (TITLE, "")
    assert found.removed == ((1, "notice", lines[0]), (3, "notice", lines[2]))


def test_a_date_is_no_headline():
    """The first line takes its place; the audit has it as line 0."""
    lines = ["Storm hits the coast", "", "Two boats sank in the harbour of Marion."]
    found = clean("Posted 12/19/2005 3:36 PM", lines, form="text")
    assert (found.title, found.body) == (lines[0], lines[2])
    assert found.removed == ((0, "date", "Posted 12/19/2005 3:36 PM"),)
