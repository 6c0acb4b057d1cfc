"""A report folder is replaced whole or left alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from clustering.errors import OutputError
from clustering.render import check_directory
from clustering.render.folder import replaced


def write_earlier(folder: Path, **files: str) -> Path:
    """A report of an earlier run."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    account = {"tool": "diplomatic-clustering", "files": [*files, "run.json"]}
    (folder / "run.json").write_text(json.dumps(account))
    return folder


def test_a_good_run_takes_the_targets_place(tmp_path):
    """Old files go, new files come, nothing else stays in the parent."""
    target = write_earlier(tmp_path / "out", old="1")
    with replaced(target) as folder:
        (folder / "new").write_text("2")
    assert [p.name for p in target.iterdir()] == ["new"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError])
def test_a_failed_run_leaves_the_last_report(tmp_path, failure):
    """Whatever stops a run, the last good report stands and no rubbish remains."""
    target = write_earlier(tmp_path / "out", old="1")
    with pytest.raises(failure), replaced(target) as folder:  # noqa: PT012
        (folder / "new").write_text("2")
        raise failure
    assert sorted(p.name for p in target.iterdir()) == ["old", "run.json"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_one_line(tmp_path):
    """An operating system error becomes a message for the user."""
    message = "out: cannot be written: No space left"
    with pytest.raises(OutputError, match=message), replaced(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_swap_puts_the_last_report_back(tmp_path, monkeypatch):
    """When the new folder cannot be moved in, the old one returns."""
    target = write_earlier(tmp_path / "out", old="1")
    rename = Path.rename

    def fail_second(self, to):
        if (self / "new").exists():
            raise OSError(5, "Input/output error")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail_second)
    with pytest.raises(OutputError, match="Input/output"), replaced(target) as folder:
        (folder / "new").write_text("2")
    assert sorted(p.name for p in target.iterdir()) == ["old", "run.json"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_someone_elses_is_refused(tmp_path):
    """A folder without our run.json keeps its files, and the message names one."""
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match=r"it holds thesis\.doc and no run\.json of ours"):
        check_directory(tmp_path)


@pytest.mark.parametrize("account", ['{"tool": "other"}', "not json", "[1]"])
def test_another_tools_run_json_is_not_ours(tmp_path, account):
    """Only our own run.json opens a folder."""
    (tmp_path / "run.json").write_text(account)
    with pytest.raises(OutputError, match=r"no run\.json of ours"):
        check_directory(tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", "threads/notes.txt", "mine/"])
def test_a_file_put_into_a_report_is_never_deleted(tmp_path, name):
    """A file or folder that no run has written stops the next run, by name."""
    target = write_earlier(tmp_path / "out", old="1")
    path = target / name
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if name.endswith("/") else path.write_text("mine")
    with pytest.raises(OutputError, match=name.split("/", maxsplit=1)[0]), replaced(target):
        pass
    assert path.exists()


def test_a_file_added_during_the_run_is_not_deleted(tmp_path):
    """The check is repeated before the swap."""
    target = write_earlier(tmp_path / "out", old="1")
    with pytest.raises(OutputError, match=r"notes\.txt"), replaced(target):
        (target / "notes.txt").write_text("mine")
    assert (target / "notes.txt").exists()


def test_readme_and_git_files_are_carried_over(tmp_path):
    """A folder with a README.md alone may be filled, and keeps it, run after run."""
    target = tmp_path / "reports"
    target.mkdir()
    (target / "README.md").write_text("kept")
    (target / ".gitignore").write_text("*")
    for _ in range(2):
        with replaced(target) as folder:
            (folder / "run.json").write_text('{"tool": "diplomatic-clustering", "files": []}')
    assert (target / "README.md").read_text() == "kept"
    assert (target / ".gitignore").read_text() == "*"


def test_the_current_folder_and_a_file_are_refused(tmp_path, monkeypatch):
    """A folder that cannot be renamed, or is none, is refused in one line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    for name, words in ((".", "current folder"), ("..", "current folder"), ("file", "is a file")):
        with pytest.raises(OutputError, match=words):
            check_directory(name)


def test_a_link_is_followed(tmp_path):
    """The folder behind a symbolic link is replaced, the link stays."""
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    with replaced(tmp_path / "link") as folder:
        (folder / "new").write_text("")
    assert (tmp_path / "link").is_symlink()
    assert (real / "new").exists()


def test_missing_parents_are_made_and_modes_are_usual(tmp_path):
    """A new folder has the mode that mkdir would give."""
    with replaced(tmp_path / "a" / "b") as folder:
        (folder / "new").write_text("")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "a/b").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_write_permission_is_one_line(tmp_path):
    """No permission is the user's to mend."""
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"), replaced(tmp_path / "out"):
        pass
