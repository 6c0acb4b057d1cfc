"""The two documents that the project began with."""

import csv
import hashlib
import shutil
from pathlib import Path

import pytest

from clustering import analyze

SEEDS = Path(__file__).parents[2] / "seeds"
DIGEST_FIRST = "53155a95d93753330e4fe252e402eab94a5c4a061544c4aacede96c6ec681939"
DIGEST_SECOND = "bd70b535360856eea907fb5a4a09eba690264f151cd479dd2ee670b6ad3b9433"
FIRST, SECOND = "000_eba0712a350a7d7c", "003_bfc4e355e6b71a8c"


@pytest.fixture(scope="module")
def found():
    """The analysis of the seeds as they stand in the repository."""
    return analyze(SEEDS)


@pytest.fixture(scope="module")
def without_metadata(tmp_path_factory):
    """The same two texts without the file that gives the first one's date."""
    folder = tmp_path_factory.mktemp("seeds")
    for text in SEEDS.glob("*.txt"):
        shutil.copy(text, folder)
    return analyze(folder)


def article(found, name):
    """The article that was read from the file of this name."""
    return next(a for a in found.corpus.articles if a.id == name)


@pytest.mark.parametrize("which", ["found", "without_metadata"])
def test_one_thread_two_stories_no_duplicates(which, request):
    """The two are one affair and two events, whether or not a year is known."""
    analysis = request.getfixturevalue(which)
    assert len(analysis.threads) == 1
    assert len(analysis.stories) == 2
    assert analysis.duplicates == ()


@pytest.mark.parametrize("which", ["found", "without_metadata"])
def test_the_thread_is_named_by_actors_and_matter(which, request):
    """Japan and Russia over the peace treaty or the islands."""
    (thread,) = request.getfixturevalue(which).threads
    who, what = thread.name.split(" · ")
    assert {"Japan", "Russia"} <= set(who.split(", "))
    assert {"peace treaty", "Kuril Islands"} & set(what.split(", "))


def test_dates_are_those_of_the_events(found):
    """One date comes from the metadata, the other from the line above the text."""
    first, second = article(found, FIRST).date, article(found, SECOND).date
    assert (first.iso(), first.precision, first.provenance) == ("2018-09-10", "day", "metadata")
    assert (second.iso(), second.precision, second.provenance) == ("2017-11-10", "day", "dateline")


def test_a_missing_year_is_never_guessed(without_metadata, tmp_path):
    """Without metadata the first is the tenth of September of no year, and every page says so."""
    date = article(without_metadata, FIRST).date
    assert (date.iso(), date.precision) == ("--09-10", "month-day")
    index = without_metadata.write(tmp_path / "report")
    articles = (tmp_path / "report" / "articles.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(articles.splitlines()))
    row = next(row for row in rows if row["id"] == FIRST)
    assert (row["date"], row["date_precision"], row["date_source"]) == (
        "--09-10",
        "month-day",
        "body",
    )
    (thread,) = without_metadata.threads
    page = (tmp_path / "report" / "threads" / f"{thread.id}.html").read_text(encoding="utf-8")
    assert "10 September, year unknown" in page
    assert "year unknown" in index.read_text(encoding="utf-8").lower()
    assert "10 September 2018" not in page


def test_titles_have_no_furniture(found):
    """The headline is the article's, without site name or breadcrumb."""
    assert article(found, FIRST).title == (
        "Putin Meets With Japan's Abe, Pledges 'Close Contacts' On North Korea"
    )
    assert article(found, SECOND).title == (
        "Putin and Abe discuss North Korean crisis and peace treaty signature"
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "Accessibility links",
        "Breaking News",
        "Select language:",
        "Главная",
        "Publications",
        "Marco Maggi",
        "News by subject",
    ],
)
def test_bodies_have_no_furniture(found, furniture):
    """Navigation, breadcrumbs and the notice about a book are gone from the text."""
    assert all(furniture not in a.body for a in found.corpus.articles)
    # they are told in the audit, so that the check cannot pass on other seeds
    assert any(furniture in line.text for line in found.reading.removed)


def test_caption_and_title_stand_once(found):
    """The caption that the page repeats line for line is kept once, the title not at all."""
    caption = "meets with Japanese Prime Minister Shunzo Abe in Vladivostok on September 10."
    assert article(found, FIRST).body.count(caption) == 1
    assert "peace treaty signature" not in article(found, SECOND).body


def test_wire_services_are_credited(found):
    """The sources that a text names are read; an agency that held an interview is none."""
    assert article(found, FIRST).credits == ("Reuters", "TASS", "AFP", "dpa", "AP")
    assert article(found, SECOND).credits == ("TASS",)


def test_seeds_are_unchanged():
    """The two documents stand in the repository byte for byte as they were received."""
    digests = {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")
    }
    assert digests == {FIRST: DIGEST_FIRST, SECOND: DIGEST_SECOND}
