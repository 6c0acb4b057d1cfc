"""The compiled pass that finds tokens in bytes, and its table of characters."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

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
_BASIS = np.uint64(0x9E3779B97F4A7C15)
_1, _2, _3 = np.uint64(1), np.uint64(2), np.uint64(3)
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


def is_compiled() -> bool:
    """Is the compiled pass in numba's cache, beside the code or in the user's own?"""
    place = Path(scan_texts.stats.cache_path)
    return any(place.glob(f"{Path(__file__).stem}.*.nbi"))


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


@nb.njit(cache=True, nogil=True)
def scan_texts(
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
    """The tokens of every text between the bounds.

    Args:
        data: (n_bytes,) bytes of ``tokens.utf8``.
        bounds: (n_texts + 1,) where each text begins.
        classes: Of ``code_tables``.
        lower: Of ``code_tables``.

    Returns:
        The columns of ``Tokens``, in their order.
    """
    n_texts = len(bounds) - 1
    capacity = len(data) // 2 + n_texts + 1  # tokens are two bytes apart or three long
    offsets = np.zeros(n_texts + 1, np.int64)
    hashes = np.empty(capacity, np.uint64)
    starts = np.empty(capacity, np.int32)
    lengths = np.empty(capacity, np.int32)
    flags = np.empty(capacity, np.uint8)
    n, eights = 0, data.view(np.uint64)
    for text in range(n_texts):
        first, end = bounds[text], bounds[text + 1]
        n = scan_text(data, eights, first, end, classes, lower, hashes, starts, lengths, flags, n)
        offsets[text + 1] = n
    # views: what lies behind was never written to and takes no memory
    return offsets, hashes[:n], starts[:n], lengths[:n], flags[:n]


@nb.njit(cache=True, nogil=True)
def scan_text(
    data: npt.NDArray[np.uint8],
    eights: npt.NDArray[np.uint64],
    first: int,
    end: int,
    classes: npt.NDArray[np.uint8],
    lower: npt.NDArray[np.uint32],
    hashes: npt.NDArray[np.uint64],
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    n: int,
) -> int:
    """Writes the tokens of one text into the columns from ``n`` on; returns the next free place.

    Words of ASCII are read eight bytes at a time, all others by code point; both hash alike.
    Nothing inside is called with an array: numba counts references at every such call, which
    costs four times as much as reading the word.

    Args:
        data: The bytes of ``utf8``.
        eights: The same bytes, eight in a number.
        first: Where the text begins.
        end: Where the next one does.
        classes: Of ``code_tables``.
        lower: Of ``code_tables``.
        hashes: Column of ``Tokens``, as are the next three; room for half as many tokens as the
            text has bytes, and one.
        starts: See there.
        lengths: See there.
        flags: See there.
        n: Tokens before.
    """
    at, stop = np.uint64(first), np.uint64(end)
    ahead = np.int64(first)  # this place less the characters before it
    fresh = SENTENCE_START
    while at < stop:
        first_kind = classes[data[at]]
        if not first_kind & _WORD and data[at] < 0x80:
            if first_kind & _STOP:
                fresh = SENTENCE_START
            at += _1
            continue
        begin, from_, h, flag = at, ahead, _BASIS, fresh
        n_upper, n_lower = np.uint64(0), np.uint64(0)
        while data[at] < 0x80:
            place, shift = at >> _3, (at & np.uint64(7)) << _3
            bytes_ = eights[place] >> shift | (eights[place + _1] << (np.uint64(63) - shift)) << _1
            chunk, size, upper, small = _ascii_word(bytes_)
            if size == 0:
                break
            h = mix64(h ^ chunk)
            n_upper += upper
            n_lower += small
            at += size
            if size < 8:
                break
        if data[at] >= 0x80:  # the word may go on, or begins here
            code, width = _decode(data[at], data[at + _1], data[at + _2], data[at + _3])
            kind = classes[code]
            if kind & _WORD and (at == begin or not kind & _SINGLE):
                if at == begin:
                    first_kind = kind
                at, h, held, filled = begin, _BASIS, np.uint64(0), np.uint64(0)
                n_upper, n_lower = np.uint64(0), np.uint64(0)
                while True:
                    code, width = _decode(data[at], data[at + _1], data[at + _2], data[at + _3])
                    kind = classes[code]
                    if not kind & _WORD or (kind & _SINGLE and at > begin):
                        break
                    h, held, filled = _append(h, held, filled, np.uint64(lower[code]))
                    n_upper += np.uint64(kind & _UPPER > 0)
                    n_lower += np.uint64(kind & (_UPPER | _DIGIT) == 0)
                    at += width
                    ahead += np.int64(width) - 1
                    if kind & _SINGLE:
                        flag |= SINGLE
                        break
                if filled:
                    h = mix64(h ^ held)
            elif at == begin:
                if kind & _STOP:
                    fresh = SENTENCE_START
                at += width
                ahead += np.int64(width) - 1
                continue
        flag |= (first_kind & _UPPER) // _UPPER * CAPITAL  # no branch: capitals come unforeseen
        flag |= (first_kind & _DIGIT) // _DIGIT * NUMBER
        flag |= ((n_upper >= 2) & (n_lower == 0)) * ALL_CAPITALS
        hashes[n], flags[n] = h, flag
        starts[n] = np.int64(begin) - from_
        lengths[n] = np.int64(at) - ahead - starts[n]
        fresh = 0
        n += 1
    return n


@nb.njit(cache=True, nogil=True, inline="always")
def _ascii_word(bytes_: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """The ASCII letters and digits that eight bytes begin with (the first one lowest).

    Every byte is judged by its own high bit: a sum carries into that bit from the first to the
    last character of a range (Lamport 1975, "Multiple byte processing with full-word
    instructions").

    Returns:
        Those bytes in lower case, the others 0; how many; capitals among them, small letters.
    """
    high, ones = np.uint64(0x8080808080808080), np.uint64(0x0101010101010101)
    ascii_ = bytes_ & ~high
    small = ascii_ | np.uint64(0x2020202020202020)
    letters = (small + ones * np.uint64(0x1F)) & ~(small + ones * np.uint64(0x05))  # a to z
    digits = (ascii_ + ones * np.uint64(0x50)) & ~(ascii_ + ones * np.uint64(0x46))  # 0 to 9
    letters &= high & ~bytes_
    others = (letters | (digits & high & ~bytes_)) ^ high
    end = (others & (~others + _1)) >> np.uint64(7)  # one bit in the first byte of no word
    kept = end - _1  # all bits when there is none
    size = np.uint64(8) if end == 0 else (end * np.uint64(0x0001020304050607)) >> np.uint64(56)
    letters &= kept
    capitals = (letters & ~(bytes_ << _2)) >> np.uint64(7)
    n_capitals = (capitals * ones) >> np.uint64(56)
    chunk = (bytes_ | (letters >> _2)) & kept
    return chunk, size, n_capitals, (letters >> np.uint64(7)) ^ capitals


@nb.njit(cache=True, nogil=True, inline="always")
def _append(
    h: np.uint64, held: np.uint64, filled: np.uint64, code: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """Adds the UTF-8 bytes of a code point to the eight that are hashed together."""
    low = np.uint64(0x3F)
    size, bytes_ = _1, code
    if code >= 0x80:
        size, bytes_ = _2, code >> np.uint64(6) | (code & low) << np.uint64(8) | np.uint64(0x80C0)
    if code >= 0x800:
        size = _3
        bytes_ = code >> np.uint64(12) | ((code >> np.uint64(6)) & low) << np.uint64(8)
        bytes_ |= (code & low) << np.uint64(16) | np.uint64(0x8080E0)
    if code >= 0x10000:
        size = np.uint64(4)
        bytes_ = code >> np.uint64(18) | ((code >> np.uint64(12)) & low) << np.uint64(8)
        bytes_ |= ((code >> np.uint64(6)) & low) << np.uint64(16)
        bytes_ |= (code & low) << np.uint64(24) | np.uint64(0x808080F0)
    held |= bytes_ << (filled << _3)
    filled += size
    if filled >= 8:
        filled -= np.uint64(8)
        h = mix64(h ^ held)
        held = bytes_ >> ((size - filled) << _3)
    return h, held, filled


@nb.njit(cache=True, nogil=True, inline="always")
def _decode(
    first: np.uint8, second: np.uint8, third: np.uint8, fourth: np.uint8
) -> tuple[np.uint32, np.uint64]:
    """Code point of a character of one to four valid bytes, 0 beyond the tables; its width."""
    if first < 0x80:
        return np.uint32(first), _1
    if first < 0xE0:
        return np.uint32((first & 0x1F) << 6 | second & 0x3F), _2
    if first < 0xF0:
        return np.uint32((first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F), _3
    high = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
    return np.uint32(high) if high < _N_CODES else np.uint32(0), np.uint64(4)


@nb.njit(cache=True, nogil=True, inline="always")
def mix64(value: np.uint64) -> np.uint64:
    """Spreads 64 bits: the finalizer of SplitMix64 (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
