"""Reads gold labels from JSON Lines or CSV."""

from __future__ import annotations

import bz2
import csv
import gzip
import lzma
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

import orjson

from clustering.errors import GoldError
from clustering.text.cells import plain_cell

Level = Literal["duplicate_group", "story", "thread"]
LEVELS: tuple[Level, ...] = get_args(Level)

_OPENERS: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_UNREADABLE = (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError, zlib.error, csv.Error)


def read_gold(path: str | Path, level: str) -> dict[str, str]:
    """Reads the gold label of every labelled article.

    Args:
        path: JSON Lines or CSV with a header, plain or compressed (.gz, .bz2, .xz); told
            apart by the first character.
        level: The column to read: ``duplicate_group``, ``story`` or ``thread``.

    Returns:
        Id to label, in the order of the file. Rows with an empty label are unlabelled and
        left out.

    Raises:
        GoldError: Unknown level, an unreadable file, no ``id``, no such column, no
            labelled row, or one id with two labels.
    """
    check_level(level)
    labels: dict[str, str] = {}
    columns: set[str] = set()
    for place, row in read_rows(path):
        if "id" not in row or row["id"] in (None, ""):
            raise GoldError(f"{place}: no 'id'")
        columns |= row.keys()
        label = row.get(level)
        if label is None or label == "":
            continue
        identifier = str(row["id"])
        if labels.setdefault(identifier, str(label)) != str(label):
            raise GoldError(
                f"{place}: id {identifier!r} has {level} {str(label)!r}, "
                f"but {labels[identifier]!r} further up"
            )
    if not labels:
        known = f"no column {level!r}, only {', '.join(sorted(columns))}"
        reason = f"no row has a {level}" if level in columns else known
        raise GoldError(f"{path}: {reason if columns else 'no rows'}")
    return labels


def levels_of(path: str | Path) -> list[Level]:
    """The levels of which the file has a label.

    Raises:
        GoldError: The file cannot be read.
    """
    found = {
        level for _, row in read_rows(path) for level in LEVELS if row.get(level) not in (None, "")
    }
    return [level for level in LEVELS if level in found]


def check_level(level: str) -> Level:
    """The level, if it is one of the three.

    Raises:
        GoldError: Names the level found and those known.
    """
    for known in LEVELS:
        if level == known:
            return known
    raise GoldError(f"unknown level {level!r}; known are {', '.join(LEVELS)}")


def read_rows(path: str | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a JSON Lines or CSV file, each with its place for an error message.

    Raises:
        GoldError: The file or one of its lines cannot be read.
    """
    opener = _OPENERS.get(Path(path).suffix.lower(), open)
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            number, first = 1, file.readline()
            while first and not first.strip():
                number, first = number + 1, file.readline()
            lines = chain([first] if first else [], file)
            rows = _json_rows if first.lstrip().startswith("{") else _csv_rows
            yield from rows(str(path), lines, number)
    except _UNREADABLE as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise GoldError(f"{path}: cannot be read: {reason}") from error


def _json_rows(path: str, lines: Iterable[str], start: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, start):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise GoldError(f"{path}:{number}: not valid JSON: {error}") from error
        if not isinstance(row, dict):
            raise GoldError(f"{path}:{number}: not a JSON object")
        yield f"{path}:{number}", row


def _csv_rows(path: str, lines: Iterable[str], start: int) -> Iterator[tuple[str, dict[str, Any]]]:
    csv.field_size_limit(2**31 - 1)  # whole articles may stand in a cell
    rows = csv.DictReader(lines)
    for row in rows:
        yield (
            f"{path}:{rows.line_num + start - 1}",
            {key: row[key] and plain_cell(row[key]) for key in row if key},
        )
