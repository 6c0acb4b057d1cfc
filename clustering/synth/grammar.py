"""Sentences with choices and slots, dealt without repetition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

_CHOICE = re.compile(r"\[([^\]]*)\]")


@cache
def _parts(template: str) -> tuple[str | tuple[str, ...], ...]:
    """Literal text and choices of a template such as ``They [met|sat down] in {place}.``."""
    pieces = _CHOICE.split(template)
    return tuple(
        tuple(piece.split("|")) if place % 2 else piece for place, piece in enumerate(pieces)
    )


def expand(template: str, facts: Mapping[str, str], random: Random) -> str:
    """One wording of a template: choices taken, facts filled in, first letter raised."""
    chosen = "".join(
        part if isinstance(part, str) else random.choice(part) for part in _parts(template)
    )
    return sentence_case(chosen.format_map(facts))


def sentence_case(text: str) -> str:
    """Raises the first letter, also behind an opening quotation mark."""
    start = 1 if text[:1] == '"' else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


class Deck:
    """Deals the items of each named list in random order, all before any comes again."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._left: dict[str, list[str]] = {}

    def deal(self, name: str, items: Sequence[str]) -> str:
        """The next item of the list with this name."""
        left = self._left.get(name)
        if not left:
            left = self._left[name] = self._random.sample(items, len(items))
        return left.pop()
