"""One article as it was read, before anything is cleaned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
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


class RecordMaker:
    """Maps the fields of JSON objects and CSV rows to records."""

    def __init__(self, names: FieldNames) -> None:
        self._names = {item.name: getattr(names, item.name) for item in fields(names)}
        self._known: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}

    def record(self, values: Mapping[str, Any], path: str, line: int) -> Record:
        """The record in one object; a name that stands first in the config wins if not empty."""
        keys = self._keys(tuple(values))
        found = {name: _first(values, keys[name], name) for name in self._names}
        synthetic = any(_is_true(values[key]) for key in keys["synthetic"])
        return Record(path, line, "data", synthetic=synthetic, **found)

    def _keys(self, given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        if given not in self._known:
            by_fold: dict[str, str] = {}
            for key in given:
                by_fold.setdefault(str(key).strip().casefold(), key)
            wanted = {**self._names, "synthetic": ("synthetic",)}
            chosen = {
                field: tuple(
                    by_fold[name.casefold()] for name in names if name.casefold() in by_fold
                )
                for field, names in wanted.items()
            }
            if len(self._known) > 1000:  # objects that all have other keys
                self._known.clear()
            self._known[given] = chosen
        return self._known[given]


def _first(values: Mapping[str, Any], keys: tuple[str, ...], field: str) -> str:
    for key in keys:
        value = values[key]
        text = value if isinstance(value, str) else "\n\n".join(_texts(value))
        text = unescape(text) if field == "text" else normalise_line(unescape(text))
        if text and not text.isspace():
            return text
    return ""


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
