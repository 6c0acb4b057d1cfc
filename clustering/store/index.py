"""An index of prints on disk: columns, a header, checksums."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.duplicates.prints import Prints, Recipe
from clustering.errors import InputError, OutputError
from clustering.text.ragged import Ragged

FORMAT, VERSION = "clustering prints", 2
_HEADER = "index.json"
_COLUMNS: Mapping[str, str] = {
    "identity": "<u8",
    "word_offsets": "<i8",
    "words": "<u4",
    "signatures": "<u4",
    "sample_offsets": "<i8",
    "sample": "<u4",
    "id_offsets": "<i8",
    "ids": "|u1",
}


@dataclass(frozen=True, eq=False)
class StoredIndex:
    """Prints with the ids of their articles, and how they were made."""

    ids: list[str]
    prints: Prints
    recipe: Recipe


def save_index(directory: Path, index: StoredIndex) -> None:
    """Writes an index; an older one at the same place is replaced when all is written.

    Raises:
        OutputError: The folder cannot be written, or holds something that is no index.
    """
    if directory.exists() and any(directory.iterdir()) and not (directory / _HEADER).is_file():
        raise OutputError(f"{directory}: is not empty and holds no index; name another folder")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
        try:
            _write(fresh, index)
            if directory.exists():
                shutil.rmtree(directory)
            os.replace(fresh, directory)  # noqa: PTH105 - replaces an empty folder too
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{directory}: cannot be written: {error.strerror}") from error


def load_index(directory: Path, recipe: Recipe) -> StoredIndex:
    """Reads an index and checks it.

    Args:
        directory: Made by ``save_index``.
        recipe: The settings of this run; prints of others cannot be compared.

    Raises:
        InputError: There is no index, it is of another version, made with other settings, or
            damaged; in one line.
    """
    header = _header(directory)
    if header.get("recipe") != asdict(recipe):
        raise InputError(
            f"{directory}: the index was made with {_told(header.get('recipe'))}, "
            f"this run has {_told(asdict(recipe))}; use the same [duplicates] settings"
        )
    columns = {name: _column(directory, name, header) for name in _COLUMNS}
    try:
        return _assemble(columns, recipe)
    except (ValueError, IndexError, UnicodeDecodeError) as error:
        raise InputError(f"{directory}: the index is damaged: columns do not fit") from error


def _write(directory: Path, index: StoredIndex) -> None:
    prints = index.prints
    words, samples = prints.codes.packed(), prints.samples.packed()
    encoded = [name.encode("utf-8", "surrogatepass") for name in index.ids]
    columns: dict[str, npt.NDArray[Any]] = {
        "identity": prints.identity,
        "word_offsets": np.append(0, words.ends),
        "words": words.values,
        "signatures": prints.signatures,
        "sample_offsets": np.append(0, samples.ends),
        "sample": samples.values,
        "id_offsets": np.cumsum([0, *map(len, encoded)]),
        "ids": np.frombuffer(b"".join(encoded), np.uint8),
    }
    told = {}
    for name, kind in _COLUMNS.items():
        content = np.ascontiguousarray(columns[name].astype(kind, copy=False)).tobytes()
        (directory / f"{name}.bin").write_bytes(content)
        told[name] = {"dtype": kind, "bytes": len(content), "blake2b": _digest(content)}
    header = {
        "format": FORMAT,
        "version": VERSION,
        "n_articles": len(prints),
        "recipe": asdict(index.recipe),
        "columns": told,
    }
    (directory / _HEADER).write_text(json.dumps(header, indent=1) + "\n", encoding="utf-8")


def _header(directory: Path) -> dict[str, Any]:
    try:
        header = json.loads((directory / _HEADER).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{directory}: no index here ({_HEADER}: {error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{directory}: the index is damaged: {_HEADER} is not JSON") from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise InputError(f"{directory}: {_HEADER} is not the header of an index of prints")
    if header.get("version") != VERSION:
        raise InputError(
            f"{directory}: the index has version {header.get('version')!r}, "
            f"this program reads version {VERSION}; make it anew with --save-index"
        )
    return header


def _column(directory: Path, name: str, header: dict[str, Any]) -> npt.NDArray[Any]:
    try:
        content = (directory / f"{name}.bin").read_bytes()
        told = header["columns"][name]
        whole = len(content) == told["bytes"] and _digest(content) == told["blake2b"]
    except (OSError, KeyError, TypeError) as error:
        raise InputError(f"{directory}: the index is damaged: {name}.bin is missing") from error
    if not whole:
        raise InputError(f"{directory}: the index is damaged: {name}.bin was changed or cut off")
    kind = np.dtype(_COLUMNS[name])
    return np.frombuffer(content, kind).astype(kind.newbyteorder("="), copy=False)


def _assemble(columns: Mapping[str, npt.NDArray[Any]], recipe: Recipe) -> StoredIndex:
    offsets, raw = columns["id_offsets"].tolist(), columns["ids"].tobytes()
    ids = [raw[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(offsets)]
    prints = Prints(
        columns["identity"].reshape(len(ids), 2),
        _ragged(columns["word_offsets"], columns["words"]),
        columns["signatures"].reshape(len(ids), recipe.n_values),
        _ragged(columns["sample_offsets"], columns["sample"]),
    )
    if len(prints.codes) != len(ids) or len(prints.samples) != len(ids):
        raise ValueError("columns of unequal length")
    return StoredIndex(ids, prints, recipe)


def _ragged(offsets: npt.NDArray[np.int64], values: npt.NDArray[np.uint32]) -> Ragged:
    return Ragged(offsets[:-1], offsets[1:], values)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _told(recipe: object) -> str:
    if not isinstance(recipe, dict):
        return "unknown settings"
    return ", ".join(f"{name} {value}" for name, value in recipe.items())
