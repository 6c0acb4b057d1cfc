"""Countries, invented persons, outlets and the affairs between them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

FIRST_DAY = date(2025, 1, 1)
N_DAYS = 365


@cache
def table(name: str) -> dict[str, Any]:
    """One of the package's data files, such as ``world``."""
    file = resources.files("clustering.synth").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Affair:
    """Two actors over one matter; the facts are the same in all its events."""

    matter: str
    facts: dict[str, str]
    places: tuple[str, ...]

    @property
    def lists(self) -> dict[str, Any]:
        """Issues, units, stances and background of the matter."""
        lists: dict[str, Any] = table("matters")[self.matter]
        return lists


def make_affairs(random: Random) -> Iterator[Affair]:
    """The twelve affairs of ``matters.toml``, then matters with other actors, none twice."""
    matters = table("matters")
    for name, matter in matters.items():
        side_a, side_b = matter["actors"]
        yield _affair(name, side_a, side_b, matter["places"], random)
    seen = {(name, *sorted(matter["actors"])) for name, matter in matters.items()}
    countries = [name for name in table("world")["countries"] if not name.startswith("the ")]
    n_pairs = len(countries) * (len(countries) - 1) // 2
    while len(seen) < len(matters) * n_pairs:
        name = random.choice(list(matters))
        side_a, side_b = random.sample(countries, 2)
        key = (name, *sorted((side_a, side_b)))
        if key not in seen:
            seen.add(key)
            capitals = [capital_of(side_a), capital_of(side_b)]
            places = capitals + [invent_place(random) for _ in range(4)]
            yield _affair(name, side_a, side_b, places, random)


def _affair(matter: str, side_a: str, side_b: str, places: list[str], random: Random) -> Affair:
    facts = {**side(side_a, "A", random), **side(side_b, "B", random)}
    regions = sorted(table("world")["names"])
    envoy, facts["ml"] = invent_person(random.choice(regions), random)
    facts["m"] = f"{random.choice(table('world')['officials']['envoy'])} {envoy}"
    return Affair(matter, facts, tuple(places))


def side(country: str, letter: str, random: Random) -> dict[str, str]:
    """Facts on one side: name, demonym, capital, and a minister with full and last name."""
    demonym, capital, region = table("world")["countries"][country]
    person, last = invent_person(region, random)
    titles = table("world")["officials"]["minister"]
    title = "Director" if country.startswith("the ") else random.choice(titles)
    return {
        letter: country,
        f"{letter}t": country.removeprefix("the "),
        f"{letter}d": demonym,
        f"{letter}c": capital,
        letter.lower(): f"{title} {person}",
        f"{letter.lower()}l": last,
    }


def speaker(facts: dict[str, str], letter: str, random: Random) -> dict[str, str]:
    """Who speaks for a side in one event: the minister, or an official of the day."""
    if random.random() < 0.4:
        return {}
    region = table("world")["countries"][facts[letter]][2]
    person, last = invent_person(region, random)
    title = random.choice(table("world")["officials"]["second"])
    return {letter.lower(): f"{title} {person}", f"{letter.lower()}l": last}


def capital_of(country: str) -> str:
    """The country's capital."""
    return str(table("world")["countries"][country][1])


def invent_person(region: str, random: Random) -> tuple[str, str]:
    """Full name and last name of somebody who does not exist."""
    names = table("world")["names"][region]
    last = random.choice(names["last"])
    return f"{random.choice(names['first'])} {last}", last


def invent_place(random: Random) -> str:
    """Name of a town that does not exist."""
    places = table("world")["places"]
    name = random.choice(places["stem"]) + random.choice(places["ending"])
    return f"{random.choice(places['first'])} {name}" if random.random() < 0.4 else name


def circumstances(random: Random) -> dict[str, str]:
    """What makes one event unlike another: three small things, a venue and a witness."""
    props = table("extras")["props"]
    venue = (random.choice(props["venue_first"]), random.choice(props["venue_second"]))
    facts = {
        "venue": f"the {' '.join(venue)}",
        "witness": invent_person(random.choice(sorted(table("world")["names"])), random)[0],
    }
    for number, thing in enumerate(random.sample(props["things"], 3), 1):
        facts[f"prop{number}"] = thing
    return facts


def day_facts(day: int) -> dict[str, str]:
    """The names of a day, counted from the first of the year."""
    when = FIRST_DAY + timedelta(days=day)
    later = when + timedelta(days=28)
    return {
        "day": when.strftime("%A"),
        "date": f"{when.day} {when:%B}",
        "month": f"{when:%B}",
        "until": f"{'early' if later.day < 11 else 'mid' if later.day < 21 else 'late'} {later:%B}",
    }
