"""Templates to pages that load nothing and run nothing foreign."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clustering import __version__

Context = dict[str, Any]

# Small savings count: the blocks stand in every page.
_SPACE = re.compile(r"\s*([{};,])\s*")
_INDENT = re.compile(r"^\s+|^//.*\n", re.MULTILINE)

_SHEETS = {
    "index.html": ("report.css", "tables.css", "scene.css"),
    "thread.html": ("report.css", "thread.css", "scene.css", "evidence.css"),
    "copies.html": ("report.css", "scene.css", "sides.css"),
    "doubts.html": ("report.css", "evidence.css"),
    "thresholds.html": ("report.css", "tables.css", "scene.css", "thresholds.css"),
    "untried.html": ("report.css",),
    "comparison.html": ("report.css", "tables.css"),
    "label.html": ("report.css", "label.css"),
    "singles.html": ("report.css",),
    "tune.html": ("report.css", "scene.css", "tune.css"),
}
_SCRIPTS = {
    "thread.html": ("report.js", "fall.js"),
    "doubts.html": ("report.js", "fall.js"),
    "label.html": ("report.js", "label.js"),
    "index.html": ("report.js", "tables.js"),
    "thresholds.html": ("report.js", "linkage.js", "thresholds.js"),
    "tune.html": ("report.js", "tune.js"),
}


def page(template: str, **context: object) -> str:
    """A whole page; every value is escaped unless it is ``Markup`` of our own making."""
    return _environment().get_template(template).render(**_blocks(template), **context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clustering.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["version"] = __version__
    return environment


@cache
def _blocks(template: str) -> Context:
    """The style and the script of a page, and the policy that lets through nothing else."""
    sheets = map(asset, _SHEETS.get(template, ()))
    style = "".join(_SPACE.sub(r"\1", sheet).replace(": ", ":") for sheet in sheets)
    scripts = map(asset, _SCRIPTS.get(template, ("report.js",)))
    script = "".join(_INDENT.sub("", text) for text in scripts)
    return {
        "style": own(style),
        "script": own(script),
        "policy": policy(style, script),
    }


def policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets through exactly these two blocks."""
    return (
        "default-src 'none'; img-src 'self' data:; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(block: str) -> str:
    digest = hashlib.sha256(block.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def asset(name: str) -> str:
    """A file that is shipped beside the templates."""
    text = resources.files("clustering.render").joinpath("templates", name)
    return text.read_text(encoding="utf-8")


def own(markup: str) -> Markup:
    """Marks markup that our own code has built and escaped."""
    return Markup(markup)  # noqa: S704
