"""What the command `label` does with its words."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from clustering.errors import GoldError, InputError, OutputError
from clustering.evaluation.agreement import agreement, by_annotator, format_agreement
from clustering.evaluation.gold import Level
from clustering.evaluation.labels import labels_table, read_labels
from clustering.interview import Screen, interview, reader
from clustering.labelling.begin import Opened, begin
from clustering.labelling.decide import constraints_table
from clustering.labelling.material import SAMPLED
from clustering.render.csvfile import csv_text
from clustering.render.label_page import IN_REPORT_BYTES, label_html


def open_labels(chosen: argparse.Namespace, tell: Callable[[str, int, int], None] | None) -> Opened:
    """The file of labels with the articles of its run; pairs are drawn if it is not there.

    Raises:
        ClusteringError: Something the user can mend.
    """
    if chosen.n < 1:
        raise InputError(f"--n must be 1 or more, found {chosen.n}")
    levels: Sequence[Level] = SAMPLED if chosen.level == "both" else (chosen.level,)
    return begin(
        chosen.run,
        Path(chosen.labels),
        _annotator(chosen.annotator),
        inputs=chosen.input,
        n=chosen.n,
        levels=levels,
        among=chosen.among,
        seed=chosen.seed,
        tell=tell,
    )


def ask(opened: Opened, chosen: argparse.Namespace) -> list[str]:
    """Asks, or writes the page; returns the closing lines.

    Raises:
        OutputError: An answer, or the page, cannot be written.
    """
    session = opened.session
    told = "1 pair" if opened.n_drawn == 1 else f"{opened.n_drawn:,} pairs"
    drawn = [f"drew {told} into {session.path}"] if opened.n_drawn else []
    if chosen.page is not None:
        html = label_html(
            labels_table(session.rows),
            opened.articles,
            annotator=session.annotator,
            synthetic=opened.synthetic,
            max_bytes=None if chosen.page else IN_REPORT_BYTES,
        )
        place = Path(chosen.page or f"{chosen.run}/label.html")
        _write(place, html)
        return [*drawn, f"open {place}, and save your answers as {session.path}"]
    read, live = reader(sys.stdin)
    n_given = interview(session, opened.articles, read, Screen(live=live))
    n_open = len(session.open_places())
    noun = "answer" if n_given == 1 else "answers"
    return [
        *drawn,
        f"{n_given:,} {noun} given, {n_open:,} open; all are in {session.path}",
        *_next_steps(chosen),
    ]


def agreement_lines(files: Sequence[str]) -> list[str]:
    """Two people's answers compared.

    Raises:
        GoldError: Not two people, or nothing that both answered.
    """
    people = [rows for file in files for rows in by_annotator(read_labels(file)).values()]
    if len(files) > 2 or len(people) != 2:
        raise GoldError(
            f"{', '.join(files)}: answers of two people are needed, found {len(people)}"
        )
    return format_agreement(agreement(*people))


def constraint_lines(labels: Path, target: Path) -> list[str]:
    """Writes the answers marked to hold as constraints.

    Raises:
        GoldError: The labels cannot be used, or none is marked.
        OutputError: The file cannot be written.
    """
    table = constraints_table(read_labels(labels))
    n = len(table["left"])
    if not n:
        raise GoldError(
            f"{labels}: no answer is marked to hold; press h before an answer, or write yes in "
            "the column binding"
        )
    _write(target, csv_text(table))
    told = "1 constraint" if n == 1 else f"{n:,} constraints"
    return [
        f"wrote {told} to {target}",
        f"to use them: clustering analyze … --constraints {target}",
    ]


def _next_steps(chosen: argparse.Namespace) -> list[str]:
    labels = chosen.labels
    return [
        f"what they say of this run:  clustering evaluate {chosen.run} {labels}",
        f"which threshold they favour:  clustering tune INPUT --gold {labels}",
    ]


def _annotator(name: str | None) -> str:
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user, or none at all on this system
        return "me"


def _write(path: Path, text: str) -> None:
    try:
        if path.exists() and not path.is_file():  # a pipe, the terminal
            path.write_text(text, encoding="utf-8")
            return
        fresh = path.with_name(f".{path.name}.part")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
