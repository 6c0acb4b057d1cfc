"""What two texts share, marked."""

from hypothesis import given
from hypothesis import strategies as st

from clustering.render.shared_parts import shared_passages, shared_pieces
from clustering.text.tokens import normalize


def marked(text, other):
    """The marked stretches of the first text."""
    return [piece.text for piece in shared_pieces(text, other)[0] if piece.shared]


def test_uncommon_words_in_both_are_marked():
    """A name counts whatever its case; a word that stands everywhere does not."""
    assert marked("The VLADIVOSTOK talks", "He said in Vladivostok: the end") == ["VLADIVOSTOK"]


def test_four_common_words_in_a_row_are_marked():
    """Three are not."""
    assert marked("and it was said that he", "so it was said that she") == ["it was said that"]
    assert marked("it was said", "it was said") == []


def test_neighbouring_marks_are_one_stretch():
    """With what stands between the words."""
    assert marked("to Shinzo Abe, Vladivostok.", "Vladivostok, Shinzo, Abe") == [
        "Shinzo Abe, Vladivostok"
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_letter_is_lost(left, right):
    """The stretches of a side are its text."""
    for text, pieces in zip((left, right), shared_pieces(left, right), strict=True):
        assert "".join(piece.text for piece in pieces) == normalize(text)
        assert all(piece.text for piece in pieces)


def test_passages_that_tell_most_come_in_the_order_of_the_text():
    """A long rare passage beats a year; one that stands twice is told once."""
    left = "Abe in 1975. The Vladivostok forum on the Kuril islands. Abe met him. Abe."
    right = "about abe; 1975, the Vladivostok forum on the Kuril islands"
    assert shared_passages(left, right, 9) == [
        *("Abe", "1975. The Vladivostok forum on the Kuril islands. Abe")
    ]
    left = left.replace("1975. The", "1975 so the")
    told = ["Abe", "1975", "the Vladivostok forum on the Kuril islands. Abe"]
    assert shared_passages(left, right, 9) == told
    assert shared_passages(left, right, 1) == told[2:]


def test_texts_that_share_nothing_have_no_passage():
    """Nor have empty ones."""
    assert shared_passages("one thing", "other matter", 4) == []
    assert shared_passages("", "", 4) == []
