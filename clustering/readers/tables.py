"""CSV and TSV with a header."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from typing import IO, TextIO

from clustering.model import Rejection
from clustering.readers.decoding import UNDECODABLE, legacy_encoding, note_legacy, shown_encoding
from clustering.readers.records import Record, RecordMaker

_DELIMITERS = ",;\t|"
_BLOCK = 1 << 20


class BrokenTableError(Exception):
    """No table at all; the text is the short reason."""


def table_encoding(stream: IO[bytes]) -> str:
    """``utf-8`` when the whole stream is, else the legacy encoding that fits best, else empty."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = b""
    try:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            if b"\0" in block:
                return ""
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return legacy_encoding([block])
    return "utf-8"


def read_table(
    stream: IO[bytes],
    encoding: str,
    shown: str,
    maker: RecordMaker,
    note: Callable[[str], None],
) -> Iterator[Record | Rejection]:
    """One record a row; the line is where the row begins.

    Raises:
        BrokenTableError: There is no header, or a quoted field never ends.
    """
    if not encoding:
        raise BrokenTableError(UNDECODABLE)
    if encoding != "utf-8":
        note(note_legacy(shown, shown_encoding(encoding)))
    # A byte that does not fit is replaced: the encoding was chosen from a sample.
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        yield from _rows(text, shown, maker)
    finally:
        text.detach()


def _rows(text: TextIO, shown: str, maker: RecordMaker) -> Iterator[Record | Rejection]:
    csv.field_size_limit(2**31 - 1)
    header_line = text.readline()
    delimiter = sniff_delimiter(header_line)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    if not any(name.strip() for name in header):
        raise BrokenTableError("no header line")
    rows = csv.reader(text, delimiter=delimiter)
    begins = 2
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _row(row, header, shown, begins, maker)
            begins = rows.line_num + 2
    except csv.Error as error:
        yield Rejection(shown, begins, f"broken CSV: {error}")


def sniff_delimiter(header: str) -> str:
    """The delimiter that cuts the header into most names; a comma when none does."""
    return max(_DELIMITERS, key=lambda d: len(next(csv.reader([header], delimiter=d), [])))


def _row(
    row: list[str], header: list[str], shown: str, line: int, maker: RecordMaker
) -> Record | Rejection:
    if len(row) > len(header):
        return Rejection(
            shown, line, f"broken CSV: {len(row)} fields, the header has {len(header)}"
        )
    return maker.record(dict(zip(header, row, strict=False)), shown, line)
