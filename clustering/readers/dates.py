"""When an article was published, as far as anything says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from clustering.model import UNKNOWN_DATE, PartialDate
from clustering.readers.date_forms import Custom, Order, parse_date
from clustering.readers.date_places import (
    date_in_body,
    date_in_file_name,
    date_in_url,
    dateline,
    named_days,
)
from clustering.readers.records import Record

_MAX_EVIDENCE_CHARACTERS = 20_000
_FINENESS = {"day": 3, "month": 2, "year": 1, "month-day": 1, "unknown": 0}


def date_of(
    record: Record, lines: Sequence[str], body: str, language: str, order: Order
) -> PartialDate:
    """The publication date, from the most trusted place that gives one.

    Metadata, then the address, a dateline, the body, the file's name. The first that gives
    a day with its year settles it. A place that gives less (a month, or a day without a
    year) is refined by a later one only if that one says the same as far as both go: a
    month-day from the body and a year from elsewhere are never put together.

    Args:
        record: As read, with the date field and the address as given.
        lines: Lines of the text after white space is normalised, furniture included.
        body: The cleaned text.
        language: ISO 639-1 code or empty; decides 10/09/2018 in most languages.
        order: What the config says about dates that nothing else decides.
    """
    custom = Custom(language=language, order=order)
    best = UNKNOWN_DATE
    if record.date:
        best = parse_date(record.date, "metadata", custom)
        if best.ambiguous:
            best = parse_date(record.date, "metadata", _with_evidence(custom, lines))
        if best.precision == "day":
            return best
    for place in (_url, _dateline, _body, _file_name):
        best = _finer(best, place(record, lines, body, custom))
        if best.precision == "day":
            break
    return best


def _finer(best: PartialDate, other: PartialDate) -> PartialDate:
    if best.precision == "unknown":
        return other
    if _FINENESS[other.precision] <= _FINENESS[best.precision]:
        return best
    pairs = ((best.year, other.year), (best.month, other.month), (best.day, other.day))
    return best if any(a is not None and b is not None and a != b for a, b in pairs) else other


def _with_evidence(custom: Custom, lines: Sequence[str]) -> Custom:
    text = "\n".join(lines)[:_MAX_EVIDENCE_CHARACTERS]
    return Custom(named_days(text), custom.language, custom.order)


def _url(record: Record, _lines: Sequence[str], _body: str, _custom: Custom) -> PartialDate:
    return date_in_url(record.url) if record.url else UNKNOWN_DATE


def _dateline(_record: Record, lines: Sequence[str], _body: str, custom: Custom) -> PartialDate:
    date = dateline(lines, custom)
    return dateline(lines, _with_evidence(custom, lines)) if date.year else date


def _body(_record: Record, _lines: Sequence[str], body: str, _custom: Custom) -> PartialDate:
    return date_in_body(body.split("\n\n", 10))


def _file_name(record: Record, _lines: Sequence[str], _body: str, _custom: Custom) -> PartialDate:
    return date_in_file_name(PurePosixPath(record.path).name) if not record.line else UNKNOWN_DATE
