"""Written dates to partial dates; nothing missing is filled in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from clustering.model import UNKNOWN_DATE, PartialDate, Provenance
from clustering.readers.months import MONTH_PATTERN, MONTHS

Order = Literal["none", "day-first", "month-first"]

FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_OF = r"(?:\s*\.?\s*(?:de\s+|of\s+)?|\s*-\s*)"
_AND_YEAR = r"(?:\s*[,.]?\s*(?:de\s+|del\s+)?|\s*-\s*)"
# 10 September 2018, 10. September, 1er mai, 10 de septiembre de 2018, 10-Sep-2018
_DAY_MONTH = re.compile(
    rf"(?<![\w.])(?P<day>{_DAY})(?:st|nd|rd|th|er|º|°)?{_OF}(?P<month>{MONTH_PATTERN})\b\.?"
    rf"(?:{_AND_YEAR}(?P<year>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
# September 10, 2018, Sept. 10, September 10th
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<month>{MONTH_PATTERN})\.?\s+(?:the\s+)?(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\w:]|[.,]\d)"
    rf"(?:\s*,?\s*(?:\d\d:\d\d:\d\d\s+)?(?:(?:UTC|GMT|[A-Z]{{3,4}}|[+-]\d{{4}})\s+)?(?P<year>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
# September 2018, septiembre de 2018; 2018 September
_MONTH_YEAR = re.compile(
    rf"^(?P<month>{MONTH_PATTERN})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})$", re.IGNORECASE
)
_YEAR_MONTH_DAY = re.compile(
    rf"^(?P<year>\d{{4}})[\s-]+(?P<month>{MONTH_PATTERN})\.?[\s-]+(?P<day>\d{{1,2}})\b",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"^(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2})(?!\d).*)?$",
    re.DOTALL,
)
_COMPACT = re.compile(r"^(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4}(?:\d\d)?Z?)?$")
_CJK = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"
)
_EPOCH = re.compile(r"^(\d{9,10}|\d{12,13})(?:\.\d+)?$")
NUMERIC = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sep>[./-])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d-]|[./]\d)"
)
_YEAR = re.compile(r"^(?P<year>\d{4})$")
_MAX_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Custom:
    """What decides between day-first and month-first.

    Attributes:
        named: (month, day) of dates that the document writes with the month's name.
        language: ISO 639-1 code or empty.
        order: What the config says about the rest.
    """

    named: frozenset[tuple[int, int]] = frozenset()
    language: str = ""
    order: Order = "none"


NO_CUSTOM = Custom()


def parse_date(
    written: str, provenance: Provenance = "metadata", custom: Custom = NO_CUSTOM
) -> PartialDate:
    """The date in a field that holds a date and perhaps a time, as written there.

    ISO 8601, RFC 2822, seconds or milliseconds since 1970 (UTC), numbers in either order,
    names of months. Impossible dates and years outside 1900 to 2100 are unknown.
    """
    text = written.strip()[: _MAX_LENGTH + 1]
    if len(text) > _MAX_LENGTH:
        return UNKNOWN_DATE
    for pattern in (_ISO, _COMPACT, _CJK, _YEAR_MONTH_DAY, _MONTH_YEAR, _YEAR):
        match = pattern.search(text)
        if match:
            return from_match(match, provenance)
    match = _EPOCH.match(text)
    if match:
        return _from_epoch(match[1], provenance)
    match = NUMERIC.search(text)
    if match:
        return from_numbers(match, provenance, custom)
    named = find_named(text)
    named.sort(key=lambda item: item[1].year is None)  # one with its year, if there is one
    if not named:
        return UNKNOWN_DATE
    date = named[0][1]
    return PartialDate(date.year, date.month, date.day, provenance)


def find_named(text: str) -> list[tuple[re.Match[str], PartialDate]]:
    """Valid dates with a month's name, in the order of the text, with where they stand."""
    found = [*_DAY_MONTH.finditer(text), *_MONTH_DAY.finditer(text)]
    found.sort(key=lambda match: (match.start(), -match.end()))
    dates: list[tuple[re.Match[str], PartialDate]] = []
    end = -1
    for match in found:
        date = from_match(match, "body")
        # "September 10, 2018" is also "10, 2018"-less "10 …": the first to begin wins.
        if match.start() >= end and date != UNKNOWN_DATE:
            dates.append((match, date))
            end = match.end()
    return dates


def from_match(match: re.Match[str], provenance: Provenance) -> PartialDate:
    """The date in a match with groups ``year``, ``month`` (number or name) and ``day``."""
    found = match.groupdict()
    month = found.get("month")
    number = None
    if month:
        number = int(month) if month.isdigit() else MONTHS.get(month.lower())
    year, day = found.get("year"), found.get("day")
    return checked(int(year) if year else None, number, int(day) if day else None, provenance)


def from_numbers(
    match: re.Match[str], provenance: Provenance, custom: Custom = NO_CUSTOM
) -> PartialDate:
    """The date in a match of ``NUMERIC``: 10.11.2017, 10/09/2018.

    Day and month are told apart by: a number above 12; a date with the month's name in the
    same document; the custom of the language (dots are day-first everywhere, slashes and
    hyphens in most languages; English uses both orders); the config. Otherwise only the
    year is kept, marked ambiguous.
    """
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first = checked(year, second, first, provenance)
    month_first = checked(year, first, second, provenance)
    if month_first in {day_first, UNKNOWN_DATE}:
        return day_first
    if day_first == UNKNOWN_DATE:
        return month_first
    order = _order(first, second, match["sep"], custom)
    if order == "none":
        return PartialDate(year, provenance=provenance, ambiguous=True)
    return day_first if order == "day-first" else month_first


def _order(first: int, second: int, separator: str, custom: Custom) -> Order:
    votes = ((second, first) in custom.named, (first, second) in custom.named)
    if votes[0] != votes[1]:
        return "day-first" if votes[0] else "month-first"
    if separator == "." or custom.language not in {"", "en"}:
        return "day-first"
    return custom.order


def checked(
    year: int | None, month: int | None, day: int | None, provenance: Provenance
) -> PartialDate:
    """The date, or the unknown one when no calendar has it or it says too little."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return UNKNOWN_DATE
    if month is not None and not 1 <= month <= 12:
        return UNKNOWN_DATE
    if day is not None and (
        month is None or not 1 <= day <= monthrange(year or 2000, month)[1]  # 2000: leap year
    ):
        return UNKNOWN_DATE
    if year is None and day is None:
        return UNKNOWN_DATE
    return PartialDate(year, month, day, provenance)


def _from_epoch(digits: str, provenance: Provenance) -> PartialDate:
    seconds = int(digits) / (1000 if len(digits) > 10 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    return checked(moment.year, moment.month, moment.day, provenance)
