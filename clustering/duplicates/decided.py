"""Groups of copies as the user decided them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clustering.config import DuplicatesConfig
from clustering.duplicates.judge import judge_pairs, merge_links
from clustering.graph.bonds import decided_words
from clustering.model import Groups, Links, Ruling
from clustering.text.ragged import Ragged

Rows = npt.NDArray[np.int32]


def decide_copies(
    found: Groups, links: Links, codes: Ragged, config: DuplicatesConfig, ruling: Ruling | None
) -> tuple[Groups, Links]:
    """Groups and links as the user decided; unchanged where nothing is decided.

    Args:
        found: Groups of copies.
        links: Accepted and borderline links between them.
        codes: The words of the texts, by row.
        config: Thresholds.
        ruling: What was decided.

    Returns:
        The groups, and the links with the evidence ``decided`` (``must-link``, ``cannot-link`` or
        empty). Every member of a changed group has a link to its first row, whatever it scores;
        no link is accepted across groups.
    """
    if not ruling:
        return found, links
    groups = decide_groups(found, ruling)
    rows = np.flatnonzero(
        (groups.labels != found.labels) & (groups.labels != np.arange(len(found)))
    )
    to_first = groups.labels[rows].astype(np.int64) << 32 | rows
    wanted = np.union1d(to_first, _keys(np.concatenate([ruling.must, ruling.cannot])))
    measured = judge_pairs(codes, wanted, config, keep_all=True)
    links = merge_links([links, measured])
    keys = links.left.astype(np.int64) << 32 | links.right
    decided = decided_words(links.left, links.right, ruling.must, ruling.cannot)
    together = groups.labels[links.left] == groups.labels[links.right]
    accepted = (links.accepted | (decided == "must-link") | np.isin(keys, to_first)) & together
    evidence = {**links.evidence, "decided": decided}
    return groups, replace(links, accepted=accepted, evidence=evidence)


def decide_groups(found: Groups, ruling: Ruling) -> Groups:
    """Joins groups that must be together and parts those that hold what must be apart.

    Groups with a must-link between them become one. Where such a group holds a cannot-link,
    its rows are dealt out anew, earliest first, those that are tied by must-links in one hand: to
    the first part that begins with a hand of which one was found together with one of theirs,
    and that holds none that must be apart from them.
    """
    if not ruling:
        return found
    labels = found.labels.copy()
    for a, b in ruling.must.tolist():
        low, high = sorted((labels[a], labels[b]))
        labels[labels == high] = low
    tied = np.arange(len(labels), dtype=np.int32)
    for a, b in ruling.must.tolist():
        low, high = sorted((tied[a], tied[b]))
        tied[tied == high] = low
    broken = np.unique(labels[ruling.cannot[:, 0]][_together(labels, ruling.cannot)])
    for label in broken.tolist():
        rows = np.flatnonzero(labels == label)
        for part in _parts(rows, found.labels, tied, ruling):
            labels[part] = min(part)
    return Groups.of(labels)


def _keys(pairs: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    return pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1]


def _together(labels: Rows, pairs: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    return labels[pairs[:, 0]] == labels[pairs[:, 1]]


def _parts(
    rows: npt.NDArray[np.intp], found: Rows, tied: Rows, ruling: Ruling
) -> Sequence[list[int]]:
    apart: dict[int, set[int]] = {}
    for a, b in ruling.cannot.tolist():
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    hands: dict[int, list[int]] = {}
    for row in rows.tolist():
        hands.setdefault(int(tied[row]), []).append(row)
    parts: list[tuple[list[int], set[int]]] = []
    for hand in hands.values():
        refused = set().union(*(apart.get(row, set()) for row in hand))
        known = {int(found[row]) for row in hand}
        for part, first_known in parts:
            if first_known & known and refused.isdisjoint(part):
                part.extend(hand)
                break
        else:
            parts.append((list(hand), known))
    return [part for part, _ in parts]
