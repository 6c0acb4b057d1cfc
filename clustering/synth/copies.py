"""What newsrooms do to a wire text: copies of ten kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from clustering.synth.prose import Draft, outlets
from clustering.synth.world import N_DAYS, table

COPY_KINDS = (
    "copy-exact",
    "copy-near",
    "copy-cut",
    "copy-third",
    "copy-edited",
    "copy-reworded",
    "copy-boilerplate",
    "copy-unquoted",
    "copy-moved",
    "copy-merged",
)

_SENTENCE = re.compile(r"(?<=[.!?\"]) (?=[A-Z\"])")
_WORD = re.compile(r"[A-Za-z']+")


def make_copy(
    original: Draft,
    kind: str,
    outlet: str,
    headline: str,
    random: Random,
    other: Draft | None = None,
) -> Draft:
    """A copy of the given kind in another outlet, up to two days later.

    Args:
        original: What is copied.
        kind: ``copy-exact`` (nothing changed), ``copy-near`` (new headline, credit line and
            furniture), ``copy-cut`` (the first 62 to 79 % of the words), ``copy-third`` (the
            first 30 to 38 %), ``copy-edited`` (6 to 9 % of the words replaced),
            ``copy-reworded`` (10 to 19 %), ``copy-boilerplate`` (a quarter as much again that
            the paper prints below all its wires), ``copy-unquoted`` (no quotations),
            ``copy-moved`` (paragraphs in another order) or ``copy-merged`` (another wire's
            beginning put before it).
        outlet: Who prints the copy.
        headline: A new headline, used where the kind has one.
        random: Source of chance.
        other: The other wire that a merged copy begins with; without one it is furnished.
    """
    day = min(N_DAYS - 1, original.day + random.choice((0, 0, 1, 2)))
    copy = replace(original, outlet=outlet, kind=kind, day=day)
    text = original.paragraphs
    match kind:
        case "copy-exact":
            return copy
        case "copy-cut":
            text = _cut(text, random.uniform(0.62, 0.79))
        case "copy-third":
            text = _cut(text, random.uniform(0.34, 0.40))
        case "copy-edited":
            return replace(copy, paragraphs=_edited(text, random))
        case "copy-reworded":
            return replace(copy, paragraphs=_reworded(text, random))
        case "copy-boilerplate":
            text = (*text, _boilerplate(outlet))
        case "copy-unquoted":
            text = _unquoted(text)
        case "copy-moved":
            text = (text[0], *random.sample(text[1:], len(text) - 1))
        case "copy-merged" if other is not None:
            text = (*_cut(other.paragraphs, 0.45), *text)
        case _:
            text = _furnished(original, outlet, random)
    return replace(copy, title=headline, paragraphs=text)


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


def _boilerplate(outlet: str) -> str:
    """A paragraph of seventy words that stands below all wires in one paper."""
    name = outlet.removeprefix("Synthetic ")
    return str(table("extras")["edits"]["boilerplate"]).format(outlet=name)


def _unquoted(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    kept = (
        " ".join(s for s in _SENTENCE.split(paragraph) if '"' not in s) for paragraph in paragraphs
    )
    return tuple(paragraph for paragraph in kept if paragraph)


def _reworded(paragraphs: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """Replaces 10 to 19 % of the words, any of them, by words from elsewhere in the text."""
    words = [word for paragraph in paragraphs for word in paragraph.split(" ")]
    n_edits = round(len(words) * random.uniform(0.11, 0.19))
    chosen = set(random.sample(range(len(words)), n_edits))
    pool = [word.strip('.,;:"').lower() for word in words]
    told, at = [], 0
    for paragraph in paragraphs:
        parts = paragraph.split(" ")
        for k, word in enumerate(parts):
            if at + k in chosen:
                parts[k] = random.choice(pool) + (word[-1] if word[-1] in ".,;:" else "")
        at += len(parts)
        told.append(" ".join(parts))
    return tuple(told)


def _cut(paragraphs: tuple[str, ...], share: float) -> tuple[str, ...]:
    """Whole sentences from the start, as near as may be to a share of the words."""
    most = sum(len(p.split()) for p in paragraphs) * share
    kept: list[str] = []
    n_kept = 0
    for paragraph in paragraphs:
        sentences = []
        for sentence in _SENTENCE.split(paragraph):
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
