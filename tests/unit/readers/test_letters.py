"""The compiled language model says what the library says."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.readers.letters import likeliest

TEXTS = {
    "en": "The foreign ministers of the two countries met in Geneva on Monday.",
    "de": "Die Außenminister der beiden Länder trafen sich am Montag in Genf.",
    "fr": "Les ministres des affaires étrangères se sont rencontrés lundi à Genève.",
    "ru": "МИНИСТРЫ ИНОСТРАННЫХ ДЕЛ ДВУХ СТРАН ВСТРЕТИЛИСЬ В ЖЕНЕВЕ",
    "ja": "両国の外相は月曜日にジュネーブで会談した。",
    "ar": "التقى وزيرا خارجية البلدين يوم الاثنين في جنيف",
}


@cache
def library():
    """py3langid, kept to languages of two letters."""
    import py3langid

    identifier = py3langid.langid.LanguageIdentifier.from_model_file(py3langid.langid.MODEL_FILE)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence(code):
    """One sentence each, one of them in capitals."""
    assert likeliest(TEXTS[code]) == code


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.sampled_from(list(TEXTS.values())).flatmap(
    lambda text: st.integers(0, len(text)).map(lambda end: text[:end]))))  # fmt: skip
def test_the_same_as_the_library(text):
    """For any text, broken surrogates and the empty one included."""
    assert likeliest(text) == library().classify(text)[0]
