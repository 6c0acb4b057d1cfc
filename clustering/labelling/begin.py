"""Opens a file of labels with the articles of its run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clustering.errors import GoldError
from clustering.evaluation.gold import Level, read_rows
from clustering.labelling.material import SAMPLED, Tell, draw_pairs, read_again
from clustering.labelling.session import Session
from clustering.model import Reading
from clustering.render.label_page import Shown
from clustering.render.words import date_words, listed, plain
from clustering.store import read_report


@dataclass(frozen=True, eq=False)
class Opened:
    """What is needed to ask.

    Attributes:
        session: Questions and answers.
        articles: Every article of the run by its id.
        n_drawn: Pairs that were drawn now; 0 where the file was there.
        synthetic: The articles are invented.
    """

    session: Session
    articles: dict[str, Shown]
    n_drawn: int
    synthetic: bool


def begin(
    run: str | Path,
    labels: Path,
    annotator: str,
    *,
    inputs: Sequence[str] | None = None,
    n: int = 200,
    levels: Sequence[Level] = SAMPLED,
    among: str | Path | None = None,
    seed: int = 1,
    tell: Tell | None = None,
) -> Opened:
    """Goes on with a file of labels, or draws the pairs for a new one.

    Args:
        run: Folder of the report.
        labels: The file.
        annotator: Who answers.
        inputs: Where the articles are now, if they were moved.
        n: Pairs to draw for a new file.
        levels: To draw for.
        among: A table with a column ``id``: only these articles are asked about.
        seed: Another seed draws other pairs.
        tell: Called with (stage, done, total).

    Raises:
        InputError: The report or its articles are not there.
        GoldError: The file or the table cannot be used.
        OutputError: The file cannot be written.
    """
    report = read_report(run)
    begun = None if not labels.exists() else Session(labels, annotator)
    ids = None if among is None else _ids(among)
    reading, settings = read_again(report, inputs, tell)
    if begun is None:
        drawn = draw_pairs(
            report, reading, settings, n, levels=levels, among=ids, seed=seed, tell=tell
        )
        begun = Session(labels, annotator, drawn)
    else:
        drawn = []
    return Opened(begun, shown_articles(reading), len(drawn), reading.synthetic)


def shown_articles(reading: Reading) -> dict[str, Shown]:
    """Every article as it is laid before a person."""
    return {
        article.id: Shown(
            article.title,
            listed([part for part in (plain(article.outlet), date_words(article.date)) if part]),
            article.body,
        )
        for article in reading.articles
    }


def _ids(among: str | Path) -> frozenset[str]:
    found = set()
    for place, row in read_rows(among):
        if not row.get("id"):
            raise GoldError(f"{place}: no 'id'")
        found.add(str(row["id"]))
    if not found:
        raise GoldError(f"{among}: no rows")
    return frozenset(found)
