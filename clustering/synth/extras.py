"""What makes an archive hard: twins, templates, notices, single items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from clustering.synth.grammar import Deck, expand
from clustering.synth.prose import Draft, in_paragraphs, outlets, tell
from clustering.synth.world import (
    N_DAYS,
    circumstances,
    day_facts,
    invent_person,
    invent_place,
    side,
    table,
)

Label = Callable[[str], str]


def _countries() -> list[str]:
    return [name for name in table("world")["countries"] if not name.startswith("the ")]


def _anybody(random: Random) -> str:
    return invent_person(random.choice(sorted(table("world")["names"])), random)[0]


def twins(random: Random, label: Label) -> Iterator[Draft]:
    """Two events of one kind within a week, in two countries, by the same outlets.

    Each is a story and a thread of its own.
    """
    extras = table("extras")["twins"]
    kind = extras[random.choice(sorted(extras))]
    countries = random.sample(_countries(), 2)
    papers = random.sample(sorted(outlets()), 2)
    start = random.randrange(N_DAYS - 10)
    for country, day in zip(countries, (start, start + random.randint(1, 6)), strict=True):
        facts = _twin_facts(country, day, random)
        story, thread = label("s"), label("t")
        deck = Deck(random)
        for outlet in papers:
            chosen = [deck.deal("sentence", kind["sentences"]) for _ in range(6)]
            lead = deck.deal("lead", kind["lead"])
            sentences = [expand(sentence, facts, random) for sentence in (lead, *chosen)]
            sentences += [tell(facts[f"prop{k}"], facts, deck, random) for k in (1, 2, 3)]
            sentences += _padding(facts, random, 1)
            yield Draft(
                expand(deck.deal("headline", kind["headline"]), facts, random),
                in_paragraphs(sentences, random),
                day,
                outlet,
                "twin",
                label("d"),
                story,
                thread,
            )


def _twin_facts(country: str, day: int, random: Random) -> dict[str, str]:
    numbers = {
        "n1": random.randint(41, 290),
        "n2": random.randint(11, 79),
        "n3": random.randint(12, 95),
        "n4": random.randint(14, 180),
    }
    return {
        **side(country, "A", random),
        **day_facts(day),
        **circumstances(random),
        **{name: str(number) for name, number in numbers.items()},
        "b": _anybody(random),
        "place": invent_place(random),
        "magnitude": f"{random.uniform(5.1, 7.2):.1f}",
    }


def _padding(facts: dict[str, str], random: Random, n_sentences: int) -> list[str]:
    padding = random.sample(table("extras")["singles"]["padding"], n_sentences)
    return [expand(sentence, facts, random) for sentence in padding]


def single(random: Random, label: Label) -> Iterator[Draft]:
    """An item of its own on something that happened once."""
    singles = table("extras")["singles"]
    topic = random.choice(sorted(set(singles) - {"padding"}))
    day = random.randrange(N_DAYS)
    facts = {
        **side(random.choice(_countries()), "A", random),
        **day_facts(day),
        **circumstances(random),
        "person": _anybody(random),
        "place": invent_place(random),
        "n1": str(random.randint(12, 90)),
        "n2": f"{random.randint(110, 4000):,}",
    }
    body = random.sample(singles[topic][1:], 5)
    deck = Deck(random)
    sentences = [expand(sentence, facts, random) for sentence in (singles[topic][0], *body)]
    sentences += [tell(facts[f"prop{k}"], facts, deck, random) for k in (1, 2, 3, 1, 2)]
    sentences += _padding(facts, random, 2)
    title = f"{facts['place']} remembers {facts['prop1']}"
    outlet = random.choice(sorted(outlets()))
    paragraphs = in_paragraphs(sentences, random)
    yield _alone(label, "single", day, outlet, title=title, paragraphs=paragraphs)


def weather(random: Random, label: Label) -> Iterator[Draft]:
    """Two or three forecasts from one template, for one city on successive days."""
    form = table("extras")["weather"]
    city = table("world")["countries"][random.choice(_countries())][1]
    outlet = random.choice(sorted(outlets()))
    start = random.randrange(N_DAYS - 4)
    for day in range(start, start + random.choice((2, 3))):
        high = random.randint(4, 36)
        facts = {
            "city": city,
            **day_facts(day),
            **{name: random.choice(form[name]) for name in ("sky", "wind", "quality")},
            "sky2": random.choice(form["sky"]),
            "high": str(high),
            "low": str(high - random.randint(4, 13)),
            "low2": str(high - random.randint(1, 5)),
            "high2": str(high + random.randint(1, 6)),
        }
        ranges = {"rain": 95, "speed": 45, "gust": 90, "index": 160, "sunrise": 59, "sunset": 59}
        facts |= {name: f"{random.randint(10, most)}" for name, most in ranges.items()}
        yield _templated("weather", facts, day, outlet, label)


def market(random: Random, label: Label) -> Iterator[Draft]:
    """Two or three market reports from one template, for one exchange on successive days."""
    form = table("extras")["market"]
    capital = table("world")["countries"][random.choice(_countries())][1]
    outlet = random.choice(sorted(outlets()))
    start = random.randrange(N_DAYS - 4)
    for day in range(start, start + random.choice((2, 3))):
        level = random.randint(1200, 9000)
        whole = {"volume": 900, "volume2": 900, "winners": 400, "losers": 400, "same": 90}
        parts = {"change": 3, "gain": 9, "loss": 9, "rate": 90, "rate2": 90, "yield": 9}
        facts = {
            "Ac": capital,
            **day_facts(day),
            **{name: str(random.randint(11, most)) for name, most in whole.items()},
            **{name: f"{random.uniform(0.1, most):.2f}" for name, most in parts.items()},
            "move": random.choice(form["move"]),
            "index": f"{level:,}",
            "low": f"{level - random.randint(9, 90):,}",
            "high": f"{level + random.randint(9, 90):,}",
            "oil": f"{random.uniform(55, 99):.2f}",
            "gold": f"{random.uniform(1800, 3900):,.0f}",
        }
        facts["company"], facts["company2"] = random.sample(form["company"], 2)
        yield _templated("market", facts, day, outlet, label)


def results(random: Random, label: Label) -> Iterator[Draft]:
    """Two or three round-ups of matches from one template, in one league."""
    country = random.choice(_countries())
    outlet = random.choice(sorted(outlets()))
    start = random.randrange(N_DAYS - 20)
    for week in range(random.choice((2, 3))):
        day = start + 7 * week
        facts = {"A": country, **day_facts(day), "leader": invent_place(random)}
        for letter in "abcdefgh":
            facts[f"team_{letter}"] = invent_place(random)
            facts[f"goals_{letter}"] = str(random.randint(0, 5))
            facts[f"scorer_{letter}"] = _anybody(random)
            facts[f"minute_{letter}"] = str(random.randint(1, 90))
            facts[f"crowd_{letter}"] = f"{random.randint(1200, 48000):,}"
        facts["points"] = str(random.randint(20, 70))
        yield _templated("results", facts, day, outlet, label)


def courts(random: Random, label: Label) -> Iterator[Draft]:
    """Two or three lists of hearings from one template, of one court."""
    form = table("extras")["courts"]
    town, outlet = invent_place(random), random.choice(sorted(outlets()))
    start = random.randrange(N_DAYS - 4)
    for day in range(start, start + random.choice((2, 3))):
        facts = {"town": town, **day_facts(day), "judge": _anybody(random)}
        for letter in "abcdef":
            facts[f"person_{letter}"] = _anybody(random)
            facts[f"charge_{letter}"] = random.choice(form["charge"])
            facts[f"hall_{letter}"] = str(random.randint(1, 40))
            facts[f"age_{letter}"] = str(random.randint(18, 85))
            facts[f"hour_{letter}"] = f"{random.randint(8, 16)}:{random.choice(('00', '15', '30'))}"
        yield _templated("courts", facts, day, outlet, label)


def notice(random: Random, label: Label) -> Iterator[Draft]:
    """A short notice above the long footer that all notices share."""
    form = table("extras")["notice"]
    day = random.randrange(N_DAYS)
    what = random.choice(form["what"])
    facts = {
        **day_facts(day),
        "what": what,
        "what_lower": what.lower(),
        "topic": random.choice(form["topic"]),
        "person": _anybody(random),
        "person2": _anybody(random),
        "place": invent_place(random),
        "n": str(random.randint(12, 300)),
        "A": random.choice(_countries()),
        "room": str(random.randint(101, 899)),
        "hour": f"{random.randint(8, 18)}:{random.choice(('00', '15', '30', '45'))}",
    }
    more = [expand(sentence, facts, random) for sentence in random.sample(form["more"], 2)]
    opening = " ".join([expand(random.choice(form["text"]), facts, random), *more])
    paragraphs = (opening, form["footer"])
    title = expand(random.choice(form["headline"]), facts, random)
    outlet = "Synthetic Gazette"
    yield _alone(label, "notice", day, outlet, title=title, paragraphs=paragraphs)


def _templated(kind: str, facts: dict[str, str], day: int, outlet: str, label: Label) -> Draft:
    form = table("extras")[kind]
    paragraphs = tuple(form["text"].format_map(facts).split("\n\n"))
    title = form["headline"].format_map(facts)
    return _alone(label, kind, day, outlet, title=title, paragraphs=paragraphs)


def _alone(
    label: Label, kind: str, day: int, outlet: str, *, title: str, paragraphs: tuple[str, ...]
) -> Draft:
    return Draft(title, paragraphs, day, outlet, kind, label("d"), label("s"), label("t"))
