"""What is kept of each text to find its copies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.duplicates.signatures import permutations
from clustering.text.codes import Codes, encode
from clustering.text.shingles import ROLL
from clustering.text.tokens import mix64, tokenize

SAMPLE_ONE_IN = 4
"""Share of the shorter shingles that is sampled: a notice of 60 words has about 15."""
_BLOCK_CHARACTERS = 1_000_000


@dataclass(frozen=True, eq=False)
class Recipe:
    """How texts are printed; prints of one recipe can be compared.

    Attributes:
        shingle_size: Words in a shingle of the signature.
        sample_size: Words in a sampled shingle.
        n_values: Values in a signature.
        seed: Of the hash functions.
    """

    shingle_size: int
    sample_size: int
    n_values: int
    seed: int


@dataclass(frozen=True, eq=False)
class Prints:
    """What is kept of texts: about 2.2 kB for one of 350 words.

    Attributes:
        identity: (n_texts, 2) uint64, a 128-bit hash of the words in order.
        codes: The words.
        signatures: (n_texts, n_values) uint32, as ``signatures.sign`` makes them.
        sample_offsets: (n_texts + 1,) int64; text i has
            ``sample[sample_offsets[i]:sample_offsets[i + 1]]``.
        sample: (n_sampled,) uint32, sampled shingles, ascending and distinct within a text.
    """

    identity: npt.NDArray[np.uint64]
    codes: Codes
    signatures: npt.NDArray[np.uint32]
    sample_offsets: npt.NDArray[np.int64]
    sample: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.identity)

    @classmethod
    def join(
        cls, parts: list[Prints], n_values: int, order: npt.NDArray[np.int64] | None = None
    ) -> Prints:
        """Puts the prints of several blocks one after the other, and empties the list.

        Each column is joined by itself, so that no more than one of them is held twice.

        Args:
            parts: Blocks.
            n_values: Values in a signature.
            order: Row i of the result is row ``order[i]`` of the blocks; None to leave them.
        """
        columns: list[list[npt.NDArray[Any]]] = [
            [np.zeros((0, 2), np.uint64), *(part.identity for part in parts)],
            [np.zeros((0, n_values), np.uint32), *(part.signatures for part in parts)],
            [np.zeros(0, np.int64), *(part.codes.sizes for part in parts)],
            [np.zeros(0, np.uint32), *(part.codes.values for part in parts)],
            [np.zeros(0, np.int64), *(np.diff(part.sample_offsets) for part in parts)],
            [np.zeros(0, np.uint32), *(part.sample for part in parts)],
        ]
        parts.clear()
        flat = [_concatenated(columns.pop(0)) for _ in range(2)]
        if order is not None:
            flat = [column[order] for column in flat]
        ragged = [_joined(columns.pop(0), columns.pop(0), order) for _ in range(2)]
        return cls(flat[0], Codes(*ragged[0]), flat[1], *ragged[1])


def _joined(
    sizes: list[npt.NDArray[Any]],
    values: list[npt.NDArray[Any]],
    order: npt.NDArray[np.int64] | None,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))])
    joined = _concatenated(values)
    return (bounds, joined) if order is None else _gather(bounds, joined, order)


def _concatenated(column: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    joined = np.concatenate(column)
    column.clear()
    return joined


@nb.njit(cache=True, nogil=True)
def _gather(
    offsets: npt.NDArray[np.int64], values: npt.NDArray[np.uint32], order: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Ragged rows in another order."""
    bounds, gathered, n = np.zeros(len(order) + 1, np.int64), np.empty_like(values), 0
    for at in range(len(order)):
        for place in range(offsets[order[at]], offsets[order[at] + 1]):
            gathered[n] = values[place]
            n += 1
        bounds[at + 1] = n
    return bounds, gathered


def print_texts(
    texts: Iterable[str],
    recipe: Recipe,
    workers: int = 1,
    on_text: Callable[[int], None] | None = None,
    order: Callable[[], npt.NDArray[np.int64]] | None = None,
) -> Prints:
    """Prints texts block by block; only the blocks at work are held.

    Args:
        texts: Any number of texts, read once.
        recipe: How.
        workers: Threads; the result does not depend on it.
        on_text: Called with the number of texts done after each block.
        order: Called when all texts are read: which text becomes row 0, 1, 2 …

    Returns:
        The prints, in the order of the texts or in that asked for.
    """
    parts: list[Prints] = []
    n_done = 0
    for part in _in_order(_blocks(texts), recipe, workers):
        parts.append(part)
        n_done += len(part)
        if on_text:
            on_text(n_done)
    return Prints.join(parts, recipe.n_values, order() if order else None)


