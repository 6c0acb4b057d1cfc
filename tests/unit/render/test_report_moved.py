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
        groups_then = {level: earlier.groups(level) for level in LEVELS}
        found = inherit_ids(found, groups_then, earlier.moved())
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


def test_addresses_stay_over_several_reports(tmp_path):
    """A thread that merged, whose heir merged again, and one that fell to an article long ago."""
    first = report(tmp_path / "1", "abcdefgh", threads=["abc", "de", "fg"], copies=["abc", "de"])
    old = {level: read_report(first).groups(level) for level in LEVELS}
    second = report(tmp_path / "2", "abcdefh", first, threads=["abcde"], copies=["abcde"])
    third = report(tmp_path / "3", "abcdefhijklmn", second, threads=["hijklmn", "abcdef"])
    fourth = report(
        tmp_path / "4", "abcdefhijklmn", third, threads=["abcdefhijklmn"], copies=["hijklmn"]
    )
    now = read_report(fourth)
    thread, story = now.groups("thread")["a"], now.groups("story")["a"]
    for letter in "df":
        (where,), _ = href(fourth, f"threads/{old['thread'][letter]}.html")
        assert where == f"../threads/{thread}.html#{story}"
        assert f'id="{story}"' in (fourth / f"threads/{thread}.html").read_text()
    (where,), text = href(fourth, f"copies/{old['duplicate_group']['d']}.html")
    assert where.startswith("../threads/")
    assert "part of another" in text
    rows = {(row.level, row.before, row.page): row.after for row in now.moved()}
    assert rows["thread", old["thread"]["d"], ""] == thread


def test_a_page_that_comes_back_takes_its_address_again(tmp_path):
    """No page is written twice, and what is live is not told as moved."""
    first = report(tmp_path / "1", "abcd", threads=["ab", "cd"])
    old = read_report(first).groups("thread")
    second = report(tmp_path / "2", "abc", first, threads=["ab"])
    assert f"threads/{old['c']}.html" in read_report(second).account["files"]
    third = report(tmp_path / "3", "abcd", second, threads=["ab", "cd"])
    assert read_report(third).groups("thread")["c"] == old["c"]
    assert not [row for row in read_report(third).moved() if row.level == "thread"]
    assert "has moved" not in (third / f"threads/{old['c']}.html").read_text()


def test_a_story_that_moved_to_another_thread_leaves_its_place(tmp_path):
    """Its anchor stays on the old thread's page and leads to the new one, in later runs, too."""
    groups = {"stories": ["cd"], "threads": ["abcd", "efg"]}
    first = report(tmp_path / "1", "abcdefg", **groups)
    old = {level: read_report(first).groups(level) for level in LEVELS}
    page, story = f"threads/{old['thread']['a']}.html", old["story"]["c"]
    assert f'id="{story}"' in (first / page).read_text()
    second = report(tmp_path / "2", "abcdefg", first, stories=["cd"], threads=["ab", "cdefg"])
    assert read_report(second).groups("thread")["a"] == old["thread"]["a"]
    here = f'<li id="{story}"><a href="../threads/{old["thread"]["e"]}.html#{story}">'
    assert here in (second / page).read_text()
    third = report(tmp_path / "3", "abcdefg", second, stories=["cde"], threads=["ab", "cdefg"])
    now = read_report(third).groups("story")["c"]
    assert (
        f'<li id="{story}"><a href="../threads/{old["thread"]["e"]}.html#{now}">'
        in (third / page).read_text()
    )
    back = report(tmp_path / "4", "abcdefg", third, **groups)
    assert "an earlier report had here" not in (back / page).read_text()
    assert (back / page).read_text().count(f'id="{story}"') == 1
