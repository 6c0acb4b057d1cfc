"""Options that several commands have."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias

Commands: TypeAlias = Any
"""What commands are added to: argparse's own type is private."""


def add_settings(command: argparse.ArgumentParser) -> None:
    """Those of every command that takes settings."""
    command.add_argument(
        "--config", "-c", metavar="FILE", help="your settings; the rest comes from the defaults"
    ).complete = files()  # type: ignore[attr-defined]
    command.add_argument(
        "--profile",
        choices=("strict", "balanced", "loose"),
        help="a named set of values under your settings; balanced: the defaults",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one setting for this run, over all others; may be repeated: "
        "--set stories.link_probability=0.6",
    )


def add_constraints(command: argparse.ArgumentParser) -> None:
    """The user's own decisions."""
    command.add_argument(
        "--constraints",
        metavar="FILE",
        help="CSV left,right,constraint,level: pairs that you want together (must-link) or apart "
        "(cannot-link) whatever is measured; as constraints.file in the settings",
    ).complete = files()  # type: ignore[attr-defined]


def files() -> dict[str, str]:
    """File-name completion, as shtab spells it."""
    return {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
