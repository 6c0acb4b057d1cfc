"""Characters that mean nothing."""

from __future__ import annotations

import pytest

from clustering.readers.whitespace import normalise_line, normalise_lines


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\N{NO-BREAK SPACE} b\tc", "a b c"),
        ("peace\N{SOFT HYPHEN}ful\N{ZERO WIDTH SPACE}", "peaceful"),
        ("a\r\nb\rc\N{LINE SEPARATOR}d", "a\nb\nc\nd"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}abc", "abc"),
        ("می\N{ZERO WIDTH NON-JOINER}خواهم", "می\N{ZERO WIDTH NON-JOINER}خواهم"),
        ("MOSCOW â\x80\x94 CafÃ©", "MOSCOW — Café"),
        ("CafÃ© stays without proof", "CafÃ© stays without proof"),
        ("日本　語", "日本 語"),
    ],
)
def test_lines_keep_their_words(text, clean):
    """Spaces, newlines and accents in one form; what is invisible goes; joiners stay."""
    assert normalise_lines(text) == clean


def test_a_field_is_one_line():
    """A title that was broken over lines is joined."""
    assert normalise_line("  Talks\n resume ") == "Talks resume"
