"""Reports of earlier runs, read back."""

import json

import pytest
from samples import hostile

from clustering.errors import InputError
from clustering.render import articles_table, write_report
from clustering.store import read_report


def test_tables_come_back_as_they_were(tmp_path, sixty):
    """Groups by article in the order of the articles, and what groups are called."""
    write_report(sixty, tmp_path / "r")
    report = read_report(tmp_path / "r")
    table = articles_table(sixty)
    assert list(report.groups("story").items()) == list(
        zip(table["id"], table["story"], strict=True)
    )
    assert report.names("thread")[sixty.threads[0].id] == sixty.threads[0].name
    assert report.names("duplicate_group")[table["duplicate_group"][0]] == table["title"][0]
    assert report.table("nothing.csv") == []


def test_formulas_are_read_without_their_guard(tmp_path):
    """The apostrophe that the table puts before a formula is no part of a title."""
    write_report(hostile(), tmp_path / "r")
    titles = [row["title"] for row in read_report(tmp_path / "r").articles.values()]
    assert "=cmd()|'/C calc'!A0" in titles


def test_a_folder_without_a_report_is_told(tmp_path):
    """One line that names the folder."""
    with pytest.raises(InputError, match=r"no report here \(run\.json"):
        read_report(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(InputError, match="not JSON"):
        read_report(tmp_path)
    (tmp_path / "run.json").write_text("[]")
    with pytest.raises(InputError, match="not the account of a run"):
        read_report(tmp_path)


def test_a_report_without_articles_or_with_a_damaged_table_is_told(tmp_path):
    """What is missing, and in which row."""
    (tmp_path / "run.json").write_text(json.dumps({"config": {}}))
    with pytest.raises(InputError, match=r"no articles\.csv here"):
        read_report(tmp_path).groups("story")
    table = tmp_path / "articles.csv"
    table.write_text("id,duplicate_group,story,thread\na,d-1,s-1,t-1\nb,d-2,,t-1\n")
    with pytest.raises(InputError, match=r"row 3 has no 'story'"):
        read_report(tmp_path).groups("story")
    table.write_bytes(b"id,story\n\xff,x\n")
    with pytest.raises(InputError, match="cannot be read"):
        read_report(tmp_path).groups("story")


def test_some_rows_and_columns_are_the_same_as_of_the_whole_table(tmp_path, sixty):
    """By their values as they were before writing; none where a column is not there."""
    write_report(sixty, tmp_path / "r")
    report = read_report(tmp_path / "r")
    links = report.table("links.csv")
    assert list(report.rows("links.csv")) == links
    ends = {links[0]["left"], links[0]["right"]}
    both = [row for row in links if row["left"] in ends and row["right"] in ends]
    assert 0 < len(both) < len(links)
    assert list(report.rows("links.csv", where={"left": ends, "right": ends})) == both
    slim = [{"right": row["right"], "score": row["score"]} for row in both]
    asked = ("right", "score"), {"left": ends, "right": ends}
    assert list(report.rows("links.csv", *asked)) == slim
    assert list(report.rows("links.csv", where={"nothing": [""]})) == []
    (tmp_path / "r/links.csv").write_text("left,right\n'=a\n\n'=a,b\n", "utf-8")
    assert report.table("links.csv") == [{"left": "=a", "right": ""}, {"left": "=a", "right": "b"}]
    assert list(report.rows("links.csv", ["right"], {"left": ["=a"], "right": ["b"]})) == [
        {"right": "b"}
    ]
