"""Findings made by hand or by dice, for tests of the report."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from clustering.config import config_from
from clustering.model import (
    Affair,
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
    Rejection,
    Related,
    RemovedLine,
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

OUTLETS = [
    *("TASS", "Reuters", "RFE/RL", "AFP", "Xinhua", "Kyodo", "Yonhap", "The Guardian", "Le Monde"),
    *("Die Zeit", "Anadolu", "Al Jazeera", "BBC", "CNN", "Russkiy Mir", "Japan Times"),
    *("Moscow Times", "Korea Herald", "Deutsche Welle", "EFE"),
]
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


def seeds_like() -> Findings:
    """Two articles, one thread, two stories; one date lacks its year."""
    apec = article(
        "003_bfc4e355e6b71a8c",
        "Putin and Abe discuss North Korean crisis and peace treaty signature",
        PartialDate(2017, 11, 10, "body", ambiguous=True),
        outlet="Russkiy Mir",
        language="en",
        credits=("TASS",),
    )
    vladivostok = article(
        "000_eba0712a350a7d7c",
        "Putin Meets With Japan's Abe, Pledges 'Close Contacts' On North Korea",
        PartialDate(None, 9, 10, "body"),
        outlet="RFE/RL",
        language="en",
        credits=("Reuters", "TASS", "AFP", "dpa", "AP"),
    )
    removed = (
        RemovedLine("000_eba0712a350a7d7c", 1, "navigation", "Accessibility links"),
        RemovedLine(
            "000_eba0712a350a7d7c", 8, "repeated", "Russian President Vladimir Putin (left)"
        ),
        RemovedLine("003_bfc4e355e6b71a8c", 1, "navigation", "Select language:"),
    )
    return findings_of(
        [apec, vladivostok],
        threads=[["003_bfc4e355e6b71a8c", "000_eba0712a350a7d7c"]],
        names={"003_bfc4e355e6b71a8c": "Japan, Russia · peace treaty, North Korean crisis"},
        reading={"removed": removed},
        thread_links=links_of([(0, 1, 0.61, True)], actors=[0.8], matter=[0.4]),
    )


def random_findings(n_articles: int, n_threads: int, seed: int = 7) -> Findings:
    """An archive by dice: long and short threads, copies, doubtful dates, refusals."""
    dice = random.Random(seed)
    weights = [1 / (place + 1) ** 0.9 for place in range(n_threads)]
    articles, copies, by_story, by_thread = [], [], defaultdict(list), defaultdict(list)
    starts = [date(2014, 1, 1) + timedelta(days=dice.randrange(1500)) for _ in range(n_threads)]
    for place in range(n_articles):
        if articles and dice.random() < 0.15:
            source = dice.randrange(len(articles))
            name = f"a{place:05d}"
            old = articles[source]
            when = old.date if dice.random() < 0.7 else PartialDate()
            articles.append(
                replace(old, id=name, path=f"{name}.txt", outlet=dice.choice(OUTLETS), date=when)
            )
            copies.append((old.id, name))
            for groups in (by_story, by_thread):
                key = next(k for k, names in groups.items() if old.id in names)
                groups[key].append(name)
            continue
        thread = dice.choices(range(n_threads), weights)[0]
        event = dice.randrange(12)
        day = starts[thread] + timedelta(days=event * dice.choice((9, 9, 40)) + dice.randrange(4))
        when = on(day)
        if dice.random() < 0.05:
            when = dice.choice(
                (
                    PartialDate(),
                    PartialDate(None, day.month, day.day, "body"),
                    PartialDate(day.year, day.month, None, "url"),
                    replace(when, ambiguous=True),
                )
            )
        name = f"a{place:05d}"
        title = (
            f"{dice.choice(ACTORS)} and {dice.choice(ACTORS)} envoys discuss "
            f"{dice.choice(MATTERS)} after {dice.choice(MATTERS)} talks in round {place}"
        )
        url = f"https://example.org/{name}" if dice.random() < 0.8 else ""
        articles.append(
            article(
                name,
                title,
                when,
                outlet=dice.choice([*OUTLETS, ""]),
                url=url,
                language="en",
                credits=("Reuters",) if dice.random() < 0.3 else (),
            )
        )
        by_story[thread, event].append(name)
        by_thread[thread].append(name)
    found = findings_of(
        articles,
        copies=_merged(copies),
        stories=list(by_story.values()),
        threads=list(by_thread.values()),
        story_links=with_terms(_dice_links(n_articles, dice)),
        reading={
            "synthetic": True,
            "rejections": (Rejection("x.txt", 0, "empty"), Rejection("y.jsonl", 4, "too short")),
            "removed": tuple(
                RemovedLine(a.id, 3, "navigation", "Share this") for a in articles[:60]
            ),
            "notes": ("2 files were read as windows-1251.",),
        },
    )
    return with_affairs(found)


def with_affairs(found: Findings, size: int = 3, step: int = 4) -> Findings:
    """The findings with umbrellas over some threads: of every four neighbours the first three."""
    affairs, parents = [], {}
    for start in range(0, len(found.threads) - size + 1, step):
        inside = found.threads[start : start + size]
        rows = tuple(sorted(row for thread in inside for row in thread.rows))
        name = stable_ids("a", [found.corpus.ids[rows[0]]])[0]
        parents |= {thread.id: name for thread in inside}
        days = [t.day_first for t in inside if t.day_first is not None]
        ends = [t.day_last for t in inside if t.day_last is not None]
        affairs.append(
            Affair(
                id=name,
                rows=rows,
                threads=tuple(thread.id for thread in inside),
                name=inside[0].name,
                actors=inside[0].actors,
                matter=inside[0].matter,
                day_first=min(days, default=None),
                day_last=max(ends, default=None),
                outlets=tuple(sorted({o for t in inside for o in t.outlets})),
                n_stories=sum(len(t.stories) for t in inside),
                n_origins=sum(t.n_origins for t in inside),
                weakest=0.14,
            )
        )
    threads = tuple(replace(t, parent=parents.get(t.id, "")) for t in found.threads)
    return replace(found, threads=threads, affairs=tuple(affairs))


def _merged(pairs: list[tuple[str, str]]) -> list[list[str]]:
    root: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for old, new in pairs:
        top = root.get(old, old)
        root[new] = top
        groups.setdefault(top, [top]).append(new)
    return list(groups.values())


def _dice_links(n_articles: int, dice: random.Random) -> Links:
    pairs = set()
    while len(pairs) < min(10 * n_articles, n_articles * (n_articles - 1) // 2):
        a, b = sorted(dice.sample(range(n_articles), 2))
        pairs.add((a, b))
    rows = []
    for a, b in sorted(pairs):
        score = round(0.35 + 0.65 * dice.random(), 4)
        rows.append((a, b, score, score >= 0.5))
    columns = {f"cosine_{n}": [dice.random() for _ in rows] for n in ("text", "lead", "title")}
    return links_of(rows, **columns, days_apart=[dice.randrange(30) for _ in rows])


HOSTILE_TITLES = [
    "<script>document.title='owned'</script>",
    "</style><style>*{display:none}</style>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "</title></script><svg onload=document.title='owned'>",
    "$x^2$ costs $5 and \\frac{1}{2}",
    "=cmd()|'/C calc'!A0",
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe\u202c and \x00\x07\x1b[31m control\u2028line",
    "بوتين وآبي يبحثان معاهدة السلام",
    "日本とロシアの平和条約",
    "lone \ud800 surrogate",
    "private \ue123 use",
    "W" * 4000,
    "",
    "</script><script>document.title='owned'</script>",
    "<svg/onload=document.title='owned'>",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\">",
    "<a href=javascript:document.title='owned'>click</a>",
    "<details open ontoggle=document.title='owned'>",
    "]]></svg><math><mtext></form><mglyph><style><img src onerror=document.title='owned'>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "<base href=https://example.org/><meta http-equiv=refresh content=0;url=https://example.org/>",
]


def hostile() -> Findings:
    """One thread in which every text is an attack or an oddity."""
    urls = [
        "javascript:alert(1)",
        "https://ok.example/a?b=1&c=2",
        "data:text/html,x",
        "//evil.example",
    ]
    day = date(2018, 9, 10)
    articles = [
        article(
            f"h{place:02d}",
            title,
            on(day + timedelta(days=place)),
            body=f"{title} body.",
            outlet=title[:60],
            url=urls[place % 4],
            credits=(title[:40],),
        )
        for place, title in enumerate(HOSTILE_TITLES)
    ]
    names = [a.id for a in articles]
    return findings_of(
        articles,
        threads=[names],
        copies=[names[:2]],
        stories=[names[:2], names[3:5]],
        names={"h00": f"<script>document.title='owned'</script>{'W' * 200} · </style>{'M' * 200}"},
        reading={
            "notes": ("<b>note</b>",),
            "rejections": (Rejection("=evil.txt", 0, "<i>reason</i>"),),
            "removed": (RemovedLine("h00", 1, "navigation", "\t=cmd()"),),
        },
        story_links=with_terms(
            links_of([(0, 1, 0.9, True), (1, 2, 0.47, False)], cosine_text=[0.5, float("nan")])
        ),
        story_candidates=links_of([(0, 2, 0.47, False), (2, 3, 0.6, True), (3, 4, 0.9, True)]),
        thread_links=links_of([(0, 3, 0.6, True)]),
    )
