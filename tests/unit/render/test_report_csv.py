"""CSV text that no spreadsheet will execute."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from clustering.render import csvfile
from clustering.render.csvfile import csv_parts, csv_text, text_cell


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


def test_arrays_print_like_lists():
    """Numbers of every kind, not a number, formulas, many alike."""
    table = {
        "a": np.array([0.51239, np.nan, 0.51239, -0.00001], np.float32),
        "b": np.array([3, -1, 3, 0], np.int32),
        "c": np.array([True, False, False, True]),
        "d": np.array(["=1", "x", "x", 'a"b'], dtype=object),
        "e": np.array(["near", "", "near", "-"]),
    }
    lists = {name: column.tolist() for name, column in table.items()}
    assert csv_text(table) == csv_text(lists)
    assert csv_text(table).splitlines()[1:3] == ["0.5124,3,true,'=1,near", ",-1,false,x,"]


def test_a_table_in_parts_has_one_header(monkeypatch):
    """Few rows at a time or parts without rows: the same text."""
    whole = {"a": [1, 2, 3, 4, 5], "b": [None] * 5}
    parts = [{"a": [1, 2], "b": [None] * 2}, {"a": [], "b": []}, {"a": [3, 4, 5], "b": [None] * 3}]
    monkeypatch.setattr(csvfile, "_ROWS", 2)
    assert "".join(csv_parts(parts)) == csv_text(whole) == "a,b\n1,\n2,\n3,\n4,\n5,\n"
    assert csv_text({"a": [], "b": []}) == "a,b\n"
