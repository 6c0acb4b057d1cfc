"""Links as rows that a person can judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clustering.model import Links
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text, value_text
from clustering.render.words import clipped, plain


@dataclass(frozen=True, slots=True)
class End:
    """One side of a link."""

    text: str
    href: str
    byline: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in words; ``evidence`` goes with ``column_names``."""

    left: End
    right: End
    score: str
    verdict: str
    evidence: tuple[str, ...]


def column_names(links: Links) -> tuple[str, ...]:
    """Heads of the evidence columns."""
    return tuple(plain(name).replace("_", " ") for name in links.evidence)


def link_rows(
    archive: Archive, links: Links, positions: Sequence[int], up: str = "", *, stories: bool = False
) -> list[LinkRow]:
    """The links at the positions; ``stories`` names the ends by their story's headline."""
    columns = list(links.evidence.values())
    end = _story_end if stories else _article_end
    return [
        LinkRow(
            left=end(archive, int(links.left[at]), up),
            right=end(archive, int(links.right[at]), up),
            score=score_text(float(links.score[at])),
            verdict="joined" if links.accepted[at] else "not joined",
            evidence=tuple(value_text(column[at].item()) for column in columns),
        )
        for at in positions
    ]


def _article_end(archive: Archive, row: int, up: str) -> End:
    card = card_of(archive, row)
    return End(clipped(card.title, 120), place_of(archive, row, up), f"{card.outlet}, {card.date}")


def _story_end(archive: Archive, row: int, up: str) -> End:
    story = archive.stories[archive.story_of[row]]
    headline = clipped(plain(story.headline), 120) or archive.titles[row]
    return End(headline, place_of(archive, row, up), archive.dates(story.rows))
