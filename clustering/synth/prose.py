"""Articles about an event, each in the manner of its outlet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from clustering.synth.events import Event
from clustering.synth.grammar import Deck, expand, sentence_case
from clustering.synth.world import Affair, invent_person, table


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it has an id, with the truth about it.

    Attributes:
        title: Headline.
        paragraphs: Text; joined by empty lines when written.
        day: Days since the first of the year.
        outlet: Who published it.
        kind: What was planted.
        duplicate_group: Label shared by copies.
        story: Label shared by articles on one event.
        thread: Label shared by the events of one affair.
        dated: False for an article without a date.
    """

    title: str
    paragraphs: tuple[str, ...]
    day: int
    outlet: str
    kind: str
    duplicate_group: str
    story: str
    thread: str
    dated: bool = True

    @property
    def text(self) -> str:
        """The body as it is written to the file."""
        return "\n\n".join(self.paragraphs)


def outlets() -> dict[str, dict[str, object]]:
    """Outlet to host, style and furniture."""
    found: dict[str, dict[str, object]] = table("world")["outlets"]
    return found


def report_event(
    affair: Affair, event: Event, deck: Deck, outlet: str, random: Random
) -> tuple[str, tuple[str, ...]]:
    """Headline and paragraphs of one independent article on an event.

    Args:
        affair: Who and what it is about.
        event: What happened.
        deck: Shared by the articles on this event, so that they word it differently.
        outlet: Decides the order of the parts.
        random: Source of chance.
    """
    grammar = table("grammar")
    kind = grammar["kinds"][event.kind]
    facts = _with_voices(affair, event.facts, deck, random)
    sentences = [expand(deck.deal("lead", kind["lead"]), facts, random)]
    for part in grammar["styles"][str(outlets()[outlet]["style"])]:
        if part == "history" and "prev" not in facts:
            continue
        if part.startswith("prop"):
            sentences.append(tell(facts[part], facts, deck, random))
            continue
        items = {"background": affair.lists["background"], "detail": kind["detail"]}.get(part)
        sentences.append(expand(deck.deal(part, items or _part(part)), facts, random))
    headline = expand(deck.deal("headline", kind["headline"]), facts, random)
    return headline, in_paragraphs(sentences, random)


def tell(thing: str, facts: Mapping[str, str], deck: Deck, random: Random) -> str:
    """A sentence about one of the event's circumstances."""
    sentence = deck.deal("of_event", table("extras")["props"]["of_event"])
    return expand(sentence, {**facts, "prop": thing, "Prop": sentence_case(thing)}, random)


def _part(name: str) -> list[str]:
    sentences: list[str] = (
        table("extras")["props"][name] if name == "seat" else table("grammar")["parts"][name]
    )
    return sentences


def in_paragraphs(sentences: list[str], random: Random) -> tuple[str, ...]:
    """Paragraphs of one to three sentences; the first sentence stands alone."""
    paragraphs = [sentences[0]]
    rest = sentences[1:]
    while rest:
        size = random.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    return tuple(paragraphs)


def _with_voices(
    affair: Affair, facts: Mapping[str, str], deck: Deck, random: Random
) -> dict[str, str]:
    """The event's facts with this article's own quotations and expert."""
    quote_a = deck.deal("aq", affair.lists["stance_a"])
    quote_b = deck.deal("bq", affair.lists["stance_b"])
    world = table("world")
    return {
        **facts,
        "aq": quote_a,
        "Aq": sentence_case(quote_a),
        "bq": quote_b,
        "Bq": sentence_case(quote_b),
        "matter": deck.deal("matter", affair.lists["matter"]),
        "expert": invent_person(random.choice(sorted(world["names"])), random)[0],
        "analyst": deck.deal("analyst", world["officials"]["analyst"]),
    }
