"""Table cells that a spreadsheet would take for formulas."""

from __future__ import annotations

import re

# OWASP, "CSV injection": a cell that begins so is a formula; the full-width forms count in
# East Asian spreadsheets.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠].", re.DOTALL)


def guarded_cell(text: str) -> str:
    """The text with an apostrophe before it if it would be a formula (a lone ``-`` is none)."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """Undoes ``guarded_cell``."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text
