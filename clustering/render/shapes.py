"""Plain shapes that both drawers understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clustering.render.style import TEXT_SIZE

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    role: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc with a thin rim, or a ring when ``hollow``; ``title`` says what it stands for."""

    x: float
    y: float
    radius: float
    role: str
    hollow: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on the baseline ``y``; ``href`` is used by pages alone."""

    x: float
    y: float
    text: str
    role: str = "ink"
    size: float = TEXT_SIZE
    anchor: Anchor = "start"
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is drawn, back to front: boxes, lines, dots, labels.

    Attributes:
        width: Pixels.
        height: Pixels.
        title: What the picture is called.
        account: What it shows, in a sentence, for those who cannot see it.
    """

    width: float
    height: float
    title: str
    account: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
