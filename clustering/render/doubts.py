"""What a person should judge first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clustering.model import Links
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text, threshold_text
from clustering.render.evidence import (
    Evidence,
    copy_evidence,
    story_evidence,
    thread_evidence,
)
from clustering.render.site import Context, page
from clustering.render.words import clipped, counted, number, plain

MAX_DOUBTS = 30
"""Links of each kind with their evidence on a page of their own."""
_MAX_GROUPS = 3
_MAX_DATES = 12


def doubts_html(archive: Archive) -> str:
    """The page of all doubtful links with what spoke for and against each."""
    return page(
        "doubts.html",
        title="Needs a look",
        synthetic=archive.findings.reading.synthetic,
        parts=doubtful_links(archive),
    )


def doubtful_links(archive: Archive, most: int = MAX_DOUBTS) -> list[Context]:
    """Pairs not joined with the highest scores, joined ones with the lowest, by level."""
    findings = archive.findings
    config = findings.config
    copies, stories, threads = (config[name] for name in ("duplicates", "stories", "threads"))
    jaccard, containment = (threshold_text(copies[key]) for key in ("jaccard", "containment"))
    limit = f"jaccard {jaccard} or containment {containment}"
    probability = threshold_text(stories["link_probability"])
    affinity = threshold_text(threads["affinity"])
    levels = [
        _Level("copies", findings.duplicate_links, "Article", "Score", limit, copy_evidence),
        _Level(
            "same event",
            findings.story_links,
            "Article",
            "Probability",
            probability,
            story_evidence,
        ),
        _Level(
            "same thread", findings.thread_links, "Story", "Affinity", affinity, thread_evidence
        ),
    ]
    parts = [_part(archive, level, most, accepted=a) for a in (False, True) for level in levels]
    return [part for part in parts if part["links"]]


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level's links are presented."""

    name: str
    links: Links
    end: str
    score_name: str
    threshold: str
    evidence: Callable[[Archive, Sequence[int]], list[Evidence]]


def _part(archive: Archive, level: _Level, most: int, *, accepted: bool) -> Context:
    links = level.links
    positions = _most_doubtful(links, most, accepted=accepted)
    total = counted(int((links.accepted == accepted).sum()), "link")
    order = "lowest" if accepted else "highest"
    heading = f"{'Joined, but barely' if accepted else 'Near, but not joined'}: {level.name}"
    return {
        "id": f"{'joined' if accepted else 'near'}-{level.name.split()[-1]}",
        "heading": heading,
        "caption": f"{number(len(positions))} of {total}, {order} scores; "
        f"the threshold is {level.threshold}{_against(links, positions, accepted=accepted)}",
        "ends": (level.end, level.end),
        "links": level.evidence(archive, positions),
        "score_name": level.score_name,
    }


def _against(links: Links, positions: Sequence[int], *, accepted: bool) -> str:
    """Why scores on the wrong side of the threshold occur."""
    if not positions or "kind" in links.evidence:
        return ""
    if accepted:
        return ". A low pair can stand in a group that holds as a whole"
    return ". A high pair is kept apart when the groups around it are not alike"


def _most_doubtful(links: Links, most: int, *, accepted: bool) -> list[int]:
    asked = links.accepted == accepted
    decided = links.evidence.get("decided")
    chosen = np.flatnonzero(asked if decided is None else asked & (decided == ""))
    scores = links.score[chosen] if accepted else -links.score[chosen]
    found: list[int] = chosen[np.argsort(scores, kind="stable")][:most].tolist()
    return found


def largest_groups(archive: Archive) -> list[Context]:
    """The three largest groups of copies and the three largest stories."""
    findings = archive.findings
    groups = sorted(findings.duplicates, key=lambda g: (-len(g.rows), g.rows))[:_MAX_GROUPS]
    stories = sorted(findings.stories, key=lambda s: (-len(s.rows), s.rows))[:_MAX_GROUPS]
    found = [("Copies", g.rows, archive.titles[g.rows[0]], g.weakest) for g in groups]
    found += [
        ("Story", s.rows, plain(s.headline) or archive.titles[s.rows[0]], s.weakest)
        for s in stories
        if len(s.rows) > 1
    ]
    return [
        {
            "kind": kind,
            "text": clipped(text, 160),
            "href": place_of(archive, rows[0]),
            "count": f"{counted(len(rows), 'article')}, weakest {score_text(weakest)}",
        }
        for kind, rows, text, weakest in found
    ]


def doubtful_dates(archive: Archive) -> list[Context]:
    """The first articles whose date is ambiguous or lacks its year."""
    articles = archive.findings.corpus.articles
    doubtful = [r for r, a in enumerate(articles) if a.date.ambiguous or a.date.year is None]
    found = []
    for row in doubtful[:_MAX_DATES]:
        card = card_of(archive, row)
        found.append(
            {
                "text": card.title,
                "href": place_of(archive, row),
                "outlet": card.outlet,
                "date": card.date,
                "remark": card.remark,
                "credits": "",
            }
        )
    return found


def dates_note(counts: dict[str, int]) -> str:
    """How many dates are in doubt, and how."""
    parts = [
        (counts["n_dates_ambiguous"], "where day and month could be exchanged"),
        (counts["n_dates_without_year"], "without a year"),
        (counts["n_dates_unknown"], "with no date at all"),
        (counts["n_dates_imprecise"], "known to the month or year only"),
    ]
    said = [f"{counted(count, 'article')} {words}" for count, words in parts if count]
    return f"{'; '.join(said)}." if said else "Every date is known to the day."
