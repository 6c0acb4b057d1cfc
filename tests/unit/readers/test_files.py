"""Formats and encodings with their traps."""

from __future__ import annotations

import gzip
import io
import json
import sys

import pytest

from clustering.errors import InputError
from clustering.readers.decoding import decode

TEXT = "Talks resume in Vienna\n\nThe ministers met and agreed on a text."
RUSSIAN = (
    "Переговоры в Вене\n\nМинистры встретились в понедельник и договорились о тексте договора."
)
FRENCH = "Réunion à Genève\n\nLes ministres se sont retrouvés à l'été pour négocier un traité."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_unicode_text(read, tmp_path, encoding):
    """With or without a byte order mark, in eight or sixteen bits."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (tmp_path / "a.txt").write_bytes(mark + RUSSIAN.encode(encoding))
    found = read(tmp_path / "a.txt")
    assert found.articles[0].title == "Переговоры в Вене"
    assert found.articles[0].language == "ru"
    assert found.notes == ()


def test_a_declared_encoding_beats_a_guess():
    """One byte is à in Western and ŕ in Central Europe; the page says which."""
    content = "ŕ la carte".encode("cp1250")
    assert decode(content, "windows-1250").text == "ŕ la carte"
    assert decode(content).text == "à la carte"
    assert decode(content, "no-such-encoding").text == "à la carte"


@pytest.mark.parametrize(("text", "name"), [(RUSSIAN, "windows-1251"), (FRENCH, "windows-1252")])
def test_legacy_encodings_are_noted(read, tmp_path, text, name):
    """The encoding is found from the text and the user is told."""
    (tmp_path / "a.txt").write_bytes(text.encode(name))
    found = read(tmp_path / "a.txt")
    assert found.articles[0].title == text.split("\n")[0]
    assert found.notes == (f"a.txt: read as {name}",)


def test_a_legacy_line_in_json_lines(read, tmp_path):
    """Only the lines that are not UTF-8 are read as legacy text."""
    lines = [json.dumps({"title": t}, ensure_ascii=False) for t in ("Été à Genève", "Été à Nice")]
    content = lines[0].encode("utf-8") + b"\n" + lines[1].encode("cp1252") + b"\n"
    (tmp_path / "a.jsonl").write_bytes(content)
    found = read(tmp_path / "a.jsonl")
    assert [a.title for a in sorted(found.articles, key=lambda a: a.line)] == [
        "Été à Genève",
        "Été à Nice",
    ]
    assert found.notes == ("a.jsonl: read as windows-1252 (1 line)",)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary file"),
        ("a.txt", b"text with \0 inside", "binary file"),
        ("a.txt", b"%PDF-1.7 and so on", "binary file"),
        (
            "a.json",
            b"{broken",
            "broken JSON: Expecting property name enclosed in double quotes at column 2",
        ),
        ("a.csv", b"", "no header line"),
        ("a.csv", b"title\n\0\n", "undecodable text: neither UTF-8 nor a known encoding"),
        ("a.txt.gz", b"not gzip", "cannot be read: Not a gzipped file (b'no')"),
        ("a.jsonl.gz", gzip.compress(b'{"title": "x"}' * 99)[:-9], "cannot be read"),
        ("a.txt", b"", "empty"),
        ("a.html", b"", "empty"),
    ],
)
def test_unusable_files_are_one_refusal(read, tmp_path, name, content, reason):
    """A file that cannot be read counts as one input and says why."""
    (tmp_path / name).write_bytes(content)
    found = read(tmp_path / name)
    assert [r.reason for r in found.rejections][-1].startswith(reason)
    assert found.n_inputs == 1
    assert not found.articles


def test_a_file_over_the_limit_is_not_loaded(read, tmp_path):
    """Its length is told in characters, not bytes."""
    (tmp_path / "a.txt").write_text("я" * 5000, encoding="utf-8")
    found = read(tmp_path / "a.txt", input={"max_characters": 1000})
    assert found.rejections[0].reason.startswith("too long: 5,000 characters")


def test_a_page_states_its_facts(read, tmp_path):
    """Title, day, outlet, address and language are those of the page's own metadata."""
    page = """<html lang="cy-GB"><head><title>Talks resume - The Daily</title>
    <meta property="og:site_name" content="The Daily">
    <meta property="article:published_time" content="2018-09-10T08:00:00Z">
    <meta property="article:modified_time" content="2019-01-01T08:00:00Z">
    <link rel="canonical" href="https://daily.example/talks"></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Talks resume</h1>
    <p>The ministers of both countries met in Vienna on Monday to talk about the border.</p>
    <p>They agreed to meet again in the spring, officials said after the talks ended.</p>
    </article></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    [article] = read(tmp_path / "a.html").articles
    assert (article.title, article.outlet, article.language) == ("Talks resume", "The Daily", "cy")
    assert (article.date.iso(), article.date.provenance) == ("2018-09-10", "metadata")
    assert article.url == "https://daily.example/talks"
    assert article.body.startswith("The ministers of both")


def test_no_date_is_made_up_for_a_page(read, tmp_path):
    """A copyright year, a modification date and days in the text are no publication date."""
    page = """<html><head><title>Talks resume now</title>
    <meta property="article:modified_time" content="2019-01-01T08:00:00Z"></head><body>
    <p>The ministers last met on 3 May 2016 in Vienna, and will meet in 2021 once again.</p>
    <footer>Copyright 2018 The Daily. Last updated in 2020.</footer></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read(tmp_path / "a.html").articles[0].date.iso() == ""


