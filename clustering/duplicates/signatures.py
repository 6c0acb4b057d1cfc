"""MinHash signatures, bit-identical to datasketch's affine32."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.shingles import ShingleSets

EMPTY = np.uint32(0xFFFFFFFF)
"""Every value of the signature of a text without shingles, as in datasketch."""


@dataclass(frozen=True, eq=False)
class Signatures:
    """Signatures of articles, to be handed over to and taken from datasketch.

    Attributes:
        ids: Ids of the articles.
        values: (n_articles, n_values) uint32.
        seed: Of the hash functions.
    """

    ids: list[str]
    values: npt.NDArray[np.uint32]
    seed: int

    def to_datasketch(self) -> list[Any]:
        """A ``datasketch.LeanMinHash`` for each article, in order: ready for ``MinHashLSH``."""
        from datasketch import LeanMinHash

        return [
            LeanMinHash(seed=self.seed, hashvalues=row, scheme="affine32") for row in self.values
        ]

    @classmethod
    def from_datasketch(cls, ids: Sequence[str], minhashes: Sequence[Any]) -> Signatures:
        """Takes ``MinHash`` or ``LeanMinHash`` objects of the scheme ``affine32``.

        Raises:
            ValueError: Another scheme, or objects of unlike seeds or lengths.
        """
        kinds = {(m.seed, len(m.hashvalues), getattr(m, "scheme", "")) for m in minhashes}
        if len(ids) != len(minhashes) or len(kinds) > 1:
            raise ValueError("one MinHash for each id is needed, all of one seed and length")
        seed, n_values, scheme = kinds.pop() if kinds else (1, 0, "affine32")
        if scheme != "affine32":
            raise ValueError(f"signatures of the scheme 'affine32' are needed, found {scheme!r}")
        values = np.zeros((len(minhashes), n_values), np.uint32)
        for row, minhash in enumerate(minhashes):
            values[row] = minhash.hashvalues
        return cls(list(ids), values, int(seed))

    def save(self, path: Path) -> None:
        """Writes ``ids``, ``values``, ``seed`` and ``scheme`` as a NumPy ``.npz`` file."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                ids=np.array(self.ids, dtype=np.str_),
                values=self.values,
                seed=np.int64(self.seed),
                scheme=np.str_("affine32"),
            )

    @classmethod
    def load(cls, path: Path) -> Signatures:
        """Reads what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as file:
            return cls(file["ids"].tolist(), file["values"], int(file["seed"]))


def permutations(n: int, seed: int) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Multipliers (odd) and summands of ``n`` maps a * h + b mod 2**32.

    Drawn exactly as ``datasketch.MinHash(num_perm=n, seed=seed, scheme="affine32")`` does.

    Returns:
        Two (n,) uint32 arrays.
    """
    draw = np.random.RandomState(seed)
    a = draw.randint(0, 1 << 31, n, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = draw.randint(0, 1 << 32, n, dtype=np.uint32)
    return a, b


def sign(shingles: ShingleSets, n_values: int, seed: int) -> npt.NDArray[np.uint32]:
    """MinHash signatures (Broder 1997) of the low 32 bits of each shingle's hash.

    Args:
        shingles: Distinct shingles by text.
        n_values: Length of a signature.
        seed: Of the hash functions.

    Returns:
        (n_texts, n_values) uint32; all ``EMPTY`` for a text without shingles.
    """
    return np.asarray(_sign(shingles.offsets, shingles.values, *permutations(n_values, seed)))


@nb.njit(cache=True, nogil=True)
def _sign(
    offsets: npt.NDArray[np.int64],
    values: npt.NDArray[np.uint64],
    a: npt.NDArray[np.uint32],
    b: npt.NDArray[np.uint32],
) -> npt.NDArray[np.uint32]:
    n_texts, n_values = len(offsets) - 1, len(a)
    signatures = np.full((n_texts, n_values), np.uint32(0xFFFFFFFF), np.uint32)
    for text in range(n_texts):
        row = signatures[text]
        for at in range(offsets[text], offsets[text + 1]):
            h = np.uint32(values[at] & np.uint64(0xFFFFFFFF))  # MurmurHash3's 32-bit finalizer
            h = np.uint32((h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B))
            h = np.uint32((h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35))
            h = np.uint32(h ^ (h >> np.uint32(16)))
            for k in range(n_values):
                value = np.uint32(a[k] * h + b[k])
                row[k] = min(row[k], value)
    return signatures
