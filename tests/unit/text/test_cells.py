"""Cells that a spreadsheet would take for formulas."""

import pytest

from clustering.text.cells import guarded_cell, plain_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+a", "-5", "@x", "\tx", "＝1", "-", "", "'quoted'", "a=b"]
)
def test_what_is_guarded_comes_back(text):
    """A guarded formula, a lone sign, and text that needs no guard."""
    assert plain_cell(guarded_cell(text)) == text


def test_only_formulas_get_an_apostrophe():
    """A lone sign is a path of standard input, not a formula."""
    assert guarded_cell("=1") == "'=1"
    assert guarded_cell("-") == "-"
