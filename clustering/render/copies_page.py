"""The page of one group of copies: its way and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from clustering.model import Article, DuplicateGroup
from clustering.render.archive import Archive
from clustering.render.cards import Card, card_of, place_of, score_text
from clustering.render.differences import MAX_WORDS, Difference, Piece, Row, difference_of
from clustering.render.propagation import Propagation, delay_words
from clustering.render.site import Context, own, page
from clustering.render.words import clipped, counted, listed, number, plain

_MAX_BYTES = 1_500_000
_MAX_COMPARISONS = 8
_MAX_COPIES = 200
_MAX_SAME = 3
_FATES = {
    "kept": "kept",
    "changed": "changed",
    "added": "added",
    "cut": "cut",
    "moved": "moved",
}
_MEASURES = {"jaccard": "jaccard", "kept": "containment"}
"""What a link of copies is judged by, under the names of the settings."""
KINDS = {
    "exact": "the same words",
    "near": "nearly the same words",
    "contained": "one inside the other",
    "edited": "edited",
}


def copies_html(
    archive: Archive, group: DuplicateGroup, found: Propagation, svg: str, png: str
) -> str:
    """The page; fewer copies are compared until it stays within its bytes.

    Args:
        archive: What was found.
        group: Whose page.
        found: The way of its text.
        svg: The same as a drawing.
        png: Name of the picture; empty for none.
    """
    most = _MAX_COMPARISONS
    picture = {"svg": own(svg), "png": png, "table": way_table(found)}
    while True:
        text = page("copies.html", **_context(archive, group, most), **picture)
        if len(text.encode()) < _MAX_BYTES or not most:
            return text
        most //= 2


def copies_account(archive: Archive, group: DuplicateGroup) -> str:
    """The group in a sentence."""
    outlets = {archive.findings.corpus.articles[row].outlet for row in group.rows} - {""}
    where = f" in {counted(len(outlets), 'outlet')}" if outlets else ""
    return (
        f"{counted(len(group.rows), 'article')} of one text{where}, {archive.dates(group.rows)}; "
        f"{kind_words(group.kind)}, weakest link {score_text(group.weakest)}."
    )


def kind_words(kind: str) -> str:
    """A kind of copy for people."""
    return KINDS.get(kind, plain(kind))


def copies_title(archive: Archive, group: DuplicateGroup) -> str:
    """The headline of the earliest article."""
    return clipped(archive.titles[group.rows[0]], 220)


def way_table(found: Propagation) -> Context:
    """The figure as a table."""
    return {
        "caption": "Outlets in order of their first copy",
        "heads": ("Outlet", "Articles", "After the earliest"),
        "rows": [(h.outlet, number(len(h.marks) + h.n_unknown), h.delay) for h in found.hops],
    }


def _context(archive: Archive, group: DuplicateGroup, most: int) -> Context:
    head = group.rows[0]
    copies = [_copy(archive, row, head, compare=n < most) for n, row in enumerate(group.rows[1:])]
    left_out = len(group.rows) - 1 - _MAX_COPIES
    return {
        "title": copies_title(archive, group),
        "synthetic": archive.findings.reading.synthetic,
        "account": copies_account(archive, group),
        "thread": {"href": place_of(archive, head, "../"), "text": _thread_name(archive, head)},
        "head": card_of(archive, head),
        "copies": copies[:_MAX_COPIES],
        "more": f"{counted(left_out, 'more copy', 'more copies')}: see articles.csv."
        if left_out > 0
        else "",
    }


def _thread_name(archive: Archive, row: int) -> str:
    return clipped(plain(archive.threads[archive.thread_of[row]].name), 80) or "Its thread"


def _copy(archive: Archive, row: int, head: int, *, compare: bool) -> Context:
    articles = archive.findings.corpus.articles
    card: Card = card_of(archive, row)
    found = difference_of(*(whole_text(articles[r]) for r in (head, row))) if compare else None
    return {
        "id": archive.anchor(row),
        "card": card,
        "delay": delay_words(archive, row, head),
        "link": _link_words(archive, head, row),
        "changes": "" if found is None else _changes(found),
        "rows": _folded(found.rows) if found is not None and _differs(found) else (),
        "remark": ""
        if found is None or found.whole
        else f"The first {number(MAX_WORDS)} words of each are compared.",
    }


def whole_text(article: Article) -> str:
    """Headline and body, as they are compared."""
    return f"{plain(article.title)}\n\n{article.body}"


def _link_words(archive: Archive, head: int, row: int) -> str:
    at = archive.copy_links.get((head, row))
    if at is None:
        return ""
    links = archive.findings.duplicate_links
    words = [
        f"{_MEASURES[name]} {score_text(float(links.evidence[name][at]))}"
        for name in _MEASURES
        if name in links.evidence
    ]
    kind = links.evidence.get("kind")
    return listed([*([] if kind is None else [kind_words(str(kind[at]))]), *words])


def _folded(rows: Sequence[Row]) -> list[Row]:
    """The passages; of a long stretch in which nothing differs only the beginning and the end."""
    found: list[Row] = []
    for same, run in groupby(rows, key=_is_same):
        stretch = list(run)
        if same and len(stretch) > _MAX_SAME:
            inside = stretch[1:-1]
            n_words = sum(len(p.text.split()) for row in inside for p in row.right)
            note = (Piece("kept", f"[… {counted(n_words, 'word')} the same …]"),)
            stretch = [stretch[0], Row(note, note), stretch[-1]]
        found += stretch
    return found


def _is_same(row: Row) -> bool:
    return all(piece.kind == "kept" for piece in (*row.left, *row.right))


def _differs(found: Difference) -> bool:
    return not all(map(_is_same, found.rows))


def _changes(found: Difference) -> str:
    if not _differs(found):
        return "Word for word the same, headline included."
    words = [
        f"{counted(found.counts[kind], 'word')} {word}"  # type: ignore[index]
        for kind, word in _FATES.items()
        if found.counts.get(kind)  # type: ignore[call-overload]
    ]
    return f"{listed(words)}."
