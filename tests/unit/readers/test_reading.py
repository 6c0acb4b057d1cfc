"""Records to articles and refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clustering.config import config_from
from clustering.errors import InputError
from clustering.readers import read_articles

BODY = "The ministers met in Vienna and agreed on a text."


def test_maps_fields_in_the_order_of_the_config(read, lines):
    """The first name that is present and not empty wins, whatever its case."""
    file = lines({"ID": 7, "headline": "  ", "Head": "Talks resume", "body": BODY})
    [article] = read(file).articles
    assert (article.id, article.title, article.body) == ("7", "Talks resume", BODY)


def test_fields_may_be_objects_and_lists(read, lines):
    """A source given as an object has its name; a list of paragraphs is a text."""
    file = lines({"text": [BODY, "More was said."], "title": "T", "source": {"name": "Daily"}})
    [article] = read(file).articles
    assert article.outlet == "Daily"
    assert article.body == f"{BODY}\n\nMore was said."


def test_refuses_what_cannot_be_compared(read, lines):
    """Empty and too short records are refused with their line and reason."""
    file = lines({"title": ""}, {"title": "Two words"}, {"title": "Three short words"})
    found = read(file, input={"min_words": 3})
    assert [(r.line, r.reason) for r in found.rejections] == [
        (1, "empty"),
        (2, "too short: 2 words (input.min_words = 3)"),
    ]
    assert found.n_inputs == 3


def test_a_huge_line_does_not_take_the_run_down(read, tmp_path):
    """A line far over the limit is refused with its length; the lines around it are read."""
    file = tmp_path / "big.jsonl"
    good = json.dumps({"title": "Before the huge line", "id": "a"})
    after = json.dumps({"title": "After the huge line", "id": "b"})
    file.write_text(f"{good}\n{'x' * 9_000_000}\n{after}\n", encoding="utf-8")
    found = read(file)
    [rejection] = found.rejections
    assert rejection.line == 2
    assert rejection.reason == "too long: 9,000,000 characters (input.max_characters = 1,000,000)"
    assert {a.id for a in found.articles} == {"a", "b"}


def test_a_text_over_the_limit_is_refused(read, lines):
    """The limit counts characters of title and text together."""
    found = read(
        lines({"title": "One two three", "text": "a " * 600}), input={"max_characters": 1000}
    )
    assert found.rejections[0].reason.startswith("too long: 1,213 characters")


def test_broken_json_is_one_refusal(read, tmp_path):
    """A broken line is refused with the reason; the next is read."""
    file = tmp_path / "in.jsonl"
    file.write_text('{"title": \n{"title": "A good line here"}\n[1]\n', encoding="utf-8")
    found = read(file)
    assert len(found.articles) == 1
    assert found.rejections[0].reason.startswith("broken JSON: ")
    assert found.rejections[1].reason == "not a JSON object"


def test_json_nested_beyond_reason_is_one_refusal(read, tmp_path):
    """A hundred thousand brackets do not take the run down."""
    file = tmp_path / "in.jsonl"
    file.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    assert read(file).rejections[0].reason == "broken JSON: nested too deeply"


def test_nul_controls_and_surrogates_are_harmless(read, tmp_path):
    """NUL and controls go, lone surrogates are replaced, pairs are joined."""
    file = tmp_path / "in.jsonl"
    title = r"Bad\u0000 \u0007bytes \ud800 here \ud83d\ude00"
    file.write_text(f'{{"title": "{title}", "id": "a\\u0000b"}}\n', encoding="utf-8")
    [article] = read(file).articles
    assert article.title == "Bad bytes \N{REPLACEMENT CHARACTER} here \N{GRINNING FACE}"
    assert article.id == "ab"
    article.title.encode("utf-8")


def test_entities_are_unescaped_once(read, lines):
    """&amp;#8217; stays the text &#8217; and a bare ampersand stays."""
    [article] = read(lines({"title": "A&amp;B &#8217;s R&D &amp;amp; &nbsp;x"})).articles
    assert article.title == "A&B ’s R&D &amp; x"


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script> in a title",
        "=SUM(A1:A9) is a formula",
        "x" * 5000 + " b c",
        "مرحبا بكم في العالم",
    ],
)
def test_hostile_titles_are_kept_as_they_are(read, lines, title):
    """Markup, formulas, long and right-to-left titles are text like any other."""
    [article] = read(lines({"title": title})).articles
    assert article.title == title


def test_ids_without_an_id_field_do_not_depend_on_order(read, lines):
    """The id is a hash of the content; the same lines reversed give the same ids and hash."""
    records = [{"title": f"Headline number {i}"} for i in range(5)]
    forward = read(lines(*records, name="a.jsonl"))
    backward = read(lines(*records[::-1], name="b.jsonl"))
    assert {a.id: a.title for a in forward.articles} == {a.id: a.title for a in backward.articles}
    assert all(a.id.startswith("x-") and len(a.id) == 18 for a in forward.articles)
    assert forward.input_hash == backward.input_hash


