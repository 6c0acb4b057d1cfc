"""Sentences of a text, for quoting."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)\]]*(?:\s+|(?<=[。！？]))(?=\S)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Co|Corp|Ltd|etc|Nr|bzw|Mme)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)


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
        if "\n" not in match.group() and _ABBREVIATION.search(part[begin : match.start()]):
            continue
        if piece:
            sentences.append(piece)
        begin = match.end()
    rest = part[begin:].strip()
    if rest and not cut:
        sentences.append(rest)
    return sentences
