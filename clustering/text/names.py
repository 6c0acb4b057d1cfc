"""Names that recur but stand in no table."""

from __future__ import annotations

from collections.abc import Sequence

import numba as nb
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clustering.text.actor_table import ActorTable, find_slot, join_hash
from clustering.text.tokens import CAPITAL, SENTENCE_START, Tokens, normalize, tokenize

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


def recurring_names(
    texts: Sequence[str], table: ActorTable, min_texts: int = 2
) -> tuple[list[str], sparse.csr_matrix]:
    """Capitalised names that no alias covers, for where the table knows nobody.

    A name is a run of one to four words, parted by one character each, all of them capitalised
    here and in at least half of the places that are no start of a sentence.

    Args:
        texts: Any texts.
        table: Runs that are an alias of the table are left out.
        min_texts: A name must stand in this many texts.

    Returns:
        Names in lower case, sorted, and their (n_texts, n_names) float32 counts.
    """
    tokens = tokenize(texts)
    text, key, first, length = _runs(
        tokens.offsets,
        tokens.hashes,
        _name_like(tokens),
        tokens.starts,
        tokens.lengths,
        table.slots,
    )
    names, where, name = np.unique(key, return_index=True, return_inverse=True)
    cells = (np.ones(len(text), np.float32), (text, name))
    counts = sparse.coo_matrix(cells, shape=(len(texts), len(names))).tocsr()
    wide = np.flatnonzero(np.bincount(counts.indices, minlength=len(names)) >= min_texts)
    spelt = [_spell(texts, tokens, text[at], first[at], length[at]) for at in where[wide]]
    order = np.array(sorted(range(len(wide)), key=spelt.__getitem__), np.int64)
    return [spelt[at] for at in order], counts[:, wide[order]].tocsr()


def _name_like(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: capitalised, and so mostly inside sentences too."""
    capital = tokens.flags & CAPITAL > 0
    inner = tokens.flags & SENTENCE_START == 0
    words, place = np.unique(tokens.hashes, return_inverse=True)
    n_inner = np.bincount(place[inner], minlength=len(words))
    n_capital = np.bincount(place[inner & capital], minlength=len(words))
    return np.asarray(capital & ((n_capital > 0) & (2 * n_capital >= n_inner))[place])


def _spell(texts: Sequence[str], tokens: Tokens, text: int, first: int, length: int) -> str:
    last = first + length - 1
    end = tokens.starts[last] + tokens.lengths[last]
    return normalize(texts[text])[tokens.starts[first] : end].lower()


@nb.njit(cache=True, nogil=True)
def _runs(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    name_like: npt.NDArray[np.bool_],
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
    slots: npt.NDArray[np.uint64],
) -> tuple[Int32, npt.NDArray[np.uint64], Int64, Int64]:
    """Runs of one to four capitalised words that the table does not know."""
    texts, keys = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.uint64)
    firsts, sizes = np.empty(len(hashes), np.int64), np.empty(len(hashes), np.int64)
    n = 0
    for text in range(len(offsets) - 1):
        at = offsets[text]
        while at < offsets[text + 1]:
            first, key = at, hashes[at]
            at += 1
            if not name_like[first] or lengths[first] < 2:
                continue
            while (
                at < offsets[text + 1]
                and name_like[at]
                and starts[at] == starts[at - 1] + lengths[at - 1] + 1
            ):
                key = join_hash(key, hashes[at])
                at += 1
            if at - first <= 4 and slots[find_slot(slots, key)] == 0:
                texts[n], keys[n], firsts[n], sizes[n] = text, key, first, at - first
                n += 1
    return texts[:n].copy(), keys[:n].copy(), firsts[:n].copy(), sizes[:n].copy()
