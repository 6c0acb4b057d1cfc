"""One story on its thread's page."""

from __future__ import annotations

from clustering.model import DuplicateGroup, Story
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text
from clustering.render.evidence import story_evidence
from clustering.render.site import Context
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_COPIES = 60
_MAX_TIES = 1
_MAX_TERMS = 5
_NEAR = 0.15


def heading(archive: Archive, story: Story) -> Context:
    """Headline, dates and counts."""
    counts = [counted(len(story.rows), "article")]
    if story.n_origins != len(story.rows):
        counts.append(counted(story.n_origins, "independent origin"))
    if len(story.outlets) > 1:
        counts.append(counted(len(story.outlets), "outlet"))
    if len(story.rows) > 1:
        counts.append(
            f"held together at {score_text(story.weakest)}, on average {score_text(story.cohesion)}"
        )
    return {
        "id": story.id,
        "headline": heading_words(archive, story),
        "dates": archive.dates(story.rows),
        "counts": " · ".join(counts),
        "fits": _fits(archive, story),
    }


def _fits(archive: Archive, story: Story) -> str:
    """Affinity to the rest of its thread; empty for a story that is a thread of its own."""
    fits = archive.findings.story_fits
    place = fits.place(story.rows[0])
    return "" if place is None else score_text(float(fits.affinity[place]))


def heading_words(archive: Archive, story: Story) -> str:
    """The headline, or the first words of the first article."""
    return clipped(plain(story.headline), 300) or archive.titles[story.rows[0]]


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
    held, label = archive.stories_held, story.rows[0]
    ties = [at for at in held.weakest(label, _MAX_TIES) if at not in told]
    told.update(ties)
    n_links = int(held.n_touching[label])
    return {
        **heading(archive, story),
        # A single article needs no list: its headline is the story's.
        "alone": card_of(archive, story.rows[0]) if len(story.rows) == 1 else None,
        "quote": clipped(plain(story.key_sentence), 600),
        "quoted_from": f"{quoted.outlet}, {quoted.date}",
        "terms": listed([clipped(plain(t), 60) for t in story.terms], _MAX_TERMS),
        "articles": [_with_copies(archive, *head) for head in heads[:n_articles]],
        "more": and_more(len(heads) - n_articles, "text", "articles.csv"),
        "links": story_evidence(archive, ties, story.thread),
        "nearest": _nearest(archive, story),
        "links_heading": f"Why: {counted(n_links, 'link')}",
        "links_more": _more_links(archive, n_links - len(ties)),
    }


def and_more(count: int, noun: str, file: str) -> str:
    """Where the rest is, if there is a rest."""
    return f"{counted(count, noun)} more: see {file}." if count > 0 else ""


def _more_links(archive: Archive, count: int) -> str:
    told = len(archive.told_of_stories) == len(archive.findings.story_links)
    return and_more(count, "link", "links.csv" if told else "links.csv for the strongest")


def _nearest(archive: Archive, story: Story) -> Context | None:
    """The story that came nearest, and what parted the two; of a lone article where it is near."""
    threshold = archive.findings.config["stories"]["link_probability"]
    least = 0.0 if len(story.rows) > 1 else threshold - _NEAR
    other = archive.stories.get(story.nearest)
    if other is None or story.nearest_probability < least:
        return None
    return {
        "text": clipped(heading_words(archive, other), 100),
        "href": place_of(archive, other.rows[0], "../", story.thread),
        "score": score_text(story.nearest_probability),
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