def print_block(texts: Sequence[str], recipe: Recipe) -> Prints:
    """The prints of some texts, in one thread."""
    tokens = tokenize(texts)
    a, b = permutations(recipe.n_values, recipe.seed)
    identity, signatures, sample_offsets, sample = _print(
        tokens.offsets, tokens.hashes, recipe.shingle_size, recipe.sample_size, a, b
    )
    return Prints(identity, encode(tokens), signatures, sample_offsets, sample)


def _blocks(texts: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    size = 0
    for text in texts:
        block.append(text)
        size += len(text)
        if size >= _BLOCK_CHARACTERS:
            yield block
            block, size = [], 0
    if block:
        yield block


def _in_order(blocks: Iterator[list[str]], recipe: Recipe, workers: int) -> Iterator[Prints]:
    if workers < 2:
        yield from (print_block(block, recipe) for block in blocks)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Prints]] = deque()
        for block in blocks:
            waiting.append(pool.submit(print_block, block, recipe))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@nb.njit(cache=True, nogil=True)
def _print(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    size: int,
    sample_size: int,
    a: npt.NDArray[np.uint32],
    b: npt.NDArray[np.uint32],
) -> tuple[
    npt.NDArray[np.uint64],
    npt.NDArray[np.uint32],
    npt.NDArray[np.int64],
    npt.NDArray[np.uint32],
]:
    """One pass over the words of each text; shingles are hashed as ``shingles.hash_run`` does."""
    n_texts, n_values = len(offsets) - 1, len(a)
    identity = np.zeros((n_texts, 2), np.uint64)
    signatures = np.full((n_texts, n_values), np.uint32(0xFFFFFFFF), np.uint32)
    sample_offsets = np.zeros(n_texts + 1, np.int64)
    sample = np.empty(len(hashes) // 2 + 64, np.uint32)
    n = 0
    out, sample_out = np.uint64(1), np.uint64(1)
    for _ in range(size):
        out *= ROLL
    for _ in range(sample_size):
        sample_out *= ROLL
    for text in range(n_texts):
        first, end = offsets[text], offsets[text + 1]
        one, other, run, short = np.uint64(1), np.uint64(1), np.uint64(0), np.uint64(0)
        row = signatures[text]
        if n + end - first >= len(sample):
            grown = np.empty(2 * len(sample) + end - first, np.uint32)
            grown[:n] = sample[:n]
            sample = grown
        begin = n
        for at in range(first, end):
            word = hashes[at]
            one = (one ^ word) * np.uint64(0x9E3779B97F4A7C15)
            other = (other + word) * np.uint64(0xC2B2AE3D27D4EB4F)
            other ^= other >> np.uint64(32)
            run = run * ROLL + word
            if at - first >= size:
                run -= hashes[at - size] * out
            if at - first >= size - 1:
                low = np.uint32(mix64(run) & np.uint64(0xFFFFFFFF))
                low = np.uint32((low ^ (low >> np.uint32(16))) * np.uint32(0x85EBCA6B))
                low = np.uint32((low ^ (low >> np.uint32(13))) * np.uint32(0xC2B2AE35))
                low = np.uint32(low ^ (low >> np.uint32(16)))
                for k in range(n_values):
                    row[k] = min(row[k], np.uint32(a[k] * low + b[k]))
            short = short * ROLL + word
            if at - first >= sample_size:
                short -= hashes[at - sample_size] * sample_out
            if at - first >= sample_size - 1:
                h = mix64(short)
                sample[n] = np.uint32(h >> np.uint64(32))
                n += h & np.uint64(3) == 0  # SAMPLE_ONE_IN
        identity[text, 0], identity[text, 1] = mix64(one), mix64(other)
        ordered = np.sort(sample[begin:n])
        n = begin
        for at in range(len(ordered)):
            if at == 0 or ordered[at] != ordered[at - 1]:
                sample[n] = ordered[at]
                n += 1
        sample_offsets[text + 1] = n
    return identity, signatures, sample_offsets, sample[:n].copy()
