"""What holds for any records, however odd."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.config import config_from
from clustering.errors import InputError
from clustering.model import Reading
from clustering.readers import read_articles
from clustering.readers.cleaning import clean
from clustering.readers.date_forms import parse_date

WORDS = st.sampled_from(
    [
        "talks",
        "Vienna",
        "More:",
        "Related",
        "Share this",
        "\n",
        "\n\n",
        "10.11.2017",
        "Home > A > B",
        "(AP) -",
        "…",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=60))
VALUES = st.one_of(
    TEXTS, st.none(), st.integers(), st.floats(), st.booleans(), st.lists(TEXTS, max_size=3)
)
RECORDS = st.dictionaries(
    st.sampled_from(["title", "text", "date", "url", "source", "lang"]), VALUES
)
LINES = st.lists(st.one_of(RECORDS.map(json.dumps), st.text('{}[]",:a1 ', max_size=8)), max_size=8)


def _read(lines: list[str]) -> Reading:
    config = config_from({})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "in.jsonl")
        file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        return read_articles([file], config=config.input, cleaning=config.cleaning)


def _rows(found: Reading) -> list[tuple[object, ...]]:
    return sorted(
        (a.id, a.title, a.body, a.date.iso(), a.date.ambiguous, a.outlet, a.language, a.credits)
        for a in found.articles
    )


@settings(max_examples=150)
@given(LINES, st.integers(0, 1000))
def test_order_of_records_never_matters(lines, seed):
    """The same lines shuffled give the same articles, hash and number of refusals."""
    shuffled = lines.copy()
    Random(seed).shuffle(shuffled)
    one, two = _read(lines), _read(shuffled)
    assert _rows(one) == _rows(two)
    assert one.input_hash == two.input_hash
    assert sorted(r.reason.split(" as ")[0] for r in one.rejections) == sorted(
        r.reason.split(" as ")[0] for r in two.rejections
    )


@settings(max_examples=150)
@given(LINES)
def test_nothing_disappears(lines):
    """Every line that is not blank is an article or a refusal, and all text can be written."""
    found = _read(lines)
    given_lines = [line for text in lines for line in text.split("\n") if line.strip(" \t\r\f\v")]
    assert len(found.articles) + len(found.rejections) == found.n_inputs == len(given_lines)
    for article in found.articles:
        f"{article.id}{article.title}{article.body}{article.outlet}{article.url}".encode()
        assert "\0" not in article.title + article.body


@settings(max_examples=200)
@given(st.lists(TEXTS, max_size=20), st.sampled_from(["text", "data", "page"]))
def test_cleaning_loses_no_line_unaccounted(lines, form):
    """Each line is in the body, is the title, or is in the audit."""
    flat = [line.strip() for text in lines for line in text.split("\n")]
    cleaned = clean("", flat, form=form)
    audited = {number for number, _, _ in cleaned.removed}
    for number, line in enumerate(flat, 1):
        if line and number not in audited:
            bare = line.lstrip("#").strip()
            assert line in cleaned.body or bare == cleaned.title


@settings(max_examples=300)
@given(st.one_of(st.text("0123456789-/.: TZ+", max_size=24), st.dates().map(str), TEXTS))
def test_a_date_is_real_or_unknown(written):
    """Whatever is written, the result has a span of real days or none, and never raises."""
    date = parse_date(written)
    span = date.span_days()
    assert (span is None) == (date.year is None)
    if date.year is not None:
        assert 1900 <= date.year <= 2100


def test_two_ids_are_an_error_in_any_order():
    """A clash of ids names both places, sorted, whichever came first."""
    one, two = ('{"id": 1, "title": "One of the two"}', '{"id": 1, "title": "Two of the two"}')
    messages = []
    for lines in ([one, two], [two, one]):
        try:
            _read(lines)
        except InputError as error:
            messages.append(str(error))
    assert messages == ["two different articles have the id '1': in.jsonl:1 and in.jsonl:2"] * 2
