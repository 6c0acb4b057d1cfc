"""Where an article says when it was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clustering.model import UNKNOWN_DATE, PartialDate
from clustering.readers.date_forms import (
    NUMERIC,
    Custom,
    checked,
    find_named,
    from_match,
    from_numbers,
)
from clustering.readers.months import MONTHS
from clustering.readers.outlets import inner_url

_FIRST_URL_YEAR = 1990
_URL_DAY = re.compile(
    r"[/_.-](?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{1,2}|[a-z]{3,9})[/_-](?P<day>\d{1,2})"
    r"(?=[/_.?-]|$)",
    re.IGNORECASE,
)
_URL_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)/?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{2}|[a-z]{3,9})(?=/)", re.IGNORECASE)
_FILE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"
)

TOP_LINES = 12
_LABEL = (
    r"(?:first |originally )?(?:published|posted|created|date|issued|released|veröffentlicht|"
    r"publié|publicado|pubblicato|опубликовано|дата)"
)
# At the beginning, after a sign, or before a colon: "a photo released May 5" is no label.
_LABELLED = re.compile(
    rf"(?:(?:^|[|(•·.]\s*){_LABEL}\b|\b{_LABEL}\b(?=(?: on)?:))"
    r"\s*(?:on|at|am|le|el|il|em)?\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_WEEKDAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
    r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье"
)
# What may stand beside a date on a line of its own: labels, weekdays, times, zones.
_BESIDE = re.compile(
    rf"\b(?:{_LABEL}|updated?|last|modified|on|at|am|pm|a\.m\.|p\.m\.|um|uhr|г|года|h|le|gmt|utc|"
    rf"e[ds]t|p[ds]t|c[es]t|bst|msk|cest|{_WEEKDAYS})\b\.?|\d{{1,2}}[:.]\d\d(?::\d\d)?|[+-]\d{{4}}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{_WEEKDAYS}|today|yesterday|tonight)\b", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(rf"\b(?:{_WEEKDAYS})\.?,? (?:the |den )?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)?(?!\d)"
)
# VLADIVOSTOK, Sept 10 (Reuters) - ; MOSCOW, November 10. /TASS/
_WIRE = re.compile(r"^[^a-z\n]{3,60}?,\s+(?=[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b)")

_BODY_PARAGRAPHS, _BODY_CHARACTERS = 8, 2500
_NOT_THE_DAY = re.compile(
    r"(?:\b(?:since|until|till|before|from|by|between|after|through|born|starting|beginning|deadline|"
    r"scheduled for|planned for|due|next|last|ahead of|the)\s+(?:on\s+)?|[-–—]\s*)$",
    re.IGNORECASE,
)
_RANGE_OR_EVENT = re.compile(
    r"^\s*(?:[-–—]|to \d|and \d|attack|terror|revolution|movement|deadline|election|vote|summit|"
    r"referendum|meeting|hearing)",
    re.IGNORECASE,
)


def date_in_url(url: str) -> PartialDate:
    """/2018/09/10/, /2018-09-10, -20180910-, /2018/sep/10/; a month alone from /2018/09/."""
    path = inner_url(url).partition("://")[2]
    for pattern in (_URL_DAY, _URL_COMPACT, _URL_MONTH):
        match = pattern.search(path)
        if match:
            month = match["month"].lower()
            if month.isdigit() or month in MONTHS:
                date = from_match(match, "url")
                if date.year and date.year >= _FIRST_URL_YEAR:
                    return date
    return UNKNOWN_DATE


def date_in_file_name(name: str) -> PartialDate:
    """2018-09-10_title.txt, 20180910.html."""
    match = _FILE.search(name)
    return from_match(match, "file") if match else UNKNOWN_DATE


def named_days(text: str) -> frozenset[tuple[int, int]]:
    """(month, day) of every date that the text writes with the month's name."""
    days = {(date.month, date.day) for _, date in find_named(text)}
    return frozenset((month, day) for month, day in days if month and day)


