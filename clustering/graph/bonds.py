"""The user's word while groups grow: who is tied, who must stay apart."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.distinct import distinct

Int32 = npt.NDArray[np.int32]
Pairs = npt.NDArray[np.int32]

NOTHING: tuple[Pairs, Pairs] = (np.zeros((0, 2), np.int32), np.zeros((0, 2), np.int32))
"""No decision."""


def with_decided(left: Int32, right: Int32, *decided: Pairs) -> tuple[Int32, Int32]:
    """Adds pairs that were decided to pairs that were found.

    Args:
        left: (n_pairs,) int32, left < right, sorted by (left, right), unique.
        right: (n_pairs,) int32.
        decided: (n, 2) int32 each, left < right.

    Returns:
        left, right: both kinds, sorted, unique.
    """
    if not any(map(len, decided)):
        return left, right
    keys = distinct(_keys(left, right), *(_keys(*pairs.T) for pairs in decided))
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


def decided_words(left: Int32, right: Int32, must: Pairs, cannot: Pairs) -> npt.NDArray[np.str_]:
    """(n_pairs,) str: ``must-link``, ``cannot-link`` or empty."""
    if not len(must) and not len(cannot):
        return np.zeros(len(left), "<U1")  # millions of empty words, eleven letters wide each
    keys = _keys(left, right)
    is_must, is_cannot = np.isin(keys, _keys(*must.T)), np.isin(keys, _keys(*cannot.T))
    return np.select([is_must, is_cannot], ["must-link", "cannot-link"], "").astype("<U11")


def _keys(left: Int32, right: Int32) -> npt.NDArray[np.int64]:
    return left.astype(np.int64) << 32 | right


@nb.njit(cache=True, nogil=True, inline="always")
def root(parent: Int32, row: int) -> int:
    """The row that stands for a row's group; shortens the way there."""
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


@nb.njit(cache=True, nogil=True)
def bonds_of(n_rows: int, must: Pairs, cannot: Pairs) -> tuple[Int32, list[Int32]]:
    """Bundles before anything is joined, and for each bundle the rows it must not meet.

    A bundle is what will be one group in the end: rows tied by must-links, and every group
    that was joined with one of theirs. Bundles let groups grow as they would without must-links
    and still never grow into what a cannot-link forbids.

    Args:
        n_rows: Rows.
        must: (n, 2) int32, left < right.
        cannot: (n, 2) int32, likewise; no chain of ``must`` joins such a pair.

    Returns:
        bundle: (n_rows,) int32, a forest whose roots are the smallest rows; foes: rows to stay
        away from by root, no list at all where there is no cannot-link.
    """
    bundle = np.arange(n_rows).astype(np.int32)
    foes = [np.empty(0, np.int32) for _ in range(n_rows if len(cannot) else 0)]
    for at in range(len(cannot)):
        a, b = cannot[at]
        foes[a] = np.append(foes[a], np.int32(b))
        foes[b] = np.append(foes[b], np.int32(a))
    for at in range(len(must)):
        tie(bundle, foes, must[at, 0], must[at, 1])
    return bundle, foes


@nb.njit(cache=True, nogil=True)
def may_join(bundle: Int32, foes: list[Int32], a: int, b: int) -> bool:
    """Whether no decision keeps the bundles of two rows apart."""
    if not len(foes):
        return True
    one, other = root(bundle, a), root(bundle, b)
    for foe in foes[one]:  # noqa: SIM110 - numba has no any()
        if root(bundle, foe) == other:
            return False
    return True


@nb.njit(cache=True, nogil=True)
def tie(bundle: Int32, foes: list[Int32], a: int, b: int) -> None:
    """Makes the bundles of two rows one."""
    one, other = root(bundle, a), root(bundle, b)
    low, high = min(one, other), max(one, other)
    if low == high:
        return
    bundle[high] = low
    if len(foes):
        foes[low] = np.concatenate((foes[low], foes[high]))


@nb.njit(cache=True, nogil=True)
def bundle_labels(bundle: Int32) -> Int32:
    """(n_rows,) int32: the smallest row of each row's bundle."""
    labels = np.empty(len(bundle), np.int32)
    for row in range(len(bundle)):
        labels[row] = root(bundle, row)
    return labels
