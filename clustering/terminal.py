"""What a run shows on the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustering.model import FATES

if TYPE_CHECKING:
    from clustering.model.comparison import Comparison
    from clustering.pipeline import Analysis

_LABELS = {
    "reading": "reading and cleaning",
    "duplicates": "finding copies",
    "stories": "grouping stories",
    "threads": "tracing threads",
    "report": "writing the report",
    "duplicates.jaccard": "trying duplicates.jaccard",
    "duplicates.containment": "trying duplicates.containment",
    "stories.link_probability": "trying stories.link_probability",
    "threads.affinity": "trying threads.affinity",
    "threads.stray": "trying threads.stray",
}


class Terminal:
    """Progress and the closing summary: bars on a terminal, plain lines elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.live = not quiet and sys.stderr.isatty()

    def say(self, text: str) -> None:
        """One line, unless quiet."""
        if not self.quiet:
            print(printable(text), file=sys.stderr, flush=True)

    def say_if_compiling(self) -> None:
        """Tells that the first run compiles its kernels."""
        from clustering.text.scan import is_compiled

        if not is_compiled():
            self.say("first run: compiling the fast parts, once (less than a minute) …")

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """Yields what the pipeline calls as it goes on."""
        if self.quiet:
            yield None
        elif self.live:
            with _bars() as advance:
                yield advance
        else:
            yield self._lines()

    def _lines(self) -> Callable[[str, int, int], None]:
        begun: dict[str, float] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in begun:
                begun[stage] = time.monotonic()
                self.say(f"{_LABELS[stage]} …")
            elif done >= total > 0 and begun[stage] >= 0:
                if time.monotonic() - begun[stage] > 1:
                    self.say(f"{_LABELS[stage]}: done")
                begun[stage] = -1.0

        return advance

    def summarize(self, analysis: Analysis, index: Path) -> None:
        """Counts, the five largest threads, where the report is and how long it took."""
        from clustering.render import summary

        if self.quiet:
            return
        told = summary(analysis)
        lines = ["", *_counts(told["counts"]), ""]
        if "lineage" in told:
            lines += [*_lineage(told["lineage"]), ""]
        if told["largest_threads"]:
            lines.append("largest threads:")
            lines += [_thread(thread) for thread in told["largest_threads"]]
            lines.append("")
        lines += [f"note: {note}" for note in analysis.notes[:10]]
        lines.append(f"open {index}")
        print("\n".join(printable(line) for line in lines), flush=True)


def printable(text: str) -> str:
    """The text without control and direction characters: titles are hostile input."""
    return "".join(c if c.isprintable() or c == "\n" else "·" for c in text)


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_LABELS[stage], total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield advance


def _counts(counts: dict[str, int]) -> list[str]:
    def row(number: int, one: str, many: str, more: str = "") -> str:
        return f"{number:>9,} {one if number == 1 else many}{more}"

    refused = counts["n_rejected"]
    n_alone = counts["n_threads"] - counts["n_threads_of_several_articles"]
    return [
        row(
            counts["n_read"],
            "article",
            "articles",
            f" ({refused:,} more refused, see rejected.csv)" if refused else "",
        ),
        row(
            counts["n_duplicate_groups"],
            "group of copies",
            "groups of copies",
            f" with {counts['n_copies']:,} copies" if counts["n_copies"] else "",
        ),
        row(counts["n_stories"], "story", "stories"),
        row(
            counts["n_threads_of_several_articles"],
            "thread",
            "threads",
            f", {n_alone:,} {'article' if n_alone == 1 else 'articles'} in none" if n_alone else "",
        ),
    ]


def _lineage(lineage: dict[str, dict[str, int]]) -> list[str]:
    def row(name: str, fates: dict[str, int]) -> str:
        told = ", ".join(f"{count:,} {fate}" for fate, count in fates.items())
        return f"  {name}: {told or 'none'}"

    from clustering.render.comparison_page import LEVEL_NAMES

    heading = "since the earlier report, see lineage.csv:"
    return [heading, *(row(LEVEL_NAMES[level], lineage[level]) for level in lineage)]


def _thread(thread: dict[str, Any]) -> str:
    name = thread["name"] if len(thread["name"]) <= 70 else thread["name"][:69] + "…"
    stories, articles = thread["n_stories"], thread["n_articles"]
    return (
        f"  {name}\n      {thread['span']} · {stories} {'story' if stories == 1 else 'stories'}, "
        f"{articles} {'article' if articles == 1 else 'articles'}"
    )


_MAX_CHANGES = 5
_NARROW_SPACE = "\u202f"


def comparison_lines(found: Comparison) -> Iterator[str]:
    """Two runs beside each other: counts, settings, the largest changes."""
    from clustering.render.comparison_page import (
        LEVEL_NAMES,
        account_of,
        fate_words,
        largest_changes,
    )

    for letter, run, count in zip("AB", found.runs, found.n_articles, strict=True):
        yield f"{letter}  {run}: {count:,} articles"
    yield account_of(found).replace(_NARROW_SPACE, ",")
    told = "; ".join(map(str, found.settings)) or "none that may change a group"
    yield f"settings that differ: {told}"
    counts = found.counts()
    yield ""
    yield f"{'':<9}" + "".join(f"{fate:>12}" for fate in FATES)
    for level, fates in counts.items():
        yield f"{LEVEL_NAMES[level]:<9}" + "".join(f"{n or '–':>12}" for n in fates.values())
    for level, name in LEVEL_NAMES.items():
        changes = largest_changes(found, level)
        if changes:
            yield ""
            yield f"{name} that changed most:"
        for kin in changes[:_MAX_CHANGES]:
            title = found.name_of(kin)
            yield f"  {title if len(title) <= 70 else title[:69] + '…'}"
            told = fate_words(kin).replace(_NARROW_SPACE, ",")
            yield f"      {kin.descent.after or kin.descent.before}: {told}"
    moved = {level: sum(m.level == level for m in found.moves) for level in LEVEL_NAMES}
    if any(moved.values()):
        yield ""
        parts = [f"{n:,} ({LEVEL_NAMES[level]})" for level, n in moved.items() if n]
        yield f"articles that moved: {', '.join(parts)}"
        yield f"  reason: {found.moves[0].reason.split('; ')[0]}"
