"""Articles and links as GraphML, for network programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

import numpy as np

from clustering.model import Links
from clustering.render.archive import Archive
from clustering.render.told import Places, holding
from clustering.render.words import clipped, plain

_NODE_KEYS = ("id", "title", "date", "outlet", "copies", "story", "thread")
_EDGE_KEYS = {"level": "string", "score": "double", "joined": "boolean"}
_SHORT = {
    name: letter for letter, name in zip("itdochexsj", (*_NODE_KEYS, *_EDGE_KEYS), strict=True)
}
"""Readers know a key by its name; its id stands at every value, so it is a letter."""
_DEFAULTS = {"level": "story"}
_LINES = 20_000
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")


def graphml_text(archive: Archive) -> str:
    """Articles as nodes, links as edges.

    Of copies and stories every accepted link of links.csv is there; of threads only the joins that
    hold each together: all pairs would hide them. Borderline links are in links.csv alone: a
    program that draws the graph would pull together what is apart.

    Source: Brandes and others, GraphML Progress Report (2002).
    """
    return "".join(graphml_parts(archive))


def graphml_parts(archive: Archive) -> Iterator[str]:
    """The same, some thousand lines at a time."""
    lines = _lines(archive)
    while some := list(islice(lines, _LINES)):
        yield "".join(f"{line}\n" for line in some)


def _lines(archive: Archive) -> Iterator[str]:
    findings = archive.findings
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name in _NODE_KEYS:
        yield f'<key id="{_SHORT[name]}" for="node" attr.name="{name}" attr.type="string"/>'
    for name, kind in _EDGE_KEYS.items():
        begin = f'<key id="{_SHORT[name]}" for="edge" attr.name="{name}" attr.type="{kind}"'
        default = _DEFAULTS.get(name)
        yield f"{begin}><default>{default}</default></key>" if default else f"{begin}/>"
    yield '<graph edgedefault="undirected">'
    for row in range(len(archive.ids)):
        yield _node(archive, row)
    copies, stories, threads = (
        findings.duplicate_links,
        findings.story_links,
        findings.thread_links,
    )
    told = archive.told_of_stories
    yield from _edges("copy", copies, np.flatnonzero(copies.accepted))
    yield from _edges("story", stories, told[stories.accepted[told]])
    yield from _edges("thread", threads, holding(threads))
    yield "</graph></graphml>"


def _node(archive: Archive, row: int) -> str:
    article = archive.findings.corpus.articles[row]
    values = (
        archive.ids[row],
        clipped(archive.titles[row], 90),
        article.date.iso(),
        plain(article.outlet),
        archive.group_of[row] if archive.representative[row] in archive.duplicate_at else "",
        archive.story_of[row],
        archive.thread_of[row],
    )
    cells = "".join(
        f'<data key="{_SHORT[name]}">{escape(value.translate(_NOT_XML))}</data>'
        for name, value in zip(_NODE_KEYS, values, strict=True)
        if value
    )
    return f'<node id="n{row}">{cells}</node>'


def _edges(level: str, links: Links, places: Places) -> Iterator[str]:
    ends = links.left[places].tolist(), links.right[places].tolist()
    kind = "" if level == _DEFAULTS["level"] else f'<data key="{_SHORT["level"]}">{level}</data>'
    for left, right, value in zip(*ends, links.score[places].tolist(), strict=True):
        score = f'<data key="{_SHORT["score"]}">{value:.4f}</data>'
        yield f'<edge source="n{left}" target="n{right}">{kind}{score}</edge>'
