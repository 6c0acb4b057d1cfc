"""Copies: candidates, exact verification, groups around a representative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.config import DuplicatesConfig
from clustering.duplicates.bands import candidate_pairs, plan_bands
from clustering.duplicates.contained import SAMPLE_ONE_IN, contained_candidates
from clustering.duplicates.signatures import sign
from clustering.duplicates.verify import jaccards, overlaps
from clustering.model import BandPlan, DuplicateGroup, Groups, Links, stable_ids
from clustering.text.shingles import ShingleSets, shingle
from clustering.text.tokens import Tokens, mix64, token_blocks, tokenize

Pairs = npt.NDArray[np.int64]

KINDS = ("exact", "near", "contained")
_BORDERLINE = 0.1
"""Rejected pairs this close below a threshold are kept for judgement."""


@dataclass(frozen=True, eq=False)
class Copies:
    """What the duplicate stage found."""

    plan: BandPlan
    groups: Groups
    links: Links


@dataclass(frozen=True, eq=False)
class _Prints:
    """What is kept of each text: 128-bit identity, shingles, sample, signature."""

    identity: npt.NDArray[np.uint64]
    shingles: ShingleSets
    sample: ShingleSets
    signatures: npt.NDArray[np.uint32]


def detect_duplicates(
    texts: Sequence[str],
    config: DuplicatesConfig,
    on_progress: Callable[[int, int], None] | None = None,
) -> Copies:
    """Finds copies: the same text, whole or cut down, edited, with a new headline.

    Args:
        texts: Bodies by corpus row (earliest first); a text shorter than a shingle is
            never a copy of anything.
        config: Thresholds.
        on_progress: Called with (texts done, texts in all).

    Returns:
        Groups in which every member is linked to the group's first row, and every
        accepted or borderline link: identical texts are linked to their first copy, and with
        it to the group's first row.
    """
    plan = plan_bands(config.jaccard, config.min_recall_at_threshold, config.bands, config.rows)
    prints = _print_texts(texts, config, plan, on_progress)
    first = _first_copies(prints)
    alone = first == np.arange(len(texts))
    found = candidate_pairs(prints.signatures[_shown(prints, alone)], plan)
    rows = np.flatnonzero(_shown(prints, alone))
    near = _renumber(found, rows)
    contained = contained_candidates(_only(prints.sample, alone), config.containment)
    pairs = np.union1d(near, contained)
    links = _verify(texts, prints.shingles, pairs, config)
    labels = _join_representatives(len(texts), links)
    return Copies(plan, Groups(labels[first]), _with_exact(links, first, labels))


def describe_groups(ids: Sequence[str], copies: Copies) -> tuple[DuplicateGroup, ...]:
    """The groups of two or more, with their weakest link to the representative."""
    rows_of = {root: rows for root, rows in copies.groups.members().items() if len(rows) > 1}
    accepted = copies.links.accepted
    left, right = copies.links.left[accepted], copies.links.right[accepted]
    score, kind = copies.links.score[accepted], copies.links.evidence["kind"][accepted]
    held = copies.groups.labels[right] == left  # links to the representative
    weakest: dict[int, tuple[float, str]] = {}
    for root, value, name in zip(left[held], score[held], kind[held], strict=True):
        old = weakest.get(int(root), (2.0, KINDS[0]))
        loosest = max(old[1], str(name), key=KINDS.index)
        weakest[int(root)] = (min(old[0], float(value)), loosest)
    names = stable_ids("d", [ids[root] for root in rows_of])
    return tuple(
        DuplicateGroup(name, tuple(map(int, rows)), *weakest[root])
        for name, (root, rows) in zip(names, rows_of.items(), strict=True)
    )


def _print_texts(
    texts: Sequence[str],
    config: DuplicatesConfig,
    plan: BandPlan,
    on_progress: Callable[[int, int], None] | None,
) -> _Prints:
    identities, shingles, samples, signatures = [], [], [], []
    for first, tokens in token_blocks(texts):
        shingles.append(shingle(tokens, config.shingle_size))
        samples.append(shingle(tokens, config.containment_shingle_size, SAMPLE_ONE_IN))
        signatures.append(sign(shingles[-1], plan.bands * plan.rows, config.seed))
        identities.append(_identify(tokens))
        if on_progress:
            on_progress(first + len(identities[-1]), len(texts))
    return _Prints(
        np.concatenate(identities) if identities else np.zeros((0, 2), np.uint64),
        ShingleSets.join(shingles),
        ShingleSets.join(samples),
        np.concatenate(signatures)
        if signatures
        else np.zeros((0, plan.bands * plan.rows), np.uint32),
    )


def _identify(tokens: Tokens) -> npt.NDArray[np.uint64]:
    """(n_texts, 2) uint64: a 128-bit hash of the words in order, for exact copies."""
    position = np.arange(len(tokens.hashes), dtype=np.uint64)
    position -= np.repeat(tokens.offsets[:-1].astype(np.uint64), np.diff(tokens.offsets))
    identity = np.zeros((len(tokens.offsets) - 1, 2), np.uint64)
    for half, odd in enumerate((0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)):
        mixed = mix64(tokens.hashes ^ (position + np.uint64(half + 1)) * np.uint64(odd))
        total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
        identity[:, half] = total[tokens.offsets[1:]] - total[tokens.offsets[:-1]]
    return identity


def _first_copies(prints: _Prints) -> npt.NDArray[np.int32]:
    """(n_texts,) int32: the first row with the same words; itself when it has no shingle."""
    _, first, inverse = np.unique(prints.identity, axis=0, return_index=True, return_inverse=True)
    rows = np.arange(len(prints.identity))
    same = first[inverse.ravel()] if len(rows) else rows
    return np.where(prints.shingles.sizes > 0, same, rows).astype(np.int32)


def _shown(prints: _Prints, alone: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return alone & (prints.shingles.sizes > 0)


def _renumber(pairs: Pairs, rows: npt.NDArray[np.int64]) -> Pairs:
    return rows[pairs >> 32] << 32 | rows[pairs & 0xFFFFFFFF]


def _only(sets: ShingleSets, kept: npt.NDArray[np.bool_]) -> ShingleSets:
    """The same rows, with the sets of the others emptied."""
    sizes = np.where(kept, sets.sizes, 0)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return ShingleSets(offsets, sets.values[np.repeat(kept, sets.sizes)])


def _verify(
    texts: Sequence[str], shingles: ShingleSets, pairs: Pairs, config: DuplicatesConfig
) -> Links:
    """Measures every candidate exactly and keeps the accepted and the borderline ones."""
    rows = np.unique(np.concatenate([pairs >> 32, pairs & 0xFFFFFFFF]))
    tokens = tokenize([texts[row] for row in rows])
    local = np.searchsorted(rows, pairs >> 32) << 32 | np.searchsorted(rows, pairs & 0xFFFFFFFF)
    jaccard = jaccards(shingles, pairs)
    containment, shared, run_words = overlaps(tokens, config.containment_shingle_size, local)
    is_near = jaccard >= config.jaccard
    passages = (shared >= config.min_shared_shingles) & (run_words >= config.min_run_words)
    is_contained = ~is_near & (containment >= config.containment) & passages
    accepted = is_near | is_contained
    close = (jaccard >= config.jaccard - _BORDERLINE) | (
        (containment >= config.containment - _BORDERLINE) & (shared >= config.min_shared_shingles)
    )
    keep = accepted | close
    return Links(
        (pairs[keep] >> 32).astype(np.int32),
        (pairs[keep] & 0xFFFFFFFF).astype(np.int32),
        np.where(is_near, jaccard, containment)[keep].astype(np.float32),
        accepted[keep],
        {
            "kind": np.where(is_near, "near", "contained").astype("<U9")[keep],
            "jaccard": jaccard[keep],
            "containment": containment[keep],
            "run_words": run_words[keep],
        },
    )


def _with_exact(links: Links, first: npt.NDArray[np.int32], labels: npt.NDArray[np.int32]) -> Links:
    """Adds the links of identical texts: to their first copy, and to whom that one joined."""
    copy = np.flatnonzero(first != np.arange(len(first))).astype(np.int32)
    copy = copy[np.argsort(first[copy], kind="stable")]
    one = np.ones(len(copy), np.float32)
    exact = Links(
        first[copy],
        copy,
        one,
        np.ones(len(copy), np.bool_),
        {
            "kind": np.full(len(copy), "exact", "<U9"),
            "jaccard": one.copy(),
            "containment": one.copy(),
            "run_words": 0 * one,
        },
    )
    keys = links.left.astype(np.int64) << 32 | links.right
    late = copy[labels[first[copy]] != first[copy]]
    at = np.searchsorted(keys, labels[first[late]].astype(np.int64) << 32 | first[late])
    return _sorted_links([links, exact, _to(links, at, late)])


def _to(links: Links, at: npt.NDArray[np.int64], right: npt.NDArray[np.int32]) -> Links:
    """The links at some places, with other right ends (sorted by these)."""
    order = np.lexsort((right, links.left[at]))
    at, right = at[order], right[order]
    evidence = {name: column[at] for name, column in links.evidence.items()}
    return Links(links.left[at], right, links.score[at], links.accepted[at], evidence)


def _sorted_links(parts: list[Links]) -> Links:
    left = np.concatenate([part.left for part in parts])
    right = np.concatenate([part.right for part in parts])
    order = np.lexsort((right, left))
    return Links(
        left[order],
        right[order],
        np.concatenate([part.score for part in parts])[order],
        np.concatenate([part.accepted for part in parts])[order],
        {
            name: np.concatenate([part.evidence[name] for part in parts])[order]
            for name in parts[0].evidence
        },
    )


def _join_representatives(n_texts: int, links: Links) -> npt.NDArray[np.int32]:
    """(n_texts,) int32: each row joins the earliest representative that it is linked to.

    No chains: every member is linked to the representative itself.
    """
    labels = np.arange(n_texts, dtype=np.int32)
    # ascending by right, then left: a row is settled before rows that may join it
    order = np.lexsort((links.left, links.right))
    for at in order[links.accepted[order]]:
        left, right = links.left[at], links.right[at]
        if labels[right] == right and labels[left] == left:
            labels[right] = left
    return labels
