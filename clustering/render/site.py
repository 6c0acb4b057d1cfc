"""Templates to pages that load nothing and run nothing foreign."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clustering import __version__


def page(template: str, **context: object) -> str:
    """A whole page; every value is escaped unless it is ``Markup`` of our own making."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clustering.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("report.css"), _asset("report.js")
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": policy(style, script),
        "version": __version__,
    }
    return environment


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


def _asset(name: str) -> str:
    text = resources.files("clustering.render").joinpath("templates", name)
    return text.read_text(encoding="utf-8")


def own(markup: str) -> Markup:
    """Marks markup that our own code has built and escaped."""
    return Markup(markup)  # noqa: S704


Context = dict[str, Any]
