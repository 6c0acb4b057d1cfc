"""The one definition of a token: Unicode words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numba as nb
import numpy as np
import numpy.typing as npt

CAPITAL = 1
"""Flag: the first character is upper case; never in scripts without case."""
ALL_CAPITALS = 2
"""Flag: two or more letters, none of them lower case."""
NUMBER = 4
"""Flag: begins with a digit."""
SENTENCE_START = 8
"""Flag: first token of the text, of a line, or after ``. ! ? : “``."""
SINGLE = 16
"""Flag: a character of a script without spaces (Han, Kana, Thai …), a token of its own."""

_WORD, _UPPER, _DIGIT, _SINGLE, _STOP = 1, 2, 4, 8, 16
_N_CODES = 0x40000
_WORD_SINGLE = _WORD | _SINGLE
_FNV_BASIS, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # FNV-1a
_BLOCK_CHARACTERS = 4_000_000
_SINGLE_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, further extensions
)


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of a block of texts, as columns.

    A token is a maximal run of letters, digits and combining marks of the NFKC-normalised
    text (one character each in scripts without spaces), compared in lower case.

    Attributes:
        offsets: (n_texts + 1,) int64; text i holds tokens ``offsets[i]:offsets[i + 1]``.
        hashes: (n_tokens,) uint64, hash of the lower-case word.
        starts: (n_tokens,) int32, first character in the normalised text.
        lengths: (n_tokens,) int32, characters.
        flags: (n_tokens,) uint8, sum of the flags of this module.
    """

    offsets: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]


