"""Settings laid over each other, each value with its origin."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from clustering.errors import ConfigError

Nested = Mapping[str, Any]

COMMAND_LINE = "command line"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Renamed:
    """What became of a key.

    Attributes:
        new: The full name of today.
        since: The version that renamed it.
        until: The first version that no longer knows the old name: one minor version later.
    """

    new: str
    since: str
    until: str


RENAMED: dict[str, Renamed] = {}
"""Old full name to the new one. A row stays for one minor version; a test tells when it is due."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Nested keys from one place.

    Attributes:
        name: What stands in front of a message about it: a file's name, ``--set``.
        origin: What ``config`` prints beside a value that comes from it.
        values: Nested keys and values.
    """

    name: str
    origin: str
    values: Nested


def default_text() -> str:
    """The shipped ``default.toml``: every key, its value and its reason."""
    return _shipped("default.toml")


@cache
def defaults() -> Nested:
    """The nested keys of ``default.toml``."""
    return tomllib.loads(default_text())


@cache
def profiles() -> Mapping[str, Nested]:
    """The named sets of values that are shipped, by name."""
    return tomllib.loads(_shipped("profiles.toml"))


def profile_layer(chosen: object, name: str) -> Layer:
    """The layer of a profile.

    Args:
        chosen: Its name.
        name: Where it was chosen, for the message.

    Raises:
        ConfigError: There is no such profile.
    """
    if not isinstance(chosen, str) or chosen not in profiles():
        known = ", ".join(profiles())
        raise ConfigError(f"{name}: profile must be one of {known}, found {chosen!r}")
    return Layer(f"profile {chosen}", f"profile {chosen}", profiles()[chosen])


def file_layer(path: str | Path) -> Layer:
    """The keys of a TOML file.

    Raises:
        ConfigError: It cannot be read or is not TOML.
    """
    name = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: not UTF-8 text") from error
    try:
        return Layer(name, name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error


def set_layer(assignments: Iterable[str]) -> Layer:
    """The keys of ``--set KEY=VALUE``, later ones over earlier ones.

    A value is TOML (``0.6``, ``true``, ``["nr"]``); what is not TOML is text, so that words
    need no quotes.

    Raises:
        ConfigError: There is no ``=``.
    """
    values: dict[str, Any] = {}
    for assignment in assignments:
        key, sign, text = assignment.partition("=")
        if not sign or not key.strip():
            raise ConfigError(
                f"--set {assignment}: write KEY=VALUE, for example stories.link_probability=0.6"
            )
        place = values
        *tables, last = key.strip().split(".")
        for table in tables:
            inner = place.setdefault(table, {})
            place = inner if isinstance(inner, dict) else {}
        place[last] = _value(text.strip())
    return Layer("--set", COMMAND_LINE, values)


def laid_over(layers: Iterable[Layer]) -> tuple[dict[str, Any], dict[str, str], tuple[str, ...]]:
    """The defaults with layers laid over them, key by key.

    Returns:
        Nested values; full key to the origin of its value, for keys that a layer sets; and a
        line for each renamed key that was used.

    Raises:
        ConfigError: A key that is not in the defaults, or a table where a value belongs.
    """
    merged: dict[str, Any] = dict(defaults())
    origins: dict[str, str] = {}
    notes = []
    for layer in layers:
        values, told = _renewed(layer)
        notes += told
        merged, keys = _merge(merged, values, "", layer.name)
        origins |= dict.fromkeys(keys, layer.origin)
    return merged, origins, tuple(notes)


def leaves(table: Nested, where: str = "") -> Iterator[tuple[str, Any]]:
    """Full name and value of every key below nested tables, in their order."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{where}{key}.")
        else:
            yield f"{where}{key}", value


def _shipped(name: str) -> str:
    return resources.files("clustering").joinpath(name).read_text(encoding="utf-8")


def _value(text: str) -> Any:  # noqa: ANN401 - whatever TOML knows
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _renewed(layer: Layer) -> tuple[Nested, list[str]]:
    """The layer's values under today's names, and a line for each old name."""
    values, notes = dict(layer.values), []
    for old, change in RENAMED.items():
        found = _taken(values, old.split("."))
        if found is None:
            continue
        if change.new in dict(leaves(values)):
            raise ConfigError(
                f"{layer.name}: {old} is now {change.new}; both are set, keep the new one"
            )
        if not values.get(old.split(".")[0], True):
            del values[old.split(".")[0]]  # nothing else was in the old table
        *tables, last = change.new.split(".")
        place = values
        for table in tables:
            place[table] = dict(place.get(table, {}))
            place = place[table]
        place[last] = found[0]
        notes.append(
            f"{layer.name}: {old} is now {change.new}; the old name works until {change.until}"
        )
    return values, notes


def _taken(values: dict[str, Any], path: list[str]) -> tuple[Any] | None:
    """Takes a key out of nested values; tables on the way are copied first."""
    *tables, last = path
    place = values
    for table in tables:
        if not isinstance(place.get(table), Mapping):
            return None
        place[table] = dict(place[table])
        place = place[table]
    return (place.pop(last),) if last in place else None


def _merge(base: Nested, over: Nested, where: str, name: str) -> tuple[dict[str, Any], list[str]]:
    """The base with the values over it, and the full names of the keys that they set."""
    merged, keys = dict(base), []
    for key, value in over.items():
        full = f"{where}{key}"
        if key not in base:
            raise ConfigError(f"{name}: unknown key {full!r}{_nearest(key, where)}")
        if isinstance(base[key], Mapping):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{name}: {full} is a table of keys, found {value!r}")
            merged[key], inner = _merge(base[key], value, f"{full}.", name)
            keys += inner
        else:
            merged[key] = value
            keys.append(full)
    return merged, keys


def _nearest(key: str, where: str) -> str:
    known = list(_full_keys(defaults(), ""))
    by_last = {k.rsplit(".", 1)[-1]: k for k in reversed(known)}
    full = f"{where}{key}"
    close = difflib.get_close_matches(full, known, 1, 0.6)
    if not close:
        close = [by_last[k] for k in difflib.get_close_matches(key, by_last, 1, 0.6)]
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(defaults())}"


def _full_keys(table: Nested, where: str) -> list[str]:
    keys = []
    for key, value in table.items():
        keys.append(f"{where}{key}")
        if isinstance(value, Mapping):
            keys += _full_keys(value, f"{where}{key}.")
    return keys
