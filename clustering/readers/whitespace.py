"""Characters that mean nothing: spaces, controls, entities."""

from __future__ import annotations

import html
import re
import unicodedata

# Anything but printable text, plain space and newline; ASCII text without it is left alone.
_ODD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f"
    "\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufff9-\ufffc]"
)
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_RUNS = re.compile(" {2,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# UTF-8 read as Latin-1: a lead byte, then continuation bytes. Certain only where one of
# these is a C1 control, which no real text has.
_TWICE_DECODED = re.compile("[\xc2-\xf4][\x80-\xbf]{1,3}")
_CERTAIN = re.compile("[\xc2-\xf4][\x80-\x9f]")


# The same with Windows-1252, once or twice: a curly quote is "â€™" or "Ã¢â‚¬â„¢". What a byte from
# 0x80 on stands for there, and in what runs such characters come.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_BYTE_OF = {char if char != "\ufffd" else chr(byte): byte for byte, char in _WINDOWS.items()}
_WINDOWS_RUN = re.compile(f"[{re.escape(''.join(_BYTE_OF))}]{{2,}}")


def normalise_lines(text: str) -> str:
    """Unicode NFC, one kind of space and newline, nothing invisible; lines stay lines.

    Zero-width non-joiner and joiner stay: Persian and Indic spelling needs them.
    """
    if "â€" in text or "â‚¬" in text:
        text = _without_windows(_without_windows(text))
    # Python knows what is printed at once; among it U+FFFC alone is odd.
    if "\ufffc" in text or not text.replace("\n", " ").isprintable():
        text = _without_odd(text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _RUNS.sub(" ", text) if "  " in text else text


def normalise_line(text: str) -> str:
    """The same for a field of one line, such as a title or a name."""
    return " ".join(normalise_lines(text).split())


def unescape(text: str) -> str:
    """HTML entities to characters, once; a bare ampersand stays."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def without_surrogates(text: str) -> str:
    """Pairs of surrogates joined, lone ones replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_odd(text: str) -> str:
    if _CERTAIN.search(text):
        text = _TWICE_DECODED.sub(_decoded_again, text)
    text = _NEWLINES.sub("\n", text)
    return _ODD.sub("", _SPACES.sub(" ", text))


def _decoded_again(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _without_windows(text: str) -> str:
    return _WINDOWS_RUN.sub(_decoded_from_windows, text)


def _decoded_from_windows(match: re.Match[str]) -> str:
    """A run that is UTF-8 as a whole, and so was none of its own; any other stays.

    Windows-1252 has no character for 0x9D, the last byte of a closing quote; where it was
    dropped on the way it is put back.
    """
    for run in (match[0], f"{match[0]}\x9d"):
        try:
            return bytes(_BYTE_OF[char] for char in run).decode("utf-8")
        except UnicodeDecodeError:
            continue
    return match[0]
