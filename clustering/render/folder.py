"""A report folder that is replaced whole or left alone."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from clustering.errors import OutputError
from clustering.render.account import TOOL

FOLDERS = ("copies", "threads")
"""Folders of a report; there even when empty."""
_KEPT = ("README.md", ".gitignore", ".gitkeep")
"""Files that may stand in a report folder beside ours, and are carried over."""


@contextmanager
def replaced(directory: str | Path) -> Iterator[Path]:
    """Gives a temporary folder that takes the target's place when the block ends well.

    On any exception the temporary folder is removed and the target stays as it was.

    Raises:
        OutputError: The target is not ours to replace, or cannot be written.
    """
    target = check_directory(directory)
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        temporary.chmod(0o777 & ~_umask())
        yield temporary
        check_directory(target)
        _swap(temporary, target)
    except OSError as error:
        raise OutputError(f"{directory}: cannot be written: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def check_directory(directory: str | Path) -> Path:
    """The folder behind the name, links followed, if a report may take its place.

    Raises:
        OutputError: It is a file, the current folder or one above, a mount point, or holds
            files that no earlier run has written.
    """
    try:
        target = Path(directory).resolve()
        if not target.exists():
            return target
        if not target.is_dir():
            raise OutputError(f"{directory} is a file, not a folder; nothing was overwritten")
        if Path.cwd().resolve().is_relative_to(target) or os.path.ismount(target):
            raise OutputError(
                f"{directory} cannot be replaced as a whole (current folder or mount point); "
                "name a folder inside it"
            )
        _check_contents(target, directory)
    except OSError as error:
        raise OutputError(f"{directory}: cannot be read: {error.strerror or error}") from error
    return target


def _check_contents(target: Path, directory: str | Path) -> None:
    files = _files_of_report(target)
    if files is None:
        foreign = sorted(p.name for p in target.iterdir() if p.name not in _KEPT)
        if foreign:
            raise OutputError(
                f"{directory} is not a report folder: it holds {foreign[0]} and no run.json of "
                "ours; nothing was overwritten"
            )
        return
    ours = {*files, *_KEPT, "run.json"}
    folders = {*FOLDERS} | {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        is_folder = path.is_dir() and not path.is_symlink()
        if name not in (folders if is_folder else ours):
            raise OutputError(
                f"{directory} holds {name}, which no earlier run has written; move it away; "
                "nothing was overwritten"
            )


def _files_of_report(target: Path) -> list[str] | None:
    try:
        account = json.loads((target / "run.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(account, dict) or account.get("tool") != TOOL:
        return None
    return [str(name) for name in account.get("files", [])]


def _swap(temporary: Path, target: Path) -> None:
    if not target.exists():
        temporary.rename(target)
        return
    for name in _KEPT:
        if (target / name).is_file():
            shutil.copy2(target / name, temporary / name)
    temporary.chmod(target.stat().st_mode & 0o777)
    attic = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    old = attic / target.name
    try:
        target.rename(old)
        temporary.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        if target.exists():
            shutil.rmtree(attic, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
