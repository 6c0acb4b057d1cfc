"""What holds each group together, and what came near it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clustering.model import Groups, Links
from clustering.render.told import Places, by_strength, spanning_tree
from clustering.text.ragged import Ragged


@dataclass(frozen=True, eq=False)
class Held:
    """Links by group; a group is named by its label, its smallest row.

    Attributes:
        n_inside: (n_rows,) links inside each group, by its label.
        n_touching: (n_rows,) links with at least one end in it.
        tree: By label, places of the links of a spanning tree of its strongest, the strongest
            first: without one of them it would fall apart.
        apart: (n_pairs,) int64, ascending: two groups, the lower label times n_rows plus the
            higher.
        nearest: (n_pairs,) place of the strongest link between the two.
    """

    n_inside: Places
    n_touching: Places
    tree: Ragged
    apart: Places
    nearest: Places

    def weakest(self, label: int, most: int) -> list[int]:
        """Places of the links at which a group would break first, the weakest first."""
        found: list[int] = self.tree.of(label)[::-1][:most].tolist()
        return found

    def between(self, one: int, other: int) -> int | None:
        """Place of the strongest link between two groups, by their labels."""
        key = min(one, other) * len(self.n_inside) + max(one, other)
        at = int(np.searchsorted(self.apart, key))
        return int(self.nearest[at]) if at < len(self.apart) and self.apart[at] == key else None


def held_by(links: Links, groups: Groups) -> Held:
    """Measures every group by the links inside it and around it."""
    n_rows = len(groups)
    labels = groups.labels
    left, right = labels[links.left], labels[links.right]
    same = left == right
    accepted, rest = by_strength(links)
    tree = spanning_tree(links, accepted[same[accepted]])
    tree = tree[np.argsort(left[tree], kind="stable")]
    sizes = np.bincount(left[tree], minlength=n_rows)
    inside = np.bincount(left[same], minlength=n_rows)
    touching = np.bincount(left, minlength=n_rows) + np.bincount(right, minlength=n_rows) - inside
    rest = rest[~same[rest]]
    low, high = (end(left[rest], right[rest]).astype(np.int64) for end in (np.minimum, np.maximum))
    apart, first = np.unique(low * n_rows + high, return_index=True)
    return Held(inside, touching, Ragged.of_sizes(sizes, tree), apart, rest[first])