def dateline(lines: Sequence[str], custom: Custom) -> PartialDate:
    """A date standing alone or after a label near the top, or a wire's own dateline."""
    wire = UNKNOWN_DATE
    for line in [line for line in lines if line][:TOP_LINES]:
        if not _DIGIT.search(line, 0, 400):
            continue
        date = _alone(line, custom) if len(line) <= 120 else UNKNOWN_DATE
        if date == UNKNOWN_DATE:
            date = _labelled(line[:400], custom)
        if date.year:
            return date
        if wire == UNKNOWN_DATE:
            wire = _wire(line[:160])
    return wire


def date_in_body(paragraphs: Sequence[str]) -> PartialDate:
    """The day that the first paragraphs report from; its year stays unknown.

    Most days named in a text are background, so two signs are asked for. Either the first
    paragraph names the day with its weekday ("on Monday, September 10"); or no weekday is
    named at all, as where the house writes dates instead, and one day is named at least
    twice and twice as often as any other. Ranges, deadlines and events called by their day
    do not count.
    """
    counts: Counter[tuple[int, int]] = Counter()
    weekdays = False
    for number, paragraph in enumerate(_beginning(paragraphs)):
        weekdays = weekdays or bool(_WEEKDAY.search(paragraph))
        if not _DIGIT.search(paragraph):
            continue
        for match, date in find_named(paragraph):
            before, after = paragraph[: match.start()][-30:], paragraph[match.end() :][:20]
            if date.year or not date.month or not date.day:
                continue
            if _NOT_THE_DAY.search(before) or _RANGE_OR_EVENT.match(after):
                continue
            if number == 0 and _AFTER_WEEKDAY.search(before):
                return checked(None, date.month, date.day, "body")
            counts[date.month, date.day] += 1
    if weekdays or not counts:
        return UNKNOWN_DATE
    most, *others = counts.most_common(2)
    if most[1] < 2 or (others and most[1] < 2 * others[0][1]):
        return UNKNOWN_DATE
    return checked(None, *most[0], "body")


def _beginning(paragraphs: Sequence[str]) -> Iterator[str]:
    left = _BODY_CHARACTERS
    for paragraph in paragraphs[:_BODY_PARAGRAPHS]:
        yield paragraph[:left]
        left -= len(paragraph)
        if left <= 0:
            return


def is_date_line(line: str) -> bool:
    """The line is nothing but a date, its label and a time."""
    return (
        len(line) <= 120
        and _DIGIT.search(line) is not None
        and _alone(line, Custom()).year is not None
    )


def _alone(line: str, custom: Custom) -> PartialDate:
    match = NUMERIC.search(line)
    date = from_numbers(match, "dateline", custom) if match else UNKNOWN_DATE
    if not match:
        for named, found in find_named(line):
            if found.year:
                match, date = named, found
                break
    if not match:
        match = _YEAR_FIRST.search(line)
        date = from_match(match, "dateline") if match else UNKNOWN_DATE
    if not match or not date.year:
        return UNKNOWN_DATE
    rest = _BESIDE.sub(" ", f"{line[: match.start()]} {line[match.end() :]}")
    if any(c.isalnum() for c in rest):
        return UNKNOWN_DATE
    return PartialDate(date.year, date.month, date.day, "dateline", date.ambiguous)


def _labelled(line: str, custom: Custom) -> PartialDate:
    for label in _LABELLED.finditer(line):
        rest = line[label.end() : label.end() + 45]
        match = NUMERIC.match(rest)
        if match:
            return from_numbers(match, "dateline", custom)
        for named, date in find_named(rest):
            if date.year and len(_BESIDE.sub("", rest[: named.start()]).strip(" ,.")) == 0:
                return PartialDate(date.year, date.month, date.day, "dateline")
    return UNKNOWN_DATE


def _wire(line: str) -> PartialDate:
    place = _WIRE.match(line)
    if not place:
        return UNKNOWN_DATE
    for match, date in find_named(line[place.end() :])[:1]:
        if match.start() == 0:
            return PartialDate(date.year, date.month, date.day, "dateline")
    return UNKNOWN_DATE
