"""Bytes of a file to text, whatever its packing and encoding."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import IO, cast

from clustering.readers.sources import Source

READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What reading a broken or unreadable file may raise."""

UNDECODABLE = "undecodable text: neither UTF-8 nor a known encoding"

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_CONTINUATION = bytes(range(0x80, 0xC0))
# Control bytes that no text has; newline, tab, form feed and escape (ISO 2022) left out.
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")
# In the order that decides between equally good guesses.
_LEGACY = (
    *("cp1252", "cp1251", "cp1250", "koi8_r", "iso8859_5", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "cp1257", "gb18030", "big5", "cp932", "euc_jp", "euc_kr", "iso2022_jp"),
)


class UndecodableError(Exception):
    """Bytes that are no text in any known encoding; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the legacy encoding it was read in (empty for Unicode)."""

    text: str
    legacy: str


@contextmanager
def open_source(source: Source) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The unpacked stream, always UTF-8 when the file is UTF-16, and the stream on disk."""
    if source.file is None:
        yield _utf8(sys.stdin.buffer), sys.stdin.buffer
        return
    with source.file.open("rb") as disk:
        yield _utf8(_unpacked(disk, source.compression)), disk


def _unpacked(disk: IO[bytes], compression: str) -> IO[bytes]:
    match compression:
        case ".gz":
            return cast("IO[bytes]", gzip.GzipFile(fileobj=disk))
        case ".bz2":
            return bz2.BZ2File(disk)
        case ".xz":
            return lzma.LZMAFile(disk)
        case _:
            return disk


def read_up_to(stream: IO[bytes], max_bytes: int) -> tuple[bytes, int]:
    """The content, and 0; or nothing and its length in characters when it is longer."""
    content = stream.read(max_bytes + 1)
    if len(content) <= max_bytes:
        return content, 0
    return b"", n_characters(content) + sum(
        map(n_characters, iter(lambda: stream.read(_BLOCK), b""))
    )


def read_line(stream: IO[bytes], max_bytes: int) -> tuple[bytes, int]:
    """The next line, and 0; or nothing and its length in characters when it is longer.

    An empty line with length 0 is the end of the stream.
    """
    line = stream.readline(max_bytes + 1)
    if len(line) <= max_bytes or line.endswith(b"\n"):
        return line, 0
    length = n_characters(line)
    while line and not line.endswith(b"\n"):
        line = stream.readline(_BLOCK)
        length += n_characters(line.rstrip(b"\r\n"))
    return b"", length


def n_characters(content: bytes) -> int:
    """Characters in UTF-8 bytes, without decoding them."""
    return len(content) if content.isascii() else len(content.translate(None, _CONTINUATION))


def decode(content: bytes, declared: str = "") -> Decoded:
    """Text of a whole file.

    Args:
        content: UTF-8 with or without a byte order mark, or a legacy encoding.
        declared: Encoding that the content says it has, tried when it is not UTF-8.

    Raises:
        UndecodableError: It is binary, or no known encoding fits.
    """
    if is_binary(content):
        raise UndecodableError("binary file")
    try:
        return Decoded(content.decode("utf-8-sig"), "")
    except UnicodeDecodeError:
        pass
    name = _codec(declared) or legacy_encoding([content])
    try:
        return Decoded(content.decode(name), _shown(name))
    except (UnicodeDecodeError, LookupError):
        raise UndecodableError(UNDECODABLE) from None


def is_binary(content: bytes) -> bool:
    """True for NUL bytes, known signatures, or more control bytes than text has."""
    if content.startswith(_MAGIC) or b"\0" in content:
        return True
    sample = content[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) / 200


def legacy_encoding(pieces: Iterable[bytes]) -> str:
    """Python's name of the encoding that the pieces are most likely in; empty if none fits.

    The order of the pieces does not matter.
    """
    from charset_normalizer import from_bytes

    sample = b"\n".join(sorted(pieces))
    keep = [line for line in sample.splitlines() if not line.isascii()]
    sample = b"\n".join(keep)[:_SAMPLE] or sample[:_SAMPLE]
    matches = from_bytes(sample, cp_isolation=list(_LEGACY), enable_fallback=False)
    best = min(((m.chaos, -m.coherence) for m in matches), default=None)
    equal = {n for m in matches if (m.chaos, -m.coherence) == best for n in m.could_be_from_charset}
    return min(equal & set(_LEGACY), key=_LEGACY.index) if equal else _fallback(sample)


def note_legacy(shown: str, legacy: str) -> str:
    """The remark for a file in a legacy encoding."""
    return f"{shown}: read as {legacy}"


def shown_encoding(name: str) -> str:
    """The encoding's common name."""
    return _shown(name)


def _fallback(sample: bytes) -> str:
    """Western European, when all its high bytes are letters and signs of that code page."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    high = [c for c in text if c > "\x7f"]
    letters = sum(c.isalpha() or c in "‘’“”–—…€£«»°§ " for c in high)
    return "cp1252" if letters >= 0.9 * len(high) and len(high) < 0.2 * len(text) else ""


def _shown(name: str) -> str:
    return f"windows-{name[2:]}" if name.startswith("cp125") else name.replace("_", "-")


@cache
def _codec(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    # Browsers read these labels as Windows-1252 (WHATWG Encoding Standard, section 4.2).
    name = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": ""}.get(name, name)
    return name.replace("-", "_")


class _Utf16(io.RawIOBase):
    """UTF-16 bytes read as UTF-8."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            block = self._stream.read(_SAMPLE)
            text = self._decoder.decode(block, final=not block)
            self._left = text.encode("utf-8", "replace")
            if not block and not self._left:
                return 0
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _utf8(packed: IO[bytes]) -> IO[bytes]:
    # A BufferedReader whose block is large: LZMAFile and GzipFile read lines slowly.
    stream = io.BufferedReader(cast("io.RawIOBase", packed), _BLOCK)
    head = stream.peek(3)[:3]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.BufferedReader(_Utf16(stream), _BLOCK)
    if head == codecs.BOM_UTF8:
        stream.read(3)
    return stream
