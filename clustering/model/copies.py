"""Copies of one text: how they were sought, the groups, their origin, what was changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the text of a group of copies probably comes from.

    Attributes:
        row: The member nearest to it: published by the credited wire itself, else earliest.
        service: The wire service that most members credit; empty without credits.
        n_credits: Members that credit it.
        evidence: What speaks for it, in short phrases.
    """

    row: int
    service: str
    n_credits: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a copy did to the text of the origin.

    Attributes:
        row: The copy.
        kept: Share of the copy's words that stand in passages of the origin, 0 to 1.
        carried: Share of the origin's words that stand in passages of the copy, 0 to 1.
        cut_from_end: Share of the origin that is missing at its end.
        new_headline: Both have a headline and the words of the two differ.
    """

    row: int
    kept: float
    carried: float
    cut_from_end: float
    new_headline: bool


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Two or more copies of one text.

    Attributes:
        id: Stable id, ``d-…``.
        rows: Ascending; the first is the representative (earliest, then longest, then id).
        weakest: Score of the weakest link that holds the group together.
        kind: The loosest kind of link inside: ``exact``, ``near``, ``contained`` or ``edited``.
        origin: Where the text probably comes from; None where nobody asked.
        changes: What each member changed, in the order of ``rows``.
    """

    id: str
    rows: tuple[int, ...]
    weakest: float
    kind: str
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class BandPlan:
    """How signatures are cut into bands, and what that promises.

    Attributes:
        bands: Number of bands.
        rows: Values in each band.
        threshold: Jaccard threshold the plan was made for.
        recall_at_threshold: P(a pair exactly at the threshold becomes a candidate),
            1 - (1 - t^rows)^bands (Leskovec, Rajaraman, Ullman, ch. 3.4).
    """

    bands: int
    rows: int
    threshold: float
    recall_at_threshold: float
