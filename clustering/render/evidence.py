"""Links as a person can judge them: ends, verdict, waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clustering.model import Links, stable_ids
from clustering.render.archive import Archive
from clustering.render.cards import card_of, place_of, score_text
from clustering.render.copies_page import kind_words
from clustering.render.fall import Fall, fall_of
from clustering.render.shared_parts import shared_passages
from clustering.render.waterfall import Scale, story_scale, thread_scale, waterfall_of
from clustering.render.words import clipped, plain

_TITLE = 80
_PASSAGE = 80
_MAX_PASSAGES = 4


@dataclass(frozen=True, slots=True)
class End:
    """One side of a link."""

    text: str
    href: str
    byline: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link in words.

    Attributes:
        id: Stable id, ``l-…`` (``c-…`` for copies, ``j-…`` for threads): the same two
            articles, the same id.
        left: The earlier article, or its story.
        right: The later one.
        score: Two decimals.
        verdict: ``joined`` or ``not joined``.
        fall: The waterfall of its score; None where a score is not a sum of terms.
        href: Where the two texts stand side by side; empty where nowhere.
        remark: What is said beside the score, such as the kind of copy.
        shared: Passages of the left article that stand in the right one, too.
    """

    id: str
    left: End
    right: End
    score: str
    verdict: str
    fall: Fall | None
    href: str = ""
    remark: str = ""
    shared: tuple[str, ...] = ()


def story_evidence(archive: Archive, positions: Sequence[int], here: str = "") -> list[Evidence]:
    """Pairs of articles by their place in ``story_links``; ``here`` is the page's thread."""
    scale = story_scale(archive.findings.config)
    links = archive.findings.story_links
    return [_evidence(archive, links, at, here, scale, stories=False) for at in positions]


def thread_evidence(archive: Archive, positions: Sequence[int], here: str = "") -> list[Evidence]:
    """Pairs of stories by their place in ``thread_links``."""
    scale = thread_scale(archive.findings.config)
    links = archive.findings.thread_links
    return [_evidence(archive, links, at, here, scale, stories=True) for at in positions]


def copy_evidence(archive: Archive, positions: Sequence[int]) -> list[Evidence]:
    """Pairs of copies by their place in ``duplicate_links``: no waterfall, but side by side."""
    links = archive.findings.duplicate_links
    found = []
    for at in positions:
        left, right = int(links.left[at]), int(links.right[at])
        kind = links.evidence.get("kind")
        found.append(
            Evidence(
                id=link_id(archive, "c", left, right),
                left=article_end(archive, left),
                right=article_end(archive, right),
                score=score_text(float(links.score[at])),
                verdict=verdict(links, at),
                fall=None,
                href=archive.side_by_side(left, right),
                remark="" if kind is None else kind_words(str(kind[at])),
                shared=_shared(archive, left, right),
            )
        )
    return found


def link_id(archive: Archive, level: str, left: int, right: int) -> str:
    """An id that depends on the level and the two articles alone."""
    return stable_ids(level, [f"{archive.ids[left]}\n{archive.ids[right]}"])[0]


def verdict(links: Links, at: int) -> str:
    """What became of a link."""
    word = "joined" if links.accepted[at] else "not joined"
    decided = links.evidence.get("decided")
    return f"{word}: your decision" if decided is not None and decided[at] else word


def _evidence(
    archive: Archive, links: Links, at: int, here: str, scale: Scale, *, stories: bool
) -> Evidence:
    left, right = int(links.left[at]), int(links.right[at])
    end = story_end if stories else article_end
    fall = waterfall_of(links, at, scale)
    return Evidence(
        id=link_id(archive, "j" if stories else "l", left, right),
        left=end(archive, left, here),
        right=end(archive, right, here),
        score=score_text(float(links.score[at])),
        verdict=verdict(links, at),
        fall=None if fall is None else fall_of(fall),
        shared=() if stories else _shared(archive, left, right),
    )


def _shared(archive: Archive, left: int, right: int) -> tuple[str, ...]:
    articles = archive.findings.corpus.articles
    one, other = (f"{articles[row].title}\n{articles[row].body}" for row in (left, right))
    passages = shared_passages(one, other, _MAX_PASSAGES)
    # Two long ones may begin alike.
    return tuple(dict.fromkeys(clipped(plain(passage), _PASSAGE) for passage in passages))


def article_end(archive: Archive, row: int, here: str = "") -> End:
    """An article by its headline, with outlet and date."""
    card = card_of(archive, row)
    href = place_of(archive, row, "../" if here else "", here)
    return End(clipped(card.title, _TITLE), href, f"{card.outlet}, {card.date}")


def story_end(archive: Archive, row: int, here: str = "") -> End:
    """A story by its headline, with its dates."""
    story = archive.stories[archive.story_of[row]]
    headline = clipped(plain(story.headline), _TITLE) or clipped(archive.titles[row], _TITLE)
    href = place_of(archive, row, "../" if here else "", here)
    return End(headline, href, archive.dates(story.rows))
