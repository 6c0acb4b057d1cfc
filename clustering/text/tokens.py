"""The one definition of a token: Unicode words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.text.scan import code_tables, scan_texts

_BLOCK_CHARACTERS = 4_000_000


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of a block of texts, as columns.

    A token is a maximal run of letters, digits and combining marks of the NFKC-normalised
    text (one character each in scripts without spaces), compared in lower case.

    Attributes:
        offsets: (n_texts + 1,) int64; text i holds tokens ``offsets[i]:offsets[i + 1]``.
        hashes: (n_tokens,) uint64, hash of the lower-case word: its UTF-8 bytes, eight at a time
            as one number, each mixed into the hash of those before.
        starts: (n_tokens,) int32, first character in the normalised text.
        lengths: (n_tokens,) int32, characters.
        flags: (n_tokens,) uint8, sum of the flags of ``scan``.
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
    return Tokens(*scan_texts(data, bounds, classes, lower))


def utf8(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The normalised texts as bytes.

    Returns:
        (n_bytes,) uint8, the texts with a newline after each, and newlines up to a multiple of
        eight bytes and eight more; (n_texts + 1,) int64 where each begins.
    """
    parts: Sequence[str] | Sequence[bytes] = texts
    if not all(map(str.isascii, texts)):
        parts = [normalize(text).encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(texts)) + 1, out=bounds[1:])
    pad = "\n" * (16 - int(bounds[-1]) % 8)
    if parts is texts:
        content = "\n".join([*texts, pad]).encode()
    else:
        content = b"\n".join([*parts, pad.encode()])
    return np.frombuffer(content, np.uint8), bounds


def token_blocks(texts: Sequence[str]) -> Iterator[tuple[int, Tokens]]:
    """The tokens block by block, so that memory does not grow with the archive.

    Yields:
        (index of the block's first text, its tokens); a block holds some four million characters.
    """
    for first, end in block_spans(texts):
        yield first, tokenize(texts[first:end])


def block_spans(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where each block of ``token_blocks`` begins and ends."""
    spans = []
    first, size = 0, 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK_CHARACTERS:
            spans.append((first, index + 1))
            first, size = index + 1, 0
    if first < len(texts):
        spans.append((first, len(texts)))
    return spans


def hash_word(word: str) -> int:
    """The hash that ``tokenize`` gives a single word.

    Raises:
        ValueError: The text is not exactly one token.
    """
    hashes = tokenize([word]).hashes
    if len(hashes) != 1:
        raise ValueError(f"{word!r} is {len(hashes)} tokens")
    return int(hashes[0])
