"""What differs between two runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clustering.model.lineage import FATES, Kin

BEARING = {
    "duplicate_group": ("duplicates", "cleaning", "input"),
    "story": ("stories", "duplicates", "cleaning", "input"),
    "thread": ("threads", "stories", "duplicates", "cleaning", "input"),
    "affair": ("threads", "stories", "duplicates", "cleaning", "input"),
}
"""For each level the tables of settings that bear on its groups, the nearest first."""
_QUIET = ("run", "report")
"""Tables of settings that change no group."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key that the two runs set differently; ``not there`` for a key that one does not know."""

    key: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.key} {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Move:
    """An article of both runs that left the company of its group.

    Attributes:
        level: Of the groups.
        article: Its id.
        title: Its title.
        before: Its group in the first run.
        after: Its group in the second, which is not the heir of the first.
        reason: What the runs themselves tell about why.
    """

    level: str
    article: str
    title: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two runs beside each other.

    Attributes:
        runs: What the two are called.
        n_articles: Articles in each.
        n_common: Articles in both.
        same_input: Both read the same articles.
        versions: Of the program.
        settings: Keys that differ and may change groups.
        kin: What became of every group, level by level.
        names: For each level, an id in the first or second run to what the group is called.
        moves: Articles that left their group.
    """

    runs: tuple[str, str]
    n_articles: tuple[int, int]
    n_common: int
    same_input: bool
    versions: tuple[str, str]
    settings: tuple[Setting, ...]
    kin: tuple[Kin, ...]
    names: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]
    moves: tuple[Move, ...]

    @property
    def changed(self) -> bool:
        """Some group is not what it was."""
        return any(kin.descent.fate != "kept" for kin in self.kin)

    def counts(self) -> dict[str, dict[str, int]]:
        """For each level how many groups met each fate."""
        found = Counter((kin.level, kin.descent.fate) for kin in self.kin)
        levels = dict.fromkeys(kin.level for kin in self.kin)
        return {level: {fate: found[level, fate] for fate in FATES} for level in levels}

    def name_of(self, kin: Kin) -> str:
        """What a group is called now, or was called if it is no more."""
        before, after = self.names[kin.level]
        return after.get(kin.descent.after) or before.get(kin.descent.before, "")


def differing_settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Setting, ...]:
    """Keys of two effective settings that differ, without those that change no group."""
    old, new = _flat(before), _flat(after)
    return tuple(
        Setting(key, _told(old, key), _told(new, key))
        for key in sorted(old.keys() | new.keys())
        if _told(old, key) != _told(new, key)
    )


def bearing_on(level: str, settings: tuple[Setting, ...]) -> tuple[Setting, ...]:
    """Those that may change the groups of a level, of the nearest table that has any."""
    for table in BEARING.get(level, ()):
        found = tuple(s for s in settings if s.key.startswith(f"{table}."))
        if found:
            return found
    return ()


def _flat(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"{table}.{key}": value
        for table, keys in config.items()
        if table not in _QUIET and isinstance(keys, Mapping)
        for key, value in keys.items()
    }


def _told(flat: Mapping[str, Any], key: str) -> str:
    if key not in flat:
        return "not there"
    value = flat[key]
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
