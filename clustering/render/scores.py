"""Score histograms with their thresholds, and the bands' S-curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log10
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.model import BandPlan
from clustering.render.archive import Archive
from clustering.render.cards import threshold_text
from clustering.render.frame import Shapes, heading_height
from clustering.render.shapes import Box, Dot, Label, Line, Scene
from clustering.render.style import SMALL_SIZE, TEXT_SIZE, WIDTH
from clustering.render.words import counted, number

_BINS = 50
_WIDTH, _HEIGHT = 470.0, 150.0
_LEFTS = (66.0, 700.0)
_ROW = 240.0
_FOOT = 0.12


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many pairs have which score.

    Attributes:
        name: What the score is.
        threshold: From here on pairs are joined.
        counts: (50,) pairs by fiftieth of the score's range 0 to 1.
        n_pairs: Pairs in all.
        remark: From where on pairs are kept.
    """

    name: str
    threshold: float
    counts: tuple[int, ...]
    n_pairs: int
    remark: str


def histograms_of(archive: Archive) -> tuple[Histogram, Histogram, Histogram]:
    """Words kept by copies, link probability of articles, affinity of stories.

    Most copies are let in by the words that they kept; those with enough jaccard kept more.
    """
    findings = archive.findings
    config = findings.config
    copies = findings.duplicate_links
    kept = copies.evidence.get("kept", copies.score)
    weighed = findings.story_candidates if len(findings.story_candidates) else findings.story_links
    return (
        _histogram("words kept by copies", config["duplicates"]["containment"], kept),
        _histogram(
            "probability of one event", config["stories"]["link_probability"], weighed.score
        ),
        _histogram(
            "affinity of stories", config["threads"]["affinity"], findings.thread_links.score
        ),
    )


def _histogram(name: str, threshold: float, scores: npt.NDArray[Any]) -> Histogram:
    # The small addition keeps a single-precision 0.9 in the bin that begins with 0.9.
    bins = np.clip(((scores.astype(np.float64) + 1e-6) * _BINS).astype(np.int64), 0, _BINS - 1)
    counts = np.bincount(bins, minlength=_BINS).tolist()
    remark = f"{counted(len(scores), 'pair')}, the lowest {scores.min():.2f}" if len(scores) else ""
    return Histogram(name, threshold, tuple(counts), len(scores), remark or "no pair")


def s_curve(plan: BandPlan, n_points: int = 101) -> list[tuple[float, float]]:
    """Chance of a pair to become a candidate by its jaccard: 1 - (1 - s^rows)^bands.

    Source: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3.4.
    """
    steps = [place / (n_points - 1) for place in range(n_points)]
    return [(s, 1 - (1 - s**plan.rows) ** plan.bands) for s in steps]


def scores_account(archive: Archive) -> str:
    """The figure in a sentence."""
    plan = archive.findings.band_plan
    return (
        "Pairs by score, the thresholds drawn in; heights are logarithmic. Bands "
        f"{plan.bands} × {plan.rows} find a pair at jaccard {plan.threshold:g} with probability "
        f"{plan.recall_at_threshold:.4f}."
    )


def scores_table(archive: Archive) -> dict[str, Any]:
    """The histograms as a table, by tenths of the score."""
    found = histograms_of(archive)
    size = _BINS // 10
    rows = [
        (
            f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}",
            *(number(sum(h.counts[tenth * size : (tenth + 1) * size])) for h in found),
            f"{s_curve(archive.findings.band_plan)[tenth * 10 + 5][1]:.4f}",
        )
        for tenth in range(10)
    ]
    heads = ("Score", *(h.name.capitalize() for h in found), "Chance of a candidate")
    return {"caption": "Pairs by score", "heads": heads, "rows": rows, "numeric": True}


