"""Who printed whose texts: outlets of copies and their origins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

from clustering.model import DuplicateGroup
from clustering.render.archive import Archive
from clustering.render.site import Context
from clustering.render.words import clipped, counted, isolated, number, plain
from clustering.text.services import service_of

_NAME = 60
_HEADLINE = 90


@dataclass(frozen=True, slots=True)
class Flow:
    """Texts that went from one outlet to another.

    Attributes:
        source: The wire service that the copies credit, else the outlet of the probable origin.
        target: The outlet that printed copies.
        groups: Ids of the groups of copies, most copies first.
        delays: Days from the origin to the copy, ascending; only where both days are known.
    """

    source: str
    target: str
    groups: tuple[str, ...]
    delays: tuple[int, ...]


def flows_of(archive: Archive) -> list[Flow]:
    """Pairs of outlets by the number of texts, most first; unknown outlets are left out."""
    groups: defaultdict[tuple[str, str], list[DuplicateGroup]] = defaultdict(list)
    delays: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    articles = archive.findings.corpus.articles
    for group in sorted(archive.findings.duplicates, key=lambda g: (-len(g.rows), g.rows)):
        head = group.origin.row if group.origin else group.rows[0]
        service = group.origin.service if group.origin else ""
        source = service or _called(articles[head].outlet)
        for row in group.rows:
            target = _called(articles[row].outlet)
            if row == head or not source or not target or source == target:
                continue
            if group not in groups[source, target]:
                groups[source, target].append(group)
            delays[source, target] += _delay(archive, head, row)
    flows = [
        Flow(*pair, tuple(group.id for group in found), tuple(sorted(delays[pair])))
        for pair, found in groups.items()
    ]
    return sorted(flows, key=lambda f: (-len(f.groups), f.source, f.target))


def _called(outlet: str) -> str:
    """A wire service by one name, whether it is credited or has published itself."""
    return service_of(outlet) or plain(outlet)


def _delay(archive: Archive, head: int, row: int) -> list[int]:
    articles, days = archive.findings.corpus.articles, archive.findings.corpus.day_first
    if any(articles[r].date.precision != "day" for r in (head, row)):
        return []
    delay = int(days[row]) - int(days[head])
    return [delay] if delay >= 0 else []


def flow_contexts(archive: Archive, flows: list[Flow]) -> list[Context]:
    """The flows in words, each with the text that most outlets printed."""
    groups = {group.id: group for group in archive.findings.duplicates}
    return [
        {
            "source": isolated(clipped(flow.source, _NAME)),
            "target": isolated(clipped(flow.target, _NAME)),
            "count": counted(len(flow.groups), "text"),
            "number": number(len(flow.groups)),
            "delay": _delay_words(flow),
            "text": clipped(archive.titles[groups[flow.groups[0]].rows[0]], _HEADLINE),
            "href": f"copies/{flow.groups[0]}.html" if flow.groups[0] in archive.compared else "",
        }
        for flow in flows
    ]


def _delay_words(flow: Flow) -> str:
    if not flow.delays:
        return ""
    days = median_low(flow.delays)
    return f"{counted(days, 'day')} later" if days else "the same day"
