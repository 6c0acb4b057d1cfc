"""Articles, stories and threads as the pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clustering.render.archive import Archive
from clustering.render.words import clipped, date_words, isolated, listed, number, plain

SINGLES_A_PAGE = 1000
_TITLE = 220
_NAME = 80
_HTTP = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"'`\\]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """An article in words.

    Attributes:
        id: Its story's id, the anchor on a page.
        title: Shortened headline.
        url: Address, only if it is plain http or https; else empty.
        outlet: Name, or that it is unknown.
        date: In words.
        remark: What is doubtful about the date; may be empty.
        credits: Wire services named; may be empty.
    """

    id: str
    title: str
    url: str
    outlet: str
    date: str
    remark: str
    credits: str


def card_of(archive: Archive, row: int) -> Card:
    """The article of a row."""
    article = archive.findings.corpus.articles[row]
    credited = listed([isolated(clipped(plain(name), _NAME)) for name in article.credits], 6)
    return Card(
        id=archive.story_of[row],
        title=clipped(archive.titles[row], _TITLE),
        url=safe_url(article.url),
        outlet=isolated(clipped(plain(article.outlet), _NAME)) or "outlet unknown",
        date=date_words(article.date),
        remark="day and month could be exchanged" if article.date.ambiguous else "",
        credits=f"names {credited} as {'source' if len(article.credits) == 1 else 'sources'}"
        if credited
        else "",
    )


def safe_url(url: str) -> str:
    """The address if a reader may follow it, else an empty text."""
    url = url.strip()
    return url if _HTTP.fullmatch(url) else ""


def place_of(archive: Archive, row: int, up: str = "", here: str = "") -> str:
    """Where an article is shown, as a link.

    Args:
        archive: What was found.
        row: The article's.
        up: Leads to the report's top folder.
        here: The thread whose page the link stands on; empty for any other page.
    """
    thread = archive.thread_of[row]
    if thread == here:
        return f"#{archive.story_of[row]}"
    page = archive.thread_page(thread) or singles_name(archive.single_place[thread])
    return f"{up}{page}#{archive.story_of[row]}"


def singles_name(place: int) -> str:
    """The page of the n-th thread of a single article."""
    page = place // SINGLES_A_PAGE
    return f"singles-{page + 1}.html" if page else "singles.html"


def score_text(score: float) -> str:
    """Two decimals, cut rather than rounded: 0.4999 must not read as the threshold 0.50.

    The small addition keeps a single-precision 0.9 from being cut to 0.89.
    """
    return f"{int(score * 100 + 1e-4) / 100:.2f}"


def threshold_text(threshold: float) -> str:
    """A threshold with two decimals, or with all that it has: 0.178 must not read as 0.18."""
    rounded = f"{threshold:.2f}"
    return rounded if float(rounded) == round(threshold, 6) else f"{round(threshold, 6):g}"


def value_text(value: object) -> str:
    """A cell of evidence: two decimals, plain counts, empty for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - nan is not itself
            return ""
        return number(int(value)) if value.is_integer() and abs(value) > 1 else f"{value:z.2f}"
    return number(value) if isinstance(value, int) else clipped(plain(str(value)), 40)