def scores_scene(archive: Archive, *, heading: bool) -> Scene:
    """A panel for each level that compared pairs, and one for the bands.

    Args:
        archive: What was found.
        heading: For a picture that stands alone.
    """
    title, account = "Scores and thresholds", scores_account(archive)
    shapes = Shapes()
    top = (heading_height(shapes, title, account) if heading else 8.0) + 30
    copies, *others = (h if h.n_pairs else None for h in histograms_of(archive))
    panels = [p for p in (copies, archive.findings.band_plan, *others) if p is not None]
    for n, panel in enumerate(panels):
        place = _LEFTS[n % 2], top + _ROW * (n // 2)
        if isinstance(panel, Histogram):
            _draw_histogram(shapes, panel, place)
        else:
            _draw_curve(shapes, panel, place)
    return shapes.scene(WIDTH, top + (len(panels) + 1) // 2 * _ROW - 60, title, account)


def _draw_panel(
    shapes: Shapes,
    place: tuple[float, float],
    words: tuple[str, str],
    threshold: float,
    scale: Sequence[tuple[float, str]],
) -> None:
    left, top = place
    bottom = top + _HEIGHT
    shapes.labels.append(Label(left, top - 22, words[0], bold=True, size=TEXT_SIZE))
    shapes.labels.append(Label(left + _WIDTH, top - 22, words[1], "muted", SMALL_SIZE, "end"))
    shapes.boxes.append(Box(left, top, _WIDTH, _HEIGHT, "band"))
    for share, text in scale:
        y = bottom - _HEIGHT * share
        shapes.lines.append(Line(left - 4, y, left + _WIDTH, y, "rule"))
        shapes.labels.append(Label(left - 8, y + 4, text, "ink", SMALL_SIZE, "end"))
    for fifth in range(6):
        x = left + _WIDTH * fifth / 5
        shapes.lines.append(Line(x, bottom, x, bottom + 4, "track"))
        label = Label(x, bottom + 18, f"{fifth / 5:.1f}", "ink", SMALL_SIZE, "middle")
        shapes.labels.append(label)
    x = left + _WIDTH * threshold
    shapes.lines.append(Line(x, top - 4, x, bottom, "s3", 2.0))
    late = threshold > 0.5
    words_of = f"threshold {threshold_text(threshold)}"
    mark = Label(x - 6 if late else x + 6, top - 5, words_of, "ink", SMALL_SIZE)
    shapes.labels.append(replace(mark, anchor="end") if late else mark)


def _draw_histogram(shapes: Shapes, found: Histogram, place: tuple[float, float]) -> None:
    left, top = place
    most = max(found.counts)
    decades = max(1, len(str(most)))
    # One pair must be seen: the scale begins a little below one.
    ticks = [((n + _FOOT) / (decades + _FOOT), number(10**n)) for n in range(decades + 1)]
    words = found.name.capitalize(), found.remark
    _draw_panel(shapes, place, words, found.threshold, ticks)
    for at, count in enumerate(found.counts):
        if count:
            height = _HEIGHT * (log10(count) + _FOOT) / (decades + _FOOT)
            role = "s0" if (at + 0.5) / _BINS >= found.threshold else "other"
            x = left + _WIDTH * at / _BINS
            shapes.boxes.append(
                Box(x + 0.5, top + _HEIGHT - height, _WIDTH / _BINS - 1, height, role)
            )


def _draw_curve(shapes: Shapes, plan: BandPlan, place: tuple[float, float]) -> None:
    left, top = place
    words = "Chance of a pair to be compared", f"by jaccard; bands {plan.bands} × {plan.rows}"
    ticks = [(0.0, "0"), (0.5, "0.5"), (1.0, "1")]
    _draw_panel(shapes, place, words, plan.threshold, ticks)
    points = [(left + _WIDTH * s, top + _HEIGHT * (1 - chance)) for s, chance in s_curve(plan)]
    for (x0, y0), (x1, y1) in pairwise(points):
        shapes.lines.append(Line(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1), "s0", 2.4))
    x, y = left + _WIDTH * plan.threshold, top + _HEIGHT * (1 - plan.recall_at_threshold)
    shapes.dots.append(Dot(round(x, 1), round(y, 1), 5, "s3"))
