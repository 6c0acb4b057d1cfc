"""Stories as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.model import Corpus, Groups, Story, stable_ids
from clustering.stories.cluster import StoryClusters
from clustering.stories.grouping import MAX_PARTNERS, weakest_joins
from clustering.stories.standing import standing_of
from clustering.stories.summary import Summary
from clustering.text.services import service_of


def describe_stories(
    corpus: Corpus,
    representatives: npt.NDArray[np.int32],
    clusters: StoryClusters,
    summaries: Sequence[Summary],
    groups: Groups,
    thread_ids: dict[int, str],
) -> tuple[Story, ...]:
    """Every story, by its first row.

    Args:
        corpus: All articles.
        representatives: (n_representatives,) int32 rows of ``corpus`` that were clustered.
        clusters: Stories over the representatives.
        summaries: One for each story, in order of its first row.
        groups: Stories over all rows.
        thread_ids: Label of each story among all rows to the id of its thread.
    """
    weakest = list(weakest_joins(clusters.groups, clusters.merges).values())
    standing = standing_of(clusters.groups, clusters.candidates, MAX_PARTNERS)
    members = groups.members()
    origins = _n_origins(corpus, representatives, groups)
    ids = stable_ids("s", [corpus.articles[root].id for root in members])
    stories = []
    for index, (root, rows) in enumerate(members.items()):
        summary = summaries[index]
        key_row = int(representatives[summary.headline_row])
        first, last = corpus.span_days(rows)
        stories.append(
            Story(
                id=ids[index],
                rows=tuple(rows.tolist()),
                headline=summary.headline,
                terms=summary.terms,
                key_sentence=summary.key_sentence,
                key_row=key_row,
                day_first=first,
                day_last=last,
                outlets=corpus.outlets(rows),
                n_origins=origins[root],
                weakest=weakest[index],
                thread=thread_ids[root],
                cohesion=float(standing.cohesion[index]),
                nearest=ids[standing.nearest[index]] if standing.nearest[index] >= 0 else "",
                nearest_probability=float(standing.probability[index]),
            )
        )
    return tuple(stories)


def _n_origins(
    corpus: Corpus, representatives: npt.NDArray[np.int32], groups: Groups
) -> dict[int, int]:
    """Label of each story to its independent origins.

    A group of copies counts once, by its representative; and so do all that credit one and
    the same wire service and no other, for what they tell is the wire's, and what that service
    published itself.
    """
    found: dict[int, set[str | int]] = {}
    for row in representatives.tolist():
        article = corpus.articles[row]
        sources = article.credits or (service_of(article.outlet),)
        origin = sources[0] if len(sources) == 1 and sources[0] else row
        found.setdefault(int(groups.labels[row]), set()).add(origin)
    return {label: len(origins) for label, origins in found.items()}
