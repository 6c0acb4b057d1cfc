"""Links into an earlier report lead on."""

import re

from factories import article, findings_of, on

from clustering.model import LEVELS, inherit_ids
from clustering.render import write_report
from clustering.store import read_report


def report(folder, names, previous=None, **groups):
    """A report over undated articles named by letters, under the ids of an earlier one."""
    articles = [article(name, f"Title {name}", on(None)) for name in names]
    lists = {level: [list(group) for group in found] for level, found in groups.items()}
    found = findings_of(articles, **lists)
    if previous:
        earlier = read_report(previous)
        found = inherit_ids(found, {level: earlier.groups(level) for level in LEVELS})
    return write_report(found, folder).parent


def href(folder, path):
    """Where a page that stayed leads to."""
    text = (folder / path).read_text()
    return re.findall(r'<p><a href="([^"]+)">', text), text


def test_the_page_of_a_merged_thread_leads_to_the_other(tmp_path):
    """It is a file of the report like any other, and its link is there."""
    first = report(tmp_path / "1", "abcde", threads=["abc", "de"], copies=["de"])
    old = read_report(first).groups("thread")
    second = report(tmp_path / "2", "abcde", first, threads=["abcde"], copies=["abcde"])
    (where,), text = href(second, f"threads/{old['d']}.html")
    assert where.startswith(f"../threads/{old['a']}.html#s-")
    assert (second / "threads" / where.split("#")[0]).resolve().is_file()
    assert "now part of another" in text
    assert f"threads/{old['d']}.html" in read_report(second).account["files"]
    third = report(tmp_path / "2", "ab", threads=["ab"])  # ours to replace
    assert not (third / "threads" / f"{old['d']}.html").exists()


def test_a_thread_that_fell_to_one_article_or_vanished_is_told(tmp_path):
    """The one leads to the article, the other to nothing."""
    first = report(tmp_path / "1", "abcd", threads=["ab", "cd"])
    old = read_report(first).groups("thread")
    second = report(tmp_path / "2", "a", first)
    (where,), _ = href(second, f"threads/{old['a']}.html")
    assert where.startswith("../singles.html#s-")
    nowhere, text = href(second, f"threads/{old['c']}.html")
    assert nowhere == []
    assert "None of the articles of this thread" in text


def test_a_page_that_is_still_there_is_left_alone(tmp_path):
    """A kept thread has its own page; single articles never had one."""
    first = report(tmp_path / "1", "abc", threads=["ab"], copies=["ab"])
    second = report(tmp_path / "2", "abc", first, threads=["ab"], copies=["ab"])
    names = sorted(p.name for p in (second / "threads").glob("*.html"))
    assert names == sorted(p.name for p in (first / "threads").glob("*.html"))
    files = read_report(second).account["files"]
    assert len(files) == len(set(files))
    assert "has moved" not in "".join(p.read_text() for p in second.rglob("*.html"))


def test_copies_that_merged_lead_on_too(tmp_path):
    """To the page of the group that they are part of now."""
    first = report(tmp_path / "1", "abcde", copies=["abc", "de"], threads=["abcde"])
    old = read_report(first).groups("duplicate_group")
    second = report(tmp_path / "2", "abcde", first, copies=["abcde"], threads=["abcde"])
    (where,), text = href(second, f"copies/{old['d']}.html")
    assert "group of copies" in text
    assert where == f"{old['a']}.html"
    assert (second / "copies" / where).is_file()
