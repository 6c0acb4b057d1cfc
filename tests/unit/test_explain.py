"""The command `explain`."""

import re
from dataclasses import replace

import pytest

from clustering.cli import main


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A report on the seeds: one thread of two stories."""
    folder = tmp_path_factory.mktemp("explain")
    assert main(["analyze", "seeds", "--out", str(folder / "r"), "--quiet"]) == 0
    return folder / "r"


def test_every_level_is_told_with_its_terms(run, capsys):
    """By parts of titles; the terms of the thread link lead from 1 to its affinity."""
    assert main(["explain", "Pledges", "peace treaty signature", "--run", str(run)]) == 0
    told = capsys.readouterr().out
    for words in ("duplicate group: not the same", "story: not the same", "thread: the same"):
        assert words in told
    assert "what spoke for and against" in told
    affinity = re.search(r"the weakest with affinity (\S+)", told)[1]
    together = re.search(r"together +(\S+), asked for \S+: met", told)[1]
    assert abs(float(affinity) - float(together)) < 0.006
    assert "verdict: no copies" in told


def test_quick_reads_tables_alone(run, capsys):
    """No terms and no measures, but the ways."""
    assert main(["explain", "Pledges", "peace treaty signature", "--run", str(run), "--quick"]) == 0
    told = capsys.readouterr().out
    assert "strongest way" in told
    assert "what spoke" not in told
    assert "verdict" not in told


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_of_the_terms(run, tmp_path, capsys, kind):
    """The same bytes each time, in either form."""
    picture = tmp_path / f"why.{kind}"
    words = ["explain", "Pledges", "peace treaty", "--run", str(run), "--picture", str(picture)]
    assert main(words) == 0
    assert f"open {picture}" in capsys.readouterr().out
    first = picture.read_bytes()
    if kind == "png":
        assert first.startswith(b"\x89PNG")
    else:
        text = first.decode()
        assert text.startswith("<svg")
        assert "xmlns=" in text
        assert "alike in everything" in text
        assert "threshold" in text
    assert main(words) == 0
    assert picture.read_bytes() == first


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--picture", "why.gif"], r"must end in \.png or \.svg"),
        (["--picture", "why.png", "--quick"], "leave out --quick"),
    ],
)
def test_pictures_that_cannot_be_are_refused_at_once(run, capsys, words, told):
    """One line, exit code 2."""
    assert main(["explain", "Pledges", "peace treaty", "--run", str(run), *words]) == 2
    assert re.search(told, capsys.readouterr().err)


def test_an_article_that_is_not_meant_uniquely_is_told(run, capsys):
    """With the articles it may be."""
    assert main(["explain", "Putin", "Pledges", "--run", str(run)]) == 2
    assert "may be 2 articles" in capsys.readouterr().err


def test_an_article_outside_of_all_threads_is_told_why(tmp_path, capsys):
    """At a cut that keeps the two apart, each names the other as its nearest."""
    out = tmp_path / "r"
    cut = ["--set", "threads.affinity=0.99", "--set", "threads.stray=1"]
    assert main(["analyze", "seeds", "--out", str(out), "--quiet", *cut]) == 0
    capsys.readouterr()
    words = ["explain", "Pledges", "peace treaty signature", "--run", str(out), "--quick"]
    assert main(words) == 0
    told = capsys.readouterr().out
    for letter in "AB":
        assert f"{letter} is in no thread with others: nothing is near enough: nearest" in told
    assert "0.99 is needed" in told


def test_a_table_without_all_links_says_so(newswire, tmp_path, capsys):
    """Where ``report.max_links`` was met, a link that is not told may be there nevertheless."""
    for most, told in ((0, True), (10**6, False)):
        table = {**newswire.config["report"], "max_links": most}
        few = replace(newswire, config={**newswire.config, "report": table})
        few.write(tmp_path / "r")
        first, last = few.corpus.ids[0], few.corpus.ids[-1]
        assert main(["explain", first, last, "--run", str(tmp_path / "r")]) == 0
        out = capsys.readouterr().out
        assert "links.csv has no link between the two" in out
        sentence = f"of {len(few.story_links)} links of stories, see report.max_links"
        assert (sentence in out) == told