def test_a_page_in_its_declared_encoding(read, tmp_path):
    """A charset in a meta element decides when the bytes are not UTF-8."""
    head = '<head><meta charset="windows-1251"><title>Вена</title></head>'
    page = f"<html>{head}<body><p>{RUSSIAN}</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    found = read(tmp_path / "a.html")
    assert found.articles[0].title == "Вена"
    assert found.notes == ("a.html: read as windows-1251",)


def test_json_shapes(read, tmp_path):
    """A list, a list inside an object, one object, and lines in a .json file."""
    one, two = {"title": "The first of two"}, {"title": "The second of two"}
    shapes = {
        "list": json.dumps([one, two]),
        "inside": json.dumps({"count": 2, "articles": [one, two]}),
        "lines": f"{json.dumps(one)}\n{json.dumps(two)}\n",
    }
    for name, content in shapes.items():
        (tmp_path / f"{name}.json").write_text(content, encoding="utf-8")
        found = read(tmp_path / f"{name}.json")
        assert [(a.line, a.title) for a in found.articles] == [
            (1, "The first of two"),
            (2, "The second of two"),
        ]
    (tmp_path / "single.json").write_text(json.dumps(one), encoding="utf-8")
    [article] = read(tmp_path / "single.json").articles
    assert (article.id, article.line) == ("single", 0)


def test_tables(read, tmp_path):
    """Any usual delimiter; quoted lines; the line is where the row begins."""
    (tmp_path / "a.csv").write_text(
        'id;title;text\n1;Talks resume;"One line,\n\nanother; line"\n2;A second headline;\n',
        encoding="utf-8",
    )
    first, second = read(tmp_path / "a.csv").articles
    assert (first.line, first.body) == (2, "One line,\n\nanother; line")
    assert (second.line, second.id) == (5, "2")


def test_a_row_with_too_many_fields_is_refused(read, tmp_path):
    """An unquoted comma would shift the fields."""
    (tmp_path / "a.csv").write_text("id,title\n1,Talks, again and again\n", encoding="utf-8")
    found = read(tmp_path / "a.csv")
    assert found.rejections[0].reason == "broken CSV: 3 fields, the header has 2"


def test_a_large_field_is_no_obstacle(read, tmp_path):
    """The csv module's own limit of 131,072 characters does not apply."""
    (tmp_path / "a.csv").write_text(f"title,text\nTalks,{'word ' * 40_000}\n", encoding="utf-8")
    assert len(read(tmp_path / "a.csv").articles[0].body) > 199_000


def test_sidecar_wins_over_the_text(read, tmp_path):
    """A row's values stand above the file's own; unknown columns and files do not hurt."""
    head = "---\ntitle: Own title\ndate: 2017-11-10\n---\n"
    (tmp_path / "a.txt").write_text(head + TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "file,title,date,outlet,colour\na.txt,Given title,2018-09-10,The Daily,red\ngone.txt,,,,\n",
        encoding="utf-8",
    )
    found = read(tmp_path)
    [article] = found.articles
    assert (article.title, article.outlet, article.date.iso()) == (
        "Given title",
        "The Daily",
        "2018-09-10",
    )
    assert article.date.provenance == "metadata"
    assert found.notes == ("metadata.csv:3: no such file: gone.txt",)
    assert found.n_inputs == 1


@pytest.mark.parametrize("content", ["name,date\na.txt,2018\n", 'file,date\n"a.txt,2018\n', ""])
def test_a_broken_sidecar_is_an_error(read, tmp_path, content):
    """Without its file column, or with an open quotation, nothing can be trusted."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"^metadata\.csv"):
        read(tmp_path)


def test_files_of_one_name_keep_their_endings_as_ids(read, tmp_path):
    """a.txt and a.md would both be called a."""
    for name in ("a.txt", "a.md", "sub/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert {a.id for a in read(tmp_path).articles} == {"a.txt", "a.md", "sub/b"}


def test_front_matter_gives_fields(read, tmp_path):
    """The block at the top of a markdown file, as site generators write it."""
    text = '---\ntitle: "Talks: a new round"\ndate: 2018-09-10\n---\nThe ministers met and agreed.'
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    [article] = read(tmp_path / "a.md").articles
    assert (article.title, article.date.iso()) == ("Talks: a new round", "2018-09-10")
    assert article.body == "The ministers met and agreed."


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        ('{"title": "One good headline"}\n{"title": "Two good headlines"}\n', 2),
        ('{"title": \n"One good headline"}', 1),
        ('[{"title": "One good headline"}]', 1),
        ("title,text\nOne good headline,text\n", 1),
        ("One good headline, no more\n\nAnd a text.", 1),
        ("<html><title>One good headline</title></html>", 1),
    ],
)
def test_standard_input_is_told_by_its_content(read, monkeypatch, content, titles):
    """JSON Lines, JSON, a table, a page or text."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found = read("-")
    assert len(found.articles) == titles
    assert found.articles[0].title.startswith("One good headline")
    assert found.articles[0].path == "-"


def test_language_is_given_or_told(read, lines):
    """Names and regional codes are reduced; too few letters say nothing."""
    found = read(
        lines(
            {"id": "a", "title": "One two three", "lang": "en-US"},
            {"id": "b", "title": "One two three", "lang": "Русский"},
            {"id": "c", "title": "Die Minister trafen sich am Montag in der Hauptstadt Wien"},
            {"id": "d", "title": "Der Minister kam"},
            {"id": "e", "title": "Ministers no show for Vienna talks"},
        )
    )
    assert [a.language for a in found.articles] == ["en", "ru", "de", "", "en"]
