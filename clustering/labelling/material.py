"""The articles of a run, read again, and pairs drawn from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustering.config import Config
from clustering.errors import InputError
from clustering.evaluation.gold import Level
from clustering.evaluation.labels import PairLabel, run_mark
from clustering.labelling.draw import draw_level, pairs_at, shares
from clustering.model import Corpus, Reading
from clustering.readers import read_articles
from clustering.store import WrittenReport
from clustering.tuning.stages import Swept, sweep_stages

SAMPLED: tuple[Level, ...] = ("story", "thread")
Tell = Callable[[str, int, int], None]


def read_again(
    report: WrittenReport, inputs: Sequence[str] | None, tell: Tell | None = None
) -> tuple[Reading, Config]:
    """The articles of a report as its run read them.

    Args:
        report: Of the run.
        inputs: Where they are now; without it they are looked for where they were read.
        tell: Called with (stage, done, total).

    Raises:
        InputError: They are not there, or are not what the run read.
    """
    settings = report.settings()
    places = report.input_places(inputs)
    if not places:
        raise InputError(
            f"{report.directory}: its articles are not where they were read from; name their "
            "place with --input"
        )
    count = None if tell is None else lambda done, total: tell("reading", done, total)
    reading = read_articles(
        places, config=settings.input, cleaning=settings.cleaning, on_progress=count
    )
    if reading.input_hash != report.account.get("input_hash"):
        raise InputError(
            f"{report.directory}: what is read now is not what the run read; run `analyze` again"
        )
    return reading, settings


def draw_pairs(
    report: WrittenReport,
    reading: Reading,
    settings: Config,
    n: int,
    *,
    levels: Sequence[Level] = SAMPLED,
    among: frozenset[str] | None = None,
    seed: int = 1,
    tell: Tell | None = None,
) -> list[PairLabel]:
    """Repeats the grouping at many thresholds and draws the pairs to ask about.

    Copies count once: pairs are of the articles that stand for them.

    Args:
        report: Of the run.
        reading: Its articles.
        settings: Its settings.
        n: Pairs in all, shared evenly among the levels.
        levels: To draw for.
        among: Ids of the articles to draw from; None for all.
        seed: Another seed draws other pairs.
        tell: Called with (stage, done, total).

    Raises:
        InputError: No pair comes together at any threshold near the present one.
    """
    corpus = Corpus.of(reading.articles)
    groups = report.groups("duplicate_group")
    representatives: dict[str, int] = {}
    for row, name in enumerate(corpus.ids):
        if among is None or name in among:
            representatives.setdefault(groups[name], row)
    rows = sorted(representatives.values())
    ids = [corpus.articles[row].id for row in rows]
    swept: dict[Level, Swept] = {}
    for sweep in sweep_stages(corpus, settings, list(levels), tell or (lambda _s, _d, _t: None)):
        swept.setdefault(sweep.level, sweep)
        if swept.keys() == set(levels):
            break
    partitions = [sweep.partitions[:, rows] for sweep in swept.values()]
    sizes = [pairs_at(part) for part in partitions]
    drawn = [
        draw_level(
            sweep.level, sweep.values, part, sweep.base, ids, share, seed, run_mark(report.account)
        )
        for sweep, part, share in zip(swept.values(), partitions, shares(n, sizes), strict=True)
    ]
    if not any(drawn):
        raise InputError(f"{report.directory}: no two articles come near enough to ask about")
    return _in_turn(drawn)


def _in_turn(drawn: Sequence[Sequence[PairLabel]]) -> list[PairLabel]:
    """One of each level after the other, each level in its own order."""
    longest = max(map(len, drawn))
    return [rows[at] for at in range(longest) for rows in drawn if at < len(rows)]
