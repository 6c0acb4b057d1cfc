"""Why an article is in no thread with others, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from clustering.model import Outside, Related
from clustering.render.archive import Archive
from clustering.render.cards import place_of, threshold_text
from clustering.render.words import clipped, isolated, plain

_NAMED = 3
_NAME = 70

Parts = list[tuple[str, str]]
"""Words, and where they lead; empty for nowhere."""


def outside_words(archive: Archive, outside: Outside) -> str:
    """What follows "in no thread with others:", as it stands in articles.csv."""
    return "".join(text for text, _ in _parts(archive, outside))


def outside_sentence(archive: Archive, outside: Outside) -> Parts:
    """The same as a sentence whose threads lead to where they are read."""
    (first, href), *rest = _parts(archive, outside)
    parts = [(f"{first[0].upper()}{first[1:]}", href), *rest, (".", "")]
    joined = groupby(parts, key=lambda part: part[1])
    return [("".join(text for text, _ in same), href) for href, same in joined]


def _parts(archive: Archive, outside: Outside) -> Iterator[tuple[str, str]]:
    near = outside.nearest
    if near is None:
        few = "too few words in common with any other article to be compared"
        yield few if len(archive.threads) > 1 else "there is no other text in the archive", ""
        return
    if outside.reason == "kept apart":
        yield "your constraint keeps it from ", ""
        yield _name(archive, near.thread)
        return
    if outside.reason == "many affairs":
        yield f"names {len(outside.named)} affairs and is about none of them alone (", ""
        for place, thread in enumerate(outside.named[:_NAMED]):
            if place:
                yield "; ", ""
            yield _name(archive, thread)
        more = len(outside.named) - _NAMED
        yield f"{f'; and {more} more' if more > 0 else ''}); nearest is ", ""
    elif outside.reason == "no actor":
        told = "names no actor that the table knows, and nothing is near enough: nearest is "
        yield told, ""
    else:
        yield "nothing is near enough: nearest is ", ""
    yield _name(archive, near.thread)
    needed = threshold_text(archive.findings.config["threads"]["affinity"])
    yield f" at {_score(near)}, {needed} is needed", ""


def _name(archive: Archive, thread: str) -> tuple[str, str]:
    found = archive.threads[thread]
    name = f"“{isolated(clipped(plain(found.name), _NAME))}”"
    return name, archive.thread_path(thread) or place_of(archive, found.rows[0])


def _score(near: Related) -> str:
    """Three decimals, cut: what falls short must not read as enough."""
    return f"{int(near.affinity * 1000 + 1e-6) / 1000:.3f}"
