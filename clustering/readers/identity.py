"""Ids that do not depend on the order of the input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from operator import attrgetter

from clustering.errors import InputError
from clustering.model import Rejection
from clustering.readers.records import Record

_content = attrgetter("title", "text", "date", "url", "outlet", "language")


def content_id(record: Record) -> str:
    """``x-`` and 16 hexadecimal digits of all that makes two records the same."""
    return f"x-{_digest(_content(record), 8)}"


def unique_records(records: Sequence[Record]) -> tuple[list[Record], list[Rejection]]:
    """One record for each id; an identical second one is refused.

    Of identical records the one with the smallest path and line stays, so that the order
    in which files are read does not matter.

    Raises:
        InputError: Two different records have the same id.
    """
    by_id: dict[str, Record] = {}
    more: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if by_id.setdefault(record.id, record) is not record:
            more[record.id].append(record)
    rejections = []
    for name in sorted(more):
        same = sorted([by_id[name], *more[name]], key=attrgetter("path", "line"))
        for other in same[1:]:
            if _content(other) != _content(same[0]):
                places = f"{same[0].place} and {other.place}"
                raise InputError(f"two different articles have the id {name!r}: {places}")
            rejections.append(Rejection(other.path, other.line, f"same record as {same[0].place}"))
        by_id[name] = same[0]
    return list(by_id.values()), rejections


def record_hash(record: Record) -> bytes:
    """16 bytes that stand for the record's id and content."""
    return bytes.fromhex(_digest([record.id, *_content(record)], 16))


def input_hash(hashes: Sequence[bytes]) -> str:
    """BLAKE2b over the sorted hashes of records, 32 hexadecimal digits."""
    return blake2b(b"".join(sorted(hashes)), digest_size=16).hexdigest()


def _digest(parts: Sequence[str], n_bytes: int) -> str:
    joined = "".join(f"{len(part)}:{part}" for part in parts)  # no two lists join alike
    return blake2b(joined.encode("utf-8", "replace"), digest_size=n_bytes).hexdigest()
