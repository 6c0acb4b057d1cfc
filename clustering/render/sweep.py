"""How the number of stories depends on the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from clustering.render.cards import threshold_text
from clustering.render.frame import Shapes
from clustering.render.shapes import Box, Label, Line, Scene
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH
from clustering.render.words import number

_LEFT, _RIGHT, _TOP, _BOTTOM = 90.0, 1090.0, 26.0, 226.0


def sweep_scene(curve: Sequence[tuple[float, int, int]], base: float) -> Scene:
    """Two curves over the link probability: all stories, and those of several articles.

    Args:
        curve: (threshold, stories, stories of several articles), thresholds ascending.
        base: The threshold of the run, drawn in.
    """
    shapes = Shapes()
    top = max(1, *(stories for _, stories, _ in curve))

    def at(threshold: float, count: int) -> tuple[float, float]:
        x = _LEFT + threshold * (_RIGHT - _LEFT)
        return round(x, 1), round(_BOTTOM - (_BOTTOM - _TOP) * count / top, 1)

    shapes.boxes.append(Box(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, "band"))
    for tenth in range(0, 11, 2):
        x, _ = at(tenth / 10, 0)
        shapes.lines.append(Line(x, _TOP, x, _BOTTOM + 4, "rule"))
        text = Label(x, _BOTTOM + 18, f"{tenth / 10:.1f}", "ink", SMALL_SIZE, "middle")
        shapes.labels.append(text)
    for count in sorted({0, top // 2, top}):
        _, y = at(0, count)
        shapes.lines.append(Line(_LEFT - 4, y, _RIGHT, y, "rule"))
        text = Label(_LEFT - 10, y + 4, number(count), "ink", SMALL_SIZE, "end")
        shapes.labels.append(text)
    x, _ = at(base, 0)
    shapes.lines.append(Line(x, _TOP - 6, x, _BOTTOM, "s3", 2.0))
    shapes.labels.append(
        Label(x, _TOP - 12, f"this run: {threshold_text(base)}", "ink", SMALL_SIZE, "middle")
    )
    all_of_them = [at(threshold, stories) for threshold, stories, _ in curve]
    several = [at(threshold, count) for threshold, _, count in curve]
    for role, points, name in (("s0", all_of_them, "stories"), ("s2", several, "of several")):
        for (x0, y0), (x1, y1) in pairwise(points):
            shapes.lines.append(Line(x0, y0, x1, y1, role, 2.4))
        end = Label(points[-1][0] + 60, points[-1][1] + 4, name, "ink", TEXT_SIZE)
        shapes.labels.append(end)
    words = Label(_LEFT, _BOTTOM + 40, "link probability", "muted", SMALL_SIZE)
    shapes.labels.append(words)
    account = f"Stories at link probabilities from {curve[0][0]:.2f} to {curve[-1][0]:.2f}."
    return shapes.scene(WIDTH, _BOTTOM + 52, "Stories by threshold", account)
