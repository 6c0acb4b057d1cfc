"""Flattened page text, one article a file."""

from __future__ import annotations

from clustering.readers.records import Record, RecordMaker
from clustering.readers.whitespace import unescape

_MAX_HEAD_LINES = 40


def read_plain_text(text: str, shown: str, maker: RecordMaker) -> Record:
    """The record of one text file; its title is found by cleaning.

    A block of ``key: value`` lines between two ``---`` lines at the top (front matter,
    as static site generators write it) gives the fields.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head, body = _front_matter(text)
    record = maker.record(head, shown, 0)
    record.form = "text"
    record.text = unescape(body)
    return record


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    if not text.startswith("---\n"):
        return {}, text
    lines = text.split("\n", _MAX_HEAD_LINES)
    if "---" not in lines[1:_MAX_HEAD_LINES]:
        return {}, text
    end = lines.index("---", 1)
    pairs = [line.partition(":") for line in lines[1:end] if line.strip()]
    if not all(colon and key.strip().isidentifier() for key, colon, _ in pairs):
        return {}, text
    values = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    # The lines stay as empty ones, so that line numbers are those of the file.
    return values, "\n" * (end + 1) + "\n".join(lines[end + 1 :])
