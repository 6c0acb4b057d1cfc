"""Why two articles of a report are linked, or not."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from clustering.config import Config, config_from
from clustering.duplicates.alignment import align, passages
from clustering.duplicates.contained import MIN_SAMPLED, MIN_SHARE
from clustering.duplicates.copy_model import copy_probability, kept_share
from clustering.duplicates.detect import plan_of, recipe_of
from clustering.duplicates.prints import Prints, print_block
from clustering.duplicates.verify import overlaps
from clustering.errors import ConfigError, InputError
from clustering.model import Article
from clustering.text.tokens import normalize, tokenize

_PASSAGES, _SHOWN = 12, 160


def explain_pair(
    left: str, right: str, run: Path, inputs: Sequence[str] | None = None
) -> Iterator[str]:
    """Tells what two articles share and what became of them, line by line.

    Args:
        left: Id of an article of the report.
        right: Id of another.
        run: Folder of the report, by ``analyze`` or ``duplicates``.
        inputs: Where the articles are now; without it they are looked for where they were read.

    Yields:
        Lines of text.

    Raises:
        InputError: No report there, or an id that it does not have.
    """
    account = _account(run)
    rows = _articles(run)
    for name in (left, right):
        if name not in rows:
            raise InputError(f"{run}: no article with the id {name!r}")
    if left == right:
        raise InputError(f"{left!r} twice: name two articles")
    settings = _settings(account, run)
    yield f"A  {_title(rows[left], left)}"
    yield f"B  {_title(rows[right], right)}"
    yield from _together(rows[left], rows[right])
    yield from _reported(run, left, right)
    texts, input_hash = _texts(settings, account, (left, right), _places(account, run, inputs))
    if texts is None:
        yield "the texts are not where they were read from; name their place with --input"
        return
    if input_hash != account.get("input_hash", input_hash):
        yield "what is read now is not what the run read; measured on the texts as they are now"
    yield from _measured(texts, settings)


def _places(account: dict[str, Any], run: Path, inputs: Sequence[str] | None) -> list[str | Path]:
    """Where the run's inputs are now; empty when one of them is not there."""
    if inputs:
        return list(inputs)
    places: list[str | Path] = []
    for told in account.get("inputs", []):
        ways = [run / told["from_report"], Path(told["given"])] if told["from_report"] else []
        there = [way for way in ways if way.exists()]
        if not there:
            return []
        places.append(there[0])
    return places


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


def _account(run: Path) -> dict[str, Any]:
    try:
        account = json.loads((run / "run.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{run}: no report here (run.json: {error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{run}: run.json is not JSON") from error
    if not isinstance(account, dict) or "config" not in account:
        raise InputError(f"{run}: run.json is not the account of a run")
    return account


def _settings(account: dict[str, Any], run: Path) -> Config:
    try:
        return config_from(account["config"], f"{run}/run.json")
    except ConfigError as error:
        raise InputError(f"{error} (a report of another version?)") from error


def _table(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        return []


def _articles(run: Path) -> dict[str, dict[str, str]]:
    rows = _table(run / "articles.csv") or _table(run / "copies.csv")
    return {row["id"].removeprefix("'"): row for row in rows}


def _title(row: dict[str, str], name: str) -> str:
    told = [name, row.get("date", ""), row.get("outlet", ""), row.get("title", "")]
    return " · ".join(part for part in told if part)


def _together(left: dict[str, str], right: dict[str, str]) -> Iterator[str]:
    for level in ("duplicate_group", "story", "thread"):
        if level in left:
            same = left[level] == right[level]
            both = left[level] if same else f"{left[level]} and {right[level]}"
            yield f"{level.replace('_', ' ')}: {'the same' if same else 'not the same'}, {both}"


def _reported(run: Path, left: str, right: str) -> Iterator[str]:
    found = [
        row
        for row in _table(run / "links.csv")
        if {row["left"].removeprefix("'"), row["right"].removeprefix("'")} == {left, right}
    ]
    if not found:
        yield "links.csv has no link between the two, accepted or borderline"
    for row in found:
        told = "accepted" if row.get("accepted") == "true" else "borderline, not accepted"
        skip = ("level", "left", "right", "accepted", "score")
        evidence = " ".join(f"{k}={v}" for k, v in row.items() if v and k not in skip)
        yield f"{row.get('level', 'duplicate')} link {row['score']} ({told}): {evidence}"


def _texts(
    settings: Config, account: dict[str, Any], names: tuple[str, str], places: Sequence[str | Path]
) -> tuple[tuple[str, str] | None, str]:
    """Both texts as the run compared them, None when they cannot be found; and the input hash."""
    from clustering.readers import read_articles

    if not places:
        return None, ""
    cleaning = settings.cleaning
    if account.get("command") == "duplicates":
        cleaning = replace(cleaning, enabled=False)
    reading = read_articles(places, config=settings.input, cleaning=cleaning)
    by_id = {article.id: article for article in reading.articles}
    if any(name not in by_id for name in names):
        return None, reading.input_hash
    return (_text(by_id[names[0]]), _text(by_id[names[1]])), reading.input_hash


def _text(article: Article) -> str:
    return article.body or article.title
