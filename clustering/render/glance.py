"""The first minute: largest affairs, who copied whom, what to doubt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clustering.model import Affair, Thread
from clustering.render.archive import Archive
from clustering.render.cards import score_text
from clustering.render.flows import flow_contexts, flows_of
from clustering.render.site import Context
from clustering.render.tree import threads_words
from clustering.render.words import clipped, counted, plain

_MAX_AFFAIRS = 6
_MAX_FLOWS = 5
_NAME = 110


def glance_of(archive: Archive, counts: dict[str, int]) -> Context:
    """What an editor wants to know before anything else."""
    flows = flows_of(archive)
    return {
        "affairs": [_affair(archive, group) for group in largest_affairs(archive)[:_MAX_AFFAIRS]],
        "flows": flow_contexts(archive, flows[:_MAX_FLOWS]),
        "n_flows": counted(len(flows), "pair") + " of outlets",
        "copies_note": _copies_note(archive, counts, has_flows=bool(flows)),
        "doubts": list(_doubts(archive, counts)),
    }


def largest_affairs(archive: Archive) -> list[Affair | Thread]:
    """Umbrellas, and threads that stand under none, most articles first."""
    loose = [t for t in archive.busiest if t.parent not in archive.affairs]
    found: list[Affair | Thread] = [*archive.findings.affairs, *loose]
    return sorted(found, key=lambda a: (-len(a.rows), a.rows))


def _affair(archive: Archive, group: Affair | Thread) -> Context:
    counts = [counted(len(group.rows), "article")]
    if isinstance(group, Affair):
        counts.append(threads_words(archive, group))
        href = f"#{group.id}"
    else:
        counts.append(counted(len(group.stories), "story"))
        href = archive.thread_path(group.id)
    if group.outlets:
        counts.append(counted(len(group.outlets), "outlet"))
    name = clipped(plain(group.name), _NAME) or "Unnamed"
    actors, _, matter = name.partition(" · ")
    return {"href": href, "actors": actors, "matter": matter, "counts": ", ".join(counts)}


def _copies_note(archive: Archive, counts: dict[str, int], *, has_flows: bool) -> str:
    groups = archive.findings.duplicates
    if not groups:
        return "No article here is a copy of another."
    note = (
        f"{counted(counts['n_copies'], 'article')} "
        f"{'repeats' if counts['n_copies'] == 1 else 'repeat'} the text of an earlier one."
    )
    if not has_flows:
        note += " None went from one known outlet to another."
    return note


def _doubts(archive: Archive, counts: dict[str, int]) -> Iterator[Context]:
    """Each doubt in a line, with where to judge it."""
    findings = archive.findings
    stories, threads = findings.story_links, findings.thread_links
    near = int((~stories.accepted).sum())
    if near:
        text = f"{counted(near, 'pair')} nearly made one story"
        yield {"text": text, "href": "doubts.html#near-event"}
    barely = int((stories.accepted & (stories.score < np.float32(_limit(archive)))).sum())
    if barely:
        lie = "lies" if barely == 1 else "lie"
        text = f"{counted(barely, 'pair')} inside stories {lie} below the threshold"
        yield {"text": text, "href": "doubts.html#joined-event"}
    if len(threads) and threads.accepted.any():
        weakest = min(archive.busiest, key=lambda t: (t.weakest, t.rows), default=None)
        if weakest is not None and len(weakest.stories) > 1:
            yield {
                "text": f"The loosest thread holds at {score_text(weakest.weakest)}: "
                f"{clipped(plain(weakest.name), 70)}",
                "href": archive.thread_path(weakest.id),
            }
    yield from _doubtful_groups(archive)
    unknown = counts["n_dates_unknown"] + counts["n_dates_without_year"]
    if unknown:
        text = f"{counted(unknown, 'article')} without a year: not on the time axes"
        yield {"text": text, "href": "#dates"}
    if counts["n_dates_ambiguous"]:
        text = f"{counted(counts['n_dates_ambiguous'], 'date')} whose day and month may be swapped"
        yield {"text": text, "href": "#dates"}
    if counts["n_rejected"]:
        text = f"{counted(counts['n_rejected'], 'input')} refused"
        yield {"text": text, "href": "#removed"}


def _limit(archive: Archive) -> float:
    limit: float = archive.findings.config["stories"]["link_probability"]
    return limit


def _doubtful_groups(archive: Archive) -> Iterator[Context]:
    several = [s for s in archive.findings.stories if len(s.rows) > 2]
    if several:
        largest = min(several, key=lambda s: (-len(s.rows), s.rows))
        page = archive.thread_page(largest.thread)
        yield {
            "text": f"The largest story has {counted(len(largest.rows), 'article')}: "
            f"{clipped(plain(largest.headline) or archive.titles[largest.rows[0]], 70)}",
            "href": f"{page}#{largest.id}",
        }
