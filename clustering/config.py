"""Settings: one frozen table per stage, every range checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from clustering.config_layers import (
    COMMAND_LINE,
    Layer,
    file_layer,
    laid_over,
    profile_layer,
    set_layer,
)
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
    max_common_groups: int = _from(0, 1_000_000)
    seed: int = _from(0, 2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesConfig:
    """When two articles tell the same event."""

    link_probability: float = _from(0.01, 0.99)
    horizon_days: int = _from(0, 3650)
    neighbours: int = _from(1, 1000)
    contradiction: float = _from(0.2, 1)
    agreement: float = _from(0.1, 10)
    borderline: float = _from(0, 1)
    fit_to_archive: bool
    model_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsConfig:
    """When two stories belong to one affair."""

    affinity: float = _from(0.01, 0.99)
    umbrella: float = _from(0.01, 1)
    stray: float = _from(0.01, 1)
    neighbours: int = _from(1, 5000)
    borderline: float = _from(0, 1)
    quiet_days: int = _from(1, 3650)
    actors_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintsConfig:
    """What the user decided."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfig:
    """What is drawn."""

    overview_threads: int = _from(1, 200)
    thread_pictures: bool
    thread_pages: int = _from(0, 1_000_000)
    max_links: int = _from(0, 2_000_000_000)


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
        origins: Full name of each key that is set, to where: ``profile …``, the file's name or
            ``command line``; a key that is not here has its default.
        notes: Lines for the user, such as one for a renamed key.
        profile: The named set of values that lies over the defaults.
    """

    name: str
    origins: Mapping[str, str] = field(compare=False)
    notes: tuple[str, ...] = field(compare=False)
    profile: str = _one_of("strict", "balanced", "loose")
    input: InputConfig
    cleaning: CleaningConfig
    duplicates: DuplicatesConfig
    stories: StoriesConfig
    threads: ThreadsConfig
    constraints: ConstraintsConfig
    report: ReportConfig
    run: RunConfig

    def to_dict(self) -> dict[str, Any]:
        """Plain nested values, without name, origins and notes."""
        kept = (item.name for item in fields(self) if item.name not in ("name", "origins", "notes"))
        values = {name: getattr(self, name) for name in kept}
        return {
            name: value if isinstance(value, str) else asdict(value)
            for name, value in values.items()
        }


def load_config(
    path: str | Path | None = None,
    *,
    profile: str | None = None,
    assignments: Sequence[str] = (),
) -> Config:
    """Lays a profile, the user's file and the command line over the defaults, key by key.

    Args:
        path: The user's TOML file; None for none.
        profile: A named set of values; None for the one that the file names, if any.
        assignments: ``KEY=VALUE`` as given on the command line; they go over all else.

    Raises:
        ConfigError: The file cannot be read, is not TOML, or there is an unknown key, a wrong
            type or a value out of range.
    """
    layers = [] if path is None else [file_layer(path)]
    if assignments:
        layers.append(set_layer(assignments))
    return _config_of(layers, BUILT_IN if path is None else str(path), profile)


def config_from(given: Mapping[str, Any], name: str = BUILT_IN) -> Config:
    """The defaults with the given nested keys laid over them.

    Raises:
        ConfigError: An unknown key, a wrong type or a value out of range.
    """
    return _config_of([Layer(name, name, given)], name, None)


def _config_of(layers: list[Layer], name: str, profile: str | None) -> Config:
    named = [Layer("--profile", COMMAND_LINE, {"profile": profile})] if profile else []
    for layer in reversed([*layers, *named]):
        if "profile" in layer.values:
            layers = [profile_layer(layer.values["profile"], layer.name), *layers, *named]
            break
    merged, origins, notes = laid_over(layers)
    told = {"name": name, "origins": MappingProxyType(origins), "notes": notes}
    built = _build(Config, merged, "", _place(layers, origins), told)
    assert isinstance(built, Config)
    chosen = built.duplicates
    if (chosen.bands == 0) != (chosen.rows == 0):
        raise ConfigError(
            f"{name}: duplicates.bands and duplicates.rows go together: both 0 (chosen) or both set"
        )
    return built


def _place(layers: Sequence[Layer], origins: Mapping[str, str]) -> Callable[[str], str]:
    """The name of the layer that a key's value comes from, for messages."""
    names = {layer.origin: layer.name for layer in layers}
    return lambda key: names.get(origins.get(key, ""), BUILT_IN)


def _build(
    kind: type,
    values: Mapping[str, Any],
    where: str,
    place: Callable[[str], str],
    told: Mapping[str, Any],
) -> object:
    hints = get_type_hints(kind)
    built = dict(told)
    for item in fields(kind):
        if item.name in told:
            continue
        key, value, hint = f"{where}{item.name}", values[item.name], hints[item.name]
        if isinstance(hint, type) and is_dataclass(hint):
            built[item.name] = _build(hint, value, f"{key}.", place, {})
        else:
            built[item.name] = _checked(value, hint, item.metadata, f"{place(key)}: {key}")
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
