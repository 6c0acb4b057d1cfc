"""The page on which pairs are labelled without a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from clustering.render.shared_parts import Piece, shared_pieces
from clustering.render.site import page
from clustering.render.words import number, plain, unbroken

_MOST, _LEAST = 4000, 300
"""Characters of each article: enough to judge, and two hundred pairs stay under two megabytes;
fewer where the page must be smaller, but no fewer than a headline and a lead."""
IN_REPORT_BYTES = 600_000
"""The page that stands in a report is at the most so large."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as it is laid before a person: no group, no score, to leave the judgement free.

    Attributes:
        title: Headline.
        byline: Outlet and date.
        text: Cleaned body.
    """

    title: str
    byline: str
    text: str


def undrawn_html(*, synthetic: bool) -> str:
    """The page of a report for which no pairs were drawn yet: how to draw them."""
    return page("undrawn.html", title="Label pairs", synthetic=synthetic)


def label_html(
    columns: Mapping[str, Sequence[str]],
    articles: Mapping[str, Shown],
    *,
    annotator: str,
    synthetic: bool,
    max_bytes: int | None = None,
) -> str:
    """The page: every pair of ``labels.csv`` with its articles, and a way to load and save.

    Args:
        columns: Of ``labels.csv``, as text.
        articles: By id; a pair with another article is kept in the file and not shown.
        annotator: Whose answers, to begin with.
        synthetic: The articles are invented.
        max_bytes: Show less of each article until the page is no larger, for a page that
            stands in a report; None for a page by itself, without a limit.
    """
    most = _MOST
    while True:
        html = _html(
            columns,
            articles,
            most,
            annotator=annotator,
            synthetic=synthetic,
            in_report=max_bytes is not None,
        )
        size = len(html.encode())
        if max_bytes is None or size <= max_bytes or most == _LEAST:
            return html
        most = max(_LEAST, int(most * 0.9 * max_bytes / size))


def _html(
    columns: Mapping[str, Sequence[str]],
    articles: Mapping[str, Shown],
    most: int,
    **told_too: object,
) -> str:
    rows = list(zip(*columns.values(), strict=True))
    left, right = (list(columns).index(name) for name in ("left", "right"))
    questions: dict[str, list[list[object]]] = {}
    for row in rows:
        pair = row[left], row[right]
        key = "\n".join(sorted(pair))
        if key not in questions and all(name in articles for name in pair):
            questions[key] = _sides([articles[name] for name in key.split("\n")], most)
    told = {
        "store": _store_of(questions),
        "columns": list(columns),
        "rows": [list(map(unbroken, row)) for row in rows],
        "questions": questions,
    }
    return page(
        "label.html",
        title="Label pairs",
        account=f"{number(len(questions))} pairs",
        told=json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        **told_too,
    )


def _store_of(questions: Mapping[str, object]) -> str:
    """Where a browser keeps the answers: other questions, another place."""
    text = json.dumps(sorted(questions))
    return f"labels-{blake2b(text.encode(), digest_size=8).hexdigest()}"


def _sides(pair: Sequence[Shown], most: int) -> list[list[object]]:
    """Both articles: headline, byline, then stretches of text, shared ones in lists."""
    heads = [(plain(a.title) or "without a headline", plain(a.byline)) for a in pair]
    left, right = (_shortened(a.text, most) for a in pair)
    return [
        [*head, [_stretch(piece) for piece in pieces]]
        for head, pieces in zip(heads, shared_pieces(left, right), strict=True)
    ]


def _stretch(piece: Piece) -> str | list[str]:
    text = "\n".join(unbroken(line) for line in piece.text.split("\n"))
    return [text] if piece.shared else text


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
