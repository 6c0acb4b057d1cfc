"""The report in a real browser, from the file system."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clustering.render import site
from clustering.render.archive import Archive
from clustering.render.storyline import storyline_of
from clustering.render.thread_page import thread_html

pytestmark = pytest.mark.browser

NAMES = ("two", "sixty", "hostile", "many")


def pages(reports, largest, name):
    """Front page, largest thread page, single articles."""
    threads = [largest[name]] if name in largest else []
    return [reports[name] / "index.html", *threads, reports[name] / "singles.html"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_open_without_a_complaint_or_a_request(visit, reports, largest, name):
    """No console message, no dialog, nothing asked of the network."""
    one = visit()
    for path in pages(reports, largest, name):
        page = one.open(path)
        assert page.locator("h1").count() == 1
    assert one.complaints == []
    assert all(url.startswith("file://") for url in one.requests)
    pages_and_sheet = {path.name for path in pages(reports, largest, name)} | {"pages.css"}
    assert sorted(url.rpartition("/")[2] for url in one.requests) == sorted(pages_and_sheet)


def test_hostile_titles_do_nothing(visit, reports, largest):
    """Attacks are shown as the text they are, and the page keeps its look."""
    one = visit()
    for path in pages(reports, largest, "hostile"):
        page = one.open(path)
        page.wait_for_timeout(50)
        assert page.title() != "owned"
        assert page.evaluate("document.scripts.length") == 1
        assert page.evaluate("document.styleSheets.length") == 1
        assert page.locator("h1").is_visible()
    page = one.open(largest["hostile"])
    text = page.locator("#stories").inner_text()
    assert "<script>document.title='owned'</script>" in text
    assert "$x^2$" in text
    assert "{{ 7 * 7 }}" in text
    assert page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
    assert one.complaints == []


def test_the_policy_stops_foreign_code(visit, reports):
    """Even a script that got into the page would not run, nor load anything."""
    one = visit()
    page = one.open(reports["two"] / "index.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'owned'";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://example.org/x.png";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(100)
    assert page.title() != "owned"
    assert len([c for c in one.complaints if "Content Security Policy" in c]) == 2


@pytest.mark.parametrize("name", [*NAMES, "capped"])
def test_a_phone_never_scrolls_sideways(visit, reports, largest, name):
    """At 390 pixels tables and pictures scroll inside their own frame, on pages of every kind."""
    one = visit(viewport={"width": 390, "height": 844})
    found = sorted(reports[name].glob("*.html")) + sorted(reports[name].glob("*/*.html"))[-12:]
    for path in {*found, *pages(reports, largest, name)}:
        page = one.open(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        widths = "t => t.map(c => c.offsetWidth).filter(w => w > 1)"  # those that are seen
        assert min(page.locator("caption").evaluate_all(widths), default=390) > 120, path


def test_letters_of_a_picture_can_be_read_on_a_phone(visit, reports, largest):
    """Nine pixels at least, and what happened first is in view before one scrolls."""
    one = visit(viewport={"width": 390, "height": 844})
    copies = sorted((reports["sixty"] / "copies").glob("*.html"))
    for path in (reports["sixty"] / "index.html", largest["sixty"], *copies[:2]):
        page = one.open(path)
        for drawing in page.locator("svg.scene").all():
            scale = drawing.evaluate(
                "s => s.getBoundingClientRect().width / s.viewBox.baseVal.width"
            )
            size = drawing.evaluate("s => parseFloat(getComputedStyle(s).fontSize)")
            assert scale * size >= 9, path
    for path in copies[:4]:
        first = one.open(path).locator("#way svg circle").first
        assert first.bounding_box()["x"] < 370, path


def luminance(colour: str) -> float:
    """Relative luminance of rgb(r, g, b) (WCAG 2.2)."""
    parts = [int(p) / 255 for p in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_light_and_dark(visit, reports, scheme):
    """WCAG AA: 4.5 to 1 for text, links and labels in the picture, on paper and sheet."""
    page = visit(color_scheme=scheme).open(reports["sixty"] / "index.html")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (luminance(paper) > 0.5) == (scheme == "light")
    for selector, key in {
        "body": "color",
        ".byline": "color",
        ".standfirst": "color",
        ".contents a": "color",
        "g.f-ink text": "fill",
        "g.f-muted text": "fill",
    }.items():
        colour = page.evaluate(
            "([s, k]) => getComputedStyle(document.querySelector(s))[k]", [selector, key]
        )
        assert contrast(colour, paper) >= 4.5, selector
    banner = page.locator(".banner").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert contrast(*banner) >= 4.5


def numbers(page, column):
    """A column of the thread table as numbers, hidden rows included."""
    cells = page.locator(f"#thread-table tbody tr td:nth-child({column})").all_text_contents()
    return [int(cell.replace("\u202f", "")) for cell in cells]


def test_the_table_sorts_by_its_heads(visit, reports):
    """A press sorts, counts from the largest; a second turns round; screen readers are told."""
    page = visit().open(reports["many"] / "index.html")
    head = page.locator("#thread-table thead th").nth(4)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert numbers(page, 5) == sorted(numbers(page, 5), reverse=True)
    assert len(set(numbers(page, 5))) > 3
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert numbers(page, 5) == sorted(numbers(page, 5))
    dates = page.locator("#thread-table thead th").nth(1)
    dates.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    orders = page.locator("#thread-table tbody tr td:nth-child(2)")
    days = [int(d) for d in orders.evaluate_all("c => c.map(x => x.dataset.order)") if d]
    assert days == sorted(days)


def test_the_table_filters_as_one_types(visit, reports):
    """Every word must be in the row; the count is announced, and emptying shows all."""
    page = visit().open(reports["many"] / "index.html")
    rows = page.locator("#thread-table tbody tr")
    total = rows.count()
    actor, matter = rows.first.inner_text().lower().split(" · ")[0].split(", ")[:2]
    page.get_by_label("with the words").fill(f"{matter.upper()} {actor}")
    shown = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(shown) < min(total, 25)
    for row in shown:
        assert actor in row.inner_text().lower()
        assert matter in row.inner_text().lower()
    assert page.get_by_role("status").inner_text() == f"{len(shown)} of {total}"
    page.get_by_label("with the words").fill("")
    assert page.locator("#thread-table tbody tr[data-out]").count() == 0


def test_the_page_reads_without_scripts(visit, reports, largest):
    """Without JavaScript everything is there, and no dead control."""
    one = visit(java_script_enabled=False)
    page = one.open(reports["sixty"] / "index.html")
    assert page.locator("#thread-table tbody tr").first.is_visible()
    assert not page.locator(".filter").is_visible()
    assert page.locator("#thread-table button").count() == 0
    assert page.locator(".live:visible").count() == 0
    page = one.open(reports["sixty"] / "doubts.html")
    terms = page.locator("details[open] .fall tbody tr")
    assert terms.first.is_visible()
    assert "together" in terms.last.inner_text()
    assert one.open(largest["sixty"]).locator(".story").first.is_visible()


def test_a_deep_link_goes_to_its_story_and_the_keyboard_is_seen(visit, largest, sixty):
    """A story's anchor is in view; the first tab stop is a visible skip link."""
    thread = next(t for t in sixty.threads if t.id == largest["sixty"].stem)
    page = visit().page
    page.goto(f"{largest['sixty'].as_uri()}#{thread.stories[-1]}")
    assert page.locator(f"#{thread.stories[-1]}").evaluate(
        "e => e.getBoundingClientRect().top < innerHeight"
    )
    page.goto(largest["sixty"].as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_page_prints_in_black_on_white(visit, largest):
    """Dark mode does not reach the paper, and evidence tables stay on the screen."""
    page = visit(color_scheme="dark").open(largest["sixty"])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.locator(".why").first.is_visible()


def test_headings_and_tables_are_real(visit, reports, largest):
    """Heading levels have no gap; every table has a caption and scoped heads."""
    one = visit()
    for name in ("two", "many"):
        for path in pages(reports, largest, name):
            page = one.open(path)
            levels = page.evaluate(
                "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
            )
            assert levels[0] == 1
            assert all(b - a <= 1 for a, b in pairwise(levels))
            assert page.locator("table:not(:has(caption))").count() == 0
            assert page.locator("thead th:not([scope])").count() == 0


def test_a_lean_page_is_the_same_page(visit, sixty, monkeypatch):
    """The browser reads the same elements, attributes and texts as from the page in full."""
    archive = Archive(sixty)
    thread = archive.busiest[0]
    texts = []
    for shortened in (site.lean, str):
        monkeypatch.setattr(site, "lean", shortened)
        site._environment.cache_clear()
        texts.append(thread_html(archive, thread, "<svg></svg>", storyline_of(archive, thread)))
    site._environment.cache_clear()
    assert len(texts[0]) < 0.97 * len(texts[1])
    page = visit().page
    page.goto("about:blank")
    # White space that stood after an end tag left out stands before it.
    read = """text => new DOMParser().parseFromString(text, "text/html").documentElement.outerHTML
      .replace(/\\s*(<[^>]*>)\\s*/g, "$1")"""
    lean, full = (page.evaluate(read, text) for text in texts)
    assert lean == full
