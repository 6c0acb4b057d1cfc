"""Which phrases a name shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MAX_WORDS = 5
_MIN_WORTH = (0.0, 0.4, 0.8)
"""The n-th phrase is shown when it is worth at least this share of the best …"""
LEAST_WORTH = 0.15
"""… or this share as long as there is only one word."""
_WHOLE = 0.35
"""… if it is at least this share as prominent."""
_STEM = 5
_MIN_PART = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be the matter of a thread.

    Attributes:
        key: Of the phrase.
        worth: How well it sets the thread apart.
        share: Its prominence in the thread, 0 to 1.
        terms: Its words.
        text: As it is written.
        telling: Says something by itself.
        exact: A name, a territory or several words, of which some are telling.
    """

    key: int
    worth: float
    share: float
    terms: tuple[int, ...]
    text: str
    telling: bool
    exact: bool


def choose_phrases(candidates: Sequence[Candidate], actors: Sequence[str] = ()) -> tuple[str, ...]:
    """The best phrases that say something new, longer ones in place of their parts."""
    chosen: list[str] = []
    n_words = 0
    for candidate in candidates:
        if len(chosen) == len(_MIN_WORTH):
            break
        least = LEAST_WORTH if n_words == 1 else _MIN_WORTH[len(chosen)]
        if candidate.worth < least * candidates[0].worth:
            break
        text = _whole(candidate, candidates).text
        size = len(text.split())
        if n_words + size > _MAX_WORDS or any(
            _repeats(text, other) for other in (*chosen, *actors)
        ):
            continue
        chosen.append(text)
        n_words += size
    return tuple(chosen)


def _whole(part: Candidate, candidates: Iterable[Candidate]) -> Candidate:
    """The most prominent longer phrase that holds the candidate, or the candidate itself."""
    longer = [
        other
        for other in candidates
        if len(other.terms) > len(part.terms)
        and other.share >= _WHOLE * part.share
        and any(
            other.terms[first : first + len(part.terms)] == part.terms
            for first in range(len(other.terms) - len(part.terms) + 1)
        )
    ]
    return max(longer, key=lambda c: (c.share, c.worth, c.key), default=part)


def _repeats(phrase: str, other: str) -> bool:
    """Two words begin alike or one holds the other: "missiles", "cease-fire" and "ceasefire"."""
    return any(
        a[:_STEM] == b[:_STEM] or (min(len(a), len(b)) >= _MIN_PART and (a in b or b in a))
        for a in _words(phrase)
        for b in _words(other)
    )


def _words(phrase: str) -> list[str]:
    """The words in lower case, and the phrase written as one."""
    words = phrase.lower().replace("-", " ").split()
    return [*words, "".join(words)]
