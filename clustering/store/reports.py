"""Reads the reports that earlier runs wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clustering.config import Config, config_from
from clustering.errors import ConfigError, InputError
from clustering.model import Moved
from clustering.text.cells import plain_cell

_NAMES = {
    "story": ("stories.csv", "headline"),
    "thread": ("threads.csv", "name"),
    "affair": ("affairs.csv", "name"),
}
_COLUMNS = ("id", "duplicate_group", "story", "thread")


@dataclass(frozen=True, eq=False)
class WrittenReport:
    """A report on disk: its account and its tables, texts as they were before writing.

    Attributes:
        directory: The folder.
        account: Its ``run.json``.
    """

    directory: Path
    account: Mapping[str, Any]

    @cached_property
    def articles(self) -> dict[str, dict[str, str]]:
        """Rows of ``articles.csv`` by id, in their order.

        Raises:
            InputError: No such table, or a row without an id or a level.
        """
        found: dict[str, dict[str, str]] = {}
        for number, row in enumerate(self.table("articles.csv"), 2):
            missing = [name for name in _COLUMNS if not row.get(name)]
            if missing:
                raise InputError(
                    f"{self.directory}/articles.csv: row {number} has no {missing[0]!r}; "
                    "was the table edited?"
                )
            found[row["id"]] = row
        if not found:
            raise InputError(f"{self.directory}: no articles.csv here; give a folder of `analyze`")
        return found

    @cached_property
    def any_articles(self) -> dict[str, dict[str, str]]:
        """Rows by id, of a run of copies alone those of ``copies.csv``."""
        if self.account.get("command") != "duplicates":
            return self.articles
        return {row["id"]: row for row in self.table("copies.csv")}

    def settings(self) -> Config:
        """The effective settings of the run.

        Raises:
            InputError: This version does not know them.
        """
        try:
            return config_from(self.account["config"], f"{self.directory}/run.json")
        except ConfigError as error:
            raise InputError(f"{error} (a report of another version?)") from error

    def input_places(self, inputs: Sequence[str] | None = None) -> list[str | Path]:
        """Where the run's inputs are now; empty when one of them is not there.

        Args:
            inputs: Where the user says they are; nothing else is looked for then.
        """
        if inputs:
            return list(inputs)
        places: list[str | Path] = []
        for told in self.account.get("inputs", []):
            near = [self.directory / told["from_report"]] if told["from_report"] else []
            there = [way for way in (*near, Path(told["given"])) if way.exists()]
            if not there:
                return []
            places.append(there[0])
        return places

    def table(self, name: str) -> list[dict[str, str]]:
        """Rows of a table; none where the report has no such table.

        Raises:
            InputError: The table cannot be read.
        """
        return list(self.rows(name))

    def rows(
        self,
        name: str,
        columns: Collection[str] = (),
        where: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> Iterator[dict[str, str]]:
        """The same one after the other: a million links with all columns fill gigabytes.

        Args:
            name: Of the table.
            columns: Of these alone; of all where none is named.
            where: Column to the values that a row must have one of.

        Raises:
            InputError: The table cannot be read.
        """
        csv.field_size_limit(2**31 - 1)
        try:
            with (self.directory / name).open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                header = next(reader, [])
                if not set(where) <= set(header):
                    return
                asked = [(header.index(key), values) for key, values in where.items()]
                told = [(k, key) for k, key in enumerate(header) if not columns or key in columns]
                for cells in filter(None, reader):
                    row = [*cells, *[""] * (len(header) - len(cells))]
                    if all(plain_cell(row[k]) in values for k, values in asked):
                        yield {key: plain_cell(row[k]) for k, key in told if key}
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{self.directory}/{name}: cannot be read: {reason}") from error

    def groups(self, level: str) -> dict[str, str]:
        """Article to the id of its group, in the order of the articles; not all have an affair."""
        if level == "affair":
            parents = {row["id"]: row.get("parent", "") for row in self.table("threads.csv")}
            affairs = {
                name: parents.get(thread, "") for name, thread in self.groups("thread").items()
            }
            return {name: affair for name, affair in affairs.items() if affair}
        return {name: row[level] for name, row in self.articles.items()}

    def moved(self) -> list[Moved]:
        """Addresses of reports before this one that lead elsewhere."""
        names = ("level", "id", "page", "now")
        return [Moved(*(row.get(name, "") for name in names)) for row in self.table("moved.csv")]

    def names(self, level: str) -> dict[str, str]:
        """Id of a group to what it is called: a thread's name, a headline, a title."""
        found: dict[str, str] = {}
        for name, group in self.groups(level).items():
            found.setdefault(group, self.articles[name]["title"])
        if level in _NAMES:
            table, column = _NAMES[level]
            found |= {row["id"]: row[column] for row in self.table(table) if row.get(column)}
        return found


def read_report(directory: str | Path) -> WrittenReport:
    """Opens the report of an earlier run.

    Raises:
        InputError: There is none, or its account cannot be read.
    """
    directory = Path(directory)
    try:
        account = json.loads((directory / "run.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{directory}: no report here (run.json: {error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{directory}: run.json is not JSON") from error
    if not isinstance(account, dict) or "config" not in account:
        raise InputError(f"{directory}: run.json is not the account of a run")
    return WrittenReport(directory, account)
