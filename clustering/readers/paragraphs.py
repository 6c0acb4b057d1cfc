"""Lines of a text as its paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

ENDS_SENTENCE = (".", "!", "?", ".”", '."', "?”", '?"', "!”", ".’", ".'", ".)", "。", "؟", "…")
_MIN_WRAPPED, _MAX_WRAPPED = 50, 100
"""Characters of a line that a typewriter or a mail program broke."""


def join_paragraphs(lines: Sequence[str], keep: Collection[int]) -> str:
    """The kept lines as paragraphs; hard-wrapped blocks are joined again.

    Args:
        lines: All lines; an empty one ends a block, one that is not kept does not.
        keep: Indices of those that stay.
    """
    blocks: list[list[str]] = [[]]
    for i, line in enumerate(lines):
        if i in keep:
            blocks[-1].append(line)
        elif not line and blocks[-1]:
            blocks.append([])
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs += [" ".join(block)] if _is_wrapped(block) else block
    return "\n\n".join(paragraphs)


def _is_wrapped(block: Sequence[str]) -> bool:
    """Lines of a typewriter's length, most of which do not end with their sentence."""
    broken = block[:-1]
    if len(block) < 3 or not all(_MIN_WRAPPED <= len(line) <= _MAX_WRAPPED for line in broken):
        return False
    return 2 * sum(line.endswith(ENDS_SENTENCE) for line in broken) < len(block)
