"""Sentences of a text, for quoting."""

from __future__ import annotations

import re

# One set of signs at the head, so that all else is skipped quickly.
_END = re.compile(r"[.!?…。！？\n](?:(?<=\n)\n*|(?<!\n)[\"”’»)\]]*(?:\s+|(?<=[。！？]))(?=\S))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Co|Corp|Ltd|etc|Nr|bzw|Mme)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)
_CLOCK, _ZONE = re.compile(r"\b[ap]\.m\.$"), re.compile(r"[A-Z]{2,5}\b|on\b|local\b")
"""Behind "9 p.m." a sentence goes on with a time zone or a day, which may begin with a capital."""
_TAIL = 8
"""Characters before a sentence's end that hold any abbreviation and the one before it."""


def split_sentences(text: str, max_characters: int = 3000) -> list[str]:
    """The sentences in the first part of a text, line breaks ending a sentence too.

    Args:
        text: Any text.
        max_characters: Only this much is looked at; a sentence cut off there is left out.

    Returns:
        Sentences with their punctuation, in order.
    """
    cut = len(text) > max_characters
    part = text[:max_characters]
    sentences: list[str] = []
    begin = 0
    for match in _END.finditer(part):
        piece = part[begin : match.end()].strip()
        if "\n" not in match.group():
            point = match.start() + 1
            if _goes_on(part[max(begin, point - _TAIL) : point], part, match.end()):
                continue
        if piece:
            sentences.append(piece)
        begin = match.end()
    rest = part[begin:].strip()
    if rest and not cut:
        sentences.append(rest)
    return sentences


def _goes_on(before: str, text: str, at: int) -> bool:
    """Whether the point belongs to an abbreviation and not to the sentence's end."""
    if not before.endswith(".") or (before[-6:-1].isalnum() and len(before) > 5):
        return False  # no abbreviation has five letters
    if _ABBREVIATION.search(before):
        return True
    return bool(_CLOCK.search(before) and _ZONE.match(text, at))
