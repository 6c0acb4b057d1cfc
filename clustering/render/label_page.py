"""The page on which pairs are labelled without a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from clustering.render.shared_parts import Piece, shared_pieces
from clustering.render.site import page
from clustering.render.words import number, plain, unbroken

_MOST = 4000
"""Characters of each article: enough to judge, and two hundred pairs stay under two megabytes."""


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


def label_html(
    columns: Mapping[str, Sequence[str]],
    articles: Mapping[str, Shown],
    *,
    annotator: str,
    synthetic: bool,
) -> str:
    """The page: every pair of ``labels.csv`` with its articles, and a way to load and save.

    Args:
        columns: Of ``labels.csv``, as text.
        articles: By id; a pair with another article is kept in the file and not shown.
        annotator: Whose answers, to begin with.
        synthetic: The articles are invented.
    """
    rows = list(zip(*columns.values(), strict=True))
    left, right = (list(columns).index(name) for name in ("left", "right"))
    questions: dict[str, list[list[object]]] = {}
    for row in rows:
        pair = row[left], row[right]
        key = "\n".join(sorted(pair))
        if key not in questions and all(name in articles for name in pair):
            questions[key] = _sides(*(articles[name] for name in key.split("\n")))
    told = {
        "store": _store_of(questions),
        "columns": list(columns),
        "rows": [list(map(unbroken, row)) for row in rows],
        "questions": questions,
    }
    return page(
        "label.html",
        title="Label pairs",
        synthetic=synthetic,
        annotator=annotator,
        account=f"{number(len(questions))} pairs",
        told=json.dumps(told, ensure_ascii=False, separators=(",", ":")),
    )


def _store_of(questions: Mapping[str, object]) -> str:
    """Where a browser keeps the answers: other questions, another place."""
    text = json.dumps(sorted(questions))
    return f"labels-{blake2b(text.encode(), digest_size=8).hexdigest()}"


def _sides(one: Shown, other: Shown) -> list[list[object]]:
    """Both articles: headline, byline, then stretches of text, shared ones in lists."""
    heads = [(plain(a.title) or "without a headline", plain(a.byline)) for a in (one, other)]
    texts = [_shortened(a.text) for a in (one, other)]
    return [
        [*head, [_stretch(piece) for piece in pieces]]
        for head, pieces in zip(heads, shared_pieces(*texts), strict=True)
    ]


def _stretch(piece: Piece) -> str | list[str]:
    text = "\n".join(unbroken(line) for line in piece.text.split("\n"))
    return [text] if piece.shared else text


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST].rsplit(' ', 1)[0]} …"
