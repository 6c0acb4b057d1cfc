"""Which files to read, and under which name each is shown."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from clustering.errors import InputError

Kind = Literal["text", "page", "lines", "json", "table", "sniff", "unknown"]

STANDARD_INPUT = "-"
SIDECAR = "metadata.csv"
COMPRESSIONS = {".gz", ".bz2", ".xz"}
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
}
_ABOUT_THE_FOLDER = {"readme", "license", "licence", "changelog", "copying"}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes:
        file: Where it is; None for standard input.
        shown: Its name below the given root, with ``/``; what the user sees.
        stem: ``shown`` without its extensions.
        kind: How to read it.
        compression: ``.gz``, ``.bz2``, ``.xz`` or empty.
        reason: Why it is not read; empty when it is.
        root: The folder it was found under.
        n_bytes: Its size on disk.
    """

    file: Path | None
    shown: str
    stem: str
    kind: Kind
    compression: str = ""
    reason: str = ""
    root: Path = Path()
    n_bytes: int = 0


def find_sources(paths: Sequence[str | Path]) -> list[Source]:
    """All files below the given paths, each once, sorted by the name shown.

    Raises:
        InputError: No path was given, one does not exist, or a folder has no article files.
    """
    if not paths:
        raise InputError("no input: give a file, a folder or - for standard input")
    found: dict[str, Source] = {}
    for given in dict.fromkeys(str(path) for path in paths):
        for source in _below(given):
            key = os.path.realpath(source.file) if source.file else STANDARD_INPUT
            if key not in found or _rank(source) < _rank(found[key]):
                found[key] = source
    return sorted(_without_clashes(list(found.values())), key=lambda s: (s.shown, s.stem))


def _below(given: str) -> Iterator[Source]:
    if given == STANDARD_INPUT:
        yield Source(None, STANDARD_INPUT, STANDARD_INPUT, "sniff")
        return
    path = Path(given)
    if not path.exists():
        raise InputError(f"{given}: no such file or folder")
    if not path.is_dir():
        if not _is_sidecar(path):
            yield _source(path, path.parent, given=True)
        return
    sources = [_source(file, path, given=False) for file in _walk(path) if file.name != SIDECAR]
    if all(source.reason for source in sources):
        kinds = ", ".join(sorted(KINDS))
        raise InputError(f"{given}: no article files in this folder (looked for {kinds})")
    yield from sources


def _is_sidecar(path: Path) -> bool:
    """A ``metadata.csv`` with a file column, named by a shell's ``*``, is not an input."""
    if path.name != SIDECAR:
        return False
    with path.open("rb") as stream:
        head = stream.readline(10_000).decode("utf-8", "replace").strip("\ufeff\r\n ")
    return "file" in (name.strip(' "').lower() for name in head.replace(";", ",").split(","))


def _walk(root: Path) -> Iterator[Path]:
    seen = set()
    for folder, folders, files in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:  # a symbolic link back up, or a second way to the same folder
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def _source(file: Path, root: Path, *, given: bool) -> Source:
    shown = _printable(file.relative_to(root).as_posix())
    name, compression = _split(file.name.lower(), COMPRESSIONS)
    base, suffix = _split(name, set(KINDS))
    kind = KINDS.get(suffix, "unknown")
    stem = shown[: len(shown) - len(suffix) - len(compression)]
    reason = ""
    try:
        status = file.stat()
    except OSError as error:
        return Source(file, shown, stem, "unknown", "", f"cannot be read: {error.strerror}", root)
    if not given and not stat.S_ISREG(status.st_mode):
        reason = "not a regular file"
    elif not given and base in _ABOUT_THE_FOLDER:
        reason = f"a {base} of the folder, not an article"
    elif kind == "unknown":
        ending = Path(name).suffix
        if given and (not ending or not stat.S_ISREG(status.st_mode)):
            kind = "sniff"
        else:
            reason = f"unknown file type {ending}" if ending else "unknown file type"
    return Source(file, shown, stem, kind, compression, reason, root, status.st_size)


def _split(name: str, endings: set[str]) -> tuple[str, str]:
    ending = Path(name).suffix
    return (name[: -len(ending)], ending) if ending in endings else (name, "")


def _printable(path: str) -> str:
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c >= " " and c != "\x7f" else f"\\x{ord(c):02x}" for c in text)


def _rank(source: Source) -> tuple[int, str]:
    return -source.shown.count("/"), source.shown


def _without_clashes(sources: list[Source]) -> list[Source]:
    """Puts the root's own name, and its parents' where needed, before names that clash."""
    parts = {source.root: Path(os.path.abspath(source.root)).parts[1:] for source in sources}  # noqa: PTH100 - resolve() would follow links
    level, named = 0, sources
    while max(Counter(s.shown for s in named).values(), default=1) > 1:
        level += 1
        if level > max(len(p) for p in parts.values()):
            break  # only control characters tell the names apart
        named = [_prefixed(source, parts[source.root][-level:]) for source in sources]
    return named


def _prefixed(source: Source, parents: tuple[str, ...]) -> Source:
    if source.file is None:
        return source
    prefix = "".join(f"{_printable(part)}/" for part in parents)
    return replace(source, shown=prefix + source.shown, stem=prefix + source.stem)
