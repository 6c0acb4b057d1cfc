"""Is a pair of texts a pair of copies, and of what kind?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clustering.config import DuplicatesConfig
from clustering.duplicates.alignment import align
from clustering.duplicates.copy_model import copy_probability, kept_share
from clustering.duplicates.verify import overlaps
from clustering.model import Links
from clustering.text.ragged import Ragged

Pairs = npt.NDArray[np.int64]

KINDS = ("exact", "near", "contained", "edited")
"""From the strictest to the loosest: the same words; jaccard; passages of one text stand in the
other; passages in which words were exchanged throughout."""

_BORDERLINE = 0.1
"""Rejected pairs this close below a threshold are kept for judgement."""
_MIN_CONTAINMENT = 0.3
"""Pairs that share fewer shingles are not lined up: one word in five exchanged leaves half."""
_EDITED_SCATTER = 0.02
"""Share of words between passages from which a copy is called edited."""


def judge_pairs(
    codes: Ragged,
    pairs: Pairs,
    config: DuplicatesConfig,
    workers: int = 1,
    *,
    keep_all: bool = False,
) -> Links:
    """Measures every candidate exactly and keeps the accepted and the borderline ones.

    Args:
        codes: The words of the texts.
        pairs: (n_pairs,) int64 keys ``left << 32 | right``, ascending, unique.
        config: Thresholds.
        workers: Threads.
        keep_all: Keep the others, too.

    Returns:
        Links; the score is what its threshold asks of the kind: jaccard of near copies, else
        the kept share. The evidence: kind, jaccard, jaccard_own (the same until common passages are
        known), containment, kept, run_words and copy_probability.
    """
    contained = overlaps(codes, config.containment_shingle_size, pairs, workers)
    jaccard = overlaps(codes, config.shingle_size, pairs, workers).jaccard
    alike = (contained.containment >= _MIN_CONTAINMENT) | (jaccard >= config.jaccard - _BORDERLINE)
    alike |= keep_all
    pairs, contained, jaccard = pairs[alike], contained.only(alike), jaccard[alike]
    is_near = jaccard >= config.jaccard - 1e-12
    counts = align(codes, pairs, contained.left <= contained.right, workers)
    kept, probability = kept_share(counts), copy_probability(counts)
    enough = kept * counts["words"] >= config.min_shared_words - 1e-9
    is_contained = enough & (kept >= config.containment - 1e-12)
    is_contained &= probability >= config.copy_probability
    close = (jaccard >= config.jaccard - _BORDERLINE) | (
        enough
        & (kept >= config.containment - _BORDERLINE)
        & (probability >= config.copy_probability - _BORDERLINE)
    )
    scatter = counts["between"] / np.maximum(counts["covered"] + counts["between"], 1)
    kind = np.where(scatter >= _EDITED_SCATTER, "edited", "contained")
    kind = np.where(is_near, "near", kind).astype("<U9")
    keep = is_near | is_contained | close | keep_all
    score = np.where(is_near, jaccard, kept).astype(np.float32)
    evidence: dict[str, npt.NDArray[np.float64]] = {
        "jaccard": jaccard,
        "jaccard_own": jaccard,
        "containment": contained.containment,
        "kept": kept,
        "run_words": counts["run_squares"] / np.maximum(counts["covered"], 1),
        "copy_probability": probability.astype(np.float64),
    }
    return Links(
        (pairs[keep] >> 32).astype(np.int32),
        (pairs[keep] & 0xFFFFFFFF).astype(np.int32),
        score[keep],
        (is_near | is_contained)[keep],
        {"kind": kind[keep]} | {n: c[keep].astype(np.float32) for n, c in evidence.items()},
    )


def link_exact(links: Links, first: npt.NDArray[np.int32], labels: npt.NDArray[np.int32]) -> Links:
    """Adds the links of identical texts: to their first copy, and to whom that one joined.

    Args:
        links: Between first copies, sorted.
        first: (n_texts,) int32, the first row with the same words.
        labels: (n_texts,) int32, the group of each first copy.
    """
    copy = np.flatnonzero(first != np.arange(len(first)))
    late = copy[labels[first[copy]] != first[copy]]
    keys = links.left.astype(np.int64) << 32 | links.right
    at = np.searchsorted(keys, labels[first[late]].astype(np.int64) << 32 | first[late])
    left = np.concatenate([links.left, first[copy], links.left[at]]).astype(np.int32)
    right = np.concatenate([links.right, copy, late]).astype(np.int32)
    order = np.lexsort((right, left))
    one = np.ones(len(copy), np.float32)

    def column(values: npt.NDArray[np.generic], exact: npt.NDArray[np.generic]) -> npt.NDArray:  # type: ignore[type-arg]
        return np.concatenate([values, exact, values[at]])[order]

    exact = dict.fromkeys(
        ("jaccard", "jaccard_own", "containment", "kept", "copy_probability"), one
    )
    exact["run_words"] = 0 * one
    evidence = {n: column(v, exact[n]) for n, v in links.evidence.items() if n != "kind"}
    kind = column(links.evidence["kind"], np.full(len(copy), "exact", "<U9"))
    return Links(
        left[order],
        right[order],
        column(links.score, one),
        column(links.accepted, np.ones(len(copy), np.bool_)),
        {"kind": kind, **evidence},
    )


def merge_links(parts: list[Links]) -> Links:
    """All links in order; of a pair that comes twice the first one stays."""
    left = np.concatenate([part.left for part in parts])
    right = np.concatenate([part.right for part in parts])
    _, order = np.unique(left.astype(np.int64) << 32 | right, return_index=True)
    return replace(
        parts[0],
        left=left[order],
        right=right[order],
        score=np.concatenate([part.score for part in parts])[order],
        accepted=np.concatenate([part.accepted for part in parts])[order],
        evidence={
            name: np.concatenate([part.evidence[name] for part in parts])[order]
            for name in parts[0].evidence
        },
    )
