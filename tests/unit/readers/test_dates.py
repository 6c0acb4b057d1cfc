"""Dates: what is written, where it stands, what is trusted."""

from __future__ import annotations

import pytest

from clustering.readers.date_forms import Custom, parse_date
from clustering.readers.date_places import date_in_body, date_in_file_name, date_in_url, dateline
from clustering.readers.dates import date_of
from clustering.readers.records import Record


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018-09-10", "2018-09-10"),
        ("2018-09-10T23:30:00-05:00", "2018-09-10"),
        ("2018-09-10 14:00", "2018-09-10"),
        ("2018/09/10", "2018-09-10"),
        ("20180910", "2018-09-10"),
        ("20180910T140000Z", "2018-09-10"),
        ("2018-09", "2018-09"),
        ("2018", "2018"),
        ("Mon, 10 Sep 2018 14:00:00 +0000", "2018-09-10"),
        ("Mon Sep 10 14:00:00 +0000 2018", "2018-09-10"),
        ("1536588000", "2018-09-10"),
        ("1536588000000", "2018-09-10"),
        ("1536588000.5", "2018-09-10"),
        ("Sep 10, 2018", "2018-09-10"),
        ("Sept. 10th, 2018", "2018-09-10"),
        ("10 September 2018", "2018-09-10"),
        ("10-Sep-2018", "2018-09-10"),
        ("September 2018", "2018-09"),
        ("10. März 2018", "2018-03-10"),
        ("1er août 2018", "2018-08-01"),
        ("10 de septiembre de 2018", "2018-09-10"),
        ("10 сентября 2018 г.", "2018-09-10"),
        ("10 settembre 2018", "2018-09-10"),
        ("10 de março de 2018", "2018-03-10"),
        ("2018年9月10日", "2018-09-10"),
        ("25/12/2018", "2018-12-25"),
        ("12/25/2018", "2018-12-25"),
        ("09/09/2018", "2018-09-09"),
        ("10.11.2017", "2017-11-10"),
        ("September 10", "--09-10"),
        ("2018-02-31", ""),
        ("31.02.2018", ""),
        ("1854-09-10", ""),
        ("2101-01-01", ""),
        ("yesterday", ""),
        ("version 3.4", ""),
        ("", ""),
    ],
)
def test_reads_a_date_as_far_as_it_is_written(written, iso):
    """Known parts are read, missing ones stay missing, impossible ones are unknown."""
    assert parse_date(written).iso() == iso


def test_slashes_in_english_are_ambiguous():
    """Only the year is kept when nothing tells day from month."""
    date = parse_date("10/09/2018", custom=Custom(language="en"))
    assert (date.iso(), date.ambiguous) == ("2018", True)


@pytest.mark.parametrize(
    ("custom", "iso"),
    [
        (Custom(language="fr"), "2018-09-10"),
        (Custom(language="en", order="month-first"), "2018-10-09"),
        (Custom(language="en", order="day-first"), "2018-09-10"),
        (Custom(frozenset({(10, 9)}), "fr", "day-first"), "2018-10-09"),
        (Custom(frozenset({(10, 9), (9, 10)}), "fr"), "2018-09-10"),
    ],
)
def test_order_by_evidence_then_language_then_config(custom, iso):
    """A date named in the document beats the language, which beats the config."""
    assert parse_date("10/09/2018", custom=custom).iso() == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://x.org/2018/09/10/talks.html", "2018-09-10"),
        ("https://x.org/news/2018-09-10", "2018-09-10"),
        ("https://x.org/talks-20180910-n3.html", "2018-09-10"),
        ("https://x.org/world/2018/sep/10/talks", "2018-09-10"),
        ("https://x.org/World/2018/0910/Talks", "2018-09-10"),
        ("https://x.org/2018/09/talks", "2018-09"),
        ("http://web.archive.org/web/20200101000000/http://x.org/talks", ""),
        ("http://web.archive.org/web/20200101/http://x.org/talks", ""),
        ("http://web.archive.org/web/20200101000000/http://x.org/2018/09/10/a", "2018-09-10"),
        ("https://x.org/election-2018/", ""),
        ("https://x.org/2018/13/41/a", ""),
        ("https://x.org/id/201809101234", ""),
    ],
)
def test_date_in_an_address(url, iso):
    """A day or month in the path; never the archive's own time stamp or a longer number."""
    assert date_in_url(url).iso() == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("10.11.2017", "2017-11-10"),
        ("May 03, 2013", "2013-05-03"),
        ("Published 10 September 2018", "2018-09-10"),
        ("Updated: Monday, September 10, 2018 10:02 AM EST", "2018-09-10"),
        ("A shooting (Posted on: February 13, 2014)", "2014-02-13"),
        ("VLADIVOSTOK, Sept 10 (Reuters) - The two leaders met.", "--09-10"),
        ("A photo released May 5, 2017 shows the leader.", ""),
        ("On 10 September 2018 the two leaders met in the city.", ""),
    ],
)
def test_date_lines_and_datelines(line, iso):
    """A date alone, after a label or in a wire's dateline; not one inside a sentence."""
    assert dateline(["A headline", line], Custom()).iso() == iso


