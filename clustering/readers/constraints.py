"""What the user decided, from a table of pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from clustering.errors import ConstraintError
from clustering.model import CONSTRAINT_LEVELS, Decision, Rulings, rule
from clustering.readers.decoding import READ_ERRORS, UndecodableError, decode
from clustering.readers.tables import sniff_delimiter
from clustering.text.cells import plain_cell

_COLUMNS = ("left", "right", "constraint", "level")
_KINDS = {"must-link": True, "cannot-link": False}
_ALSO = {"duplicate_group": "duplicate"}


def read_rulings(file: str, ids: Sequence[str]) -> Rulings:
    """What the decisions in a file mean for the articles with these ids, by row.

    Raises:
        ConstraintError: See ``read_constraints`` and ``model.rule``.
    """
    return rule(read_constraints(file), ids) if file else Rulings.none()


def read_constraints(file: str | Path) -> tuple[Decision, ...]:
    """Reads ``left,right,constraint,level``: two ids, ``must-link`` or ``cannot-link``, a level.

    Further columns are left alone, empty rows skipped.

    Args:
        file: CSV or TSV with a header line.

    Returns:
        The decisions in the order of the file.

    Raises:
        ConstraintError: The file, the column or the line, what was found and what is known.
    """
    try:
        text = decode(Path(file).read_bytes()).text
    except (UndecodableError, *READ_ERRORS) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConstraintError(f"{file}: cannot be read: {reason}") from error
    lines = text.splitlines(keepends=True)
    rows = csv.reader(lines, delimiter=sniff_delimiter(lines[0] if lines else ""), strict=True)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        missing = [name for name in _COLUMNS if name not in names]
        if missing:
            found = ", ".join(filter(None, names)) or "nothing"
            raise ConstraintError(f"{file}: no column {missing[0]!r} in the header, found {found}")
        return tuple(_decisions(rows, names, file))
    except csv.Error as error:
        raise ConstraintError(f"{file}:{rows.line_num}: not a valid CSV file: {error}") from error


def _decisions(rows: Iterator[list[str]], names: list[str], file: str | Path) -> Iterator[Decision]:
    for line, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(names, cells, strict=False))
        left, right, kind, level = (row.get(name, "").strip() for name in _COLUMNS)
        place = f"{file}:{line}"
        for name, value in (("left", left), ("right", right)):
            if not value:
                raise ConstraintError(f"{place}: {name} is empty, expected the id of an article")
        if left == right:
            raise ConstraintError(f"{place}: left and right are the same article, {left!r}")
        level = _ALSO.get(level, level)
        for name, value, known in (
            ("constraint", kind, [*_KINDS]),
            ("level", level, CONSTRAINT_LEVELS),
        ):
            if value not in known:
                told = ", ".join(known)
                raise ConstraintError(f"{place}: {name} must be one of {told}, found {value!r}")
        yield Decision(plain_cell(left), plain_cell(right), _KINDS[kind], level, place)
