"""Why inputs were refused and lines removed, counted, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from clustering.render.words import number, plain

_MAX_KINDS = 20
_SAME = "same record as "
_REMOVED = {
    "advertisement": "advertising and calls to subscribe",
    "breadcrumb": "a way through the site, such as Home > World > Asia",
    "caption": "words of a player of videos",
    "copyright": "a notice of rights",
    "date": "nothing but a date, which was read before",
    "label": "words of the page inside a line, whose rest stays",
    "link": "the title of another article, to be clicked on",
    "navigation": "menus and buttons",
    "newsletter": "an offer to write to the reader",
    "notice": "a paywall or a consent form instead of a text",
    "outlet": "the outlet's own name",
    "recurring": "a line that many articles of the outlet carry",
    "repeated": "a line that stood there before",
    "separator": "signs without a letter",
    "share": "buttons to pass the article on",
    "title": "the headline once more",
    "trailing": "what follows a heading such as Most read",
}


def by_reason(reasons: Iterable[str]) -> dict[str, int]:
    """How often each kind of reason occurs, the most frequent first.

    A kind has no particulars: two texts that are too long are so by different lengths.
    """
    found = Counter(map(_kind, reasons))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _kind(reason: str) -> str:
    return f"{_SAME}another" if reason.startswith(_SAME) else reason.partition(":")[0]


def reason_rows(reasons: Iterable[str]) -> list[dict[str, str]]:
    """Kinds of reasons for the page, each with its meaning where its word alone does not tell."""
    found = [*by_reason(reasons).items()]
    rows = [
        {"reason": plain(kind), "about": _REMOVED.get(kind, ""), "count": number(count)}
        for kind, count in found[:_MAX_KINDS]
    ]
    if len(found) > _MAX_KINDS:
        rest = sum(count for _, count in found[_MAX_KINDS:])
        rows.append({"reason": "other reasons", "about": "", "count": number(rest)})
    return rows
