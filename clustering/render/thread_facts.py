"""What a thread's page says of it in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from clustering.model import Burst, Thread
from clustering.render.archive import Archive
from clustering.render.cards import card_of
from clustering.render.lead import first_outlets, first_words
from clustering.render.site import Context
from clustering.render.story_section import heading_words
from clustering.render.words import (
    clipped,
    counted,
    day_words,
    days_words,
    isolated,
    listed,
    number,
    plain,
)

_MAX_STRETCHES = 3
_MAX_OUTLETS = 5
_TEXT = 90


def facts_of(archive: Archive, thread: Thread) -> list[Context]:
    """Name and text, of busy stretches also the stories behind them; facts unknown are left out."""
    undated = sum(not archive.findings.corpus.dated[row] for row in thread.rows)
    gaps = [
        f"{counted(end - start - 1, 'day')}, {day_words(start)} to {day_words(end)}"
        for start, end in sorted(thread.gaps, key=lambda gap: (gap[0] - gap[1], gap[0]))
    ]
    bursts = sorted(thread.bursts, key=lambda b: (-b.n_articles, b.day_first))
    busiest = [_burst(archive, burst) for burst in bursts[:_MAX_STRETCHES]]
    found = [
        _fact("Between", listed([plain(a) for a in thread.actors], 12)),
        _fact("About", listed([plain(m) for m in thread.matter], 12)),
        _fact("First to report", _first(archive, thread)),
        _fact("Most often first", "" if thread.reporters else first_words(archive, thread)),
        _fact("Busiest", _more(bursts), busiest),
        _fact("Longest silences" if len(gaps) > 1 else "Silence", _silences(gaps)),
        _fact("Most articles from", _outlets(archive, thread)),
        _fact("Year unknown", counted(undated, "article") if undated else ""),
    ]
    return [fact for fact in found if fact["text"] or fact["bursts"]]


def _fact(name: str, text: str, bursts: Sequence[Context] = ()) -> Context:
    return {"name": name, "text": text, "bursts": bursts}


def _first(archive: Archive, thread: Thread) -> str:
    if not thread.first_outlet:
        return ""
    names = listed([isolated(plain(name)) for name in first_outlets(archive, thread)], _MAX_OUTLETS)
    return f"{names}, {card_of(archive, thread.rows[0]).date}"


def _burst(archive: Archive, burst: Burst) -> Context:
    """A busy stretch and the story with most articles in it."""
    story = None if burst.story_row is None else archive.stories[archive.story_of[burst.story_row]]
    return {
        "when": days_words(burst.day_first, burst.day_last),
        "count": counted(burst.n_articles, "article"),
        "text": "" if story is None else clipped(heading_words(archive, story), _TEXT),
        "href": "" if story is None else f"#{story.id}",
    }


def _silences(gaps: Sequence[str]) -> str:
    end = f"; {_more(gaps)}" if len(gaps) > _MAX_STRETCHES else ""
    return "; ".join(gaps[:_MAX_STRETCHES]) + end


def _more(stretches: Sequence[object]) -> str:
    more = len(stretches) - _MAX_STRETCHES
    return f"{number(more)} more" if more > 0 else ""


def _outlets(archive: Archive, thread: Thread) -> str:
    """Who reported most, and of how many stories each had the first dated article."""
    if thread.reporters:
        most = [(r.outlet, r.n_articles, r.n_first) for r in thread.reporters]
        n_outlets = len(thread.outlets)
    else:
        found = archive.outlets(thread.rows)
        found.pop("", None)
        order = sorted(found, key=lambda name: (-found[name], name))
        most, n_outlets = [(name, found[name], 0) for name in order[:_MAX_OUTLETS]], len(order)
    if n_outlets > 1 and all(n_articles == 1 for _, n_articles, _ in most):
        return f"{counted(n_outlets, 'outlet')}, one each"
    told = [
        f"{isolated(plain(outlet))} ({number(n_articles)}"
        + (f", first with {number(n_first)})" if n_first and len(thread.stories) > 1 else ")")
        for outlet, n_articles, n_first in most
    ]
    more = n_outlets - len(most)
    return listed(told) + (f" and {number(more)} more" if more > 0 else "")
