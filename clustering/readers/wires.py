"""Wire services named as the source of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustering.text.services import SERVICES

_NAMED = re.compile("|".join(rf"(?P<s{i}>\b(?:{p})\b)" for i, p in enumerate(SERVICES.values())))
_NAMES = tuple(SERVICES)
# A cheap look before the patterns: any credit has one of these in it.
_CUES = (
    *(
        "reporting ",
        "reports from",
        "contribut",
        "press writer",
        "as per ",
        "as reported by",
        "compiled from",
    ),
    *("source:", "sources:", "credit:", "credits:", "agency:", "agencies", "material from"),
    *("material by", "information from", "with files", "with assistance", "with reports"),
    *("with material", "with information", "материалам", "источник"),
)
# Ways to name the source; the services that follow (or stand before) are the credit.
_BEFORE = re.compile(
    r"\b(?:with (?:additional |some )?(?:reporting|reports|material|information|files?|assistance)"
    r"(?: (?:by|from))?|(?:based|relying) on (?:reporting|reports|material) (?:by|from)|"
    r"(?:additional|some) (?:reporting|material|information) (?:by|from)|"
    r"reporting (?:by|from)|reports from|compiled from|as per|as reported by|"
    r"contribut(?:ing|ors?)\s*:|"
    r"(?:sources?|credits?|agenc(?:y|ies)|по материалам|источник|источники)\s*:|"
    r"(?:material|reports?) (?:from|by) (?:the )?(?:news )?agenc\w+|with)\s*:?\s*",
)
_AFTER = re.compile(r"[^.]{0,80}?\bcontributed\b|\s(?:[Ww]riters?|correspondents?) [A-Z]")
# (Reuters) - ; (AP) — ; /TASS/ ; (Xinhua) --
_DATELINE = re.compile(r"[(/\[](?P<name>[^()/\[\]\n]{2,40})[)/\]]\s*(?:[-–—]|$|\.|(?<=/))")
_BETWEEN = re.compile(r"[\s,;/&]*(?:and|und|et|y|и|e)?[\s,;/]*(?:the )?", re.IGNORECASE)
_MAX_DATELINE = 120
# A credit stands in a line of its own or in a paragraph, never deep in a whole page's text.
_MAX_CREDIT_CHARACTERS = 1200
_MAX_TAIL_WORDS = 60
_MIN_PARAGRAPH = 60


def credits_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Services credited with the article, in the order of the text, under canonical names.

    A dateline, "with reporting by", "contributed to this report", "as per" and the like
    count; an agency that is merely quoted or spoken to does not.
    """
    found: dict[str, None] = {}
    leading = True
    text = "\n".join(("", *lines)).lower()  # most articles credit nobody: a look at all in one
    cues = [cue for cue in _CUES if cue in text]
    cued = bool(cues) or "\nwith " in text
    for line in lines:
        if leading and len(line) > _MIN_PARAGRAPH:
            found.update(dict.fromkeys(dateline_services(line)))
            leading = False
        if not (cued or leading):
            break
        if cued and line and len(line) <= _MAX_CREDIT_CHARACTERS:
            fold = line.lower()
            if fold.startswith("with ") or any(map(fold.__contains__, cues)):
                found.update(dict.fromkeys(_credited(line, fold)))
    return tuple(found)


def dateline_services(line: str) -> list[str]:
    """Services in the dateline at the beginning of a paragraph."""
    head = line[:_MAX_DATELINE]
    match = _DATELINE.search(head)
    if match and _is_place(head[: match.start()]):
        services = _all_named(match["name"])
        if services:
            return services
    return []


def _is_place(text: str) -> bool:
    """Nothing, or a place (and a date) as wires write it before their name."""
    words = text.replace("/", " ").split()
    return len(words) <= 10 and all(
        w[0].isupper() or not w[0].isalpha() or len(w) < 4 for w in words
    )


def _credited(line: str, fold: str) -> list[str]:
    if len(fold) != len(line):  # a letter whose small form is longer: positions would not fit
        fold = line
    services: list[str] = []
    for match in _BEFORE.finditer(fold):
        if not match[0].startswith("with") or match[0].rstrip() != "with" or match.start() == 0:
            services += _list_at(line, match.end())
    if ("contribut" in fold or "press writer" in fold) and line.count(" ") <= _MAX_TAIL_WORDS:
        services += [_name(m) for m in _NAMED.finditer(line) if _AFTER.match(line, m.end())]
    return services


def _list_at(line: str, start: int) -> list[str]:
    """Names in a list that begins at the position: ``Reuters, TASS, and AP``."""
    services: list[str] = []
    while True:
        gap = _BETWEEN.match(line, start)
        match = _NAMED.match(line, gap.end() if gap else start)
        if not match:
            return services
        services.append(_name(match))
        start = match.end()


def _all_named(text: str) -> list[str]:
    return _list_at(text, 0)


def _name(match: re.Match[str]) -> str:
    assert match.lastgroup is not None
    return _NAMES[int(match.lastgroup[1:])]
