"""The duplicate stage alone, from a stream of records."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering import __version__
from clustering.config import Config
from clustering.duplicates.detect import Copies, find_copies, plan_of, recipe_of
from clustering.duplicates.prints import Prints, print_texts
from clustering.duplicates.signatures import Signatures
from clustering.errors import InputError, OutputError
from clustering.model import Rejection, stable_ids
from clustering.readers.constraints import read_rulings
from clustering.store import StoredIndex, load_index, save_index

_UNDATED = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False)
class Deduplicated:
    """What the stage found in a stream.

    Attributes:
        ids: Ids by row, those of a stored index first, then by (day, longest, id).
        n_stored: Rows that come from a stored index.
        places: ``path:line`` by row, empty for stored rows.
        copies: Groups and links.
        prints: Prints by row.
        rejections: What could not be used.
        inputs: Paths as they were given.
    """

    ids: list[str]
    n_stored: int
    places: list[str]
    copies: Copies
    prints: Prints
    rejections: list[Rejection]
    inputs: tuple[str, ...] = ()


@dataclass(eq=False)
class _Register:
    """What is noted of each record while its text goes by."""

    ids: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    days: array[int] = field(default_factory=lambda: array("i"))
    sizes: array[int] = field(default_factory=lambda: array("i"))
    rejections: list[Rejection] = field(default_factory=list)

    def sort(self) -> npt.NDArray[np.int64]:
        """Puts ids and places in order of (day, longest first, id), undated ones last."""
        rank = np.argsort(np.array(self.ids, dtype=object), kind="stable")
        by_id = np.empty(len(rank), np.int64)
        by_id[rank] = np.arange(len(rank))
        days, sizes = (np.array(c, np.int64) for c in (self.days, self.sizes))
        order = np.lexsort((by_id, -sizes, days))
        self.ids = [self.ids[row] for row in order.tolist()]
        self.places = [self.places[row] for row in order.tolist()]
        return order


def deduplicate(
    paths: Sequence[str | Path],
    settings: Config,
    against: Path | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Deduplicated:
    """Finds copies in a stream of records; the texts themselves are not held.

    Nothing is cleaned: texts are compared as they were given, and only the date field (or,
    in a text file, what stands for it) dates them. ``analyze`` does both.

    Args:
        paths: Files and folders of any input format.
        settings: The tables ``input``, ``duplicates``, ``constraints`` and ``run`` count.
        against: A stored index; then only pairs with a new article are looked at.
        on_progress: Called with (bytes done, bytes in all).

    Raises:
        InputError: Nothing can be read, or the index cannot be used.
        ConstraintError: The user's constraints cannot be read or contradict each other.
    """
    recipe = recipe_of(settings.duplicates)
    stored = load_index(against, recipe) if against else None
    register = _Register()
    known = set(stored.ids) if stored else set()
    texts = _texts(paths, settings, register, known, on_progress)
    workers = settings.run.threads
    prints = print_texts(texts, recipe, workers, order=register.sort)
    if not register.ids:
        raise InputError(f"no article to compare: {len(register.rejections)} refused")
    ids, places = register.ids, register.places
    n_stored = 0
    if stored:
        n_stored = len(stored.ids)
        prints = Prints.join(stored.prints, prints)
        ids, places = stored.ids + ids, [""] * n_stored + places
    rulings = read_rulings(settings.constraints.file, ids)
    copies = find_copies(prints, settings.duplicates, workers, n_stored, rulings.duplicates)
    inputs = tuple(dict.fromkeys(map(str, paths)))
    return Deduplicated(ids, n_stored, places, copies, prints, register.rejections, inputs)


def write_copies(found: Deduplicated, directory: Path, settings: Config, seconds: float) -> None:
    """Writes ``copies.csv``, ``links.csv``, ``rejected.csv`` and ``run.json``, all or nothing.

    Raises:
        OutputError: The folder cannot be written or is not ours to replace.
    """
    from clustering.render.account import TOOL, input_places
    from clustering.render.csvfile import csv_text
    from clustering.render.folder import replaced

    tables = {
        "copies.csv": _members(found),
        "links.csv": _links(found),
        "rejected.csv": {
            "path": [r.path for r in sorted(found.rejections)],
            "line": [r.line for r in sorted(found.rejections)],
            "reason": [r.reason for r in sorted(found.rejections)],
        },
    }
    with replaced(directory) as folder:
        for name, table in tables.items():
            (folder / name).write_text(csv_text(table), encoding="utf-8", newline="")
        run = {
            "tool": TOOL,
            "version": __version__,
            "command": "duplicates",
            "config": settings.to_dict(),
            "inputs": input_places(found.inputs, directory),
            "counts": counts(found),
            "bands": {
                "bands": found.copies.plan.bands,
                "rows": found.copies.plan.rows,
                "recall_at_threshold": found.copies.plan.recall_at_threshold,
            },
            "seconds": round(seconds, 3),
            "files": sorted([*tables, "run.json"]),
        }
        (folder / "run.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def counts(found: Deduplicated) -> dict[str, int]:
    """Articles, refusals, groups of two or more that hold a new article, and copies in them."""
    sizes = np.bincount(found.copies.groups.labels, minlength=len(found.ids))
    new = found.copies.groups.labels[found.n_stored :]
    return {
        "n_read": len(found.ids) - found.n_stored,
        "n_rejected": len(found.rejections),
        "n_stored": found.n_stored,
        "n_duplicate_groups": len(np.unique(new[sizes[new] > 1])),
        "n_copies": int((new != np.arange(found.n_stored, len(found.ids))).sum()),
        "n_links": int(found.copies.links.accepted.sum()),
    }


def keep_index(found: Deduplicated, directory: Path, settings: Config) -> None:
    """Stores the prints of all rows, stored ones included, for ``deduplicate(against=…)``."""
    save_index(directory, StoredIndex(found.ids, found.prints, recipe_of(settings.duplicates)))


def export_signatures(found: Deduplicated, path: Path, settings: Config) -> None:
    """Writes the signatures for datasketch (docs/signatures.md).

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        Signatures(found.ids, found.prints.signatures, settings.duplicates.seed).save(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def promise(settings: Config) -> str:
    """The band plan in one line."""
    plan = plan_of(settings.duplicates)
    return (
        f"{plan.bands} bands of {plan.rows}: a pair with jaccard {plan.threshold:g} is found with "
        f"probability {plan.recall_at_threshold:.4f}, every candidate is verified"
    )


def _texts(
    paths: Sequence[str | Path],
    settings: Config,
    register: _Register,
    known: set[str],
    on_progress: Callable[[int, int], None] | None,
) -> Iterator[str]:
    from clustering.readers.files import FileReader
    from clustering.readers.identity import content_id
    from clustering.readers.sources import find_sources

    sources = find_sources(paths)
    # outlet, address and language are not told here, and looking for them takes time
    fields = replace(settings.input.fields, outlet=(), url=(), language=())
    reader = FileReader(sources, replace(settings.input, fields=fields), on_progress)
    for source in sources:
        for found in reader.read(source):
            if isinstance(found, Rejection):
                register.rejections.append(found)
                continue
            text = found.text or found.title
            name = found.id or (content_id(found) if found.line else reader.stems[source.shown])
            reason = ""
            if not text or text.isspace():
                reason = "empty"
            elif len(text) > settings.input.max_characters:
                reason = "too long"
            elif name in known:
                reason = f"second record with the id {name!r}"
            if reason:
                register.rejections.append(Rejection(found.path, found.line, reason))
                continue
            known.add(name)
            register.ids.append(name)
            register.places.append(found.place)
            register.days.append(_day(found.date))
            register.sizes.append(len(text))
            yield text


@cache
def _day(given: str) -> int:
    from clustering.readers.date_forms import Custom, parse_date

    span = parse_date(given, "metadata", Custom(language="", order="none")).span_days()
    return _UNDATED if span is None else span[0]


def _members(found: Deduplicated) -> dict[str, Any]:
    """One row a new article: its group and its representative."""
    labels = found.copies.groups.labels
    roots = found.copies.groups.roots.tolist()
    names = dict(zip(roots, stable_ids("d", [found.ids[root] for root in roots]), strict=True))
    rows = range(found.n_stored, len(found.ids))
    sizes = np.bincount(labels, minlength=len(labels))
    return {
        "id": [found.ids[row] for row in rows],
        "place": [found.places[row] for row in rows],
        "duplicate_group": [names[int(labels[row])] for row in rows],
        "representative": [found.ids[labels[row]] for row in rows],
        "n_members": [int(sizes[labels[row]]) for row in rows],
    }


def _links(found: Deduplicated) -> dict[str, Any]:
    links = found.copies.links
    return {
        "left": [found.ids[row] for row in links.left],
        "right": [found.ids[row] for row in links.right],
        "score": links.score.tolist(),
        "accepted": links.accepted.tolist(),
        **{name: column.tolist() for name, column in links.evidence.items()},
    }
