"""Dates, counts and titles in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from clustering.model import Article, PartialDate

_EPOCH = date(1970, 1, 1).toordinal()
MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
]

# Bidi marks and overrides (UAX 9), the byte order mark and the soft hyphen: invisible, and able
# to turn a line around. The joiners U+200C and U+200D stay, Persian and Hindi need them.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_NARROW_SPACE = "\u202f"

DATE_UNKNOWN = "date unknown"
YEAR_UNKNOWN = ", year unknown"


def plain(text: str) -> str:
    """One line of harmless text: no control or bidi characters, single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unbroken(text).translate(_INVISIBLE)
    return " ".join(text.split())


def unbroken(text: str) -> str:
    """The text with control characters as spaces and lone surrogates as U+FFFD."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def isolated(text: str) -> str:
    """Right-to-left text between isolates (UAX 9), so that it does not turn its neighbours."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def title_of(article: Article) -> str:
    """The headline, else the first words of the body in brackets."""
    title = plain(article.title)
    if title:
        return title
    opening = plain(article.body[:200])
    return f"[{clipped(opening, 80)}]" if opening else "[no title]"


def clipped(text: str, size: int) -> str:
    """At most ``size`` characters, cut at a word with an ellipsis."""
    if len(text) <= size:
        return text
    head = text[: size - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > size // 2 else head).rstrip(" ,;:–-") + "…"


def number(count: int) -> str:
    """Thousands parted by a narrow space: 4 000."""
    return f"{count:,}".replace(",", _NARROW_SPACE)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 story, 2 stories."""
    if not many:
        many = f"{one[:-1]}ies" if one.endswith("ry") else f"{one}s"
    return f"{number(count)} {one if count == 1 else many}"


def listed(names: Sequence[str], most: int = 0) -> str:
    """Names with commas; past ``most``, how many more there are."""
    if most and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {number(len(names) - most)} more"
    return ", ".join(names)


def day_words(day: int) -> str:
    """Days since 1970-01-01 as 10 September 2018."""
    then = date.fromordinal(_EPOCH + day)
    return f"{then.day} {MONTHS[then.month - 1]} {then.year}"


def days_words(first: int, last: int) -> str:
    """Days since 1970-01-01, without saying month or year twice: 1–20 May 2019."""
    return span_words(*(_day(day) for day in (first, last)))


def _day(day: int) -> PartialDate:
    then = date.fromordinal(_EPOCH + day)
    return PartialDate(then.year, then.month, then.day)


def day_iso(day: int | None) -> str:
    """Days since 1970-01-01 as 2018-09-10; empty for None."""
    return "" if day is None else date.fromordinal(_EPOCH + day).isoformat()


def date_words(when: PartialDate) -> str:
    """A date as far as it is known; what is missing is said."""
    month = MONTHS[when.month - 1] if when.month else ""
    match when.precision:
        case "day":
            return f"{when.day} {month} {when.year}"
        case "month":
            return f"{month} {when.year}"
        case "year":
            return f"{when.year}"
        case "month-day":
            return f"{when.day} {month}{YEAR_UNKNOWN}"
        case _:
            return DATE_UNKNOWN


def span_words(first: PartialDate, last: PartialDate) -> str:
    """From one date to another, without saying month or year twice where both are days."""
    if first.iso() == last.iso():
        return date_words(first)
    if first.precision == last.precision == "day" and first.year == last.year:
        start = f"{first.day}"
        if first.month != last.month:
            return f"{start} {MONTHS[(first.month or 1) - 1]} – {date_words(last)}"
        return f"{start}–{date_words(last)}"
    return f"{date_words(first)} – {date_words(last)}"


def dates_words(dates: Iterable[PartialDate]) -> str:
    """All dates of a story or thread as one span.

    Dates without a year stand alone when there is nothing else, and are added when they all
    name the same day; otherwise the caller says how many there are.
    """
    known = []
    loose = []
    for when in dates:
        span = when.span_days()
        if span is None:
            loose.append(when)
        else:
            known.append((*span, when))
    said = sorted({when.iso(): date_words(when) for when in loose if when.month}.items())
    texts = [words for _, words in said]
    if known:
        first = min(known, key=lambda item: (item[0], item[1]))[2]
        last = max(known, key=lambda item: (item[1], item[0]))[2]
        return " and ".join([span_words(first, last), *(texts if len(texts) == 1 else ())])
    if len(texts) < 2:
        return texts[0] if texts else DATE_UNKNOWN
    return f"{texts[0].removesuffix(YEAR_UNKNOWN)} – {texts[-1]}"
