"""What is kept of each text to find its copies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clustering.duplicates.columns import Column
from clustering.duplicates.printing import Room, print_texts_into
from clustering.duplicates.signatures import permutations
from clustering.text.ragged import Ragged
from clustering.text.tokens import utf8

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
        codes: The words, as ``codes.encode`` makes them.
        signatures: (n_texts, n_values) uint32, as ``signatures.sign`` makes them.
        samples: uint32, one in four of the shorter shingles, ascending and distinct within a
            text.
    """

    identity: npt.NDArray[np.uint64]
    codes: Ragged
    signatures: npt.NDArray[np.uint32]
    samples: Ragged

    def __len__(self) -> int:
        return len(self.identity)

    @classmethod
    def join(cls, one: Prints, other: Prints) -> Prints:
        """The texts of both, one after the other."""
        return cls(
            np.concatenate([one.identity, other.identity]),
            _joined(one.codes, other.codes),
            np.concatenate([one.signatures, other.signatures]),
            _joined(one.samples, other.samples),
        )


def _joined(one: Ragged, other: Ragged) -> Ragged:
    shift = len(one.values)
    return Ragged(
        np.concatenate([one.starts, other.starts + shift]),
        np.concatenate([one.ends, other.ends + shift]),
        np.concatenate([one.values, other.values]),
    )


@dataclass(eq=False)
class _Columns:
    """Prints that grow block by block."""

    n_values: int
    identity: Column = field(init=False)
    signatures: Column = field(init=False)
    words: Column = field(default_factory=lambda: Column(np.uint32))
    n_words: Column = field(default_factory=lambda: Column(np.int64))
    sample: Column = field(default_factory=lambda: Column(np.uint32))
    n_sampled: Column = field(default_factory=lambda: Column(np.int64))

    def __post_init__(self) -> None:
        self.identity = Column(np.uint64, 2)
        self.signatures = Column(np.uint32, self.n_values)

    def add(self, part: Prints) -> None:
        self.identity.add(part.identity)
        self.signatures.add(part.signatures)
        self.words.add(part.codes.values)
        self.n_words.add(part.codes.sizes)
        self.sample.add(part.samples.values)
        self.n_sampled.add(part.samples.sizes)

    def prints(self, order: npt.NDArray[np.int64] | None) -> Prints:
        identity, signatures = self.identity.close(), self.signatures.close()
        codes = Ragged.of_sizes(self.n_words.close(), self.words.close())
        samples = Ragged.of_sizes(self.n_sampled.close(), self.sample.close())
        if order is None:
            return Prints(identity, codes, signatures, samples)
        return Prints(identity[order], codes.take(order), signatures[order], samples.take(order))


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
    columns = _Columns(recipe.n_values)
    n_done = 0
    for part in _in_order(_blocks(texts), recipe, workers):
        columns.add(part)
        n_done += len(part)
        if on_text:
            on_text(n_done)
    return columns.prints(order() if order else None)


def print_block(texts: Sequence[str], recipe: Recipe, room: Room | None = None) -> Prints:
    """The prints of some texts, in one thread.

    Args:
        texts: Any texts.
        recipe: How.
        room: Where to put them; they are good until it is used again.
    """
    data, bounds = utf8(texts)
    sizes = (recipe.shingle_size, recipe.sample_size)
    return Prints(
        *print_texts_into(
            room or Room(), data, bounds, sizes, permutations(recipe.n_values, recipe.seed)
        )
    )


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
    """The prints of each block, good until the next one is asked for."""
    if workers < 2:
        room = Room()
        yield from (print_block(block, recipe, room) for block in blocks)
        return
    rooms = [Room() for _ in range(workers + 1)]
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Prints]] = deque()
        for number, block in enumerate(blocks):
            if len(waiting) == len(rooms):
                yield waiting.popleft().result()
            room = rooms[number % len(rooms)]
            waiting.append(pool.submit(print_block, block, recipe, room))
        while waiting:
            yield waiting.popleft().result()
