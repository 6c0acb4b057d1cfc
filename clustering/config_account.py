"""Settings told to a person: value, origin, meaning, range."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from clustering.config import Config
from clustering.config_layers import DEFAULT, default_text, defaults, leaves, profiles

TAGS = ("unit", "raised", "measured")
"""Lines of a comment in default.toml that begin so have a meaning of their own."""
_TAG = re.compile(rf"({'|'.join(TAGS)}): (.*)")
_KEY = re.compile(r"([A-Za-z_]\w*) *=")
_WIDTH = 98
_TOLD_OUTSIDE = ("name", "origins", "notes")


@dataclass(frozen=True, slots=True)
class Setting:
    """What there is to say about a key.

    Attributes:
        key: Full name.
        default: Its value in ``default.toml``.
        meaning: What it means.
        unit: What its value is counted in.
        allowed: Range or words that it takes; empty where every value of its type will do.
        raised: The effect of a higher value, or of another one.
        measured: What that did on the benchmark sets; empty where it was not measured.
    """

    key: str
    default: Any
    meaning: str
    unit: str
    allowed: str
    raised: str
    measured: str


@cache
def settings() -> tuple[Setting, ...]:
    """Every key in the order of ``default.toml``, from its comment and its range check."""
    told, allowed = comments(default_text()), dict(_allowed(Config, ""))
    return tuple(
        Setting(
            key,
            value,
            told[key]["meaning"],
            told[key].get("unit", ""),
            allowed[key],
            told[key].get("raised", ""),
            told[key].get("measured", ""),
        )
        for key, value in leaves(defaults())
    )


def comments(text: str) -> dict[str, dict[str, str]]:
    """What the comments right above the keys of a TOML text say.

    Returns:
        Full key to ``meaning`` and those of ``TAGS`` that are there, each one line.
    """
    found: dict[str, dict[str, str]] = {}
    table, said, tag = "", dict[str, str](), "meaning"
    for line in text.splitlines():
        if line.startswith("#"):
            words = line.lstrip("#").strip()
            if match := _TAG.match(words):
                tag, words = match.groups()
            said[tag] = f"{said[tag]} {words}" if tag in said else words
            continue
        if line.startswith("["):
            table = line.strip("[] ") + "."
        elif match := _KEY.match(line):
            found[table + match.group(1)] = {"meaning": "", **said}
        said, tag = {}, "meaning"
    return found


def effective_toml(config: Config, *, changed_only: bool = False) -> str:
    """The settings as TOML that can be used as a file, each value with origin and comment.

    Args:
        config: The settings.
        changed_only: Leave out what has its default.
    """
    values = dict(leaves(config.to_dict()))
    lines, table = [f"# settings: {_plain(config.name)}"], None
    for setting in settings():
        value = values[setting.key]
        origin = config.origins.get(setting.key, DEFAULT)
        if changed_only and origin == DEFAULT:
            continue
        *tables, last = setting.key.split(".")
        if tables != table:
            table = tables
            lines += ["", f"[{'.'.join(tables)}]"] if tables else [""]
        lines += textwrap.wrap(setting.meaning, _WIDTH, initial_indent="# ", subsequent_indent="# ")
        lines.append(f"{last} = {toml_value(value)}  # {_beside(setting, value, origin)}")
    if len(lines) == 1:
        lines.append("# every value is the default")
    return "\n".join(lines)


def effective_json(config: Config) -> str:
    """The settings as JSON: full key to value, origin, default and what there is to say."""
    values = dict(leaves(config.to_dict()))
    told = {
        s.key: {
            "value": values[s.key],
            "origin": config.origins.get(s.key, DEFAULT),
            "default": s.default,
            "meaning": s.meaning,
            "unit": s.unit,
            "allowed": s.allowed,
            "raised": s.raised,
            "measured": s.measured,
        }
        for s in settings()
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def toml_value(value: object) -> str:
    """A value as TOML writes it (JSON's strings, numbers and lists are TOML's, too)."""
    return json.dumps(value, ensure_ascii=False)


def configuration_markdown() -> str:
    """``docs/configuration.md``: every key with meaning, unit, range, effect and measurement."""
    lines = [_HEAD, *_profiles_table()]
    table = None
    for setting in settings():
        first = setting.key.split(".")[0] if "." in setting.key else ""
        if first != table:
            table = first
            lines += ["", f"## [{table}]" if table else "## On top"]
        lines += ["", f"### `{setting.key}` = `{toml_value(setting.default)}`", ""]
        lines += textwrap.wrap(setting.meaning, _WIDTH)
        lines.append("")
        for name, words in (
            ("Unit", f"{setting.unit}{f'; {setting.allowed}' if setting.allowed else ''}"),
            ("Raised" if isinstance(setting.default, int | float) else "Changed", setting.raised),
            ("Measured", setting.measured),
        ):
            if words:
                text = f"- *{name}:* {words}"
                lines += textwrap.wrap(text, _WIDTH, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


_HEAD = """\
# Every setting

Made of the comments in [clustering/default.toml](../clustering/default.toml) and the range checks
in [clustering/config.py](../clustering/config.py) by

    python -m clustering config --markdown > docs/configuration.md

A file of your own holds only what it changes. What lies over what, from below: the defaults, a
profile, your file (`--config`), the command line (`--set stories.link_probability=0.6`, as often
as you like). `clustering config` prints the outcome with the origin of every value, `clustering
config --check FILE` tells a mistake in one line. How to choose a value: [tuning.md](tuning.md).

## Profiles

Named sets of values, chosen with `--profile` or the key `profile`.
"""


def _profiles_table() -> Iterator[str]:
    sets = {name: dict(leaves(values)) for name, values in profiles().items()}
    keys = [s for s in settings() if any(s.key in values for values in sets.values())]
    yield f"| key | {' | '.join(sets)} |"
    yield "|---" * (len(sets) + 1) + "|"
    for setting in keys:
        cells = (toml_value(values.get(setting.key, setting.default)) for values in sets.values())
        yield f"| `{setting.key}` | {' | '.join(cells)} |"


def _beside(setting: Setting, value: object, origin: str) -> str:
    if origin == DEFAULT:
        return DEFAULT
    default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
    given = list(value) if isinstance(value, tuple) else value
    same = "the default, too" if given == default else f"default {toml_value(default)}"
    return f"{_plain(origin)}; {same}"


def _plain(text: str) -> str:
    """A file's name that cannot break out of a comment."""
    return "".join(c if c.isprintable() else "·" for c in text)


def _allowed(kind: type, where: str) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(kind)
    for item in fields(kind):
        key, hint, limits = f"{where}{item.name}", hints[item.name], item.metadata
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _allowed(hint, f"{key}.")
        elif where or item.name not in _TOLD_OUTSIDE:
            yield key, _limits_words(limits)


def _limits_words(limits: Mapping[str, Any]) -> str:
    if "words" in limits:
        return f"one of {', '.join(limits['words'])}"
    return f"from {limits['low']:,} to {limits['high']:,}" if "low" in limits else ""
