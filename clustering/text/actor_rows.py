"""The written table of aliases: reading and checking."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from clustering.errors import ConfigError
from clustering.text.tokens import tokenize

COLUMNS = (
    "actor", "kind", "alias", "role", "person", "language", "from", "until", "needs", "weight",
)  # fmt: skip

KINDS = ("state", "organisation", "group", "territory", "none", "forename")

ROLES = (
    "name", "demonym", "capital", "government", "leader", "minister", "person", "place", "affair",
    "abbreviation",
)  # fmt: skip

RULES = {
    "capitals": 1, "no-forename": 2, "in-office": 4, "full-name": 8, "joined": 16, "shared": 32,
    "no-date": 64,
}  # fmt: skip

"""Conditions an alias can have, as bits; what each asks is told in docs/actors.md."""
_MAX_WORDS = 16
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One line of the table.

    Attributes:
        actor: Display name of who is meant; empty for kinds ``none`` and ``forename``.
        kind: One of ``KINDS``.
        alias: The name as it is written; its capitals are required in the text.
        role: One of ``ROLES``.
        person: Full name of the person, so that surnames find their full names.
        language: ISO 639-1 code; empty for English or any.
        first_year: First year in office; 0 when open.
        last_year: Last year in office; 0 when open.
        needs: Conditions parted by ``;``; empty when the alias is clear.
        weight: What one mention counts.
    """

    actor: str
    kind: str
    alias: str
    role: str
    person: str
    language: str
    first_year: int
    last_year: int
    needs: str
    weight: float


def read_aliases(path: Path) -> list[AliasRow]:
    """Reads and checks a table of aliases.

    Raises:
        ConfigError: The file cannot be read or a line is not of the form; one line says which
            and what was expected.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines)
            header = tuple(next(reader, ()))
            if header != COLUMNS:
                raise ConfigError(
                    f"{path}, line 1: expected the columns {','.join(COLUMNS)}, "
                    f"found {','.join(header)}"
                )
            wheres, rows = [], []
            for cells in filter(None, reader):
                wheres.append(f"{path}, line {reader.line_num}")
                rows.append(_row(wheres[-1], cells))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: the table of actors cannot be read: {error}") from error
    for where, row, n_words in zip(wheres, rows, count_words(rows), strict=True):
        if not 1 <= n_words <= _MAX_WORDS:
            raise ConfigError(f"{where}: alias {row.alias!r}, expected one to sixteen words")
    return rows


def count_words(rows: Sequence[AliasRow]) -> list[int]:
    """Tokens of each alias."""
    offsets = tokenize([row.alias for row in rows]).offsets.tolist()
    return [last - first for first, last in pairwise(offsets)]


def _row(where: str, cells: Sequence[str]) -> AliasRow:
    if len(cells) != len(COLUMNS):
        raise ConfigError(f"{where}: expected {len(COLUMNS)} cells, found {len(cells)}")
    actor, kind, alias, role, person, language, first, last, needs, weight = map(str.strip, cells)
    _one_of(f"{where}: kind", kind, KINDS)
    _one_of(f"{where}: role", role, ROLES)
    if bool(actor) == (kind in {"none", "forename"}):
        raise ConfigError(f"{where}: kind {kind!r} {'with' if actor else 'without'} an actor")
    since, until = (_year(where, year) for year in (first, last))
    if since and until and since > until:
        raise ConfigError(f"{where}: from {first} is after until {last}")
    terms(needs, where)
    value = _weight(where, weight)
    return AliasRow(actor, kind, alias, role, person, language, since, until, needs, value)


def _one_of(where: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise ConfigError(f"{where} {value!r}, expected one of {', '.join(known)}")


def _year(where: str, year: str) -> int:
    if year and not (year.isdecimal() and 1900 <= int(year) <= 2100):
        raise ConfigError(f"{where}: year {year!r}, expected 1900 to 2100 or nothing")
    return int(year or 0)


def _weight(where: str, weight: str) -> float:
    try:
        value = float(weight or "1")
    except ValueError:
        value = -1.0
    if not 0 <= value <= 10:
        raise ConfigError(f"{where}: weight {weight!r}, expected a number from 0 to 10")
    return value


def terms(needs: str, where: str = "") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The conditions of an alias: (name, words that vote), one after the other.

    Raises:
        ConfigError: An unknown condition, or words where none belong.
    """
    return tuple(_term(term.strip(), where) for term in needs.split(";")) if needs else ()


def _term(term: str, where: str) -> tuple[str, tuple[str, ...]]:
    name, _, rest = term.partition(" ")
    words = tuple(word.strip() for word in rest.split("|")) if rest else ()
    if name in {"with", "without"}:
        if not words or len(_WORD.findall(rest)) != len(words) or "" in words:
            raise ConfigError(f"{where}: needs {term!r}, expected single words parted by |")
    elif name not in RULES or rest:
        known = ", ".join([*RULES, "with A|B", "without A|B"])
        raise ConfigError(f"{where}: needs {term!r}, expected {known}")
    return name, words
