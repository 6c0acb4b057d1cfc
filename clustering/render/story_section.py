"""One story on its thread's page."""

from __future__ import annotations

from collections.abc import Sequence

from clustering.model import DuplicateGroup, Links, Story
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text
from clustering.render.evidence import story_evidence, verdict
from clustering.render.site import Context
from clustering.render.spanning import spanning
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_COPIES = 60
_MAX_TIES = 1
_MAX_TERMS = 5
_NEAR = 0.02


def heading(archive: Archive, story: Story) -> Context:
    """Headline, dates and counts."""
    counts = [counted(len(story.rows), "article")]
    if story.n_origins != len(story.rows):
        counts.append(counted(story.n_origins, "independent origin"))
    if len(story.outlets) > 1:
        counts.append(counted(len(story.outlets), "outlet"))
    if len(story.rows) > 1:
        counts.append(f"held together at {score_text(story.weakest)}")
    return {
        "id": story.id,
        "headline": clipped(plain(story.headline), 300) or archive.titles[story.rows[0]],
        "dates": archive.dates(story.rows),
        "counts": " · ".join(counts),
    }


def story_context(archive: Archive, story: Story, n_articles: int, told: set[int]) -> Context:
    """All that the page tells of a story.

    Args:
        archive: What was found.
        story: The story.
        n_articles: So many are listed.
        told: Links that stand on the page already; those of this story are added.
    """
    heads = _folded_copies(archive, story)
    quoted = card_of(archive, story.key_row)
    positions = archive.links_of.get(story.id, [])
    threshold = archive.findings.config["stories"]["link_probability"]
    telling = telling_links(archive.findings.story_links, positions, threshold - _NEAR)
    links = archive.findings.story_links
    pairs = [at for at in telling if not links.accepted[at] and links.score[at] >= threshold]
    shown = [at for at in telling if at not in told and at not in pairs]
    told.update(shown)
    left_out = len(positions) - len(shown) - len(pairs)
    return {
        **heading(archive, story),
        # A single article needs no list: its headline is the story's.
        "alone": card_of(archive, story.rows[0]) if len(story.rows) == 1 else None,
        "quote": clipped(plain(story.key_sentence), 600),
        "quoted_from": f"{quoted.outlet}, {quoted.date}",
        "terms": listed([clipped(plain(t), 60) for t in story.terms], _MAX_TERMS),
        "articles": [_with_copies(archive, *head) for head in heads[:n_articles]],
        "more": and_more(len(heads) - n_articles, "text", "articles.csv"),
        "links": story_evidence(archive, shown, story.thread),
        "pairs": [_other_end(archive, story, at) for at in pairs],
        "links_heading": f"Why: {counted(len(positions), 'link')}",
        "links_more": and_more(left_out, "link", "links.csv"),
    }


def and_more(count: int, noun: str, file: str) -> str:
    """Where the rest is, if there is a rest."""
    return f"{counted(count, noun)} more: see {file}." if count > 0 else ""


def telling_links(links: Links, positions: Sequence[int], least: float) -> list[int]:
    """Links that a person should see: where the story would break, and what nearly joined it.

    Of the links inside, a spanning tree of the strongest holds all articles together; the
    weakest of those is where the story would break.

    Args:
        links: Pairs of articles.
        positions: Places of one story's links, best score first.
        least: A refused link counts from this score on.
    """
    inside = [at for at in positions if links.accepted[at]]
    ties = list(spanning((int(links.left[at]), int(links.right[at]), at) for at in inside))
    apart = [at for at in positions if not links.accepted[at] and links.score[at] >= least][:1]
    return [*reversed(ties[-_MAX_TIES:]), *apart]


def _other_end(archive: Archive, story: Story, at: int) -> Context:
    """The article that is alike as a pair, while its story as a whole is not.

    A waterfall would tell why the pair is alike, which is not why the two are apart.
    """
    links = archive.findings.story_links
    ends = int(links.left[at]), int(links.right[at])
    row = next((end for end in ends if archive.story_of[end] != story.id), ends[1])
    return {
        "text": clipped(archive.titles[row], 120),
        "href": place_of(archive, row, "../", story.thread),
        "score": score_text(float(links.score[at])),
        "verdict": verdict(links, at),
    }


def _folded_copies(archive: Archive, story: Story) -> list[tuple[int, list[int]]]:
    inside = set(story.rows)
    heads: dict[int, list[int]] = {}
    for row in story.rows:
        head = archive.representative[row]
        if head != row and head in inside:
            heads.setdefault(head, []).append(row)
        else:
            heads.setdefault(row, [])
    return sorted(heads.items())


def _with_copies(archive: Archive, row: int, copies: list[int]) -> Context:
    card = card_of(archive, row)
    cards = [
        {"card": card_of(archive, copy), "href": archive.side_by_side(row, copy, "../")}
        for copy in copies[:_MAX_COPIES]
    ]
    group = archive.duplicate_at.get(row)
    return {
        "title": card.title,
        "url": card.url,
        "outlet": card.outlet,
        "date": card.date,
        "remark": card.remark,
        "credits": card.credits,
        "copies": cards,
        "copies_heading": _copies_heading(len(copies), group),
    }


def _copies_heading(n_copies: int, group: DuplicateGroup | None) -> str:
    heading = counted(n_copies, "copy", "copies")
    if group is None:
        return heading
    more = f", {number(_MAX_COPIES)} shown" if n_copies > _MAX_COPIES else ""
    return f"{heading} ({group.kind}, weakest link {score_text(group.weakest)}){more}"
