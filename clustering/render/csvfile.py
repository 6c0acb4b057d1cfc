"""Columns to CSV text that no spreadsheet will execute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.render.words import unbroken
from clustering.text.cells import guarded_cell

Column = Sequence[Any] | npt.NDArray[Any]

_OWN_TEXT = frozenset({"date", "first_date", "last_date"})
_ROWS = 50_000
"""So many rows become text at a time: of a million links it would be gigabytes at once."""


def csv_text(table: Mapping[str, Column]) -> str:
    """The table with a header line, LF line ends, floats with at most four decimals.

    A text cell that begins with ``=``, ``+``, ``-``, ``@``, tab or line end gets a leading
    apostrophe (a lone ``-``, standard input's path, stays); control characters become spaces.
    Dates are written by us and stay ISO 8601.
    """
    return "".join(csv_parts([table]))


def csv_parts(tables: Iterable[Mapping[str, Column]]) -> Iterator[str]:
    """The same of a table that comes in parts, each with all columns; at least one part."""
    for place, table in enumerate(tables):
        if not place:
            yield ",".join(table) + "\n"
        n_rows = max(map(len, table.values()), default=0)
        for start in range(0, n_rows, _ROWS):
            columns = [
                _cells(column[start : start + _ROWS], name in _OWN_TEXT)
                for name, column in table.items()
            ]
            yield "\n".join(map(",".join, zip(*columns, strict=True))) + "\n"


def _cells(column: Column, own: bool) -> list[str]:
    if isinstance(column, np.ndarray):
        return _of_array(column)
    kinds = set(map(type, column))
    if own:
        return list(column)
    if len(kinds) == 1 and kinds <= _REPEATED:  # many say the same
        printed = _PRINTED[kinds.pop()]
        seen = {value: printed(value) for value in set(column)}
        return [seen[value] for value in column]
    return [_PRINTED[type(value)](value) for value in column]


def _of_array(column: npt.NDArray[Any]) -> list[str]:
    """Numbers: each value is printed once, wherever it stands."""
    if column.dtype.kind in "OU":
        return _cells(column.tolist(), own=False)
    values, places = np.unique(column, return_inverse=True)
    printed = [_PRINTED[type(value)](value) for value in values.tolist()]
    found: list[str] = np.array(printed, dtype=object)[places].tolist()
    return found


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
