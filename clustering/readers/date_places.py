"""Where an article says when it was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
    r"[/_.-](?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{1,2}|[a-z]{3,9})[/_-](?P<day>\d{1,2})(?=[/_.?-]|$)",
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
    r"(?:first |originally )?(?:published|posted|date|issued|released|veröffentlicht|publié|publicado|"
    r"pubblicato|опубликовано|дата)"
)
_LABELLED = re.compile(rf"\b{_LABEL}\b\s*(?:on|at|am|le|el|il|em)?\s*[:\-–—]?\s*", re.IGNORECASE)
# What may stand beside a date on a line of its own: labels, weekdays, times, zones.
_BESIDE = re.compile(
    rf"\b(?:{_LABEL}|updated?|last|modified|on|at|am|pm|a\.m\.|p\.m\.|um|uhr|г|года|h|gmt|utc|"
    r"e[ds]t|p[ds]t|c[es]t|bst|msk|cest|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|le|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b\.?|\d{1,2}[:.]\d\d(?::\d\d)?"
    r"|[+-]\d{4}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)?(?!\d)"
)
# VLADIVOSTOK, Sept 10 (Reuters) - ; MOSCOW, November 10. /TASS/
_WIRE = re.compile(r"^[^a-z\n]{3,60}?,\s+(?=[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b)")

_BODY_LINES, _BODY_CHARACTERS = 8, 2500
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
        if not any(c.isdigit() for c in line[:200]):
            continue
        date = _alone(line, custom) if len(line) <= 120 else UNKNOWN_DATE
        if date == UNKNOWN_DATE:
            date = _labelled(line[:400], custom)
        if date.year:
            return date
        if wire == UNKNOWN_DATE:
            wire = _wire(line[:160])
    return wire


def date_in_body(lines: Sequence[str]) -> PartialDate:
    """The day that the first paragraphs tell of: ``on September 10``; the year stays unknown.

    Among days written without a year, that are no range, deadline, anniversary or name of
    an event, the one named most often wins, the earliest of equals.
    """
    counts: Counter[tuple[int, int]] = Counter()
    left = _BODY_CHARACTERS
    for line in [line for line in lines if line][:_BODY_LINES]:
        if left <= 0:
            break
        part = line[:left]
        left -= len(part)
        if not any(c.isdigit() for c in part):
            continue
        for match, date in find_named(part):
            before, after = part[max(0, match.start() - 30) : match.start()], part[match.end() :]
            if date.year or not date.month or not date.day:
                continue
            if not (_NOT_THE_DAY.search(before) or _RANGE_OR_EVENT.match(after[:20])):
                counts[date.month, date.day] += 1
    if not counts:
        return UNKNOWN_DATE
    (month, day), _ = max(counts.items(), key=lambda item: item[1])  # the first of equals
    return checked(None, month, day, "body")


def is_date_line(line: str) -> bool:
    """The line is nothing but a date, its label and a time."""
    return len(line) <= 120 and any(c.isdigit() for c in line) and _alone(line, Custom()).year is not None


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
