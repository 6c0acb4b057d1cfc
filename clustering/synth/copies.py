"""What newsrooms do to a wire text: copies of four kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from clustering.synth.prose import Draft, outlets
from clustering.synth.world import N_DAYS, table

COPY_KINDS = ("copy-exact", "copy-near", "copy-cut", "copy-edited")

_WORD = re.compile(r"[A-Za-z']+")


def make_copy(original: Draft, kind: str, outlet: str, headline: str, random: Random) -> Draft:
    """A copy of the given kind in another outlet, up to two days later.

    Args:
        original: What is copied.
        kind: ``copy-exact`` (nothing changed), ``copy-near`` (new headline, credit line and
            furniture), ``copy-cut`` (the first 50 to 80 % of the words) or ``copy-edited``
            (5 to 10 % of the words replaced).
        outlet: Who prints the copy.
        headline: A new headline, used where the kind has one.
        random: Source of chance.
    """
    day = min(N_DAYS - 1, original.day + random.choice((0, 0, 1, 2)))
    copy = replace(original, outlet=outlet, kind=kind, day=day)
    match kind:
        case "copy-exact":
            return copy
        case "copy-near":
            return replace(copy, title=headline, paragraphs=_furnished(original, outlet, random))
        case "copy-cut":
            return replace(copy, title=headline, paragraphs=_cut(original.paragraphs, random))
        case _:
            return replace(copy, paragraphs=_edited(original.paragraphs, random))


def dateline(paragraphs: Sequence[str], place: str, wire: str) -> tuple[str, ...]:
    """Puts a wire's dateline and credit before the text: ``GENEVA (Newswire A) - …``."""
    credit = wire.removeprefix("Synthetic ")
    return (f"{place.upper()} ({credit}) - {paragraphs[0]}", *paragraphs[1:])


def _furnished(original: Draft, outlet: str, random: Random) -> tuple[str, ...]:
    furniture = [str(line) for line in list(outlets()[outlet]["furniture"])]  # type: ignore[call-overload]
    credit = original.outlet.removeprefix("Synthetic ")
    thanks = (
        f"With reporting by {credit}.",
        f"This article was first published by {credit}.",
        f"{credit} contributed to this report.",
    )
    return (*furniture[1:], *original.paragraphs, random.choice(thanks), *furniture[:1])


def _cut(paragraphs: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """Whole sentences from the start, as near as may be to the chosen share of words."""
    n_words = sum(len(p.split()) for p in paragraphs)
    most = n_words * random.uniform(0.62, 0.79)
    kept: list[str] = []
    n_kept = 0
    for paragraph in paragraphs:
        sentences = []
        for sentence in re.split(r"(?<=[.!?\"]) (?=[A-Z\"])", paragraph):
            n_kept += len(sentence.split())
            if n_kept > most:
                break
            sentences.append(sentence)
        if sentences:
            kept.append(" ".join(sentences))
        if n_kept > most:
            break
    return tuple(kept)


@cache
def _exchanges() -> dict[str, str]:
    pairs = table("extras")["edits"]["pairs"]
    both_ways = {right: left for left, right in pairs if " " not in right}
    return both_ways | dict(pairs)


def _edited(paragraphs: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """Exchanges 5 to 10 % of the words, spread over the text."""
    text = "\n\n".join(paragraphs)
    places = [m for m in _WORD.finditer(text) if m.group() in _exchanges()]
    n_edits = round(len(text.split()) * random.uniform(0.06, 0.09))
    chosen = sorted(random.sample(range(len(places)), min(n_edits, len(places))), reverse=True)
    for position in chosen:
        word = places[position]
        text = text[: word.start()] + _exchanges()[word.group()] + text[word.end() :]
    return tuple(text.split("\n\n"))
