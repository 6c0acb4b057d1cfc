"""Facts about text and HTML files in a metadata.csv beside them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from clustering.errors import InputError
from clustering.readers.decoding import READ_ERRORS, UndecodableError, decode
from clustering.readers.records import Record
from clustering.readers.sources import SIDECAR, Source
from clustering.readers.tables import sniff_delimiter
from clustering.readers.whitespace import normalise_line

_FIELDS = ("title", "date", "outlet", "url", "language")


class Sidecars:
    """The rows of every ``metadata.csv`` in the folders of the given files."""

    def __init__(self, sources: Iterable[Source], note: Callable[[str], None]) -> None:
        self._rows: dict[Path, dict[str, dict[str, str]]] = {}
        for source in sources:
            if source.file is None or source.kind not in {"text", "page"}:
                continue
            folder = source.file.parent
            if folder not in self._rows:
                shown = (Path(source.shown).parent / SIDECAR).as_posix()
                self._rows[folder] = _read(folder / SIDECAR, shown, note)

    def apply(self, source: Source, record: Record) -> None:
        """Lays the file's row, if there is one, over what the file says of itself."""
        assert source.file is not None
        row = self._rows[source.file.parent].get(source.file.name)
        if row is None:
            return
        for name in _FIELDS:
            if row.get(name):
                setattr(record, name, row[name])
        record.synthetic = record.synthetic or row.get("synthetic", "").lower() in {"true", "1"}


def _read(file: Path, shown: str, note: Callable[[str], None]) -> dict[str, dict[str, str]]:
    if not file.is_file():
        return {}
    try:
        text = decode(file.read_bytes()).text
    except (UndecodableError, *READ_ERRORS) as error:
        raise InputError(f"{shown}: cannot be read: {error}") from error
    lines = text.splitlines(keepends=True)
    delimiter = sniff_delimiter(lines[0] if lines else "")
    try:
        reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
        names = [(name or "").strip().lower() for name in reader.fieldnames or []]
        if "file" not in names:
            found = ", ".join(filter(None, names)) or "nothing"
            raise InputError(f"{shown}: no column 'file' in the header, found {found}")
        reader.fieldnames = names
        return _rows(reader, file.parent, shown, note)
    except csv.Error as error:
        raise InputError(f"{shown}: not a valid CSV file: {error}") from error


def _rows(
    reader: csv.DictReader[str], folder: Path, shown: str, note: Callable[[str], None]
) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        values = {k: normalise_line(v) for k, v in row.items() if isinstance(v, str)}
        name = values.get("file", "")
        if not name:
            continue
        if name in rows:
            raise InputError(f"{shown}:{reader.line_num}: a second row for the file {name!r}")
        if not (folder / name).is_file():
            note(f"{shown}:{reader.line_num}: no such file: {name}")
        rows[name] = values
    return rows
