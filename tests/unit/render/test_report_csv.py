"""CSV text that no spreadsheet will execute."""

from __future__ import annotations

import csv
import io

import pytest

from clustering.render.csvfile import csv_text, text_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_formula_is_disarmed(start):
    """A cell that begins like a formula gets an apostrophe in front."""
    assert text_cell(f"{start}1+1").startswith("'")


def test_standard_input_and_dates_stay_as_they_are():
    """A lone minus sign is no formula, and a date column is ours."""
    text = csv_text({"path": ["-"], "date": ["--09-10"]})
    assert text == "path,date\n-,--09-10\n"


def test_cells_survive_a_csv_reader():
    """Quotes, commas and line ends come back as one cell each, control characters as spaces."""
    cells = ['He said "no", twice', "two\nlines", "bell\x07", "plain"]
    rows = list(csv.reader(io.StringIO(csv_text({"title": cells}))))
    assert [row[0] for row in rows[1:]] == ['He said "no", twice', "two lines", "bell ", "plain"]


def test_numbers_are_short_and_fixed():
    """Four decimals at most, no minus zero, nothing for a missing value."""
    table = {"a": [0.51239, -0.00001, float("nan")], "b": [1, None, 2], "c": [True, False, True]}
    assert csv_text(table) == "a,b,c\n0.5124,1,true\n0,,false\n,2,true\n"


def test_columns_of_unequal_length_are_refused():
    """A table with a hole is a bug, not a shorter file."""
    with pytest.raises(ValueError, match="shorter"):
        csv_text({"a": [1, 2], "b": [1]})
