"""Whom the shipped table knows: offices up to 2026, seats, straits, five languages."""

import numpy as np
import pytest

from clustering.text.actors import find_mentions, load_actors


@pytest.fixture(scope="module")
def table():
    """The shipped actors."""
    return load_actors()


def named(text, table, year=0):
    """Actors named in a text of a year."""
    mentions = find_mentions([text], table, np.array([year]))
    return {table.actors[actor] for actor in mentions.actor}


@pytest.mark.parametrize(
    ("person", "year", "state"),
    [
        ("Takaichi", 2026, "Japan"),
        ("Ishiba", 2025, "Japan"),
        ("Lee Jae-myung", 2026, "South Korea"),
        ("Merz", 2026, "Germany"),
        ("Starmer", 2025, "United Kingdom"),
        ("Carney", 2025, "Canada"),
        ("Sheinbaum", 2026, "Mexico"),
        ("Prabowo", 2025, "Indonesia"),
        ("Rubio", 2026, "United States"),
        ("Sybiha", 2026, "Ukraine"),
        ("al-Sharaa", 2026, "Syria"),
        ("Pezeshkian", 2026, "Iran"),
        ("Péter Magyar", 2026, "Hungary"),
        ("Kallas", 2026, "European Union"),
        ("Koizumi", 2003, "Japan"),
        ("Powell", 2002, "United States"),
        ("Schröder", 2003, "Germany"),
        ("Igor Ivanov", 2003, "Russia"),
        ("Jiang Zemin", 2001, "China"),
        ("Straw", 2004, "United Kingdom"),
    ],
)
def test_offices_since_2000(person, year, state, table):
    """Heads of state and government and foreign ministers are found in their years."""
    assert state in named(f"talks with {person} went on", table, year)


@pytest.mark.parametrize(
    "name",
    ["Shinzo Abe", "Shunzo Abe", "Volodymyr Zelenskyy", "Volodymyr Zelensky", "Muammar Qaddafi",
     "Moammar Gadhafi", "Kim Jong Un", "Kim Jong-un", "Recep Tayyip Erdogan",
     "Recep Tayyip Erdoğan", "Mahmoud Ahmadinejad", "Sergey Lavrov", "Sergei Lavrov"],
)  # fmt: skip
def test_spellings_of_one_person(name, table):
    """Transcriptions and slips of the pen are the same person."""
    assert len(named(f"then {name} spoke", table)) == 1


@pytest.mark.parametrize(
    ("seat", "actor"),
    [
        ("the Kremlin", "Russia"),
        ("Foggy Bottom", "United States"),
        ("the Blue House", "South Korea"),
        ("the Quai d'Orsay", "France"),
        ("Whitehall", "United Kingdom"),
        ("Zhongnanhai", "China"),
        ("the Kantei", "Japan"),
        ("Itamaraty", "Brazil"),
    ],
)
def test_seats_of_government(seat, actor, table):
    """A house stands for who sits in it."""
    assert named(f"as {seat} said", table) == {actor}


@pytest.mark.parametrize(
    ("names", "actor"),
    [
        (("Kuril Islands", "Southern Kuriles", "Курильские острова"), "Kuril Islands"),
        (("Senkaku Islands", "Diaoyu Islands"), "Senkaku/Diaoyu"),
        (("Dokdo", "Takeshima"), "Dokdo/Takeshima"),
        (("Falkland Islands", "Malvinas"), "Falkland Islands"),
        (("Persian Gulf", "Arabian Gulf"), "Persian Gulf"),
        (("Spratly Islands", "Paracel Islands", "South China Sea"), "South China Sea"),
        (("Bosphorus", "Dardanelles", "Turkish Straits"), "Turkish Straits"),
        (("Nagorno-Karabakh", "Artsakh"), "Nagorno-Karabakh"),
    ],
)
def test_places_of_several_names(names, actor, table):
    """Each side's name for disputed land and water means the same."""
    for name in names:
        assert named(f"near {name} ships met", table) == {actor}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Jordan and Syria closed the border near Amman", {"Jordan", "Syria"}),
        ("then Michael Jordan scored", set()),
        ("Turkey and Syria closed the border near Ankara", {"Turkey", "Syria"}),
        ("we roast a turkey", set()),
        ("Chad and Niger closed the border", {"Chad", "Niger"}),
        ("then Chad Johnson scored", set()),
        ("Washington and Beijing quarrel", {"United States", "China"}),
        ("apples of Washington state", set()),
        ("Paris and Berlin agree", {"France", "Germany"}),
        ("then Paris Hilton sang", set()),
    ],
)
def test_namesakes(text, actors, table):
    """Neighbours tell states from persons, birds and states of a union."""
    assert named(text, table) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Der türkische Präsident sprach in Athen", {"Turkey", "Greece"}),
        ("Der Kreml warnt die Ukraine und die Nato.", {"Russia", "Ukraine", "NATO"}),
        ("Les États-Unis et la Chine négocient", {"United States", "China"}),
        ("L'Allemagne et l'Iran se parlent à l'Élysée.", {"Germany", "Iran", "France"}),
        ("Estados Unidos y Corea del Norte hablan", {"United States", "North Korea"}),
        ("Japón y la OTAN esperan al gobierno venezolano", {"Japan", "NATO", "Venezuela"}),
        ("США и КНДР ведут переговоры", {"United States", "North Korea"}),
        ("Украинские и турецкие дипломаты в Кремле", {"Ukraine", "Turkey", "Russia"}),
    ],
)
def test_sentences_in_other_languages(text, actors, table):
    """German, French, Spanish and Russian names and adjectives, with their cases."""
    assert named(text, table) == actors


def test_adjectives_of_other_languages_are_small(table):
    """Alemán with a capital is a surname, but for the start of a sentence or of a headline."""
    assert named("la delegación alemana y el ministro alemán", table) == {"Germany"}
    assert named("then Miguel Alemán spoke", table) == set()
    assert named("Alemán y francés: dos idiomas", table) == {"Germany", "France"}
    assert named("Euro zone and Eurozone: the Eurozone", table) == {"European Union"}
