"""Inputs that several tests share."""

from pathlib import Path

import pytest

import clustering
from clustering.synth import write_newswire


@pytest.fixture(scope="session")
def seeds():
    """The folder of the two real documents."""
    return Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def newswire(tmp_path_factory):
    """The analysis of a small synthetic newswire."""
    folder = tmp_path_factory.mktemp("newswire")
    write_newswire(folder, n_articles=150, seed=3)
    return clustering.analyze(folder / "newswire.jsonl")
