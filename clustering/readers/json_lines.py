"""JSON, and JSON one object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import IO, Any

import orjson

from clustering.model import Rejection
from clustering.readers.decoding import (
    UNDECODABLE,
    decode,
    legacy_encoding,
    note_legacy,
    read_line,
    shown_encoding,
)
from clustering.readers.records import Record, RecordMaker
from clustering.readers.whitespace import without_surrogates

Found = Iterator[Record | Rejection]

# A character takes at most six bytes in JSON (\uXXXX); the rest is for the other fields.
_BYTES_PER_CHARACTER = 6
_OTHER_FIELDS_BYTES = 1 << 20


class BrokenJSONError(Exception):
    """Not JSON; the text is the short reason."""


def too_long(n_characters: int, max_characters: int) -> str:
    """The reason for refusing a text that is too long."""
    return f"too long: {n_characters:,} characters (input.max_characters = {max_characters:,})"


def max_line_bytes(max_characters: int) -> int:
    """Bytes that a JSON record within the limit can take."""
    return _BYTES_PER_CHARACTER * max_characters + _OTHER_FIELDS_BYTES


def read_json_lines(
    stream: IO[bytes],
    shown: str,
    maker: RecordMaker,
    max_characters: int,
    note: Callable[[str], None],
) -> Found:
    """One record a line; a line that cannot be used does not take the others down."""
    limit = max_line_bytes(max_characters)
    held: list[tuple[int, bytes]] = []
    number = 0
    while True:
        number += 1
        line, length = read_line(stream, limit)
        if length:
            yield Rejection(shown, number, too_long(length, max_characters))
        elif not line:
            break
        elif not line.isspace():
            try:
                yield _record(parse(line), shown, number, maker)
            except UnicodeDecodeError:
                held.append((number, line))
            except BrokenJSONError as error:
                yield Rejection(shown, number, str(error))
    if held:
        yield from _legacy_lines(held, shown, maker, note)


def read_json(content: bytes, shown: str, maker: RecordMaker, note: Callable[[str], None]) -> Found:
    """An object, a list of objects, or an object with one such list inside.

    Raises:
        BrokenJSONError: The whole file cannot be read.
        UndecodableError: It is not text.
    """
    try:
        value = parse(content)
    except UnicodeDecodeError:
        decoded = decode(content)
        note(note_legacy(shown, decoded.legacy))
        value = parse(decoded.text.encode())
    listed = _listed(value, maker, shown)
    if listed is None:
        yield _record(value, shown, 0, maker)
        return
    for number, item in enumerate(listed, 1):
        yield _record(item, shown, number, maker)


def parse(content: bytes) -> Any:  # noqa: ANN401 - JSON is of any type
    r"""The JSON value, with ``NaN`` and lone surrogates (``\ud83d``) allowed.

    Raises:
        UnicodeDecodeError: Not UTF-8.
        BrokenJSONError: Not JSON.
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        pass
    text = content.decode("utf-8").strip()
    try:
        return _mended(json.loads(text))
    except json.JSONDecodeError as error:
        where = f" at column {error.colno}" if "\n" not in text else f" in line {error.lineno}"
        raise BrokenJSONError(f"broken JSON: {error.msg}{where}") from error
    except RecursionError as error:
        raise BrokenJSONError("broken JSON: nested too deeply") from error
    except ValueError as error:  # a number with thousands of digits
        raise BrokenJSONError(f"broken JSON: {str(error).split(';')[0]}") from error


def _mended(value: Any) -> Any:  # noqa: ANN401 - JSON is of any type
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): _mended(item) for key, item in value.items()}
    return value


def _record(value: object, shown: str, number: int, maker: RecordMaker) -> Record | Rejection:
    if not isinstance(value, dict):
        return Rejection(shown, number, "not a JSON object")
    return maker.record(value, shown, number)


def _listed(value: object, maker: RecordMaker, shown: str) -> list[Any] | None:
    """The list of records, or None when the object is itself the record."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
    if len(lists) != 1:
        return None
    itself = maker.record(value, shown, 0)
    return None if itself.text or itself.title else lists[0]


def _legacy_lines(
    held: list[tuple[int, bytes]], shown: str, maker: RecordMaker, note: Callable[[str], None]
) -> Found:
    """Lines that are not UTF-8, in the one encoding that fits them all best."""
    name = legacy_encoding(line for _, line in held)
    if name:
        lines = "1 line" if len(held) == 1 else f"{len(held):,} lines"
        note(f"{note_legacy(shown, shown_encoding(name))} ({lines})")
    for number, line in held:
        try:
            content = line.decode(name or "utf-8").encode()
            yield _record(parse(content), shown, number, maker)
        except UnicodeDecodeError:
            yield Rejection(shown, number, UNDECODABLE)
        except BrokenJSONError as error:
            yield Rejection(shown, number, str(error))
