"""What a report says of two articles, level by level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clustering.graph.paths import Edge, strongest_path
from clustering.store import WrittenReport

_TITLE = 70
_MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class Level:
    """How a level's groups came about.

    Attributes:
        column: Of ``articles.csv``.
        links: Its name in ``links.csv``.
        key: The threshold's key.
        score: What a link's score is called.
        rule: How links become groups.
    """

    column: str
    links: str
    key: str
    score: str
    rule: str


LEVELS = (
    Level(
        "duplicate_group",
        "duplicate",
        "duplicates.jaccard",
        "score",
        "every copy is linked to the first of its group",
    ),
    Level(
        "story",
        "story",
        "stories.link_probability",
        "probability",
        "stories are joined by the mean over their pairs, so no single link decides",
    ),
    Level(
        "thread",
        "thread",
        "threads.affinity",
        "affinity",
        "threads are joined by the affinity of all their stories, so no single link decides",
    ),
)


@dataclass(frozen=True, slots=True)
class Way:
    """The strongest way between two articles at a level.

    Attributes:
        level: Which.
        ends: The articles that the links are between: of copies and of a story the one that
            stands for it.
        same: Both are in one group.
        groups: Of the two.
        edges: From the one end to the other; empty where there is no way, or nothing between.
        accepted: Edges inside one group, by their two ends in either order.
    """

    level: Level
    ends: tuple[str, str]
    same: bool
    groups: tuple[str, str]
    edges: tuple[Edge, ...]
    accepted: frozenset[tuple[str, str]]

    @property
    def weakest(self) -> Edge | None:
        """The first of the weakest edges."""
        return min(self.edges, key=lambda edge: edge[2], default=None)


def ways_of(report: WrittenReport, left: str, right: str) -> list[Way]:
    """The strongest way at every level that the report has.

    Where the two are in one group, the way leads through links inside it; else through any,
    and its weakest link is the best that was not enough.
    """
    links = _links(report)
    return [
        _way(report.any_articles, level, links.get(level.links, []), left, right)
        for level in LEVELS
        if level.column in report.any_articles[left]
    ]


def _links(report: WrittenReport) -> dict[str, list[tuple[str, str, float, bool]]]:
    """Level to its links: left, right, score, accepted."""
    found: dict[str, list[tuple[str, str, float, bool]]] = {}
    for row in report.rows("links.csv", ("level", "left", "right", "score", "accepted")):
        score, accepted = float(row["score"] or 0), row.get("accepted") == "true"
        link = row["left"], row["right"], score, accepted
        found.setdefault(row.get("level", "duplicate"), []).append(link)
    return found


def _way(
    articles: Mapping[str, Mapping[str, str]],
    level: Level,
    links: Sequence[tuple[str, str, float, bool]],
    left: str,
    right: str,
) -> Way:
    groups = articles[left][level.column], articles[right][level.column]
    same = groups[0] == groups[1]
    ends = _unit(articles, level, left), _unit(articles, level, right)
    edges: list[Edge] = []
    accepted = set()
    for one, other, score, joined in links:
        pair = one, other
        inside = [articles[name][level.column] if name in articles else "" for name in pair]
        if joined:
            accepted |= {pair, pair[::-1]}
        if not same or inside == [groups[0], groups[0]]:
            edges.append((*pair, score))
    way = strongest_path(edges, *ends) if ends[0] != ends[1] else []
    return Way(level, ends, same, groups, tuple(way), frozenset(accepted))


def _unit(articles: Mapping[str, Mapping[str, str]], level: Level, name: str) -> str:
    row = articles[name]
    if level.column == "story":
        return row.get("representative") or name
    if level.column == "thread":
        return next(n for n, other in articles.items() if other["story"] == row["story"])
    return name


def way_lines(way: Way, articles: Mapping[str, Mapping[str, str]], threshold: str) -> Iterator[str]:
    """A level in words: the groups, the threshold, and the way link by link."""
    name = way.level.column.replace("_", " ")
    both = way.groups[0] if way.same else f"{way.groups[0]} and {way.groups[1]}"
    yield f"{name}: {'the same' if way.same else 'not the same'}, {both}"
    yield f"  {way.level.key} is {threshold}; {way.level.rule}"
    if way.ends[0] == way.ends[1]:
        narrower = "story" if way.level.column == "thread" else "group of copies"
        yield f"  the two are of one {narrower}"
        return
    if not way.edges:
        inside = " inside the group" if way.same else ""
        yield f"  no way of links{inside} leads from one to the other, accepted or borderline"
        return
    weakest = way.weakest
    assert weakest is not None
    kind = "strongest way" if way.same else "best way, which was not enough"
    n = len(way.edges)
    steps = "1 link" if n == 1 else f"{n:,} links"
    yield f"  {kind}: {steps}, the weakest with {way.level.score} {weakest[2]:.3g}"
    yield f"    {_article(articles, way.ends[0])}"
    for at, (left, right, score) in enumerate(way.edges):
        if _MAX_STEPS // 2 <= at < n - _MAX_STEPS // 2 and (left, right, score) != weakest:
            continue
        joined = "joined" if (left, right) in way.accepted else "not joined"
        mark = "  <- the weakest" if (left, right, score) == weakest and n > 1 else ""
        yield f"      | {score:.3g} {joined}{mark}"
        yield f"    {_article(articles, right)}"


def _article(articles: Mapping[str, Mapping[str, str]], name: str) -> str:
    title = articles.get(name, {}).get("title", "")
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    return f"{name} · {short}" if short else name
