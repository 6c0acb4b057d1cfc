"""From paths to articles: read, date, clean, refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from clustering.config import CleaningConfig, InputConfig
from clustering.forked import spread
from clustering.model import Article, Reading, Rejection, RemovedLine
from clustering.readers.cleaning import clean, keep_all
from clustering.readers.date_places import is_date_line
from clustering.readers.dates import date_of
from clustering.readers.files import FileReader
from clustering.readers.furniture import LineCensus
from clustering.readers.identity import content_id, input_hash, record_hash, unique_records
from clustering.readers.json_lines import too_long
from clustering.readers.languages import language_of
from clustering.readers.outlets import host
from clustering.readers.records import Record
from clustering.readers.sources import find_sources
from clustering.readers.whitespace import normalise_lines
from clustering.readers.wires import credits_of, dateline_services

Progress = Callable[[int, int], None]

_CHUNK = 256
_FEW = 1000
"""Below this many records, starting processes costs more than it saves."""


def read_articles(
    paths: Sequence[str | Path],
    *,
    config: InputConfig,
    cleaning: CleaningConfig,
    on_progress: Progress | None = None,
    workers: int = 1,
    meanwhile: Callable[[], None] | None = None,
) -> Reading:
    """Reads every article below the given files and folders.

    Args:
        paths: Files, folders (searched through), or ``-`` for standard input.
        config: What is refused, and the names of fields.
        cleaning: What is taken out of the texts.
        on_progress: Called with (bytes done, bytes in all), some two hundred times at most.
        workers: Processes that clean and date the texts.
        meanwhile: Called once while they do, where there are several.

    Returns:
        Articles and refusals, one for each record found; everything may be refused.

    Raises:
        InputError: No path, a path that does not exist, a folder without articles, an
            unusable ``metadata.csv``, or one id for two different articles.
    """
    sources = find_sources(paths)
    files = FileReader(sources, config, on_progress)
    records: list[Record] = []
    rejections: list[Rejection] = []
    for source in sources:
        for found in files.read(source):
            if isinstance(found, Record):
                found = _checked(found, config)  # noqa: PLW2901 - a record may turn out refused
            (records if isinstance(found, Record) else rejections).append(found)  # type: ignore[arg-type]
    n_inputs = len(records) + len(rejections)
    records, refused = unique_records(_with_ids(records, files.stems))
    articles, removed = _finish(records, config, cleaning, workers, meanwhile)
    rejections += refused
    assert len(articles) + len(rejections) == n_inputs
    return Reading(
        articles=tuple(articles),
        rejections=tuple(sorted(rejections)),
        removed=tuple(sorted(removed)),
        notes=tuple(sorted(files.notes)),
        n_inputs=n_inputs,
        input_hash=input_hash([record_hash(record) for record in records]),
        synthetic=bool(records) and all(record.synthetic for record in records),
        inputs=tuple(dict.fromkeys(map(str, paths))),
    )


def _checked(record: Record, config: InputConfig) -> Record | Rejection:
    """The record with the white space of its text normalised, or why it is refused."""
    n_characters = len(record.title) + len(record.text)
    if n_characters > config.max_characters:
        reason = too_long(n_characters, config.max_characters)
        return Rejection(record.path, record.line, reason)
    record.text = normalise_lines(record.text)
    # Counting stops early: an article of a million words is not cut up to count to three.
    n_words = len(f"{record.title} {record.text}".split(None, config.min_words)[: config.min_words])
    if not n_words and not (record.title or record.text.strip()):
        return Rejection(record.path, record.line, "empty")
    if n_words < config.min_words:
        words = "1 word" if n_words == 1 else f"{n_words} words"
        reason = f"too short: {words} (input.min_words = {config.min_words})"
        return Rejection(record.path, record.line, reason)
    return record


def _with_ids(records: list[Record], stems: dict[str, str]) -> list[Record]:
    """Records with the id given, the file's name, or a hash of their content."""
    files = Counter(stems[r.path] for r in records if not r.line and r.path in stems)
    for record in records:
        if record.id:
            continue
        if record.line or record.path not in stems:
            record.id = content_id(record)
        else:  # a.txt and a.html in one folder keep their endings
            stem = stems[record.path]
            record.id = stem if files[stem] == 1 else record.path
    return records


def _finish(
    records: list[Record],
    config: InputConfig,
    cleaning: CleaningConfig,
    workers: int,
    meanwhile: Callable[[], None] | None,
) -> tuple[list[Article], list[RemovedLine]]:
    census = LineCensus(cleaning)
    if cleaning.enabled:
        for record in records:
            census.add(record.outlet or host(record.url), record.text.split("\n"))
    furniture = census.furniture()

    def finish(first: int) -> list[tuple[Article, list[RemovedLine]]]:
        found = []
        for record in records[first : first + _CHUNK]:
            outlet = record.outlet or host(record.url)
            found.append(_article(record, outlet, furniture.get(outlet), config, cleaning))
        return found

    articles, removed = [], []
    starts = range(0, len(records), _CHUNK)
    workers = workers if len(records) >= _FEW else 1
    with spread(finish, starts, workers) as finished:
        if meanwhile is not None and workers > 1:
            meanwhile()
        for article, lines in chain.from_iterable(finished):
            articles.append(article)
            removed += lines
    return articles, removed


def _article(
    record: Record,
    outlet: str,
    recurring: frozenset[int] | None,
    config: InputConfig,
    cleaning: CleaningConfig,
) -> tuple[Article, list[RemovedLine]]:
    lines = [line.strip() for line in record.text.split("\n")]
    if cleaning.enabled:
        cleaned = clean(
            record.title,
            lines,
            form=record.form,
            outlet=outlet,
            host=host(record.url),
            recurring=recurring or frozenset(),
        )
    else:
        cleaned = keep_all(record.title, lines, form=record.form)
    language = language_of(record.language, cleaned.title, cleaned.body)
    order = config.date_order
    dated_lines = [record.title, *lines] if is_date_line(record.title) else lines
    article = Article(
        id=record.id,
        path=record.path,
        line=record.line,
        title=cleaned.title,
        body=cleaned.body,
        date=date_of(record, dated_lines, cleaned.body, language, order),  # type: ignore[arg-type]
        outlet=outlet or next(iter(_wire_outlet(cleaned.body)), ""),
        url=record.url,
        language=language,
        credits=credits_of(lines),
    )
    return article, [RemovedLine(record.id, *line) for line in cleaned.removed]


def _wire_outlet(body: str) -> list[str]:
    return dateline_services(body.partition("\n")[0])