def test_the_input_hash_tells_contents_apart(read, lines):
    """One changed letter changes the hash."""
    one = read(lines({"id": "1", "title": "Talks resume today"}, name="a.jsonl"))
    two = read(lines({"id": "1", "title": "Talks resume todaY"}, name="b.jsonl"))
    assert one.input_hash != two.input_hash
    assert len(one.input_hash) == 32


def test_an_identical_record_is_refused(read, lines):
    """The later copy is a refusal that names the first."""
    record = {"id": "7", "title": "The same record twice"}
    found = read(lines(record, {"title": "Another record in between"}, record))
    [rejection] = found.rejections
    assert (rejection.line, rejection.reason) == (3, "same record as in.jsonl:1")
    assert found.n_inputs == 3


def test_one_id_for_two_articles_is_an_error(read, lines):
    """The message names the id and both places."""
    file = lines({"id": "7", "title": "One of the two"}, {"id": "7", "title": "The other of them"})
    with pytest.raises(InputError, match=r"'7': in\.jsonl:1 and in\.jsonl:2"):
        read(file)


def test_synthetic_only_when_every_record_says_so(read, lines):
    """One real record makes the input real."""
    invented = {"title": "An invented headline", "synthetic": True}
    real = {"title": "A headline that is real"}
    assert read(lines(invented)).synthetic
    assert not read(lines(invented, real)).synthetic


def test_outlet_from_field_host_or_wire(read, lines):
    """The field, then the address's host, then the wire in the dateline."""
    wire = "VIENNA, Sept 10 (Reuters) - The ministers met in Vienna and agreed on a new text today."
    found = read(
        lines(
            {"id": "a", "title": "One two three", "source": " The  Daily ", "url": "http://x.org/"},
            {"id": "b", "title": "One two three", "url": "http://www.x.org:80/a"},
            {"id": "c", "title": "One two three", "text": wire},
            {"id": "d", "title": "One two three"},
        )
    )
    assert [a.outlet for a in found.articles] == ["The Daily", "x.org", "Reuters", ""]


def test_progress_is_told_in_bytes(tmp_path):
    """The last call says that all is done, and the calls are few."""
    for i in range(500):
        (tmp_path / f"{i:03}.txt").write_text("Three short words", encoding="utf-8")
    calls: list[tuple[int, int]] = []
    config = config_from({})
    read_articles(
        [tmp_path],
        config=config.input,
        cleaning=config.cleaning,
        on_progress=lambda done, total: calls.append((done, total)),
    )
    assert calls[-1] == (500 * 17, 500 * 17)
    assert 50 < len(calls) <= 201


def test_removed_lines_are_told(read, lines):
    """The audit names the article, the line in the original text and the reason."""
    text = f"{BODY}\n\nShare this article\n\nMore was said later."
    found = read(lines({"id": "a", "title": "Talks resume", "text": text}))
    [gone] = found.removed
    assert (gone.article, gone.line, gone.reason) == ("a", 3, "share")
    assert gone.text == "Share this article"


def test_cleaning_can_be_switched_off(read, tmp_path):
    """Nothing is removed, white space excepted."""
    file = tmp_path / "a.txt"
    file.write_text("A headline\n\nShare this\n\nThe  text itself.", encoding="utf-8")
    found = read(file, cleaning={"enabled": False})
    assert found.articles[0].body == "Share this\n\nThe text itself."
    assert not found.removed


def test_the_seeds_read_as_they_should(read):
    """Titles, dates, credits and bodies of the two articles shipped with the project."""
    seeds = Path(__file__).parents[3] / "seeds"
    found = read(seeds)
    first, second = sorted(found.articles, key=lambda a: a.id)
    assert first.title.startswith("Putin Meets With Japan's Abe, Pledges 'Close Contacts'")
    assert second.title == "Putin and Abe discuss North Korean crisis and peace treaty signature"
    assert (first.date.iso(), first.date.provenance) == ("2018-09-10", "metadata")
    assert (second.date.iso(), second.date.provenance) == ("2017-11-10", "dateline")
    assert first.credits == ("Reuters", "TASS", "AFP", "dpa", "AP")
    assert second.credits == ("TASS",)
    furniture = (
        *("Accessibility links", "Breaking News", "Select language", "Главная", "Publications"),
        *("Italian entrepreneur", "Russkiy Mir", "News by subject", second.title),
    )
    assert not [f for f in furniture if f in first.body + second.body]
    assert first.body.count("(left) meets") == 1
    assert found.n_inputs == 2


def test_a_seed_without_metadata_has_a_day_without_a_year(read, tmp_path):
    """The body says September 10 three times and no year is made up."""
    seeds = Path(__file__).parents[3] / "seeds"
    [seed] = seeds.glob("000_*.txt")
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    [article] = read(tmp_path / "a.txt").articles
    assert (article.date.iso(), article.date.provenance) == ("--09-10", "body")
