"""A scene as inline SVG, coloured by the page's stylesheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from math import floor
from typing import TypeVar

from clustering.render.lean import lean
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.style import COLOURS, PAPER, SMALL_SIZE

Shape = TypeVar("Shape", Dot, Label)


def svg_text(scene: Scene, name: str) -> str:
    """The scene as an ``svg`` element of a page; ``name`` makes its ids unique there."""
    return lean(svg_markup(scene, name))


def svg_markup(scene: Scene, name: str) -> str:
    """The scene as XML.

    Colours are classes (``f-`` for fills, ``l-`` for strokes), so light and dark both work
    and no style attribute is needed.
    """
    size = f"{_n(scene.width)} {_n(scene.height)}"
    named = f'role="group" aria-labelledby="{name}-title"'
    parts = [
        f'<svg class="scene" viewBox="0 0 {size}" font-size="{SMALL_SIZE}" {named}>',
        f'<title id="{name}-title">{escape(scene.title)}</title>',
        f'<desc id="{name}-account">{escape(scene.account)}</desc>',
    ]
    parts += map(_box, scene.boxes)
    parts += _lines(scene.lines)
    parts += _grouped(groupby(scene.dots, key=_dot_look), _dot)
    parts += _grouped(_by_look(scene.labels).items(), _label)
    parts.append("</svg>")
    return "\n".join(parts)


def svg_file(scene: Scene) -> str:
    """The scene as a file of its own, on paper whatever the viewer's colours are."""
    rules = "".join(
        f".f-{role}{{fill:{colour}}}.l-{role}{{stroke:{colour}}}"
        for role, colour in COLOURS.items()
    )
    text = svg_markup(scene, "scene")
    start, _, rest = text.partition(">")
    head = f'{start} xmlns="http://www.w3.org/2000/svg" font-family="sans-serif">'
    paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    return f"{head}<style>{rules}</style>{paper}{rest}\n"


def spark_text(counts: list[int]) -> str:
    """A small bar chart of activity, one bar a stretch of time, the last bar the latest."""
    peak = max(counts, default=0)
    if not peak:
        return ""
    bars = "".join(
        f"M{4 * place} 18v-{max(2, round(16 * count / peak))}h3v{max(2, round(16 * count / peak))}z"
        for place, count in enumerate(counts)
        if count
    )
    width = 4 * len(counts)
    return (
        f'<svg class="spark" viewBox="0 0 {width} 19" width="{width}" height="19" '
        f'aria-hidden="true"><path class="l-rule" d="M0 18.5h{width}"/>'
        f'<path class="f-s0" d="{bars}"/></svg>'
    )


def _box(box: Box) -> str:
    return (
        f'<rect class="f-{box.role}" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}"/>'
    )


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    """Strokes of one look that follow each other, as one path."""
    for (role, width), same in groupby(lines, key=lambda line: (line.role, line.width)):
        stroke = "" if width == 1 else f' stroke-width="{_n(width)}"'
        yield f'<path class="l-{role}"{stroke} d="{"".join(map(_way, same))}"/>'


def _way(line: Line) -> str:
    start = f"M{_n(line.x0)} {_n(line.y0)}"
    if line.x0 == line.x1:
        return f"{start}V{_n(line.y1)}"
    if line.y0 == line.y1:
        return f"{start}H{_n(line.x1)}"
    return f"{start}L{_n(line.x1)} {_n(line.y1)}"


def _by_look(labels: Sequence[Label]) -> dict[str, list[Label]]:
    """Labels of one look together: they never overlap, so their order does not matter."""
    found: dict[str, list[Label]] = {}
    for label in labels:
        found.setdefault(_label_look(label), []).append(label)
    return found


def _grouped(
    groups: Iterable[tuple[str, Iterable[Shape]]], drawn: Callable[[Shape], str]
) -> Iterator[str]:
    """Shapes of one look in a group that has it."""
    for shared, same in groups:
        yield f"<g {shared}>{''.join(map(drawn, same))}</g>"


def _dot_look(dot: Dot) -> str:
    if dot.hollow:
        return f'class="f-paper l-{dot.role}" stroke-width="2"'
    return f'class="f-{dot.role} l-paper"'


def _dot(dot: Dot) -> str:
    start = f'<circle cx="{_n(dot.x)}" cy="{_n(dot.y)}" r="{_n(dot.radius)}"'
    return f"{start}><title>{escape(dot.title)}</title></circle>" if dot.title else f"{start}/>"


def _label_look(label: Label) -> str:
    size = "" if label.size == SMALL_SIZE else f' font-size="{_n(label.size)}"'
    bold = ' font-weight="600"' if label.bold else ""
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'class="f-{label.role}"{size}{bold}{anchor}'


def _label(label: Label) -> str:
    text = f'<text x="{_n(label.x)}" y="{_n(label.y)}">{escape(label.text)}</text>'
    return f'<a href="{escape(label.href)}">{text}</a>' if label.href else text


def _n(value: float) -> str:
    whole = floor(value)
    return str(whole) if whole == value else f"{value:.1f}"
