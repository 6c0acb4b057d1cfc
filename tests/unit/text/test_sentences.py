"""Sentences, for quoting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Abe met Gen. Kim. They spoke.", ["Mr. Abe met Gen. Kim.", "They spoke."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("S. Abe spoke. Done.", ["S. Abe spoke.", "Done."]),
        ("On Sept. 10 they met. Then 3.5 left.", ["On Sept. 10 they met.", "Then 3.5 left."]),
        ('He said: "No way." Then he left.', ['He said: "No way."', "Then he left."]),
        ("A headline\n\nA paragraph.\nA line", ["A headline", "A paragraph.", "A line"]),
        ("首脳が会談した。条約は未定。", ["首脳が会談した。", "条約は未定。"]),
        ("At 9 p.m. EDT they met. Done.", ["At 9 p.m. EDT they met.", "Done."]),
        ("They met at 9 p.m. Then they left.", ["They met at 9 p.m.", "Then they left."]),
        ("Wait… what? Yes.", ["Wait…", "what?", "Yes."]),
        ("", []),
        (" \n \n ", []),
    ],
)
def test_sentences_of_a_text(text, sentences):
    """Full stops and line breaks end sentences; abbreviations and initials do not."""
    assert split_sentences(text) == sentences


def test_only_the_first_part_is_looked_at():
    """A sentence cut off at the limit is left out; one that ends before it stays."""
    text = "Short one. A rather long second sentence."
    assert split_sentences(text, 20) == ["Short one."]
    assert split_sentences(text, 5) == []
    assert split_sentences(text, len(text)) == ["Short one.", "A rather long second sentence."]


@given(st.text(st.sampled_from("aB.!? \n”。J"), max_size=40))
def test_nothing_is_lost_or_invented(text):
    """Put together, the sentences are the text without its white space."""
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
