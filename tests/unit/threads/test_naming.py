"""Naming: the order of phrases, and groups that are one thread."""

from types import SimpleNamespace

import numpy as np

from clustering.threads.naming import _in_order, _same_groups


def test_long_phrases_first_and_territories_last():
    """The order depends on what is in a name alone, not on worths that a story may change."""
    subjects = SimpleNamespace(territories={1: "Kuril Islands"})
    for matter in (
        ("Kuril Islands", "sanctions", "peace treaty"),
        ("peace treaty", "Kuril Islands", "sanctions"),
    ):
        assert _in_order(matter, subjects) == ["peace treaty", "sanctions", "Kuril Islands"]


def test_groups_of_one_thread():
    """Groups 0 and 2 are one thread each, 0 of two articles; group 1 is threads 1 and 3."""
    threads = np.array([0, 0, 1, 2, 3], np.int32)
    groups = np.array([0, 0, 1, 2, 1], np.int32)
    assert _same_groups(threads, groups) == {0: 0, 2: 2}
