"""The user's decisions from a table."""

import pytest

from clustering.errors import ConstraintError
from clustering.model import Decision
from clustering.readers.constraints import read_constraints, read_rulings

HEADER = "left,right,constraint,level\n"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes a file and gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text, encoding="utf-8"):
        (tmp_path / "c.csv").write_bytes(text.encode(encoding))
        return "c.csv"

    return write


def test_rows_become_decisions_with_their_place(written):
    """In the order of the file; further columns and empty rows are passed over."""
    name = written(
        "level,left,right,constraint,why\nstory,a,b,must-link,same vote\n\n"
        "duplicate_group,c,d,cannot-link,\n"
    )
    assert read_constraints(name) == (
        Decision("a", "b", True, "story", "c.csv:2"),
        Decision("c", "d", False, "duplicate", "c.csv:4"),
    )


def test_ids_guarded_against_spreadsheets_are_read_as_they_were(written):
    """articles.csv writes '=1 for the id =1; a copied cell means that article."""
    (found,) = read_constraints(written(HEADER + "'=1,-,must-link,thread\n"))
    assert (found.left, found.right) == ("=1", "-")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_tables_from_spreadsheets_are_read(written, encoding):
    """With a mark of the encoding and with semicolons."""
    text = HEADER.replace(",", ";") + "ä;b;must-link;thread\n"
    assert read_constraints(written(text, encoding))[0].left == "ä"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "c.csv: no column 'left' in the header, found nothing"),
        ("left,right\n", "c.csv: no column 'constraint' in the header, found left, right"),
        (HEADER + "a,,must-link,story\n", "c.csv:2: right is empty, expected the id of an article"),
        (HEADER + "a,a,must-link,story\n", "c.csv:2: left and right are the same article, 'a'"),
        (
            HEADER + "a,b,must,story\n",
            "c.csv:2: constraint must be one of must-link, cannot-link, found 'must'",
        ),
        (
            HEADER + "a,b,must-link,topic\n",
            "c.csv:2: level must be one of duplicate, story, thread, found 'topic'",
        ),
        (HEADER + "a,b\n", "c.csv:2: constraint must be one of must-link, cannot-link, found ''"),
        (HEADER + '"a,b\n', "c.csv:2: not a valid CSV file: unexpected end of data"),
        ("\0\0\0\0\1\2", "c.csv: cannot be read: binary file"),
    ],
)  # fmt: skip
def test_mistakes_are_one_line_with_the_place(written, text, told):
    """What was found and what is expected."""
    with pytest.raises(ConstraintError) as error:
        read_constraints(written(text))
    assert str(error.value) == told


def test_a_missing_file_is_named(tmp_path):
    """A file that is asked for must be there."""
    with pytest.raises(ConstraintError, match=r"none\.csv: cannot be read: No such file"):
        read_constraints(tmp_path / "none.csv")


def test_without_a_file_nothing_is_decided():
    """The shipped settings name none."""
    assert not read_rulings("", ["a", "b"]).stories
