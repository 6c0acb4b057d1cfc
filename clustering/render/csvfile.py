"""Columns to CSV text that no spreadsheet will execute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clustering.render.words import unbroken
from clustering.text.cells import guarded_cell

_OWN_TEXT = frozenset({"date", "first_date", "last_date"})


def csv_text(table: Mapping[str, Sequence[Any]]) -> str:
    """The table with a header line, LF line ends, floats with at most four decimals.

    A text cell that begins with ``=``, ``+``, ``-``, ``@``, tab or line end gets a leading
    apostrophe (a lone ``-``, standard input's path, stays); control characters become spaces.
    Dates are written by us and stay ISO 8601.
    """
    columns = [_cells(column, name in _OWN_TEXT) for name, column in table.items()]
    lines = [",".join(table), *map(",".join, zip(*columns, strict=True))]
    return "\n".join(lines) + "\n"


def _cells(column: Sequence[Any], own: bool) -> list[str]:
    kinds = set(map(type, column))
    if own:
        return list(column)
    if len(kinds) == 1 and kinds <= _REPEATED:  # many say the same
        printed = _PRINTED[kinds.pop()]
        seen = {value: printed(value) for value in set(column)}
        return [seen[value] for value in column]
    return [_PRINTED[type(value)](value) for value in column]


def text_cell(text: str) -> str:
    """One cell: a formula disarmed, control characters folded, quoted where CSV needs it."""
    text = unbroken(guarded_cell(text))
    if '"' in text or "," in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124 - nan is not itself
        return ""
    return f"{value:z.4f}".rstrip("0").rstrip(".")


_PRINTED: dict[type, Callable[[Any], str]] = {
    float: _number,
    str: text_cell,
    bool: lambda value: "true" if value else "false",
    int: str,
    type(None): lambda _: "",
}
_REPEATED = {float, str}
