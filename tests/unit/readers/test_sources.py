"""Which files are read, and what they are called."""

from __future__ import annotations

import os

import pytest

from clustering.errors import InputError
from clustering.readers.sources import find_sources

TEXT = "A headline of five words\n\nAnd a text below it."


def write(folder, *names):
    """Makes small text files."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT, encoding="utf-8")


def test_folders_are_searched_in_a_fixed_order(tmp_path):
    """By relative path; hidden files and folders are left out."""
    write(tmp_path, "b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt")
    assert [s.shown for s in find_sources([tmp_path])] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_other_files_are_refused_by_name(tmp_path):
    """Unknown endings, and files about the folder, each with its reason."""
    write(tmp_path, "a.txt", "b.png", "README.md", "Makefile", "metadata.csv")
    reasons = {s.shown: s.reason for s in find_sources([tmp_path])}
    assert reasons == {
        "a.txt": "",
        "b.png": "unknown file type .png",
        "README.md": "a readme of the folder, not an article",
        "Makefile": "unknown file type",
    }


def test_overlapping_paths_are_read_once(tmp_path):
    """A folder, a folder inside it and a file inside that give each file once."""
    write(tmp_path, "in/deep/a.txt", "in/b.txt")
    paths = [tmp_path / "in/deep/a.txt", tmp_path / "in/deep", tmp_path / "in"]
    assert [s.shown for s in find_sources(paths)] == ["b.txt", "deep/a.txt"]


def test_clashing_names_get_the_name_of_their_folder(tmp_path):
    """Two folders with a file of one name each, even when the folders' names clash too."""
    write(tmp_path, "x/in/a.txt", "y/in/a.txt", "z/a.txt")
    two = find_sources([tmp_path / "x/in", tmp_path / "z"])
    assert [s.shown for s in two] == ["in/a.txt", "z/a.txt"]
    deep = find_sources([tmp_path / "x/in", tmp_path / "y/in"])
    assert [s.shown for s in deep] == ["x/in/a.txt", "y/in/a.txt"]


def test_symbolic_links_in_a_circle_end(tmp_path):
    """A link back to a folder above is not followed for ever."""
    write(tmp_path, "a/1.txt")
    (tmp_path / "a/up").symlink_to(tmp_path, target_is_directory=True)
    assert [s.shown for s in find_sources([tmp_path])] == ["a/1.txt"]


def test_a_link_to_nowhere_is_refused(tmp_path):
    """A dangling link is a file that cannot be read."""
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert [s.reason for s in find_sources([tmp_path])] == [
        "",
        "cannot be read: No such file or directory",
    ]


def test_names_that_are_no_text_are_shown_as_bytes(tmp_path):
    """A file name in a legacy encoding cannot break a report."""
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(TEXT)
    assert [s.shown for s in find_sources([tmp_path])] == ["caf\\xe9.txt"]


def test_a_pipe_in_a_folder_is_not_opened(tmp_path):
    """Reading it would wait for ever."""
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert [s.reason for s in find_sources([tmp_path])] == ["", "not a regular file"]


def test_metadata_named_by_a_shell_is_no_input(tmp_path):
    """metadata.csv with a column of files stays a sidecar; without one it is a table."""
    (tmp_path / "metadata.csv").write_text("file,date\na.txt,2018\n", encoding="utf-8")
    assert find_sources([tmp_path / "metadata.csv"]) == []
    (tmp_path / "metadata.csv").write_text("title,date\nA,2018\n", encoding="utf-8")
    assert [s.kind for s in find_sources([tmp_path / "metadata.csv"])] == ["table"]


@pytest.mark.parametrize("make", [lambda p: [], lambda p: [p / "no"], lambda p: [p]])
def test_nothing_to_read_is_an_error(tmp_path, make):
    """No path, a path that does not exist, a folder without articles."""
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(InputError):
        find_sources(make(tmp_path))
