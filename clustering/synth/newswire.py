"""Writes a synthetic newswire and the truth about it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import TextIO

import orjson

from clustering.errors import OutputError
from clustering.synth import extras
from clustering.synth.copies import COPY_KINDS, dateline, make_copy
from clustering.synth.events import Event, make_events
from clustering.synth.grammar import Deck, expand
from clustering.synth.prose import Draft, outlets, report_event
from clustering.synth.world import FIRST_DAY, Affair, make_affairs, table

# Articles of an affair on average, and the share of articles that belong to affairs.
_AFFAIR_ARTICLES = 20
_AFFAIR_SHARE = 0.66
# What the other articles are, by weight.
_OTHERS = {
    extras.single: 6,
    extras.twins: 1,
    extras.weather: 1,
    extras.market: 1,
    extras.results: 1,
    extras.courts: 1,
    extras.notice: 3,
}
_UNDATED_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Newswire:
    """What was written.

    Attributes:
        articles: ``newswire.jsonl``; each article says ``"synthetic": true``.
        truth: ``truth.csv``: id, duplicate_group, story, thread, kind, synthetic.
        n_articles: Number of articles.
        n_duplicate_groups: Groups of two or more copies.
        n_stories: Events, those with one article included.
        n_threads: Affairs, those of one event included.
    """

    articles: Path
    truth: Path
    n_articles: int
    n_duplicate_groups: int
    n_stories: int
    n_threads: int


def write_newswire(directory: str | Path, *, n_articles: int = 360, seed: int = 1) -> Newswire:
    """Writes ``newswire.jsonl`` and ``truth.csv`` into a folder; the same bytes for a seed.

    One invented year of diplomatic news: long affairs in bursts, independent articles on
    one event, copies of ten kinds, and what is easily taken for a copy or for one event.
    Countries are real; persons, outlets, towns and events are invented.

    Args:
        directory: Folder to write into; made if missing.
        n_articles: Articles to write; affairs and actors grow in number with it.
        seed: Another seed gives another year.

    Raises:
        OutputError: The folder cannot be written.
        ValueError: ``n_articles`` is negative.
    """
    if n_articles < 0:
        raise ValueError(f"n_articles must not be negative, found {n_articles}")
    drafts = make_drafts(n_articles, seed)
    folder = Path(directory)
    articles, truth = folder / "newswire.jsonl", folder / "truth.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with articles.open("wb") as lines:
            lines.writelines(_line(number, draft) for number, draft in enumerate(drafts, 1))
        with truth.open("w", encoding="utf-8", newline="") as file:
            _write_truth(file, drafts)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error
    copied = [d.duplicate_group for d in drafts if d.kind in COPY_KINDS]
    return Newswire(
        articles,
        truth,
        n_articles=len(drafts),
        n_duplicate_groups=len(set(copied)),
        n_stories=len({d.story for d in drafts}),
        n_threads=len({d.thread for d in drafts}),
    )


def make_drafts(n_articles: int, seed: int) -> list[Draft]:
    """All articles in order of day; among those of one day the order tells nothing."""
    random = Random(seed)  # noqa: S311 - repeatable on purpose, not for secrets
    counters = {letter: count(1) for letter in "dst"}

    def label(letter: str) -> str:
        return f"{letter}{next(counters[letter]):06d}"

    n_in_affairs = round(n_articles * _AFFAIR_SHARE)
    drafts = list(_affair_drafts(n_in_affairs, random, label))
    while len(drafts) < n_articles:
        make = random.choices(list(_OTHERS), list(_OTHERS.values()))[0]
        drafts += list(make(random, label))[: n_articles - len(drafts)]
    random.shuffle(drafts)
    drafts = [replace(d, dated=random.random() >= _UNDATED_SHARE) for d in drafts]
    return sorted(drafts, key=lambda draft: draft.day)


def _affair_drafts(n_articles: int, random: Random, label: Callable[[str], str]) -> Iterator[Draft]:
    n_affairs = max(1, round(n_articles / _AFFAIR_ARTICLES))
    left = n_articles
    for number, affair in enumerate(make_affairs(random)):
        if left <= 0:
            return
        mean = left / max(1, n_affairs - number)
        size = left if number >= n_affairs - 1 else round(mean * random.uniform(0.5, 1.5))
        size = min(left, max(1, size))
        left -= size
        thread = label("t")
        last: Draft | None = None
        for event in make_events(affair, size, random):
            drafts = list(_event_drafts(affair, event, thread, random, label, last))
            last = drafts[0]
            yield from drafts


def _event_drafts(
    affair: Affair,
    event: Event,
    thread: str,
    random: Random,
    label: Callable[[str], str],
    last: Draft | None,
) -> Iterator[Draft]:
    """Independent articles on one event, and copies of the first of them.

    A merged copy begins with a part of the ``last`` event's report.
    """
    story = label("s")
    deck = Deck(random)
    papers = _papers(random, copied=event.n_copies > 0)
    originals = []
    for number in range(event.n_independent):
        outlet = papers.pop()
        title, paragraphs = report_event(affair, event, deck, outlet, random)
        if _is_wire(outlet):
            paragraphs = dateline(paragraphs, event.facts["place"], outlet)
        kind = "independent" if number else "report"
        day = event.day + (random.choice((0, 0, 1, 1, 2)) if number else 0)
        originals.append(Draft(title, paragraphs, day, outlet, kind, label("d"), story, thread))
    yield from originals
    headlines = table("grammar")["kinds"][event.kind]["headline"]
    for _ in range(event.n_copies):
        headline = expand(deck.deal("headline", headlines), event.facts, random)
        kind = deck.deal("copy", COPY_KINDS)
        yield make_copy(originals[0], kind, papers.pop(), headline, random, last)


def _is_wire(outlet: str) -> bool:
    return outlets()[outlet]["style"] == "wire"


def _papers(random: Random, *, copied: bool) -> list[str]:
    """Outlets in the order, from the end, in which they report; a wire first if copied."""
    names = random.sample(sorted(outlets()), len(outlets()))
    if not copied:
        return names
    wire = next(name for name in names if _is_wire(name))
    return [name for name in names if not _is_wire(name)] + [wire]


def _line(number: int, draft: Draft) -> bytes:
    day = (FIRST_DAY + timedelta(days=draft.day)).isoformat() if draft.dated else None
    article = {
        "id": _identifier(number),
        "title": draft.title,
        "text": draft.text,
        "date": day,
        "source": draft.outlet,
        "url": f"https://{outlets()[draft.outlet]['host']}/news/{number:06d}",
        "lang": "en",
        "synthetic": True,
    }
    return orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE)


def _identifier(number: int) -> str:
    return f"syn-{number:06d}"


def _write_truth(file: TextIO, drafts: list[Draft]) -> None:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["id", "duplicate_group", "story", "thread", "kind", "synthetic"])
    for number, d in enumerate(drafts, 1):
        labels = [d.duplicate_group, d.story, d.thread]
        rows.writerow([_identifier(number), *labels, d.kind, "true"])
