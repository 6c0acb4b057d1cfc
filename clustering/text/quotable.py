"""How well a sentence can be quoted alone."""

from __future__ import annotations

import re
from itertools import islice

CAPTION, LEANING, UNENDED, ASKING = 0.25, 0.8, 0.8, 0.8
"""What is left of a sentence's worth when it describes a picture; when it needs the one before it;
when it breaks off; when it asks instead of telling. A caption is taken only where a text has
little else; the others only have to be a quarter better."""

_CREDIT = (
    r"(?:photo(?:s|grapher|graph)?|picture|image|foto|bild|archivbild|фото|imagen|crédit photo)"
)
_CAPTION = re.compile(
    # What stands before it on the page, or a line that begins with a sign.
    rf"^(?:CLOSE |FILE\b|(?:hide|toggle|enlarge|show) (?:caption|this image)|{_CREDIT}\s?:|\W*\|)"
    rf"|^[•*▪►■]|[(/|]\s?(?:reuters )?{_CREDIT}\s?:"
    r"|^(?:an?|in this|this) (?:\w+ )?(?:image|photo|picture|frame)\b|\bundated (?:photo|image)\b"
    # News tells days by their names; with the year they stand at the end of captions.
    r"|[a-z.] \d{1,2}, (?:19|20)\d\d\W*$"
    r"|\((?:[LRC]|left|right|cent(?:er|re)|(?:top|bottom|far|second) (?:left|right)|pictured)\)"
    r"|\bfrom left\b|, (?:left|right|center),|\bgetty images"
    r"|\b(?:ap|afp|reuters|epa|dpa) (?:photo|images)\b"
    r"|(?:\bvia |/)(?:afp|reuters|ap)\b|\bfile (?:photo|picture|image)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"^(?:CLOSE |FILE\b)")
_OPENS = ("close ", "file", "•", "*", "▪", "►", "■")
_SIGNS = (
    *("photo", "pict", "imag", "foto", "bild", "фото", "frame", "caption", "|", "/", "via "),
    *("left", "right", "center", "centre", "(l)", "(r)", "(c)", ", 19", ", 20"),
)
"""In small letters a caption begins with the former or holds one of the latter: to look for them
takes a tenth of the time of the whole pattern, which few sentences need."""
_WORD = re.compile(r"\w+")
_TIMES = {"week", "weekend", "morning", "month", "year", "summer", "winter", "spring", "past"}
_ASKING = re.compile(r"[?？][\"'”’»“)\]]*$")
_END = re.compile(r"[.!?…。！？][\"'”’»“)\]]*$")
_OPENERS = {
    "en": "but and or so yet he she it they this that these those his her its their him them "
    "instead meanwhile also however then nor both such there",
    "de": "aber und oder doch denn er sie es dieser diese dieses diesem diesen sein seine ihr ihre "
    "dabei damit dazu dennoch jedoch zudem außerdem auch deshalb daher dort",
    "fr": "mais et ou donc il elle ils elles ce cet cette ces ceci cela son sa ses leur leurs "
    "cependant toutefois ainsi aussi puis",
    "es": "pero y o él ella ellos ellas este esta estos estas ese esa eso esto su sus "
    "además también así sin entonces",
    "ru": "но и а он она они оно это этот эта эти его её их однако также поэтому там тогда",
}
_LEANS = {language: frozenset(words.split()) for language, words in _OPENERS.items()}


def quotable_share(sentence: str, language: str = "") -> float:
    """What of a sentence's worth is left when it stands without its text.

    Args:
        sentence: As the text has it.
        language: ISO 639-1 code; English words are looked for where it is unknown. A language
            without a list has no words that lean on others.

    Returns:
        1 for a whole sentence that needs nothing before it, down to 0.13.
    """
    share = 1.0
    if _is_caption(sentence):
        share *= CAPTION
    if _leans(sentence, _LEANS.get(language or "en", frozenset())):
        share *= LEANING
    if _ASKING.search(sentence):
        share *= ASKING
    return share if _END.search(sentence) else share * UNENDED


def _leans(sentence: str, openers: frozenset[str]) -> bool:
    words = [match[0].casefold() for match in islice(_WORD.finditer(sentence), 2)]
    # "This week" tells a time, "this agreement" what was told before.
    if sentence[:1].islower():  # cut off: what came before is missing
        return True
    if not words or words[0] not in openers:
        return False
    return not (words[0] == "this" and words[-1] in _TIMES)


def _is_caption(sentence: str) -> bool:
    small = sentence.lower()
    if not small.startswith(_OPENS) and not any(sign in small for sign in _SIGNS):
        return False
    found = _CAPTION.search(sentence)
    if found is None:
        return False
    # "Close to the border" and "File a complaint" are no captions; theirs are in capitals.
    word = found[0].strip()
    return word.upper() not in ("CLOSE", "FILE") or bool(_CAPITALS.match(sentence))
