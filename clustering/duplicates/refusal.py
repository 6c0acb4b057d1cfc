"""Links that rest on common text alone are refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clustering.config import DuplicatesConfig
from clustering.duplicates.alignment import align
from clustering.duplicates.commons import (
    MIN_COMMON,
    Sample,
    common_shingles,
    own_words,
    share_own_text,
)
from clustering.duplicates.copy_model import copy_probability, kept_share
from clustering.duplicates.postings import Postings
from clustering.duplicates.verify import overlaps
from clustering.model import Links
from clustering.text.ragged import Ragged

Rows = npt.NDArray[np.int32]
Pairs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SURE_PROBABILITY, _SURE_KEPT = 0.5, 0.75
"""Copy probability and share kept from which a link counts when common text is looked for."""
_MIN_OWN_WORDS = 5
"""With fewer words of its own a text is nothing but common text: its copies are its copies."""
_MIN_FOOTER = 30
"""Common words that end both texts from which these are judged by their own words as strictly as
any pair …"""
_EASE = 0.5
"""… and else with half the thresholds: without its common sentences an edited text is in pieces."""


def refuse_commons(
    codes: Ragged, samples: Ragged, postings: Postings, links: Links, config: DuplicatesConfig
) -> Links:
    """Accepts no longer what rests on text that many unrelated articles have.

    Args:
        codes: The words of the texts, by row.
        samples: Their sampled shingles.
        postings: Of these samples.
        links: As ``judge_pairs`` gives them.
        config: ``max_common_groups`` 0 leaves all links as they are.

    Returns:
        The same links, with the evidence ``jaccard_own``: jaccard without the common passages,
        the whole jaccard where there are none.
    """
    doubtful = np.flatnonzero(links.accepted)
    if not config.max_common_groups or not len(doubtful):
        return links
    groups = join_representatives(len(samples), replace(links, accepted=_sure(links)))
    common, n_common = common_shingles(postings, groups, config.max_common_groups)
    if not len(common):
        return links
    near = links.evidence["kind"][doubtful] == "near"
    shared = share_own_text(samples, common, links.left[doubtful], links.right[doubtful])
    jaccard, own = _judge_own(codes, common, n_common, links, doubtful, config)
    accepted, jaccard_own = links.accepted.copy(), links.evidence["jaccard_own"].copy()
    accepted[doubtful] = (near | shared) & own
    told = ~np.isnan(jaccard)
    jaccard_own[doubtful[told]] = jaccard[told]
    evidence = {**links.evidence, "jaccard_own": jaccard_own}
    return replace(links, accepted=accepted, evidence=evidence)


def join_representatives(n_texts: int, links: Links) -> Rows:
    """(n_texts,) int32: each row joins the earliest representative that it is linked to.

    No chains: every member is linked to the representative itself.
    """
    labels = list(range(n_texts))
    left, right = links.left[links.accepted], links.right[links.accepted]
    # ascending by right, then left: a row is settled before rows that may join it
    order = np.lexsort((left, right))
    for i, j in zip(left[order].tolist(), right[order].tolist(), strict=True):
        if labels[j] == j and labels[i] == i:
            labels[j] = i
    return np.array(labels, np.int32)


def _sure(links: Links) -> Flags:
    """Links by which texts count as one when it is asked in how many a passage stands."""
    near = links.accepted & (links.evidence["kind"] == "near")
    likely = links.evidence["copy_probability"] >= _SURE_PROBABILITY
    whole = near | (links.evidence["kept"] >= _SURE_KEPT)
    return np.asarray(links.accepted & likely & whole)


def _judge_own(
    codes: Ragged,
    common: Sample,
    n_common: Rows,
    links: Links,
    doubtful: Pairs,
    config: DuplicatesConfig,
) -> tuple[npt.NDArray[np.float64], Flags]:
    """Jaccard of what is each text's own, NaN where all is; and whether that is copied, too."""
    left, right = links.left[doubtful], links.right[doubtful]
    jaccard, copied = np.full(len(left), np.nan), np.ones(len(left), np.bool_)
    asked = np.flatnonzero(np.maximum(n_common[left], n_common[right]) >= MIN_COMMON)
    rows, place = np.unique(np.concatenate([left[asked], right[asked]]), return_inverse=True)
    some = codes.take(rows)
    own, footers = own_words(some, config.containment_shingle_size, common)
    less = own.sizes < some.sizes
    i, j = place[: len(asked)], place[len(asked) :]
    some_less = less[i] | less[j]
    asked, i, j = asked[some_less], i[some_less], j[some_less]
    pairs = i.astype(np.int64) << 32 | j
    jaccard[asked] = overlaps(own, config.shingle_size, pairs).jaccard
    counts = align(own, pairs, own.sizes[i] <= own.sizes[j])
    strict = links.evidence["kind"][doubtful[asked]] == "near"
    strict |= np.minimum(footers[i], footers[j]) >= _MIN_FOOTER
    ease = np.where(strict, 1, _EASE)
    edited = kept_share(counts) >= config.containment * ease
    edited &= copy_probability(counts) >= config.copy_probability * ease
    nothing = counts["words"] < _MIN_OWN_WORDS
    copied[asked] = (jaccard[asked] >= config.jaccard) | edited | nothing
    return jaccard, copied
