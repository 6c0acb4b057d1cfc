"""Settings: one frozen table per stage, every range checked."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_type_hints

from clustering.errors import ConfigError

BUILT_IN = "built-in defaults"


def _from(low: float, high: float) -> Any:  # noqa: ANN401 - a dataclass field of any type
    return field(metadata={"low": low, "high": high})


def _one_of(*words: str) -> Any:  # noqa: ANN401 - a dataclass field of any type
    return field(metadata={"words": words})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNames:
    """Names under which each field may stand in JSON and CSV, first match wins."""

    id: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    language: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputConfig:
    """What is read."""

    min_words: int = _from(0, 1000)
    max_characters: int = _from(1_000, 100_000_000)
    date_order: str = _one_of("none", "day-first", "month-first")
    fields: FieldNames


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningConfig:
    """What is taken out of flattened pages."""

    enabled: bool
    min_line_articles: int = _from(2, 1_000_000)
    min_line_share: float = _from(0, 1)
    max_line_words: int = _from(1, 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesConfig:
    """When two articles are copies."""

    shingle_size: int = _from(1, 20)
    jaccard: float = _from(0.05, 1)
    min_recall_at_threshold: float = _from(0.5, 0.999999)
    bands: int = _from(0, 512)
    rows: int = _from(0, 64)
    containment_shingle_size: int = _from(1, 20)
    containment: float = _from(0.05, 1)
    min_shared_words: int = _from(1, 100_000)
    copy_probability: float = _from(0.01, 0.99)
    seed: int = _from(0, 2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesConfig:
    """When two articles tell the same event."""

    link_probability: float = _from(0.01, 0.99)
    horizon_days: int = _from(0, 3650)
    neighbours: int = _from(1, 1000)
    borderline: float = _from(0, 1)
    model_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsConfig:
    """When two stories belong to one affair."""

    affinity: float = _from(0.01, 0.99)
    neighbours: int = _from(1, 5000)
    borderline: float = _from(0, 1)
    quiet_days: int = _from(1, 3650)
    actors_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfig:
    """What is drawn."""

    overview_threads: int = _from(1, 200)
    thread_pictures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfig:
    """How the machine is used."""

    workers: int = _from(0, 1024)

    @property
    def threads(self) -> int:
        """``workers``, with 0 replaced by the number of processors."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of a run.

    Attributes:
        name: The file they were read from, as given, or ``built-in defaults``.
    """

    name: str
    input: InputConfig
    cleaning: CleaningConfig
    duplicates: DuplicatesConfig
    stories: StoriesConfig
    threads: ThreadsConfig
    report: ReportConfig
    run: RunConfig

    def to_dict(self) -> dict[str, Any]:
        """Plain nested values, without the name."""
        values = asdict(self)
        del values["name"]
        return values


def load_config(path: str | Path | None = None) -> Config:
    """Reads the defaults and lays the user's file over them, key by key.

    Args:
        path: The user's TOML file; None for the defaults alone.

    Raises:
        ConfigError: The file cannot be read, is not TOML, or has an unknown key, a wrong
            type or a value out of range.
    """
    if path is None:
        return config_from({})
    name = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: not UTF-8 text") from error
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error
    return config_from(given, name)


def config_from(given: Mapping[str, Any], name: str = BUILT_IN) -> Config:
    """The defaults with the given nested keys laid over them.

    Raises:
        ConfigError: An unknown key, a wrong type or a value out of range.
    """
    merged = _merge(_defaults(), given, "", name)
    built = _build(Config, {"name": name, **merged}, "", name)
    assert isinstance(built, Config)
    chosen = built.duplicates
    if (chosen.bands == 0) != (chosen.rows == 0):
        raise ConfigError(
            f"{name}: duplicates.bands and duplicates.rows go together: both 0 (chosen) or both set"
        )
    return built


@cache
def _defaults() -> Mapping[str, Any]:
    text = resources.files("clustering").joinpath("default.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _merge(
    base: Mapping[str, Any], over: Mapping[str, Any], where: str, name: str
) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        full = f"{where}{key}"
        if key not in base:
            raise ConfigError(f"{name}: unknown key {full!r}{_nearest(key, where)}")
        if isinstance(base[key], Mapping):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{name}: {full} is a table of keys, found {value!r}")
            merged[key] = _merge(base[key], value, f"{full}.", name)
        else:
            merged[key] = value
    return merged


def _nearest(key: str, where: str) -> str:
    known = list(_full_keys(_defaults(), ""))
    by_last = {k.rsplit(".", 1)[-1]: k for k in reversed(known)}
    full = f"{where}{key}"
    close = difflib.get_close_matches(full, known, 1, 0.6)
    if not close:
        close = [by_last[k] for k in difflib.get_close_matches(key, by_last, 1, 0.6)]
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(_defaults())}"


def _full_keys(table: Mapping[str, Any], where: str) -> list[str]:
    keys = []
    for key, value in table.items():
        keys.append(f"{where}{key}")
        if isinstance(value, Mapping):
            keys += _full_keys(value, f"{where}{key}.")
    return keys


def _build(kind: type, values: Mapping[str, Any], where: str, name: str) -> object:
    hints = get_type_hints(kind)
    built = {}
    for item in fields(kind):
        key, value, hint = f"{where}{item.name}", values[item.name], hints[item.name]
        if isinstance(hint, type) and is_dataclass(hint):
            built[item.name] = _build(hint, value, f"{key}.", name)
        else:
            built[item.name] = _checked(value, hint, item.metadata, f"{name}: {key}")
    return kind(**built)


def _checked(value: object, hint: object, limits: Mapping[str, Any], place: str) -> object:
    if hint == tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"{place} must be a list of names in quotes, found {value!r}")
        return tuple(value)
    words = {int: "a whole number", float: "a number", bool: "true or false", str: "text in quotes"}
    fits = isinstance(value, int | float) if hint is float else isinstance(value, hint)  # type: ignore[arg-type]
    if not fits or (isinstance(value, bool) and hint is not bool):
        raise ConfigError(f"{place} must be {words[hint]}, found {value!r}")  # type: ignore[index]
    if "words" in limits and value not in limits["words"]:
        raise ConfigError(f"{place} must be one of {', '.join(limits['words'])}, found {value!r}")
    if "low" in limits:
        assert isinstance(value, int | float)
        if not limits["low"] <= value <= limits["high"]:  # also refuses nan
            raise ConfigError(
                f"{place} must be from {limits['low']} to {limits['high']}, found {value!r}"
            )
    return float(value) if hint is float else value  # type: ignore[arg-type]
