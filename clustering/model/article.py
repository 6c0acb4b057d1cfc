"""What an article is, and why one was refused."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "month-day", "unknown"]
Provenance = Literal["metadata", "url", "dateline", "body", "file", ""]

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; nothing missing is ever filled in.

    Attributes:
        year: Four-digit year, or None.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
        provenance: Where it was read; empty when nothing is known.
        ambiguous: True when day and month could be exchanged and nothing in the
            document or its language decides it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    provenance: Provenance = ""
    ambiguous: bool = False

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.year is None:
            return "month-day" if self.month is not None and self.day is not None else "unknown"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def iso(self) -> str:
        """ISO 8601, reduced to what is known: 2018-09-10, 2018-09, 2018, --09-10 or empty."""
        match self.precision:
            case "day":
                return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            case "month":
                return f"{self.year:04d}-{self.month:02d}"
            case "year":
                return f"{self.year:04d}"
            case "month-day":
                return f"--{self.month:02d}-{self.day:02d}"
            case _:
                return ""

    def span_days(self) -> tuple[int, int] | None:
        """First and last possible day, as days since 1970-01-01; None without a year."""
        if self.year is None:
            return None
        first_month = self.month or 1
        last_month = self.month or 12
        first_day = self.day or 1
        last_day = self.day or monthrange(self.year, last_month)[1]
        return (
            date(self.year, first_month, first_day).toordinal() - _EPOCH,
            date(self.year, last_month, last_day).toordinal() - _EPOCH,
        )


UNKNOWN_DATE = PartialDate()


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read and cleaned.

    Attributes:
        id: Unique in a run; from the input, else the file's path, else a hash of the content.
        path: The file it came from, as found below the given input; ``-`` for standard input.
        line: 1-based line (record) inside the file; 0 when the file is the article.
        title: Headline without page furniture; may be empty.
        body: Cleaned text, paragraphs parted by an empty line; may be empty (headlines).
        date: Publication date as far as it is known.
        outlet: Who published it; empty when unknown.
        url: Address as given; empty when unknown.
        language: ISO 639-1 code; empty when it cannot be told.
        credits: Wire services named as source, in the order of the text.
    """

    id: str
    path: str
    line: int
    title: str
    body: str
    date: PartialDate = UNKNOWN_DATE
    outlet: str = ""
    url: str = ""
    language: str = ""
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """An input that is not analysed, and why."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class RemovedLine:
    """A line that cleaning took out of an article, and why.

    Attributes:
        article: The article's id.
        line: 1-based line in the article's original text; 0 for its title.
        reason: One of a small fixed vocabulary, such as ``navigation`` or ``repeated``.
        text: The line as it stood.
    """

    article: str
    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: articles, refusals, removed lines and remarks.

    ``len(articles) + len(rejections) == n_inputs``: nothing disappears.

    Attributes:
        articles: In no particular order; a ``Corpus`` sorts them.
        rejections: Inputs that are not analysed.
        removed: What cleaning removed.
        notes: Remarks for the user, such as a legacy encoding that was detected.
        n_inputs: Records found, refused ones included.
        input_hash: BLAKE2b of the records read, the same in any order of input.
        synthetic: True when the input says of itself that it is invented.
        inputs: Paths as the user gave them.
    """

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    removed: tuple[RemovedLine, ...]
    notes: tuple[str, ...]
    n_inputs: int
    input_hash: str
    synthetic: bool = False
    inputs: tuple[str, ...] = ()
