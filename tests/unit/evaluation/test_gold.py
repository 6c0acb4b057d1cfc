"""Gold files: what is read, what is refused, in one line."""

import bz2
import gzip
import lzma

import pytest

from clustering.errors import GoldError
from clustering.evaluation import read_gold

JSONL = '{"id": "a", "story": "s1"}\n\n{"id": 2, "story": 7}\n{"id": "c", "story": null}\n'
CSV = "id,title,story\na,One,s1\n2,Two,7\nc,Three,\n"
WANTED = {"a": "s1", "2": "7"}


@pytest.mark.parametrize("text", [JSONL, CSV, "\ufeff" + JSONL, "\ufeff" + CSV, "\n" + CSV])
def test_both_forms_are_read_and_unlabelled_rows_left_out(tmp_path, text):
    """JSON Lines and CSV give the same labels; null and empty are unlabelled."""
    path = tmp_path / "gold.txt"
    path.write_text(text, encoding="utf-8")
    assert read_gold(path, "story") == WANTED


@pytest.mark.parametrize(("ending", "module"), [("gz", gzip), ("bz2", bz2), ("xz", lzma)])
def test_compressed_files_are_read(tmp_path, ending, module):
    """The three compressions are told by the file's ending."""
    path = tmp_path / f"gold.jsonl.{ending}"
    path.write_bytes(module.compress(JSONL.encode()))
    assert read_gold(path, "story") == WANTED


def test_a_spreadsheets_guard_is_undone(tmp_path):
    """An id that was guarded against formula injection is read as it was."""
    path = tmp_path / "gold.csv"
    path.write_text("id,thread\n'=x,t1\n'-9,t1\n'tis,t2\n", encoding="utf-8")
    assert read_gold(path, "thread") == {"=x": "t1", "-9": "t1", "'tis": "t2"}


def test_a_cell_may_hold_a_whole_article(tmp_path):
    """The csv module's limit of 131,072 characters a cell does not apply."""
    path = tmp_path / "gold.csv"
    path.write_text(f"id,text,story\na,{'word ' * 40_000},s1\n", encoding="utf-8")
    assert read_gold(path, "story") == {"a": "s1"}


def test_the_same_label_twice_is_no_contradiction(tmp_path):
    """A repeated row with the same label is read once."""
    path = tmp_path / "gold.csv"
    path.write_text("id,story\na,s1\na,s1\n", encoding="utf-8")
    assert read_gold(path, "story") == {"a": "s1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no rows"),
        ("id,title\na,One\n", "no column 'story', only id, title"),
        ("id,story\na,\nb,\n", "no row has a story"),
        ("key,story\na,s1\n", "no 'id'"),
        ('{"story": "s1"}\n', "gold.txt:1: no 'id'"),
        ('{"id": null, "story": "s1"}\n', "gold.txt:1: no 'id'"),
        ('\n{"id": "a", "story": "s1"}\n{oops\n', "gold.txt:3: not valid JSON"),
        ('{"id": "a", "story": "s1"}\n[1]\n', "gold.txt:2: not a JSON object"),
        ("id,story\na,s1\nb,s1\na,s2\n", "gold.txt:4: id 'a' has story 's2', but 's1' further up"),
    ],
)
def test_a_file_that_cannot_be_scored_is_refused_in_one_line(tmp_path, text, message):
    """The message names the file, the line where there is one, and what is wrong."""
    path = tmp_path / "gold.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(path, "story")
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_level_is_refused(tmp_path):
    """The message names the levels there are."""
    with pytest.raises(GoldError, match="'stories'; known are duplicate_group, story, thread"):
        read_gold(tmp_path, "stories")


@pytest.mark.parametrize("kind", ["missing", "folder", "latin-1", "no gzip", "cut gzip", "no xz"])
def test_an_unreadable_file_is_refused(tmp_path, kind):
    """Missing, a folder, another encoding, a broken archive: a GoldError, never a traceback."""
    path = tmp_path / f"gold.{kind.split()[-1] if ' ' in kind else 'csv'}"
    path = path.with_suffix(".gz") if "gzip" in kind else path
    match kind:
        case "folder":
            path.mkdir()
        case "latin-1":
            path.write_bytes("id,story\na,Köln\n".encode("latin-1"))
        case "no gzip" | "no xz":
            path.write_bytes(b"id,story\na,s1\n")
        case "cut gzip":
            path.write_bytes(gzip.compress(CSV.encode())[:-12])
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(path, "story")