def normalize(text: str) -> str:
    """NFKC, the form in which tokens count their characters."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def tokenize(texts: Sequence[str]) -> Tokens:
    """Finds the tokens of every text in one compiled pass.

    Args:
        texts: Any strings; lone surrogates count as no word.

    Returns:
        Columns over all texts; an empty text has no tokens.
    """
    data, bounds = utf8(texts)
    classes, lower = code_tables()
    return Tokens(*_scan(data, bounds, classes, lower))


def utf8(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The normalised texts as bytes.

    Returns:
        (n_bytes,) uint8, one text after the other, and (n_texts + 1,) int64 where each begins.
    """
    parts = [normalize(text).encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(parts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=bounds[1:])
    return np.frombuffer(b"".join(parts), np.uint8), bounds


def token_blocks(texts: Sequence[str]) -> Iterator[tuple[int, Tokens]]:
    """The tokens block by block, so that memory does not grow with the archive.

    Yields:
        (index of the block's first text, its tokens); a block holds some four million characters.
    """
    first, size = 0, 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK_CHARACTERS:
            yield first, tokenize(texts[first : index + 1])
            first, size = index + 1, 0
    if first < len(texts):
        yield first, tokenize(texts[first:])


def hash_word(word: str) -> int:
    """The hash that ``tokenize`` gives a single word.

    Raises:
        ValueError: The text is not exactly one token.
    """
    hashes = tokenize([word]).hashes
    if len(hashes) != 1:
        raise ValueError(f"{word!r} is {len(hashes)} tokens")
    return int(hashes[0])


@cache
def code_tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """Class and lower-case form of each code point below U+40000.

    Returns:
        (0x40000,) uint8 classes and (0x40000,) uint32 lower-case code points. Lower case is
        the simple one: a character whose lower case is longer keeps its first character.
    """
    classes = np.zeros(_N_CODES, np.uint8)
    lower = np.arange(_N_CODES, dtype=np.uint32)
    for code in range(0x20000):
        character = chr(code)
        if character.isalnum():
            classes[code] |= _WORD
            if character.isdecimal():
                classes[code] |= _DIGIT
            small = ord(character.lower()[0])
            if small != code:
                lower[code] = small
                classes[code] |= _UPPER
        elif code > 0x2FF and unicodedata.category(character)[0] == "M":
            classes[code] |= _WORD
    lower[ord("ς")] = ord("σ")  # capitals do not tell a final sigma
    for first, last in _SINGLE_RANGES:
        block = classes[first : last + 1]
        if first >= 0x20000:
            block[:] |= _WORD
        block[(block & _WORD) > 0] |= _SINGLE
    for character in '.!?:\n\r“„«"。！？':
        classes[ord(character)] |= _STOP
    return classes, lower


# The loops below call nothing that takes an array: numba counts references at every such
# call, which costs four times as much as reading the word.


@nb.njit(cache=True, nogil=True)
def _scan(
    data: npt.NDArray[np.uint8],
    bounds: npt.NDArray[np.int64],
    classes: npt.NDArray[np.uint8],
    lower: npt.NDArray[np.uint32],
) -> tuple[
    npt.NDArray[np.int64],
    npt.NDArray[np.uint64],
    npt.NDArray[np.int32],
    npt.NDArray[np.int32],
    npt.NDArray[np.uint8],
]:
    n_texts = len(bounds) - 1
    capacity = len(data) // 2 + n_texts + 1  # tokens are two bytes apart or three long
    offsets = np.zeros(n_texts + 1, np.int64)
    hashes = np.empty(capacity, np.uint64)
    starts = np.empty(capacity, np.int32)
    lengths = np.empty(capacity, np.int32)
    flags = np.empty(capacity, np.uint8)
    n, one = 0, np.uint64(1)
    for text in range(n_texts):
        at, end = np.uint64(bounds[text]), np.uint64(bounds[text + 1])
        character, fresh = 0, True
        while at < end:
            code, width = np.uint32(data[at]), one
            if code >= 0x80:
                width = np.uint64(2 + (code >= 0xE0) + (code >= 0xF0))
                after = end - one
                code = _decode(
                    data[at],
                    data[at + one],
                    data[min(at + one + one, after)],
                    data[min(at + np.uint64(3), after)],
                )
            kind = classes[code]
            if not kind & _WORD:
                fresh = fresh or (kind & _STOP) > 0
                at += width
                character += 1
                continue
            first_kind, begin, n_upper, n_digits = kind, character, kind & _UPPER, kind & _DIGIT
            h = (_FNV_BASIS ^ np.uint64(lower[code])) * _FNV_PRIME
            at += width
            character += 1
            while at < end and not first_kind & _SINGLE:
                while at < end and classes[data[at]] & _WORD_SINGLE == _WORD and data[at] < 0x80:
                    kind = classes[data[at]]
                    h = (h ^ np.uint64(lower[data[at]])) * _FNV_PRIME
                    n_upper += kind & _UPPER
                    n_digits += kind & _DIGIT
                    at += one
                    character += 1
                if at >= end or data[at] < 0x80:
                    break
                width = np.uint64(2 + (data[at] >= 0xE0) + (data[at] >= 0xF0))
                after = end - one
                code = _decode(
                    data[at],
                    data[at + one],
                    data[min(at + one + one, after)],
                    data[min(at + np.uint64(3), after)],
                )
                kind = classes[code]
                if kind & _WORD_SINGLE != _WORD:
                    break
                h = (h ^ np.uint64(lower[code])) * _FNV_PRIME
                n_upper += kind & _UPPER
                n_digits += kind & _DIGIT
                at += width
                character += 1
            hashes[n] = mix64(h)
            starts[n] = begin
            lengths[n] = character - begin
            flag = SENTENCE_START if fresh else 0
            if first_kind & _UPPER:
                flag |= CAPITAL
            if first_kind & _DIGIT:
                flag |= NUMBER
            if first_kind & _SINGLE:
                flag |= SINGLE
            n_letters = lengths[n] - n_digits // _DIGIT
            if n_upper >= 2 * _UPPER and n_upper == n_letters * _UPPER:
                flag |= ALL_CAPITALS
            flags[n] = flag
            fresh = False
            n += 1
        offsets[text + 1] = n
    # views: what lies behind was never written to and takes no memory
    return offsets, hashes[:n], starts[:n], lengths[:n], flags[:n]


@nb.njit(cache=True, nogil=True)
def _decode(first: np.uint8, second: np.uint8, third: np.uint8, fourth: np.uint8) -> np.uint32:
    """Code point of a character of two to four valid bytes; 0 beyond the tables."""
    if first < 0xE0:
        return np.uint32((first & 0x1F) << 6 | second & 0x3F)
    if first < 0xF0:
        return np.uint32((first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F)
    high = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
    return np.uint32(high) if high < _N_CODES else np.uint32(0)


@nb.njit(cache=True, nogil=True, inline="always")
def mix64(value: np.uint64) -> np.uint64:
    """Spreads 64 bits: the finalizer of SplitMix64 (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
