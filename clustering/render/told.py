"""Which links are told, where all would be too many."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clustering.model import Links
from clustering.render.spanning import spanning_places

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MAX_INSIDE = 3
_MAX_OUTSIDE = 2
DECIDED = "decided"


def telling_pairs(links: Links) -> Places:
    """Places of the pairs of stories that tell how threads hold together and what is apart.

    A thread of 200 stories has 20,000 pairs inside. Told are those of a spanning tree of the
    strongest, of each story its three nearest inside and its two nearest outside, and whatever
    the user decided.
    """
    inside, outside = by_strength(links)
    told = _indispensable(links, inside)
    for chosen, most in ((inside, _MAX_INSIDE), (outside, _MAX_OUTSIDE)):
        told[chosen] |= _ranks(links, chosen) < most
    return np.flatnonzero(told)


def strongest_links(links: Links, most: int) -> Places:
    """Places of all links, or of each article's strongest where there are more than ``most``.

    The strongest are as many for each article as fit into ``most``, joined and not joined counted
    apart; a link is told when it is among the strongest of either end. A spanning tree of the
    strongest joined ones, which holds all stories together, and whatever the user decided is told
    in any case.
    """
    if len(links) <= most:
        return np.arange(len(links))
    inside, outside = by_strength(links)
    told = _indispensable(links, inside)
    rank = np.empty(len(links), np.int32)
    for chosen in (inside, outside):
        rank[chosen] = _ranks(links, chosen)
    fit = np.cumsum(np.bincount(rank[~told])) <= most - np.count_nonzero(told)
    told |= rank < np.count_nonzero(fit)
    return np.flatnonzero(told)


def holding(links: Links) -> Places:
    """Ascending places of the strongest accepted links without which groups fall apart."""
    return np.sort(spanning_tree(links, by_strength(links)[0]))


def spanning_tree(links: Links, inside: Places) -> Places:
    """Of some links, the strongest first, those that hold together what all of them do."""
    return inside[spanning_places(links.left[inside], links.right[inside])]


def by_strength(links: Links) -> tuple[Places, Places]:
    """Places of the accepted links and of the others, the strongest first."""
    order = np.argsort(-links.score, kind="stable")
    accepted = links.accepted[order]
    return order[accepted], order[~accepted]


def _indispensable(links: Links, inside: Places) -> Flags:
    """(n_links,) bool: without which groups fall apart, and what the user decided."""
    told = np.zeros(len(links), np.bool_)
    told[spanning_tree(links, inside)] = True
    if DECIDED in links.evidence:
        told |= links.evidence[DECIDED] != ""
    return told


def _ranks(links: Links, chosen: Places) -> npt.NDArray[np.int32]:
    """(n_chosen,) how many of the chosen ones at one of its ends come before each, the fewest."""
    # Both ends of the first pair come first; then each end's pairs keep that order.
    ends = np.stack([links.left[chosen], links.right[chosen]], axis=1).ravel()
    by_end = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[by_end], ends[by_end])
    rank = np.empty(len(ends), np.int32)
    rank[by_end] = np.arange(len(ends)) - first
    fewest: npt.NDArray[np.int32] = rank.reshape(-1, 2).min(axis=1, initial=len(ends))
    return fewest
