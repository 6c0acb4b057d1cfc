"""Why two articles of a report are linked, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from clustering.config import Config
from clustering.duplicates.alignment import align, passages
from clustering.duplicates.contained import MIN_SAMPLED, MIN_SHARE
from clustering.duplicates.copy_model import copy_probability, kept_share
from clustering.duplicates.detect import plan_of, recipe_of
from clustering.duplicates.prints import Prints, print_block
from clustering.duplicates.verify import overlaps
from clustering.errors import InputError
from clustering.explaining.levels import way_lines, ways_of
from clustering.explaining.names import find_article
from clustering.explaining.picture import write_picture
from clustering.explaining.terms import term_lines, terms_of
from clustering.model import Article, Findings, Reading
from clustering.store import WrittenReport, read_report
from clustering.text.tokens import normalize, tokenize

_PASSAGES, _SHOWN = 12, 160


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is asked for.

    Attributes:
        inputs: Where the articles are now; without it they are looked for where they were read.
        picture: File for the waterfalls, .png or .svg; None for none.
        quick: Only what the report's tables say: the run is not repeated for the terms.
    """

    inputs: Sequence[str] | None = None
    picture: Path | None = None
    quick: bool = False


def explain_pair(
    left: str,
    right: str,
    run: Path,
    wanted: Wanted | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> Iterator[str]:
    """Tells what two articles share and what became of them, line by line.

    Args:
        left: An article of the report: its id, its path, or a part of its title.
        right: Another.
        run: Folder of the report, by ``analyze`` or ``duplicates``.
        wanted: How much.
        tell: Called with (stage, done, total) while the run is repeated.

    Yields:
        Lines of text.

    Raises:
        InputError: No report there, or an article that it does not have.
        OutputError: The picture cannot be written.
    """
    wanted = wanted or Wanted()
    report = read_report(run)
    rows = report.any_articles
    left, right = (find_article(rows, words, str(run)) for words in (left, right))
    if left == right:
        raise InputError(f"{left!r} twice: name two articles")
    settings = report.settings()
    yield f"A  {_title(rows[left], left)}"
    yield f"B  {_title(rows[right], right)}"
    reading = None if wanted.quick else _read(report, settings, wanted.inputs)
    texts = None if reading is None else _texts(reading, (left, right))
    same = reading is not None and reading.input_hash == report.account.get(
        "input_hash", reading.input_hash
    )
    findings = _repeated(report, settings, reading, tell) if same and reading else None
    yield from _levels(report, settings, findings, (left, right), wanted.picture)
    yield from _reported(report, left, right)
    yield from _outside(rows, left, right)
    if wanted.quick:
        return
    if texts is None:
        yield "the texts are not where they were read from; name their place with --input"
        return
    if not same:
        yield "what is read now is not what the run read; measured on the texts as they are now"
    yield from _measured(texts, settings)


def _levels(
    report: WrittenReport,
    settings: Config,
    findings: Findings | None,
    pair: tuple[str, str],
    picture: Path | None,
) -> Iterator[str]:
    """Every level in words; the terms, and the picture of them, if the run was repeated."""
    drawn = []
    articles = report.any_articles
    for way in ways_of(report, *pair):
        table, key = way.level.key.split(".")
        yield ""
        yield from way_lines(way, articles, f"{getattr(getattr(settings, table), key):g}")
        told = None if findings is None else terms_of(findings, way)
        if told is not None:
            yield from term_lines(told)
            drawn.append(told)
    if picture is not None:
        write_picture(picture, drawn, articles)
        yield ""
        yield f"open {picture}"
    yield ""


def _repeated(
    report: WrittenReport,
    settings: Config,
    reading: Reading,
    tell: Callable[[str, int, int], None] | None,
) -> Findings | None:
    """The run once more, for what its tables do not hold; None for a run of copies alone."""
    if report.account.get("command") == "duplicates":
        return None
    from clustering.pipeline import analyze_reading

    return analyze_reading(reading, settings, tell)


def _measured(texts: tuple[str, str], settings: Config) -> Iterator[str]:
    config, recipe = settings.duplicates, recipe_of(settings.duplicates)
    prints = print_block(texts, recipe)
    pair = np.array([1], np.int64)
    near = overlaps(prints.codes, config.shingle_size, pair)
    contained = overlaps(prints.codes, config.containment_shingle_size, pair)
    counts = align(prints.codes, pair, contained.left <= contained.right)
    yield ""
    jaccard, share = float(near.jaccard[0]), float(contained.containment[0])
    kept, probability = float(kept_share(counts)[0]), float(copy_probability(counts)[0])
    words = kept * float(counts["words"][0])
    size, small = config.shingle_size, config.containment_shingle_size
    yield _rule(f"jaccard of {size}-word shingles", jaccard, config.jaccard)
    yield f"  containment of {small}-word shingles {share:.3f}"
    yield _rule("words of the shorter kept in passages", kept, config.containment)
    yield _rule("… that is words", words, config.min_shared_words)
    yield _rule("copy probability", probability, config.copy_probability)
    for name in ("words", "names", "numbers"):
        changed, same = int(counts[f"changed_{name}"][0]), int(counts[f"kept_{name}"][0])
        yield f"    {name}: {same} kept, {changed} changed inside passages"
    yield from _found_by(prints, settings)
    if (prints.identity[0] == prints.identity[1]).all():
        yield "verdict: exact copies, the same words in the same order"
    elif jaccard >= config.jaccard:
        yield "verdict: near copies, by jaccard"
        yield "  (unless what they share stands in many unrelated articles: see jaccard_own)"
    elif (
        kept >= config.containment
        and words >= config.min_shared_words
        and probability >= config.copy_probability
    ):
        yield "verdict: copies, one stands in the other whole, cut or edited"
        yield "  (unless what they share stands in many unrelated articles: see jaccard_own)"
    else:
        yield "verdict: no copies"
    yield from _aligned(texts, prints, shorter_left=bool(contained.left[0] <= contained.right[0]))


def _rule(name: str, value: float, threshold: float) -> str:
    met = "met" if value >= threshold else "missed"
    return f"  {name} {value:.3f}, asked for {threshold:g}: {met}"


def _found_by(prints: Prints, settings: Config) -> Iterator[str]:
    plan = plan_of(settings.duplicates)
    same = (prints.signatures[0] == prints.signatures[1]).reshape(plan.bands, plan.rows)
    bands = np.flatnonzero(same.all(axis=1)).tolist()
    told = ", ".join(map(str, bands)) if bands else "none"
    yield f"  bands that found the pair: {told} (of {plan.bands}, {plan.rows} values each)"
    sets = [set(prints.samples.of(k).tolist()) for k in (0, 1)]
    n_shared, smaller = len(sets[0] & sets[1]), min(map(len, sets))
    enough = n_shared >= MIN_SAMPLED and n_shared >= MIN_SHARE * smaller
    yield (
        f"  sampled shingles shared: {n_shared} of {smaller}, "
        f"{'enough' if enough else 'too few'} for a candidate"
    )


def _aligned(texts: tuple[str, str], prints: Prints, *, shorter_left: bool) -> Iterator[str]:
    """Passages and what lies between, in the order of the shorter text."""
    short, long = (0, 1) if shorter_left else (1, 0)
    runs = passages(prints.codes.of(short), prints.codes.of(long))
    tokens, whole = tokenize([texts[short]]), normalize(texts[short])
    yield ""
    yield f"the shorter text, {'AB'[short]}, against the other:"
    at, shown = 0, 0
    for first, other, size in [*runs.tolist(), [len(tokens.starts), -1, 0]]:
        for begin, end, mark in ((at, first, "-"), (first, first + size, "=")):
            if begin == end:
                continue
            shown += 1
            if shown <= 2 * _PASSAGES:
                place = f" (word {other} there)" if mark == "=" else ""
                text = _quoted(whole, tokens.starts, tokens.lengths, begin, end)
                yield f"  {mark} {end - begin:>4} words{place}: {text}"
        at = first + size
    if shown > 2 * _PASSAGES:
        yield f"  … and {shown - 2 * _PASSAGES} more"


def _quoted(text: str, starts: Any, lengths: Any, begin: int, end: int) -> str:  # noqa: ANN401
    quoted = " ".join(text[starts[begin] : starts[end - 1] + lengths[end - 1]].split())
    return (
        quoted if len(quoted) <= _SHOWN else f"{quoted[: _SHOWN // 2]} … {quoted[-_SHOWN // 2 :]}"
    )


def _title(row: Mapping[str, str], name: str) -> str:
    told = [name, row.get("date", ""), row.get("outlet", ""), row.get("title", "")]
    return " · ".join(part for part in told if part)


def _reported(report: WrittenReport, left: str, right: str) -> Iterator[str]:
    ends = {left, right}
    found = list(report.rows("links.csv", where={"left": ends, "right": ends}))
    if not found:
        yield "links.csv has no link between the two, accepted or borderline"
        yield from _untold(report)
    for row in found:
        told = "accepted" if row.get("accepted") == "true" else "borderline, not accepted"
        skip = ("level", "left", "right", "accepted", "score")
        evidence = " ".join(f"{k}={v}" for k, v in row.items() if v and k not in skip)
        yield f"{row.get('level', 'duplicate')} link {row['score']} ({told}): {evidence}"


def _untold(report: WrittenReport) -> Iterator[str]:
    """That the table has not all links of stories, where ``report.max_links`` was met."""
    counts = report.account.get("counts", {})
    n_links = counts.get("n_story_links", 0) + counts.get("n_story_links_borderline", 0)
    n_told = sum(row.get("level") == "story" for row in report.rows("links.csv", ["level"]))
    if n_told < n_links:
        yield f"it tells {n_told:,} of {n_links:,} links of stories, see report.max_links"


def _outside(rows: Mapping[str, Mapping[str, str]], left: str, right: str) -> Iterator[str]:
    """Why one of the two is in no thread with others; copies alone have no such column."""
    for letter, name in (("A", left), ("B", right)):
        if reason := rows[name].get("outside", ""):
            yield f"{letter} is in no thread with others: {reason}"


def _read(report: WrittenReport, settings: Config, inputs: Sequence[str] | None) -> Reading | None:
    """The articles as the run read them; None when they cannot be found."""
    from clustering.readers import read_articles

    places = report.input_places(inputs)
    if not places:
        return None
    cleaning = settings.cleaning
    if report.account.get("command") == "duplicates":
        cleaning = replace(cleaning, enabled=False)
    return read_articles(places, config=settings.input, cleaning=cleaning)


def _texts(reading: Reading, names: tuple[str, str]) -> tuple[str, str] | None:
    """Both texts as the run compared them; None when one is not there."""
    by_id = {article.id: article for article in reading.articles}
    if any(name not in by_id for name in names):
        return None
    return _text(by_id[names[0]]), _text(by_id[names[1]])


def _text(article: Article) -> str:
    return article.body or article.title
