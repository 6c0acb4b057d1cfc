"""The course of an affair over the year: its events and their facts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from clustering.synth.grammar import Deck, expand
from clustering.synth.world import N_DAYS, Affair, circumstances, day_facts, speaker, table

_N_INDEPENDENT = (1, 1, 1, 2, 2, 3, 3, 4)
_N_COPIES = (0, 0, 0, 1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once, on one day, with facts that every report shares."""

    day: int
    kind: str
    facts: dict[str, str]
    n_independent: int
    n_copies: int


def make_events(affair: Affair, n_articles: int, random: Random) -> list[Event]:
    """Events of an affair for about ``n_articles`` articles, in bursts with gaps between.

    The first event falls in the first quarter of the year and the last in the last, so
    that an affair is long however few events it has.
    """
    sizes = _sizes(n_articles, random)
    deck = Deck(random)
    kinds = list(table("grammar")["kinds"])
    events: list[Event] = []
    for day, (n_independent, n_copies) in zip(_days(len(sizes), random), sizes, strict=True):
        kind = deck.deal("kind", kinds)
        facts = _facts(affair, day, events, deck, random)
        events.append(Event(day, kind, facts, n_independent, n_copies))
    return events


def _sizes(n_articles: int, random: Random) -> list[tuple[int, int]]:
    sizes = []
    left = n_articles
    while left > 0:
        n_independent = min(left, random.choice(_N_INDEPENDENT))
        n_copies = min(left - n_independent, random.choice(_N_COPIES))
        sizes.append((n_independent, n_copies))
        left -= n_independent + n_copies
    return sizes


def _days(n_events: int, random: Random) -> list[int]:
    """Ascending days around two to four centres that lie far apart."""
    n_bursts = min(n_events, random.choice((2, 3, 3, 4)))
    slot = (N_DAYS - 40) / max(n_bursts - 1, 1)
    centres = [20 + round(slot * burst) for burst in range(n_bursts)]
    days = []
    for event in range(n_events):
        centre = centres[event] if event < n_bursts else random.choice(centres)
        days.append(min(N_DAYS - 6, max(0, centre + round(random.gauss(0, 9)))))
    return sorted(days)


def _facts(
    affair: Affair, day: int, earlier: list[Event], deck: Deck, random: Random
) -> dict[str, str]:
    lists = affair.lists
    units = random.sample(lists["units"], 2)
    facts = {
        **affair.facts,
        **day_facts(day),
        **circumstances(random),
        **speaker(affair.facts, "A", random),
        **speaker(affair.facts, "B", random),
        "place": deck.deal("place", affair.places),
        "issue": deck.deal("issue", lists["issues"]),
        "third": random.choice(lists["third"]),
        "hours": random.choice(("four", "five", "six", "seven", "nine")),
        "margin": str(random.randint(2, 60)),
    }
    for number, (unit, low, high) in enumerate(units, 1):
        facts[f"n{number}"] = f"{random.randint(low, high):,}"
        facts[f"u{number}"] = unit
    if earlier:
        last = earlier[-1]
        past = table("grammar")["kinds"][last.kind]["past"]
        facts["prev"] = expand("the " + past.removeprefix("the "), last.facts, random)
        facts["prev"] = facts["prev"][0].lower() + facts["prev"][1:]
    return facts
