"""The table of actors as it is written, and a user's own."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from clustering.errors import ConfigError
from clustering.text import actor_table
from clustering.text.actor_rows import COLUMNS, read_aliases
from clustering.text.actors import count_actors, find_mentions, load_actors

SHIPPED = Path(actor_table.__file__).with_name("actors.csv")


@pytest.fixture(scope="module")
def table():
    """The shipped table."""
    return load_actors()


def named(text, table, year=0):
    """Actor to weight, as found in one text."""
    counts = count_actors([text], table, np.array([year]))
    names = [table.actors[at] for at in counts.indices]
    return dict(zip(names, counts.data.tolist(), strict=True))


# The table as it is written.


def test_table_is_sorted_and_large():
    """Lines stand in their documented order, and there are at least 1,500 aliases."""
    rows = read_aliases(SHIPPED)
    keys = [(r.kind, r.actor, r.role, r.person, r.language, r.alias) for r in rows]
    assert keys == sorted(keys)
    assert len({row.alias for row in rows}) >= 1500


def test_each_line_stands_once():
    """No line is written twice."""
    rows = read_aliases(SHIPPED)
    assert len(set(rows)) == len(rows)


def test_an_alias_of_two_actors_is_marked():
    """An alias that means two actors at one time says on both lines how it is resolved."""
    by_alias = defaultdict(list)
    for row in read_aliases(SHIPPED):
        by_alias[row.alias, row.language].append(row)
    for rows in by_alias.values():
        for a, b in combinations(rows, 2):
            apart = a.actor == b.actor or "forename" in {a.kind, b.kind}
            later = max(a.first_year, b.first_year) > min(a.last_year or 9999, b.last_year or 9999)
            assert apart or later or (a.needs and b.needs), (a, b)


def test_years_in_office_are_sane():
    """Office holders of the table have served within the last century and a half, in order."""
    rows = [row for row in read_aliases(SHIPPED) if row.person]
    assert len(rows) > 1500
    assert all(1900 <= row.first_year <= row.last_year <= 2030 for row in rows)


def test_every_actor_has_one_kind_and_its_own_name(table):
    """An actor is of one kind, and its display name finds it (but for pairs such as A/B)."""
    kinds = defaultdict(set)
    for row in table.rows:
        if row.actor:
            kinds[row.actor].add(row.kind)
    assert {len(kind) for kind in kinds.values()} == {1}
    texts = [name for name in table.actors if "/" not in name]
    found = find_mentions(texts, table)
    missing = set(texts) - {
        texts[t]
        for t, a in zip(found.text, found.actor, strict=True)
        if table.actors[a] == texts[t]
    }
    assert missing <= {"Chad", "Georgia", "CIS", "ELN", "ETA", "IRA"}  # these need their context


def test_states_of_all_continents_are_there(table):
    """The table is about the whole world: some members of each continent, each as a state."""
    states = {name for name, kind in zip(table.actors, table.kinds, strict=True) if kind == "state"}
    assert {"Tuvalu", "Lesotho", "Kyrgyzstan", "Suriname", "Montenegro", "Palestine"} <= states
    assert len(states) >= 195


# Names in a text.


# A user's own table.


def write(path, *lines):
    """A table of these lines."""
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


def test_own_table_adds_and_replaces(tmp_path):
    """Own aliases are found, and take the place of shipped ones of the same letters."""
    own = write(
        tmp_path / "own.csv",
        "Atlantis,state,Atlantis,name,,,,,,",
        "Atlantis,state,Kremlin,government,,,,,,2",
        ",none,Kremlin Cup,name,,,,,,",
    )
    table = load_actors(own)
    assert named("Atlantis and the Kremlin, before the Kremlin Cup", table) == {"Atlantis": 3.0}
    assert named("the Kremlin", table) == {"Atlantis": 2.0}
    assert named("the Kremlin", load_actors()) == {"Russia": 1.0}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Atlantis,land,Atlantis,name,,,,,,", "line 2: kind 'land', expected one of state"),
        ("Atlantis,state,Atlantis,nick,,,,,,", "line 2: role 'nick', expected one of name"),
        (",state,Atlantis,name,,,,,,", "line 2: kind 'state' without an actor"),
        ("Atlantis,state,...,name,,,,,,", "line 2: alias '...', expected one to sixteen words"),
        ("Atlantis,state,A,name,,,20,,,", "line 2: year '20', expected 1900 to 2100"),
        ("Atlantis,state,A,name,,,2010,2000,,", "line 2: from 2010 is after until 2000"),
        ("Atlantis,state,A,name,,,,,often,", "line 2: needs 'often', expected capitals"),
        ("Atlantis,state,A,name,,,,,with New York,", "needs 'with New York', expected single"),
        ("Atlantis,state,A,name,,,,,,-1", "line 2: weight '-1', expected a number from 0 to 10"),
        ("Atlantis,state,A", "line 2: expected 10 cells, found 3"),
        ("Japan,group,Nippon,name,,,,,,", "'Japan' is given as 'group', expected 'state'"),
    ],
)
def test_mistakes_in_an_own_table_are_told(line, message, tmp_path):
    """A line that is not of the form is named, with what was expected."""
    own = write(tmp_path / "own.csv", line)
    with pytest.raises(ConfigError) as told:
        load_actors(own)
    assert message in str(told.value)
    assert str(own) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("year", ["1900", "2100"])
def test_years_of_two_centuries(year, tmp_path):
    """The bounds of the form are years of the form; one beyond is none."""
    own = write(tmp_path / "own.csv", f"Atlantis,state,A,name,,,{year},{year},,")
    assert read_aliases(own)[0].first_year == int(year)
    beyond = int(year) + (1 if year == "2100" else -1)
    with pytest.raises(ConfigError, match=f"year '{beyond}'"):
        load_actors(write(tmp_path / "own.csv", f"Atlantis,state,A,name,,,{beyond},,,"))


def test_the_columns_are_read_only(table):
    """Nobody who looks at the table changes it for the next."""
    columns = [value for value in vars(table).values() if isinstance(value, np.ndarray)]
    assert len(columns) >= 15
    assert not any(column.flags.writeable for column in columns)


def test_missing_and_headless_tables_are_told(tmp_path):
    """A file that is not there, or has other columns, is told in one line."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_actors(tmp_path / "none.csv")
    other = tmp_path / "other.csv"
    other.write_text("name,alias\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 1: expected the columns actor,kind,alias"):
        load_actors(other)
