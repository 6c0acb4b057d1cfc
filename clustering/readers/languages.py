"""Which language an article is in."""

from __future__ import annotations

from functools import cache

from clustering.readers.letters import likeliest

_MAX_CHARACTERS = 600
_MIN_LETTERS = 20
# Two of these in plain ASCII are English for certain, and spare the model.
_ENGLISH = frozenset(
    ("the", "and", "with", "from", "that", "will", "after", "says", "said", "their", "have")
)
# Names and three-letter codes that exports use (ISO 639-2, both forms).
_NAMES = {
    **dict.fromkeys(("english", "eng"), "en"),
    **dict.fromkeys(("german", "deutsch", "ger", "deu"), "de"),
    **dict.fromkeys(("french", "français", "fre", "fra"), "fr"),
    **dict.fromkeys(("spanish", "español", "spa"), "es"),
    **dict.fromkeys(("russian", "русский", "rus"), "ru"),
    **dict.fromkeys(("italian", "italiano", "ita"), "it"),
    **dict.fromkeys(("portuguese", "português", "por"), "pt"),
    **dict.fromkeys(("chinese", "中文", "chi", "zho"), "zh"),
    **dict.fromkeys(("japanese", "日本語", "jpn"), "ja"),
    **dict.fromkeys(("arabic", "العربية", "ara"), "ar"),
    **dict.fromkeys(("korean", "한국어", "kor"), "ko"),
    **dict.fromkeys(("turkish", "türkçe", "tur"), "tr"),
    **dict.fromkeys(("ukrainian", "українська", "ukr"), "uk"),
}


def language_of(given: str, title: str, body: str) -> str:
    """ISO 639-1 code: the given one, else by the letters of title and beginning.

    Empty when nothing usable is given and there are fewer than 20 letters.
    """
    code = _code(given)
    if code:
        return code
    text = f"{title} {body[:_MAX_CHARACTERS]}"[: 2 * _MAX_CHARACTERS]
    if text.isascii() and len(_ENGLISH.intersection(text.lower().split())) > 1:
        return "en"
    if sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return ""
    return _code(likeliest(text))


@cache
def _code(given: str) -> str:
    first = given.strip().casefold().replace("_", "-").partition("-")[0]
    if first in _NAMES:
        return _NAMES[first]
    return first if len(first) == 2 and first.isascii() and first.isalpha() else ""
