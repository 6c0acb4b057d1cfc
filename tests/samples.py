"""Whole findings for tests of the report: like the seeds, thrown by dice, hostile."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from factories import ACTORS, MATTERS, article, findings_of, links_of, on, with_terms

from clustering.model import (
    Affair,
    Findings,
    Links,
    PartialDate,
    Rejection,
    RemovedLine,
    stable_ids,
)

OUTLETS = [
    *("TASS", "Reuters", "RFE/RL", "AFP", "Xinhua", "Kyodo", "Yonhap", "The Guardian", "Le Monde"),
    *("Die Zeit", "Anadolu", "Al Jazeera", "BBC", "CNN", "Russkiy Mir", "Japan Times"),
    *("Moscow Times", "Korea Herald", "Deutsche Welle", "EFE"),
]


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
