"""Findings made by hand or by dice, for tests of the report."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from clustering.config import config_from
from clustering.model import (
    Article,
    BandPlan,
    Burst,
    Corpus,
    DuplicateGroup,
    Findings,
    Groups,
    Links,
    PartialDate,
    Reading,
    Related,
    StageCost,
    Story,
    StoryFits,
    Thread,
    stable_ids,
)
from clustering.threads.account import (
    explain_bursts,
    find_key_stories,
    find_reporters,
    find_returns,
)

ACTORS = [
    *("Japan", "Russia", "North Korea", "South Korea", "China", "United States", "Iran", "Turkey"),
    *("Ukraine", "France", "Germany", "Israel", "Egypt", "India", "Pakistan", "Serbia", "Kosovo"),
    *("NATO", "European Union", "United Nations"),
]
MATTERS = [
    *("peace treaty", "Kuril islands", "nuclear talks", "sanctions", "grain corridor"),
    *("border clashes", "gas transit", "prisoner exchange", "arms control", "fishing rights"),
    *("summit", "trade war", "visa rules", "gas field", "ceasefire"),
]


def article(name: str, title: str, when: PartialDate, **more: object) -> Article:
    """An article with a short body of its own."""
    more.setdefault("body", f"{title}. What was said stays between the two sides, {name}.")
    return Article(id=name, path=f"{name}.txt", line=0, title=title, date=when, **more)


def findings_of(
    articles: list[Article],
    *,
    copies: list[list[str]] = (),
    stories: list[list[str]] = (),
    threads: list[list[str]] = (),
    **more: object,
) -> Findings:
    """Findings from groups of article ids; whatever is not named stands alone."""
    corpus = Corpus.of(articles)
    row = {name: place for place, name in enumerate(corpus.ids)}
    partitions = [
        _groups(corpus, [[row[n] for n in g] for g in level])
        for level in (copies, stories, threads)
    ]
    reading = Reading(tuple(articles), (), (), (), len(articles), "00", synthetic=False)
    reading = replace(reading, **more.pop("reading", {}))
    reading = replace(reading, n_inputs=len(articles) + len(reading.rejections))
    made_stories = _stories(corpus, partitions)
    return Findings(
        config=config_from(more.pop("config", {})).to_dict(),
        config_name="config.toml",
        reading=reading,
        corpus=corpus,
        band_plan=BandPlan(25, 5, 0.8, 0.9995),
        duplicate_groups=partitions[0],
        duplicate_links=more.pop("duplicate_links", _chain(partitions[0])),
        duplicates=_duplicates(corpus, partitions[0]),
        story_groups=partitions[1],
        story_links=more.pop("story_links", _chain(partitions[1])),
        stories=made_stories,
        thread_groups=partitions[2],
        thread_links=more.pop("thread_links", Links.empty()),
        threads=_threads(corpus, partitions[2], made_stories, more.pop("names", {})),
        costs=(StageCost("read", 0.5, 100_000_000), StageCost("duplicates", 1.25, 200_000_000)),
        story_candidates=more.pop("story_candidates", Links.empty()),
        story_fits=_fits(made_stories),
    )


def _groups(corpus: Corpus, groups: list[list[int]]) -> Groups:
    labels = np.arange(len(corpus), dtype=np.int32)
    for rows in groups:
        labels[rows] = min(rows)
    return Groups(labels)


def _chain(groups: Groups) -> Links:
    pairs = sorted((int(label), row) for row, label in enumerate(groups.labels) if label != row)
    return links_of([(a, b, 0.9, True) for a, b in pairs])


def links_of(rows: list[tuple[int, int, float, bool]], **evidence: list) -> Links:
    """Links from (left, right, score, accepted), with evidence columns."""
    left, right, score, accepted = ([r[i] for r in rows] for i in range(4))
    return Links(
        np.array(left, np.int32),
        np.array(right, np.int32),
        np.array(score, np.float32),
        np.array(accepted, np.bool_),
        {k: np.array(v) for k, v in evidence.items()},
    )


def with_terms(links: Links) -> Links:
    """Story links whose log-odds are one sum of three terms, so that waterfalls are drawn."""
    chance = np.clip(links.score.astype(np.float64), 0.001, 0.999)
    rest = np.log(chance / (1 - chance)) + 6.0
    terms = {
        "cosine_text": (0.75 * rest + 1.5).astype(np.float32),
        "days_near": (0.25 * rest).astype(np.float32),
        "same_outlet": np.full(len(links), -1.5, np.float32),
    }
    return replace(links, terms=terms, base=-6.0)


def _fits(stories: tuple[Story, ...]) -> StoryFits:
    """Every story of a thread with others fits to .37, the nearest being the next one's."""
    inside = defaultdict(list)
    for story in stories:
        inside[story.thread].append(story.rows[0])
    next_of = {
        row: rows[(at + 1) % len(rows)]
        for rows in inside.values()
        if len(rows) > 1
        for at, row in enumerate(sorted(rows))
    }
    story = np.array(sorted(next_of), np.int32)
    terms = {"matter_mean": np.full(len(story), -1.2), "actors_cosine": np.full(len(story), 0.2)}
    return StoryFits(
        story,
        np.array([next_of[row] for row in story.tolist()], np.int32),
        np.full(len(story), np.exp(-1.0), np.float32),
        {"cosine_matter": np.full(len(story), 0.3), "cosine_actors": np.full(len(story), 0.9)},
        {name: column.astype(np.float32) for name, column in terms.items()},
    )


