"""Small archives on disk, read with the default settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clustering.config import config_from
from clustering.model import Reading
from clustering.readers import read_articles

Read = Callable[..., Reading]


@pytest.fixture
def read() -> Read:
    """Reads paths; keyword arguments are tables of settings."""

    def read_with(*paths: Path, **tables: dict[str, Any]) -> Reading:
        config = config_from(tables)
        return read_articles(paths, config=config.input, cleaning=config.cleaning)

    return read_with


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """Writes records as JSON Lines and gives the file."""

    def write(*records: object, name: str = "in.jsonl") -> Path:
        file = tmp_path / name
        file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return file

    return write
