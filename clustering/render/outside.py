"""Why an article is in no thread with others, in words."""

from __future__ import annotations

from clustering.model import Outside, Related
from clustering.render.archive import Archive
from clustering.render.cards import threshold_text
from clustering.render.words import clipped, isolated, plain

_NAMED = 3
_NAME = 70


def outside_words(archive: Archive, outside: Outside) -> str:
    """What follows "in no thread with others:", as it stands in articles.csv and on the page."""
    near = outside.nearest
    if near is None:
        return "too few words in common with any other article to be compared"
    if outside.reason == "kept apart":
        return f"your constraint keeps it from {_name(archive, near.thread)}"
    needed = threshold_text(archive.findings.config["threads"]["affinity"])
    away = f"nearest is {_name(archive, near.thread)} at {_score(near)}, {needed} is needed"
    if outside.reason == "many affairs":
        names = [_name(archive, thread) for thread in outside.named]
        more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        told = "; ".join(names[:_NAMED]) + more
        return f"names {len(names)} affairs and is about none of them alone ({told}); {away}"
    if outside.reason == "no actor":
        return f"names no actor that the table knows, and nothing is near enough: {away}"
    return f"nothing is near enough: {away}"


def _name(archive: Archive, thread: str) -> str:
    return f"“{isolated(clipped(plain(archive.threads[thread].name), _NAME))}”"


def _score(near: Related) -> str:
    """Three decimals, cut: what falls short must not read as enough."""
    return f"{int(near.affinity * 1000 + 1e-6) / 1000:.3f}"