def _duplicates(corpus: Corpus, groups: Groups) -> tuple[DuplicateGroup, ...]:
    found = [rows.tolist() for rows in groups.members().values() if len(rows) > 1]
    ids = stable_ids("d", [corpus.ids[rows[0]] for rows in found])
    return tuple(DuplicateGroup(i, tuple(r), 0.83, "near") for i, r in zip(ids, found, strict=True))


def _days(corpus: Corpus, rows: list[int]) -> tuple[int | None, int | None]:
    known = [r for r in rows if corpus.dated[r]]
    if not known:
        return None, None
    return int(corpus.day_first[known].min()), int(corpus.day_last[known].max())


def _facts(corpus: Corpus, rows: list[int], copies: Groups) -> dict[str, object]:
    first, last = _days(corpus, rows)
    outlets = sorted({corpus.articles[r].outlet for r in rows} - {""})
    return {
        "rows": tuple(rows),
        "day_first": first,
        "day_last": last,
        "outlets": tuple(outlets),
        "n_origins": len({int(copies.labels[r]) for r in rows}),
        "weakest": 0.71,
    }


def _stories(corpus: Corpus, partitions: list[Groups]) -> tuple[Story, ...]:
    copies, groups, threads = partitions
    thread_ids = dict(
        zip(
            threads.roots.tolist(),
            stable_ids("t", [corpus.ids[r] for r in threads.roots]),
            strict=True,
        )
    )
    members = [rows.tolist() for rows in groups.members().values()]
    ids = stable_ids("s", [corpus.ids[rows[0]] for rows in members])
    return tuple(
        Story(
            id=name,
            headline=corpus.articles[rows[0]].title,
            terms=("kuril", "peace treaty", "abe"),
            key_sentence=corpus.articles[rows[0]].body.split(". ")[0] + ".",
            key_row=rows[0],
            thread=thread_ids[int(threads.labels[rows[0]])],
            **_facts(corpus, rows, copies),
        )
        for name, rows in zip(ids, members, strict=True)
    )


def _threads(
    corpus: Corpus, groups: Groups, stories: tuple[Story, ...], names: dict[str, str]
) -> tuple[Thread, ...]:
    inside = defaultdict(list)
    for story in stories:
        inside[story.thread].append(story)
    made = []
    for thread, parts in inside.items():
        rows = sorted(r for s in parts for r in s.rows)
        dice = random.Random(rows[0])
        actors = tuple(sorted(dice.sample(ACTORS, 2)))
        matter = tuple(dice.sample(MATTERS, 2))
        name = names.get(corpus.ids[rows[0]], f"{', '.join(actors)} · {', '.join(matter)}")
        actors, _, matter = (tuple(part.split(", ")) for part in name.partition(" · "))
        facts = _facts(corpus, rows, groups)
        facts["n_origins"] = sum(s.n_origins for s in parts)
        first = corpus.articles[rows[0]]
        gaps = _gaps(corpus, rows)
        returns = find_returns(corpus, parts, gaps)
        bursts = explain_bursts(corpus, parts, _bursts(corpus, rows))
        made.append(
            Thread(
                id=thread,
                stories=tuple(s.id for s in parts),
                name=name,
                actors=actors,
                matter=matter,
                parent="",
                first_outlet=first.outlet if corpus.dated[rows[0]] else "",
                bursts=bursts,
                gaps=gaps,
                related=(),
                returns=returns,
                key_stories=find_key_stories(parts, bursts, gaps, returns, {}),
                reporters=find_reporters(corpus, parts),
                **facts,
            )
        )
    made.sort(key=lambda t: t.rows)
    return tuple(
        replace(
            t,
            related=tuple(
                Related(o.id, 0.42) for o in made if o != t and set(o.actors) & set(t.actors)
            )[:4],
        )
        for t in made
    )


def _bursts(corpus: Corpus, rows: list[int]) -> tuple[Burst, ...]:
    days = sorted(int(corpus.day_first[r]) for r in rows if corpus.dated[r])
    for start in days:
        inside = [d for d in days if start <= d <= start + 6]
        if len(inside) >= 5:
            return (Burst(start, inside[-1], len(inside)),)
    return ()


def _gaps(corpus: Corpus, rows: list[int]) -> tuple[tuple[int, int], ...]:
    days = sorted(int(corpus.day_first[r]) for r in rows if corpus.dated[r])
    return tuple((a, b) for a, b in pairwise(days) if b - a > 60)


def on(day: date | None) -> PartialDate:
    """A full date from metadata; unknown for None."""
    if day is None:
        return PartialDate()
    return PartialDate(day.year, day.month, day.day, "metadata")
