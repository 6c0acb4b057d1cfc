"""Naming: the order of phrases, and groups that are one thread."""

from types import SimpleNamespace

import numpy as np
import pytest

from clustering.threads.naming import _factor, _in_order, _same_groups


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


@pytest.mark.parametrize(
    ("key", "terms", "factor"),
    [
        (1, [0], 1.0),  # a territory, whatever its words
        (2, [0], 0.35),  # a person of the table
        (9, [0], 1.0),
        (9, [0, 3], 1.4),  # one word is vague
        (9, [3], 0.4),
        (9, [3, 3], 0.6),
        (9, [1], 0.8),  # a name
        (9, [1, 2], 0.35),  # a forename in it
        (9, [0, 2], 1.4),  # partly a name
    ],
)
def test_what_a_phrase_is_worth_by_its_kind(key, terms, factor):
    """Words: 0 an ordinary one, 1 a name, 2 a name of a person, 3 says little."""
    subjects = SimpleNamespace(
        territories={1: "Kuril Islands"},
        persons={2: "Rex Tillerson"},
        is_name=np.array([False, True, True, False]),
        is_person=np.array([False, False, True, False]),
        is_vague=np.array([False, False, False, True]),
    )
    assert _factor(key, np.array(terms, np.int32), subjects) == factor