@pytest.mark.parametrize(
    ("paragraphs", "iso"),
    [
        (["He spoke on Monday, September 10, in Kyiv."], "--09-10"),
        (["Talks on September 10 went on.", "After his September 10 talks he left."], "--09-10"),
        (["Talks were held on September 10."], ""),
        (["Talks on Tuesday.", "On September 10 he said so.", "On September 10 he left."], ""),
        (["The forum is on September 11-13.", "It was September 11-13."], ""),
        (["On September 10 one met.", "On September 9 they left.", "September 10."], "--09-10"),
        (["On September 10 one met.", "September 9. September 9.", "September 10."], ""),
        (["On September 10, 2012 one met.", "On September 10, 2012 they left."], ""),
    ],
)
def test_a_day_in_the_body_needs_two_signs(paragraphs, iso):
    """Named with its weekday at the start, or named twice where no weekdays are used."""
    assert date_in_body(paragraphs).iso() == iso


def test_date_in_a_file_name():
    """2018-09-10_title.txt and 20180910.html."""
    assert date_in_file_name("2018-09-10_talks.txt").iso() == "2018-09-10"
    assert date_in_file_name("20180910.html").iso() == "2018-09-10"
    assert date_in_file_name("000_eba0712a350a7d7c.txt").iso() == ""


def record(date="", url="", path="a.txt", line=0):
    """A record that says this about its date."""
    return Record(path, line, "text", date=date, url=url)


@pytest.mark.parametrize(
    ("given", "lines", "iso", "provenance"),
    [
        (record("2018-09-10", "http://x.org/2018/09/11/"), [], "2018-09-10", "metadata"),
        (record("2018-09", "http://x.org/2018/09/11/"), [], "2018-09-11", "url"),
        (record("2018-09", "http://x.org/2018/10/11/"), [], "2018-09", "metadata"),
        (record("", "http://x.org/2018/09/11/"), ["10.09.2018"], "2018-09-11", "url"),
        (record("", "http://x.org/2018/09/a"), ["10.09.2018"], "2018-09-10", "dateline"),
        (record(path="2018-09-10_a.txt"), ["Nothing here"], "2018-09-10", "file"),
        (record(path="2018-09-10_a.jsonl", line=3), ["Nothing here"], "", ""),
        (record("2018"), ["VIENNA, Sept 10 (AP) - They met."], "2018", "metadata"),
    ],
)
def test_the_most_trusted_place_wins(given, lines, iso, provenance):
    """Metadata, address, dateline, file name; parts of two places are never put together."""
    date = date_of(given, lines, "", "en", "none")
    assert (date.iso(), date.provenance) == (iso, provenance)


def test_the_document_decides_between_day_and_month():
    """10/11/2017 beside November 10 is the tenth of November."""
    given = record("10/11/2017")
    assert date_of(given, ["It began on November 10."], "", "en", "none").iso() == "2017-11-10"
    assert date_of(given, ["It began on October 11."], "", "en", "none").iso() == "2017-10-11"
