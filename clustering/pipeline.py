"""The stages in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from clustering.collecting import uncollected
from clustering.config import Config, config_from, load_config
from clustering.errors import InputError
from clustering.levels import Course, Progress, find_copies, find_stories, find_threads
from clustering.model import (
    LEVELS,
    Article,
    Corpus,
    Findings,
    Groups,
    Links,
    Moved,
    PartialDate,
    Reading,
    StageCost,
    inherit_ids,
)

STAGES = ("reading", "duplicates", "stories", "threads", "report")


@dataclass(frozen=True, eq=False)
class Analysis(Findings):
    """Findings that can write and show themselves."""

    def write(self, directory: str | Path, on_progress: Progress | None = None) -> Path:
        """Writes tables, pictures and pages; returns the path of ``index.html``.

        Raises:
            OutputError: The folder cannot be written or is not ours to replace.
        """
        from clustering.render import write_report

        return write_report(
            self,
            directory,
            on_progress=None if on_progress is None else partial(on_progress, "report"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Counts, articles, stories and threads as plain values, ready for JSON."""
        from clustering.render import articles_table, stories_table, summary, threads_table

        return {
            "summary": summary(self),
            "articles": _records(articles_table(self)),
            "stories": _records(stories_table(self)),
            "threads": _records(threads_table(self)),
        }

    def _repr_html_(self) -> str:
        from clustering.render import notebook_html

        return notebook_html(self)


@uncollected()
def analyze(
    paths: str | Path | Sequence[str | Path],
    config: str | Path | Config | dict[str, Any] | None = None,
    on_progress: Progress | None = None,
    previous: str | Path | None = None,
) -> Analysis:
    """Finds copies, stories and threads in articles.

    Args:
        paths: Files and folders, or one of them.
        config: A TOML file, a ``Config``, nested keys to lay over the defaults, or None.
        on_progress: Called as the work goes on.
        previous: Folder of an earlier report: its groups hand down their ids.

    Returns:
        What was found, with the evidence.

    Raises:
        ClusteringError: Something the user can mend, in one line.
    """
    settings = _settings(config)
    earlier = None if previous is None else _earlier_ids(previous)
    from clustering.readers import read_articles

    course = Course(settings, on_progress)
    with course.stage("reading"):
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        reading = read_articles(
            given,
            config=settings.input,
            cleaning=settings.cleaning,
            on_progress=course.tell("reading"),
            workers=settings.run.threads,
            meanwhile=partial(_rehearse, settings),
        )
    found = analyze_reading(reading, settings, on_progress, course.costs)
    return found if earlier is None else inherit_ids(found, *earlier)


def _earlier_ids(previous: str | Path) -> tuple[dict[str, dict[str, str]], list[Moved]]:
    """Read before anything else: the earlier report may be the one that is replaced."""
    from clustering.store import read_report

    report = read_report(previous)
    groups = {level: report.groups(level) for level in LEVELS}
    moved = report.moved()
    told = [(level, name) for level in LEVELS for name in dict.fromkeys(groups[level].values())]
    for row in moved:
        told += [(row.level, row.before), ("thread", row.page), (row.level, row.after)]
    for level, name in dict.fromkeys(told):
        if name and not re.fullmatch(f"{LEVELS.get(level, '')}-[0-9a-z]{{1,60}}", name):
            # it becomes a file's name
            kind = level.replace("_", " ")
            raise InputError(f"{previous}: {name!r} is no id of a {kind}; was a table edited?")
    return groups, moved


@uncollected()
def analyze_reading(
    reading: Reading,
    settings: Config,
    on_progress: Progress | None = None,
    costs: list[StageCost] | None = None,
) -> Analysis:
    """The three levels over articles that were read already.

    Raises:
        InputError: There is no article.
        ConstraintError: The user's constraints cannot be read or contradict each other.
    """
    from clustering.duplicates.describe import describe_groups
    from clustering.readers.constraints import read_rulings
    from clustering.threads.describe import describe_outside

    if not reading.articles:
        raise InputError(_none_left(reading))
    course = Course(settings, on_progress, [] if costs is None else costs)
    corpus = Corpus.of(reading.articles)
    rulings = read_rulings(settings.constraints.file, corpus.ids)
    copies = find_copies(corpus, rulings, course)
    chosen = corpus.take(copies.groups.roots)
    stories = find_stories(chosen, copies, rulings, course)
    threads = find_threads(corpus, chosen, copies, stories, rulings, course)
    return Analysis(
        config=settings.to_dict(),
        config_name=settings.name,
        reading=reading,
        corpus=corpus,
        band_plan=copies.plan,
        duplicate_groups=copies.groups,
        duplicate_links=copies.links,
        duplicates=describe_groups(corpus, copies),
        story_groups=stories.groups,
        story_links=_in_corpus(stories.clusters.links, copies.groups),
        stories=threads.stories,
        thread_groups=threads.groups,
        thread_links=_in_corpus(threads.found.links, copies.groups),
        threads=threads.threads,
        costs=tuple(course.costs),
        story_candidates=_in_corpus(stories.clusters.candidates, copies.groups),
        affairs=threads.affairs,
        unused_constraints=rulings.unused,
        story_fits=threads.fits,
        story_weights=stories.clusters.model.named(),
        outside=describe_outside(threads.found.alone, copies.groups.roots, threads.threads),
    )


def _rehearse(settings: Config) -> None:
    """Loads modules, tables, compiled passes and templates while workers clean the texts.

    Every stage runs once, on four short texts. What it loads on the way is the point: a second of
    work that would follow else.
    """
    from clustering.render import load_templates

    alone = replace(settings.run, workers=1)
    free = replace(settings.constraints, file="")
    words = ("one two three four five six", "seven eight nine ten eleven twelve")
    articles = tuple(
        Article(f"{day}", "", 0, "Talks", f"Moscow and Tokyo: {text}.", PartialDate(2018, 9, day))
        for day, text in enumerate([*words, *words], 1)
    )
    reading = Reading(articles, (), (), (), len(articles), "")
    analyze_reading(reading, replace(settings, run=alone, constraints=free))
    load_templates()


def _settings(config: str | Path | Config | dict[str, Any] | None) -> Config:
    if isinstance(config, Config):
        return config
    if isinstance(config, dict):
        return config_from(config, "given settings")
    return load_config(config)


def _in_corpus(links: Links, copies: Groups) -> Links:
    """Links between representatives, given by their rows among all articles."""
    rows = copies.roots
    return replace(links, left=rows[links.left], right=rows[links.right])


def _none_left(reading: Reading) -> str:
    reasons: dict[str, int] = {}
    for rejection in reading.rejections:
        kind = rejection.reason.split(":")[0]
        reasons[kind] = reasons.get(kind, 0) + 1
    told = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
    return f"no article to analyse: {reading.n_inputs} read, all refused ({told})"


def _records(table: dict[str, Any]) -> list[dict[str, Any]]:
    names = list(table)
    columns = [c.tolist() if isinstance(c, np.ndarray) else list(c) for c in table.values()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
