"""The first page in a real browser: its table, its tree, its first minute."""

from __future__ import annotations

import re

import pytest
from factories import article, findings_of, on

from clustering.render import write_report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("field", "value"), [("from", "2018-01-01"), ("to", "2015-01-01"), ("outlet", None)]
)
def test_threads_are_filtered_by_date_and_outlet(visit, reports, field, value):
    """What is shown fits the choice, what is hidden does not; the button shows all again."""
    page = visit().open(reports["many"] / "index.html")
    control = page.locator(f".filter [name={field}]")
    if value is None:
        value = control.locator("option").nth(3).get_attribute("value")
        control.select_option(value)
    else:
        control.fill(value)
    rows = page.locator("#thread-table tbody tr")
    everything = page.locator("[data-all=thread-table]")
    if everything.is_visible():
        everything.click()
    told = rows.evaluate_all("r => r.map(x => ({...x.dataset, hidden: x.hidden}))")
    fits = {
        "from": lambda row: row.get("z", "") >= value,
        "to": lambda row: bool(row.get("a")) and row["a"] <= value,
        "outlet": lambda row: value in row.get("o", "").split(),
    }[field]
    assert [not row["hidden"] for row in told] == [fits(row) for row in told]
    assert 0 < sum(row["hidden"] for row in told) < len(told)
    page.get_by_role("button", name="Clear").click()
    assert page.locator("#thread-table tbody tr[data-out]").count() == 0


def test_threads_are_filtered_by_language(visit, tmp_path):
    """Offered where there are several; a thread of two languages is shown under both."""
    said = {"a": "de", "b": "de", "c": "de", "d": "en", "e": "en", "f": "en"}
    made = [article(n, f"Title {n}", on(None), language=code) for n, code in said.items()]
    found = findings_of(made, threads=["ab", "cd", "ef"])
    page = visit().open(write_report(found, tmp_path / "out"))
    shown = page.locator("#thread-table tbody tr:not([hidden]) th")
    names = {code: set() for code in ("", "de", "en")}
    for code, told in names.items():
        page.locator(".filter [name=language]").select_option(code)
        told.update(shown.all_inner_texts())
    assert [len(told) for told in names.values()] == [3, 2, 2]
    assert names["de"] | names["en"] == names[""]
    one = findings_of(made[:3], threads=["abc"])
    page = visit().open(write_report(one, tmp_path / "one"))
    assert page.locator(".filter [name=language]").count() == 0


def test_the_keyboard_reaches_every_control(visit, reports):
    """From the top by Tab alone: skip link, contents, filters, heads of the table."""
    page = visit().open(reports["many"] / "index.html")
    reached = []
    place = (
        "document.activeElement.closest('.skip, nav, .filter, thead, #tree, .cards li')?.tagName"
    )
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(place))
        if reached[-1] == "THEAD":
            break
    assert {"A", "NAV", "LI", "DIV", "FIELDSET"} <= set(reached)
    assert reached[-1] == "THEAD"
    page.keyboard.press("Enter")
    assert page.locator("#thread-table thead th[aria-sort]").count() == 1


def test_the_tree_opens_level_by_level(visit, reports):
    """Affair, thread, story by the keyboard; a link to an affair opens it; one button for all."""
    page = visit().open(reports["many"] / "index.html")
    affair = page.locator("#tree > details").first
    stories = affair.locator("details a[href*='.html#s-']")
    assert not stories.first.is_visible()
    affair.locator("> summary").press("Enter")
    thread = affair.locator("li > details").first
    assert thread.locator("> summary").is_visible()
    assert not stories.first.is_visible()
    thread.locator("> summary").press("Space")
    assert stories.first.is_visible()
    name = page.locator("#tree > details").nth(1).get_attribute("id")
    page.goto(f"{(reports['many'] / 'index.html').as_uri()}#{name}")
    assert page.locator(f"#{name}").evaluate("e => e.open")
    page.get_by_role("button", name="Open all").click()
    assert page.locator("#tree details:not([open])").count() == 0
    page.get_by_role("button", name="Close all").click()
    assert page.locator("#tree details[open]").count() == 0


def test_a_long_table_is_shown_in_part_until_asked(visit, reports):
    """Twenty-five rows, the rest by a button, all of them on paper and without scripts."""
    one = visit()
    page = one.open(reports["many"] / "index.html")
    rows = page.locator("#thread-table tbody tr")
    n_rows = rows.count()
    assert n_rows > 25
    assert page.locator("#thread-table tbody tr:not([hidden])").count() == 25
    page.get_by_role("button", name=f"Show all {n_rows}").press("Enter")
    assert page.locator("#thread-table tbody tr:not([hidden])").count() == n_rows
    assert rows.nth(25).locator("a").evaluate("e => e === document.activeElement")
    page.reload()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#thread-table tbody tr[hidden]").count() == 0
    page = visit(java_script_enabled=False).open(reports["many"] / "index.html")
    assert page.locator("#thread-table tbody tr:not([hidden])").count() == n_rows
    assert not page.locator("[data-all]").is_visible()


def test_the_first_screen_names_affairs_copies_and_doubts(visit, reports, sixty):
    """Without scrolling past the first screen; every line leads to its evidence."""
    page = visit(viewport={"width": 1440, "height": 1000}).open(reports["sixty"] / "index.html")
    cards = page.locator("#glance .cards > div")
    assert cards.locator("h3").all_inner_texts() == [
        *("The largest affairs", "Who copied whom", "What to doubt")
    ]
    for place in range(3):
        assert cards.nth(place).bounding_box()["y"] < 700
        assert cards.nth(place).locator("li").count() > 0
    for link in cards.locator("a").all():
        target = link.evaluate("a => a.href")
        name, _, anchor = target.removeprefix(reports["sixty"].as_uri() + "/").partition("#")
        text = (reports["sixty"] / name).read_text()
        assert not anchor or re.search(f'id="?{anchor}[">]', text), target
