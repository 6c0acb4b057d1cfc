"""How well sentences stand alone."""

from __future__ import annotations

import pytest

from clustering.text.quotable import ASKING, CAPTION, LEANING, UNENDED, quotable_share


@pytest.mark.parametrize(
    "sentence",
    [
        "Two ministers signed the treaty on Monday.",
        "“We have signed the treaty,” the minister said.",
        "This week the ministers signed the treaty.",
        "Close to the border, two villages were shelled.",
        "File sharing was forbidden in Amber.",
        "The two (left alone) signed a treaty!",
        "El ministro firmó el tratado.",
        "Pictures of the treaty went round the world.",
        "On May 9, 2019, the ministers signed a treaty.",
        "両国は条約に署名した。",
        "The ministers (Reuters photographers saw them) signed.",
    ],
)
def test_a_whole_sentence_keeps_its_worth(sentence):
    """Quotes, brackets and other scripts take nothing away."""
    assert quotable_share(sentence) == 1.0


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister Ode (L) and Minister Amber (R) after signing the treaty.",
        "(Photo: Una Ode, AP) The treaty was signed.",
        "FILE PHOTO: Minister Ode attends a dinner.",
        "FILE - In this Dec. 13 file photo, Minister Ode signs.",
        "CLOSE A video shows the signing of the treaty.",
        "| Una Ode/Getty Images The treaty was signed.",
        "• The treaty was signed.",
        "Hide caption Minister Ode signs the treaty.",
        "The treaty is signed (Foto: Una Ode).",
        "Behind Ode are from left to right three ministers.",
        "Minister Ode, left, signs the treaty.",
        "Minister Ode signs the treaty in Amber, Ode Island, on May 9, 2019.",
        "In this undated photo Minister Ode signs the treaty.",
        "An image taken from a video shows the signing.",
        "Minister Ode signs.(Una Ode/AFP via Getty Images).",
    ],
)
def test_captions_of_pictures(sentence):
    """They say what is to be seen, not what happened."""
    assert quotable_share(sentence) == CAPTION


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("But the treaty was signed.", "en"),
        ('"This treaty is the worst of all," said Ode.', "en"),
        ("He signed the treaty.", ""),
        ("asks Minister Ode, who has signed the treaty.", "en"),
        ("Dieser Vertrag ist unterschrieben.", "de"),
        ("Mais le traité est signé.", "fr"),
        ("Pero el tratado está firmado.", "es"),
        ("Но договор подписан.", "ru"),
    ],
)
def test_sentences_that_need_the_one_before(sentence, language):
    """A reader does not know who he is, or what is not so."""
    assert quotable_share(sentence, language) == LEANING


def test_a_word_is_read_in_its_language():
    """Spanish "este" leans, Italian "il" is an article, French "il" is somebody."""
    assert quotable_share("Il ministro ha firmato.", "it") == 1.0
    assert quotable_share("Il a signé.", "fr") == LEANING


@pytest.mark.parametrize("sentence", ["The treaty was signed", "Minister Ode wrote:", ""])
def test_what_breaks_off(sentence):
    """No full stop, or a colon and nothing behind it."""
    assert quotable_share(sentence) == UNENDED


@pytest.mark.parametrize("sentence", ["Was a treaty signed?", "“Was a treaty signed?”"])
def test_questions_tell_little(sentence):
    """What happened is the answer."""
    assert quotable_share(sentence) == ASKING
