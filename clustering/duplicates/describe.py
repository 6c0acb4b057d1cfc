"""Groups of copies for a reader: where they came from, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.duplicates.alignment import passages
from clustering.duplicates.detect import Copies
from clustering.duplicates.judge import KINDS
from clustering.model import NO_DAY, Change, Corpus, DuplicateGroup, Origin, stable_ids
from clustering.text.codes import encode
from clustering.text.ragged import Ragged
from clustering.text.services import service_of
from clustering.text.tokens import tokenize

_MIN_CUT = 8
"""Words missing at the end from which a copy counts as cut."""


def describe_groups(corpus: Corpus, copies: Copies) -> tuple[DuplicateGroup, ...]:
    """The groups of two or more, with their weakest link, their origin and what each changed."""
    rows_of = {root: rows for root, rows in copies.groups.members().items() if len(rows) > 1}
    weakest = _weakest(copies)
    names = stable_ids("d", [corpus.articles[root].id for root in rows_of])
    groups = []
    for name, (root, rows) in zip(names, rows_of.items(), strict=True):
        members = [int(row) for row in rows]
        origin = find_origin(corpus, members)
        changes = _changes(corpus, members, origin.row)
        groups.append(DuplicateGroup(name, tuple(members), *weakest[root], origin, changes))
    return tuple(groups)


def find_origin(corpus: Corpus, rows: Sequence[int]) -> Origin:
    """Who probably wrote the text that the rows (ascending) are copies of.

    A wire that is credited comes first, as published by its own outlet if that is among them;
    without a credit the earliest article, or the longest of those that may be earliest.
    """
    credits_ = Counter(service for row in rows for service in corpus.articles[row].credits)
    n_credits = 0
    evidence = []
    if credits_:
        service, n_credits = min(credits_.items(), key=lambda item: (-item[1], item[0]))
        evidence.append(f"{service} is credited by {n_credits} of {len(rows)}")
        for row in rows:
            if service_of(corpus.articles[row].outlet) == service:
                return Origin(row, service, n_credits, (*evidence, "published by itself"))
        return Origin(rows[0], service, n_credits, (*evidence, _order(corpus, rows)))
    return Origin(rows[0], "", 0, (_order(corpus, rows),))


def copies_table(groups: Sequence[DuplicateGroup], corpus: Corpus) -> dict[str, list[object]]:
    """One row a member of each group, by order of publication: the columns of ``copies.csv``."""
    names = ("group", "order", "id", "date", "outlet", "is_origin", "origin", "service", "evidence")
    changes = ("kept", "carried", "cut_from_end", "new_headline")
    table: dict[str, list[object]] = {name: [] for name in (*names, *changes)}
    for group in groups:
        for order, change in enumerate(group.changes, 1):
            article = corpus.articles[change.row]
            assert group.origin is not None, "made together with its changes"
            cells = {
                "group": group.id,
                "order": order,
                "id": article.id,
                "date": article.date.iso(),
                "outlet": article.outlet,
                "is_origin": change.row == group.origin.row,
                "origin": corpus.articles[group.origin.row].id,
                "service": group.origin.service,
                "evidence": "; ".join(group.origin.evidence),
                **{name: getattr(change, name) for name in changes},
            }
            for name, cell in cells.items():
                table[name].append(cell)
    return table


def _weakest(copies: Copies) -> dict[int, tuple[float, str]]:
    """Root to the lowest score and the loosest kind of a link to it."""
    accepted = copies.links.accepted
    left, right = copies.links.left[accepted], copies.links.right[accepted]
    score, kind = copies.links.score[accepted], copies.links.evidence["kind"][accepted]
    held = copies.groups.labels[right] == left
    weakest: dict[int, tuple[float, str]] = {}
    for root, value, name in zip(
        left[held].tolist(), score[held].tolist(), kind[held].tolist(), strict=True
    ):
        old = weakest.get(root, (2.0, KINDS[0]))
        weakest[root] = (min(old[0], value), max(old[1], name, key=KINDS.index))
    return weakest


def _order(corpus: Corpus, rows: Sequence[int]) -> str:
    first = corpus.day_first[rows[0]]
    if first == NO_DAY:
        return "no dates: the longest text"
    same = sum(corpus.day_first[row] == first for row in rows)
    if same == 1 and corpus.day_last[rows[0]] == first:
        return "published first"
    return f"the longest of {same} that may be the first"


def _changes(corpus: Corpus, rows: list[int], origin: int) -> tuple[Change, ...]:
    codes = encode(tokenize([_text(corpus, row) for row in rows]))
    source = codes.of(rows.index(origin))
    headline = _words(corpus.articles[origin].title)
    return tuple(
        _change(row, codes, at, source, _other_headline(corpus, row, headline))
        for at, row in enumerate(rows)
    )


def _change(
    row: int, codes: Ragged, at: int, source: npt.NDArray[np.uint32], other: bool
) -> Change:
    words = codes.of(at)
    runs = passages(words, source)
    back = passages(source, words)
    last = int((back[:, 0] + back[:, 2]).max(initial=0))
    missing = len(source) - last
    return Change(
        row=row,
        kept=float(runs[:, 2].sum() / max(len(words), 1)),
        carried=float(back[:, 2].sum() / max(len(source), 1)),
        cut_from_end=float(missing / max(len(source), 1)) if missing >= _MIN_CUT else 0.0,
        new_headline=other,
    )


def _other_headline(corpus: Corpus, row: int, headline: npt.NDArray[np.uint64]) -> bool:
    title = _words(corpus.articles[row].title)
    return len(title) > 0 and len(headline) > 0 and not np.array_equal(title, headline)


def _words(text: str) -> npt.NDArray[np.uint64]:
    return tokenize([text]).hashes


def _text(corpus: Corpus, row: int) -> str:
    return corpus.articles[row].body or corpus.articles[row].title
