"""One file of any format to records and refusals."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from clustering.config import InputConfig
from clustering.model import Rejection
from clustering.readers.decoding import (
    READ_ERRORS,
    UndecodableError,
    decode,
    note_legacy,
    open_source,
    read_up_to,
)
from clustering.readers.json_lines import (
    BrokenJSONError,
    max_line_bytes,
    parse,
    read_json,
    read_json_lines,
    too_long,
)
from clustering.readers.pages import declared_charset, read_page
from clustering.readers.plain_text import read_plain_text
from clustering.readers.records import Record, RecordMaker
from clustering.readers.sidecars import Sidecars
from clustering.readers.sources import Kind, Source
from clustering.readers.tables import BrokenTableError, read_table, sniff_delimiter, table_encoding

Found = Iterator[Record | Rejection]

_MAX_PROGRESS_CALLS = 200
_TELL_EVERY = 32
# Markup around a text; a page with more than this for each character allowed is no article.
_PAGE_BYTES_PER_CHARACTER = 20
_TEXT_BYTES_PER_CHARACTER = 4


class FileReader:
    """Reads sources one after the other, collecting remarks.

    Attributes:
        notes: Remarks for the user.
        stems: Path shown to the path without extensions, for files that are one article.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        config: InputConfig,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self.notes: list[str] = []
        self.stems = {s.shown: s.stem for s in sources if s.file is not None}
        self._max_characters = config.max_characters
        self._maker = RecordMaker(config.fields)
        self._sidecars = Sidecars(sources, self.notes.append)
        self._on_progress = on_progress
        self._total = sum(source.n_bytes for source in sources)
        self._done = 0
        self._told = -1

    def read(self, source: Source) -> Found:
        """The records of one file; a file that cannot be read is one refusal."""
        if source.reason:
            yield Rejection(source.shown, 0, source.reason)
            return
        try:
            with open_source(source) as (stream, disk):
                told = self._on_progress is not None and source.n_bytes > 1 << 20
                for number, found in enumerate(self._records(source, stream)):
                    yield found
                    if told and number % _TELL_EVERY == 0:
                        self._tell(self._done + disk.tell())
        except (BrokenJSONError, BrokenTableError, UndecodableError) as error:
            yield Rejection(source.shown, 0, str(error))
        except READ_ERRORS as error:
            reason = getattr(error, "strerror", None) or str(error) or "broken file"
            yield Rejection(source.shown, 0, f"cannot be read: {reason}")
        self._done += source.n_bytes
        self._tell(self._done)

    def _tell(self, done: int) -> None:
        step = done * _MAX_PROGRESS_CALLS // max(self._total, 1)
        if self._on_progress and step > self._told:
            self._told = step
            self._on_progress(min(done, self._total), self._total)

    def _records(self, source: Source, stream: IO[bytes]) -> Found:
        kind = source.kind
        if kind == "sniff":
            kind, stream = sniff(stream, self._max_characters)
        if kind == "lines":
            note = self.notes.append
            yield from read_json_lines(
                stream, source.shown, self._maker, self._max_characters, note
            )
        elif kind == "json":
            yield from self._json(source, stream)
        elif kind == "table":
            yield from self._table(source, stream)
        else:
            yield self._single(source, stream, kind)

    def _json(self, source: Source, stream: IO[bytes]) -> Found:
        content = stream.read()
        shown, note = source.shown, self.notes.append
        try:
            yield from read_json(content, shown, self._maker, note)
        except BrokenJSONError:
            if not _is_json_lines(content):
                raise
            lines = io.BytesIO(content)
            yield from read_json_lines(lines, shown, self._maker, self._max_characters, note)

    def _table(self, source: Source, stream: IO[bytes]) -> Found:
        note = self.notes.append
        if source.kind == "sniff":  # cannot be opened twice
            content = io.BytesIO(stream.read())
            encoding = table_encoding(content)
            content.seek(0)
            yield from read_table(content, encoding, source.shown, self._maker, note)
            return
        encoding = table_encoding(stream)
        with open_source(source) as (again, _):
            yield from read_table(again, encoding, source.shown, self._maker, note)

    def _single(self, source: Source, stream: IO[bytes], kind: Kind) -> Record | Rejection:
        factor = _PAGE_BYTES_PER_CHARACTER if kind == "page" else _TEXT_BYTES_PER_CHARACTER
        content, length = read_up_to(stream, factor * self._max_characters)
        if length:
            return Rejection(source.shown, 0, too_long(length, self._max_characters))
        decoded = decode(content, declared_charset(content) if kind == "page" else "")
        if decoded.legacy:
            self.notes.append(note_legacy(source.shown, decoded.legacy))
        if kind == "page":
            record = read_page(decoded.text, source.shown)
        else:
            record = read_plain_text(decoded.text, source.shown, self._maker)
        if source.kind in {"text", "page"}:
            self._sidecars.apply(source, record)
        return record


def sniff(stream: IO[bytes], max_characters: int) -> tuple[Kind, IO[bytes]]:
    """What standard input holds, by its first line; and the stream from its beginning."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    head = buffered.peek(1)
    limit = max_line_bytes(max_characters)
    start = head.lstrip()
    if start[:1] == b"{":
        line = buffered.readline(limit)
        rest = _Chained(line, buffered)
        try:
            parse(line)
        except (BrokenJSONError, UnicodeDecodeError):
            kind: Kind = "lines" if line.rstrip().endswith(b"}") else "json"
        else:
            kind = "lines"
        return kind, io.BufferedReader(rest, 1 << 20)
    if start[:1] == b"[":
        return "json", buffered
    if start[:1] == b"<":
        return "page", buffered
    header = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    delimiter = sniff_delimiter(header)
    names = [name.strip(' "\r').lower() for name in header.split(delimiter)]
    is_table = len(names) > 1 and bool(
        {"title", "text", "headline", "body", "content"} & set(names)
    )
    return ("table" if is_table else "text"), buffered


class _Chained(io.RawIOBase):
    """A first piece already read, then the rest of a stream."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._first[: len(buffer)] if self._first else self._rest.read(len(buffer))
        self._first = self._first[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def _is_json_lines(content: bytes) -> bool:
    """A .json file with one object a line."""
    first = content.lstrip().split(b"\n", 1)[0]
    try:
        return isinstance(parse(first), dict)
    except (BrokenJSONError, UnicodeDecodeError):
        return False
