"""Templates to pages that load nothing and run nothing foreign."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from clustering import __version__
from clustering.render.fall import bar_style
from clustering.render.lean import lean
from clustering.render.words import isolated

Context = dict[str, Any]

# Small savings count: the blocks stand in every page.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,])\s*")
_TABLE = re.compile(
    r"\b((?:articles|stories|threads|affairs|links|copies|comparison|moves)\.csv|threads\.json)\b"
)
_INDENT = re.compile(r"^\s+|^//.*\n", re.MULTILINE)

SHARED_SHEET = "pages.css"
"""The style of the many pages of threads and copies, a file of the report: three megabytes less
for 300 pages. The pages at the top carry theirs, and can be sent on alone."""
_SHARED = ("report.css", "thread.css", "scene.css", "evidence.css", "sides.css")
_SHARING = ("thread.html", "copies.html")
_SHEETS = {
    "index.html": ("report.css", "tables.css", "scene.css"),
    "doubts.html": ("report.css", "evidence.css"),
    "thresholds.html": ("report.css", "tables.css", "scene.css", "thresholds.css"),
    "untried.html": ("report.css",),
    "comparison.html": ("report.css", "tables.css"),
    "label.html": ("report.css", "label.css"),
    "moved.html": ("report.css",),
    "undrawn.html": ("report.css",),
    "singles.html": ("report.css",),
    "smaller.html": ("report.css",),
    "tune.html": ("report.css", "scene.css", "tune.css"),
}
_SCRIPTS = {
    "label.html": ("report.js", "label.js"),
    "index.html": ("report.js", "tables.js"),
    "thresholds.html": ("report.js", "linkage.js", "thresholds.js"),
    "tune.html": ("report.js", "tune.js"),
}


def page(template: str, **context: object) -> str:
    """A whole page; every value is escaped unless it is ``Markup`` of our own making."""
    return _environment().get_template(template).render(**_blocks(template), **context)


def load(templates: Iterable[str]) -> None:
    """Compiles templates before they are needed."""
    for template in templates:
        _environment().get_template(template)
        _blocks(template)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: lean(asset(name))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["version"] = __version__
    environment.filters |= {"isolated": isolated, "filed": filed}
    return environment


def filed(text: str, up: str = "") -> Markup:
    """The text, escaped, with the report's tables that it names as links; ``up`` leads to them."""
    linked = rf'<a href="{up}\1">\1</a>'
    return own(_TABLE.sub(linked, str(escape(text))))


def shared_style() -> str:
    """What stands in ``SHARED_SHEET``."""
    return _style(_SHARED)


def _style(names: Iterable[str]) -> str:
    sheets = "".join(_sheet(name) for name in names)
    return _SPACE.sub(r"\1", _COMMENT.sub("", sheets)).replace(": ", ":")


def _sheet(name: str) -> str:
    return asset(name) + (bar_style() if name == "evidence.css" else "")


@cache
def _blocks(template: str) -> Context:
    """The style and the script of a page, and the policy that lets through nothing else."""
    sheet = f"../{SHARED_SHEET}" if template in _SHARING else ""
    style = "" if sheet else _style(_SHEETS.get(template, ()))
    scripts = map(asset, _SCRIPTS.get(template, ("report.js",)))
    script = "".join(_INDENT.sub("", text) for text in scripts)
    return {
        "sheet": sheet,
        "style": own(style),
        "script": own(script),
        "policy": own(policy(style, script)),  # its apostrophes stand between double quotes
    }


def policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets through exactly these two blocks.

    Without a style of its own a page may take one from the report's folder: from the same
    server, or from a file where it is opened from disk, which not every browser calls the same.
    """
    styles = f"'{_digest(style)}'" if style else "'self' file:"
    return (
        "default-src 'none'; img-src 'self' data:; "
        f"style-src {styles}; script-src '{_digest(script)}'; "
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
