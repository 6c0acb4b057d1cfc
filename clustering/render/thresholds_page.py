"""The page on which another threshold can be tried."""

from __future__ import annotations

import base64
import json

import numpy as np
import numpy.typing as npt

from clustering.graph.linkage import labels_at
from clustering.render.archive import Archive
from clustering.render.cards import place_of, threshold_text
from clustering.render.site import Context, own, page
from clustering.render.svg import svg_text
from clustering.render.sweep import sweep_scene
from clustering.render.words import clipped, counted, number
from clustering.stories.grouping import LEAST_PROBABILITY, MAX_PARTNERS, group_pairs

Int32 = npt.NDArray[np.int32]

LOW, HIGH = 0.05, 0.95
MAX_LINKS = 300_000
"""More links would make the page larger than three megabytes."""
_TITLE = 80
_COUNTS = (
    ("stories", "Stories"),
    ("several", "… of several articles"),
    ("inside", "Articles in those"),
    ("alone", "Articles that stand alone"),
    ("largest", "Articles in the largest"),
)


def thresholds_html(archive: Archive) -> str:
    """The page; it says so where there is nothing to try."""
    findings = archive.findings
    n_links = len(findings.story_candidates)
    context: Context = {
        "title": "Other thresholds",
        "synthetic": findings.reading.synthetic,
        "account": _account(n_links),
    }
    if not 0 < n_links <= MAX_LINKS:
        return page("untried.html", **context)
    return page("thresholds.html", **context, **_context(archive))


def _account(n_links: int) -> str:
    if not n_links:
        return "No two articles here are near enough to be one story at any threshold."
    if n_links > MAX_LINKS:
        return (
            f"{counted(n_links, 'pair')} were weighed, more than a page can hold: run again with "
            "another value of stories.link_probability."
        )
    return (
        "What if the threshold of stories were another? Here the stored links are grouped again, "
        "as a new run would do it."
    )


def _context(archive: Archive) -> Context:
    findings = archive.findings
    base = findings.config["stories"]["link_probability"]
    rows, left, right, probability = candidate_columns(archive)
    decided = decided_pairs(archive)
    must, _ = decided
    _, merges = group_pairs(len(rows), left, right, probability, min(LOW, base), decided)
    sizes = np.bincount(np.searchsorted(rows, archive.representative), minlength=len(rows))
    sweep = [
        {
            "threshold": f"{threshold:.2f}",
            "chosen": threshold == base,
            "counts": [
                number(n)
                for n in story_counts(labels_at(merges, len(rows), threshold, must), sizes)
            ],
        }
        for threshold in sorted({*(step / 10 for step in range(1, 10)), base})
    ]
    curve = []
    for step in range(5, 96):
        counts = story_counts(labels_at(merges, len(rows), step / 100, must), sizes)
        curve.append((step / 100, counts[0], counts[1]))
    scene = sweep_scene(curve, base)
    return {
        "low": f"{LOW:.2f}",
        "high": f"{HIGH:.2f}",
        "base": threshold_text(base),
        "counts": _COUNTS,
        "sweep": sweep,
        "svg": own(svg_text(scene, "sweep")),
        "exact": _exact(len(left), base),
        "told": _told(archive, rows, sizes, base, decided),
        "data": packed(len(rows), left, right, probability),
    }


def candidate_columns(archive: Archive) -> tuple[Int32, Int32, Int32, npt.NDArray[np.float32]]:
    """Rows that were clustered, and the links between them by their places among those rows."""
    links = archive.findings.story_candidates
    rows: Int32 = archive.findings.duplicate_groups.roots
    weighed = links.score >= LEAST_PROBABILITY
    left, right = (_places(rows, end[weighed]) for end in (links.left, links.right))
    return rows, left, right, links.score[weighed]


def decided_pairs(archive: Archive) -> tuple[Int32, Int32]:
    """What the user decided: pairs together, pairs apart, by place as in ``candidate_columns``."""
    links = archive.findings.story_candidates
    rows = archive.findings.duplicate_groups.roots
    words = links.evidence.get("decided", np.full(len(links), ""))
    pairs = np.column_stack([_places(rows, links.left), _places(rows, links.right)])
    return pairs[words == "must-link"], pairs[words == "cannot-link"]


def _places(rows: Int32, chosen: Int32) -> Int32:
    return np.searchsorted(rows, chosen).astype(np.int32)


def story_counts(labels: Int32, sizes: npt.NDArray[np.int64]) -> tuple[int, ...]:
    """The counts of the page's table, in its order; copies count as articles."""
    articles = np.bincount(labels, sizes, minlength=len(labels)).astype(np.int64)
    articles = articles[np.unique(labels)]
    several = articles[articles > 1]
    largest = int(articles.max()) if len(articles) else 0
    n_several = len(several)
    return len(articles), n_several, int(several.sum()), len(articles) - n_several, largest


def packed(n_rows: int, left: Int32, right: Int32, probability: npt.NDArray[np.float32]) -> str:
    """Links in six bytes each, as base64.

    Little-endian numbers of three bytes: for each row how many links begin there, then the
    right row of each link, then its probability in millionths, which is all the precision
    that it has.
    """
    numbers = np.concatenate(
        [
            np.bincount(left, minlength=n_rows),
            right,
            np.rint(probability.astype(np.float64) * 1e6),
        ]
    ).astype("<u4")
    three = numbers.view(np.uint8).reshape(-1, 4)[:, :3]
    return base64.b64encode(three.tobytes()).decode()


def _told(
    archive: Archive,
    rows: Int32,
    sizes: npt.NDArray[np.int64],
    base: float,
    decided: tuple[Int32, Int32],
) -> str:
    """What the page's script must know beside the links, as JSON."""
    places = [place_of(archive, int(row)).removeprefix("threads/") for row in rows]
    told = {
        "rows": len(rows),
        "partners": MAX_PARTNERS,
        "base": base,
        "low": min(LOW, base),
        "high": HIGH,
        "must": decided[0].tolist(),
        "cannot": decided[1].tolist(),
        "copies": [[row, size] for row, size in enumerate(sizes.tolist()) if size > 1],
        "titles": "\n".join(clipped(archive.titles[row], _TITLE) for row in rows),
        "places": "\n".join(places),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _exact(n_links: int, base: float) -> str:
    return (
        f"All {counted(n_links, 'pair')} of articles with a link probability of "
        f"{LEAST_PROBABILITY:.2f} or more are in this page, to the millionth. They are joined by "
        "the same rules in the same order as by a run, so that from "
        f"{min(LOW, base):.2f} to {HIGH:.2f} the stories are those of a run with that threshold. "
        "Copies stay together. Threads are made of stories: only a run tells how they change."
    )
