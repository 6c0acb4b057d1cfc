"""Addresses of an earlier report, followed in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import article, findings_of, on

from clustering.model import LEVELS, inherit_ids
from clustering.render import write_report
from clustering.store import read_report

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "axe" / "axe.min.js"


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The ids of a report by level and article, and the report of a later run with other groups.

    A thread merged into another, one fell to a single article, the articles of one are gone; a
    group of copies merged, and a story moved to another thread.
    """
    folder = tmp_path_factory.mktemp("moved")

    def found(names, **groups):
        articles = [article(name, f"Title {name}", on(None)) for name in names]
        return findings_of(articles, **groups)

    first = found(
        "abcdefghijklmn",
        threads=["abc", "de", "fg", "hi", "jklmn"],
        copies=["abc", "de"],
        stories=["jk"],
    )
    earlier = read_report(write_report(first, folder / "first").parent)
    second = found("abcdefgjklmn", threads=["abcdejk", "lmn"], copies=["abcde"], stories=["jk"])
    second = inherit_ids(
        second, {level: earlier.groups(level) for level in LEVELS}, earlier.moved()
    )
    ids = {level: earlier.groups(level) for level in LEVELS}
    return ids, write_report(second, folder / "second").parent


def test_a_bookmark_of_a_merged_thread_leads_on(visit, moved):
    """The old address opens, says what happened, and its link ends where the articles are now."""
    ids, folder = moved
    one = visit()
    page = one.open(folder / "threads" / f"{ids['thread']['d']}.html")
    assert page.locator("h1").inner_text() == "This page has moved"
    assert "part of another" in page.locator(".standfirst").inner_text()
    page.locator("main p a").press("Enter")
    page.wait_for_url(f"**/threads/{ids['thread']['a']}.html#*")
    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"#{target}").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert "Title a" in page.locator(f"#{target}").inner_text()
    page.go_back()
    assert page.locator("h1").inner_text() == "This page has moved"
    page.get_by_role("link", name="All threads").click()
    assert page.url.endswith("index.html")
    assert one.complaints == []
    assert all(url.startswith("file://") for url in one.requests)


def test_a_bookmark_of_a_thread_that_fell_apart(visit, moved):
    """It leads to the single article, or to nothing where no article is left."""
    ids, folder = moved
    page = visit().open(folder / "threads" / f"{ids['thread']['f']}.html")
    page.locator("main p a").click()
    page.wait_for_url("**/singles.html#*")
    target = page.evaluate("location.hash.slice(1)")
    assert "Title f" in page.locator(f"#{target}").inner_text()
    page = visit().open(folder / "threads" / f"{ids['thread']['h']}.html")
    assert page.locator("h1").inner_text() == "This page is no more"
    assert page.locator("main p a").count() == 0


def test_a_bookmark_of_copies_that_merged(visit, moved):
    """The old page of copies leads to that of the group which they are part of now."""
    ids, folder = moved
    page = visit().open(folder / "copies" / f"{ids['duplicate_group']['d']}.html")
    page.locator("main p a").click()
    page.wait_for_url(f"**/copies/{ids['duplicate_group']['a']}.html")
    assert page.locator(".copy").count() == 4


def test_a_deep_link_to_a_story_that_moved(visit, moved):
    """Its anchor leads on from the page of the thread that it stood in."""
    ids, folder = moved
    page = visit().page
    old = folder / "threads" / f"{ids['thread']['j']}.html"
    page.goto(f"{old.as_uri()}#{ids['story']['j']}")
    page.locator("li:target a").click()
    page.wait_for_url(f"**/threads/{ids['thread']['a']}.html#*")
    assert "Title j" in page.locator(f"#{ids['story']['j']}").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (390, "dark")])
def test_moved_pages_are_for_all(browser, moved, width, scheme):
    """No finding of axe-core, no sideways scrolling on a phone; readable without scripts."""
    ids, folder = moved
    for letter in "dh":
        page = browser.new_page(
            viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
        )
        page.goto((folder / "threads" / f"{ids['thread'][letter]}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.close()
