"""MinHash signatures, bit-identical to datasketch's affine32."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.shingles import ShingleSets

EMPTY = np.uint32(0xFFFFFFFF)
"""Every value of the signature of a text without shingles, as in datasketch."""


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
