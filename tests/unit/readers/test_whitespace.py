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


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Peace is Ã¢â‚¬Ëœ vanishingÃ¢â‚¬â„¢", "Peace is ‘ vanishing’"),
        ("Itâ€™s â€œwarâ€\x9d â€“ again", "It’s “war” – again"),
        ("Cool Ã¢â‚¬â€ very", "Cool — very"),
        ("Who died?Ã¢â‚¬Â (VIDEO)", "Who died?” (VIDEO)"),
        ("SantamarÃ\xada and Itâ€™s", "Santamaría and It’s"),
        ("5 â€ and â‚¬5", "5 ” and €5"),
        ("Château, SÃO, “Â£” stay as â€” goes", "Château, SÃO, “Â£” stay as — goes"),
        ("Pâtés à 5 € et “déjà”", "Pâtés à 5 € et “déjà”"),
    ],
)
def test_text_that_was_read_as_windows_1252(text, clean):
    """Once or twice; runs that are UTF-8 as a whole, where a sign of it stands in the text."""
    assert normalise_lines(text) == clean
