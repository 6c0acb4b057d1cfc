"""Findings that many tests share."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings
from samples import random_findings, seeds_like

from clustering.model import Findings

# No example is timed: the first call of a kernel compiles it, and machines are busy.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def two() -> Findings:
    """Two articles, one thread, two stories, one date without its year."""
    return seeds_like()


@pytest.fixture(scope="session")
def sixty() -> Findings:
    """Sixty articles by dice, with copies and doubtful dates."""
    return random_findings(60, 9)


@pytest.fixture
def dice() -> random.Random:
    """Dice that fall the same way in every run."""
    return random.Random(20180910)
