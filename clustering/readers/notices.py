"""Pages that show a notice in place of the article."""

from __future__ import annotations

import re

from clustering.text.background import background_share
from clustering.text.tokens import tokenize

MAX_NOTICE_WORDS = 150
_MIN_TITLE_WORDS = 3
_MAX_SHARE = 0.1
"""Words in more than a tenth of all news say nothing about what a text is on."""
_NOTICE = re.compile(
    r"\b(?:sign in|log ?in|subscri\w+|register\w*|registration|notifications?|verification|"
    r"digital access|privacy policy|terms of (?:service|use)|newsletters?|e-?mail|browser|"
    r"javascript|cookies?|click (?:on|here)|accounts?|profile|redirect\w*|transcript|"
    r"anmelden|abonn\w+|datenschutz\w*|connectez|abonnez|suscr[ií]b\w+|войдите|подпи\w+)\b",
    re.IGNORECASE,
)


def is_notice(title: str, body: str) -> bool:
    """Whether a body is a paywall, a consent form or the like and not what its title tells.

    It is short, speaks of accounts, subscriptions or browsers, and has not one of the title's
    words, of which there are at least three that are not common in all news.
    """
    if body.count(" ") >= MAX_NOTICE_WORDS or not _NOTICE.search(body):
        return False
    tokens = tokenize([title, body])
    split = tokens.offsets[1]
    hashes = tokens.hashes[:split]
    told = set(hashes[background_share(hashes) < _MAX_SHARE].tolist())
    return len(told) >= _MIN_TITLE_WORDS and told.isdisjoint(tokens.hashes[split:].tolist())
