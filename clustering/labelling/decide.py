"""Binding answers as constraints for later runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustering.evaluation.labels import PairLabel

Row = tuple[str, str, str, str]

_MEANS: dict[str, tuple[tuple[str, str], ...]] = {
    "same-text": (("must-link", "duplicate"),),
    "same-story": (("must-link", "story"),),
    "same-thread": (("cannot-link", "story"), ("must-link", "thread")),
    "unrelated": (("cannot-link", "thread"),),
}
"""What an answer says for certain. "The same story" leaves open whether the text is the same, and
copies that must be together are of one story and thread as it is."""


def constraints_table(labels: Sequence[PairLabel]) -> dict[str, list[str]]:
    """The columns of ``constraints.csv`` from the answers that shall hold, each row once."""
    rows = list(dict.fromkeys(row for label in labels for row in _rows(label)))
    names = ("left", "right", "constraint", "level")
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def _rows(label: PairLabel) -> Iterator[Row]:
    if label.binding:
        for word, level in _MEANS.get(label.answer, ()):
            yield (*label.pair, word, level)
