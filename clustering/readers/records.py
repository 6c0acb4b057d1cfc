"""One article as it was read, before anything is cleaned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal

from clustering.config import FieldNames
from clustering.readers.whitespace import normalise_line, unescape

Form = Literal["text", "page", "data"]


@dataclass(slots=True)
class Record:
    """What a reader found; every field is text as given, empty when missing.

    Attributes:
        path: The file, as it is shown to the user.
        line: 1-based line (record) inside the file; 0 when the file is the article.
        form: ``text`` for flattened pages, ``page`` for HTML that was extracted, ``data``
            for records of JSON and CSV.
        synthetic: The record says of itself that it is invented.
    """

    path: str
    line: int
    form: Form
    id: str = ""
    title: str = ""
    text: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    synthetic: bool = False

    @property
    def place(self) -> str:
        """``PATH:LINE`` for messages; the path alone when the file is the article."""
        return f"{self.path}:{self.line}" if self.line else self.path


_Plan = tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]


class RecordMaker:
    """Maps the fields of JSON objects and CSV rows to records."""

    def __init__(self, names: FieldNames) -> None:
        self._names = {item.name: getattr(names, item.name) for item in fields(names)}
        self._known: dict[tuple[str, ...], _Plan] = {}

    def record(self, values: Mapping[str, Any], path: str, line: int) -> Record:
        """The record in one object; a name that stands first in the config wins if not empty."""
        given = tuple(values)
        fields_, marks = self._known.get(given) or self._plan(given)
        record = Record(path, line, "data")
        for name, keys in fields_:
            setattr(record, name, _first(values, keys, name))
        if marks:
            record.synthetic = any(_is_true(values[key]) for key in marks)
        return record

    def _plan(self, given: tuple[str, ...]) -> _Plan:
        """The keys of each field that the object has, and those that may mark it synthetic."""
        if given not in self._known:
            by_fold: dict[str, str] = {}
            for key in given:
                by_fold.setdefault(str(key).strip().casefold(), key)
            chosen = {
                field: tuple(by_fold[n.casefold()] for n in names if n.casefold() in by_fold)
                for field, names in self._names.items()
            }
            marks = (by_fold["synthetic"],) if "synthetic" in by_fold else ()
            if len(self._known) > 1000:  # objects that all have other keys
                self._known.clear()
            self._known[given] = tuple((f, keys) for f, keys in chosen.items() if keys), marks
        return self._known[given]


def _first(values: Mapping[str, Any], keys: tuple[str, ...], field: str) -> str:
    for key in keys:
        value = values[key]
        text = value if isinstance(value, str) else "\n\n".join(_texts(value))
        if not text:
            continue
        if field == "text":
            text = unescape(text)
        elif field in _REPEATED:
            text = _line_once(text)
        elif not (text.isascii() and text.isalnum()):
            text = _line(text)
        if text and not text.isspace():
            return text
    return ""


def _line(text: str) -> str:
    return normalise_line(unescape(text))


_line_once = lru_cache(4096)(_line)
_REPEATED = {"date", "outlet", "language"}
"""Fields in which many records say the same."""


def _texts(value: object) -> Iterator[str]:
    """Plain texts inside a JSON value: a list's items, the ``name`` of an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key in ("name", "text", "#text", "value"):
            if isinstance(value.get(key), str):
                yield value[key]
                return


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in {"true", "1"})
