"""Evidence, figures and feel of the report in a real browser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from samples import HOSTILE_TITLES, random_findings

from clustering.comparison import compare_reports, write_comparison
from clustering.model import Sweep, Trial
from clustering.render import write_report
from clustering.render.site import asset
from clustering.render.tune_page import tune_html

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "axe" / "axe.min.js"
TOP = ("index.html", "doubts.html", "thresholds.html", "singles.html", "label.html")


def some_pages(folder):
    """The pages of a report: those at the top, the largest of threads and of copies."""
    found = [folder / name for name in TOP]
    for inside in ("threads", "copies"):
        pages = sorted((folder / inside).glob("*.html"), key=lambda path: path.stat().st_size)
        found += pages[-1:]
    return found + sorted(folder.glob("smaller*.html"))[:1]


@pytest.mark.parametrize("name", ["two", "sixty", "hostile", "capped"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, reports, name, scheme):
    """The rules of axe-core, with everything unfolded, in light and in dark."""
    for path in some_pages(reports[name]):
        assert serious(browser, path, scheme) == [], path.name


def invented_comparison(folder):
    """The page that compares two runs which group the same sixty articles in other ways."""
    first = write_report(random_findings(60, 9), folder / "first").parent
    second = write_report(random_findings(60, 9, seed=8), folder / "second").parent
    return write_comparison(compare_reports(first, second), folder / "comparison")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_tune_and_comparison(browser, tmp_path, scheme):
    """The pages of ``tune`` and ``compare``; that of ``label`` has its own test."""
    trials = tuple(
        Trial((n + 1) / 10, 100 + n, 90 - n, 30, 40, 0.9 if n else None, 0.5) for n in range(9)
    )
    sweep = Sweep(
        *(
            "story",
            "stories.link_probability",
            0.5,
            150,
            "signs",
            "few",
            trials,
            0.6,
            "so",
            (0.5, 0.7),
        )
    )
    tune = tmp_path / "tune.html"
    html = tune_html([sweep], settings="my.toml", n_articles=150, synthetic=True)
    tune.write_text(html, encoding="utf-8")
    for path in (tune, invented_comparison(tmp_path)):
        assert serious(browser, path, scheme) == [], path.name


def serious(browser, path, scheme):
    """What axe-core calls serious or critical on a page with everything unfolded."""
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [(v["impact"], v["id"], v["nodes"][0]["html"][:120]) for v in found]
    page.close()
    return [one for one in told if one[0] in {"serious", "critical"}]


def test_every_page_opens_without_a_complaint_or_a_request(visit, reports):
    """Doubts, thresholds and copies included; twenty hostile titles and bodies do nothing."""
    assert len(HOSTILE_TITLES) >= 20
    assert (reports["capped"] / "smaller.html") in some_pages(reports["capped"])
    for name in ("two", "sixty", "hostile", "capped"):
        one = visit()
        for path in some_pages(reports[name]):
            page = one.open(path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.wait_for_timeout(20)
            assert page.title() != "owned", path
            assert page.locator("iframe, object, embed, base").count() == 0
            assert page.evaluate("location.protocol") == "file:"
        assert one.complaints == []
        assert all(url.startswith("file://") for url in one.requests)


def test_a_doubtful_link_leads_to_its_waterfall(visit, reports):
    """One click from the first page; the terms add up, and the fold is open."""
    page = visit().open(reports["sixty"] / "index.html")
    link = page.locator("#look td a", has_text="for and against").first
    target = link.get_attribute("href").split("#")[1]
    link.click()
    page.wait_for_url("**/doubts.html*")
    fold = page.locator(f"#{target}")
    assert fold.evaluate("e => e.open")
    heads = fold.locator(".fall tbody th").all_inner_texts()
    assert heads[0] == "to begin with"
    assert heads[-1] == "together"
    names = [head.split(",")[0] for head in heads]
    assert {"words of the whole text", "days apart"} <= set(names)
    cells = fold.locator(".fall tbody tr td:nth-child(2)").all_inner_texts()
    adds = [float(cell.replace("−", "-")) for cell in cells if cell]
    score = float(fold.locator("b").inner_text())
    total = -6.0 + sum(adds)
    assert abs(1 / (1 + 2.718281828**-total) - score) < 0.02
    page.go_back()
    assert page.url.endswith("index.html")


@pytest.mark.parametrize("script", [True, False])
def test_the_bars_of_a_waterfall_follow_each_other(visit, reports, script):
    """Each begins where the one before ended, as wide as its term; no script is needed."""
    page = visit(java_script_enabled=script).open(reports["sixty"] / "doubts.html")
    table = page.locator("details[open] .fall").first
    cells = table.locator("tbody td:nth-child(3)")
    kinds = [name[0] for name in cells.evaluate_all("c => c.map(x => x.className)")]
    assert (kinds[0], kinds[-1]) == ("e", "e")
    assert len({cells.nth(place).bounding_box()["height"] for place in range(len(kinds))}) == 1
    first = "(c, key) => c.map(x => parseFloat(getComputedStyle(x)[key]))"
    lefts, widths = (cells.evaluate_all(first, f"background{k}") for k in ("PositionX", "Size"))
    texts = table.locator("tbody td:nth-child(2)").all_inner_texts()
    adds = [float(text.replace("−", "-")) for text in texts[1:-1]]
    bars = list(zip(kinds, lefts, widths, strict=True))[1:-1]
    ways = [(x, x + w) if kind == "a" else (x + w, x) for kind, x, w in bars]
    assert all(abs(before[1] - after[0]) < 0.5 for before, after in pairwise(ways))
    unit = sum(abs(b - a) for a, b in ways) / sum(map(abs, adds))
    assert unit > 10
    for (start, end), add in zip(ways, adds, strict=True):
        assert abs(end - start - unit * add) < 4  # a place is three pixels


def test_the_names_of_a_waterfall_have_room_on_a_phone(visit, reports):
    """Names of two lines stay inside their rows, which are all as high."""
    page = visit(viewport={"width": 390, "height": 844}).open(reports["sixty"] / "doubts.html")
    names = page.locator("details[open] .fall tbody th")
    heights = """t => t.map(x => {
      const range = document.createRange();
      range.selectNodeContents(x);
      return [range.getBoundingClientRect().height, x.getBoundingClientRect().height];
    })"""
    texts, rows = zip(*names.evaluate_all(heights), strict=True)
    assert 20 < max(texts) <= min(rows) - 2
    assert len(set(rows)) == 1


def test_copies_stand_side_by_side(visit, reports, sixty):
    """The page of a group shows both texts in two columns, on a phone one below the other."""
    group = max(sixty.duplicates, key=lambda g: len(g.rows))
    path = reports["sixty"] / "copies" / f"{group.id}.html"
    page = visit().open(path)
    assert page.locator(".copy").count() == len(group.rows) - 1
    assert page.locator("#way svg circle").count() >= len(group.rows)
    assert page.locator(".sides, .copy > p").count() > 0


def test_a_thread_prints_as_a_hand_out(browser, reports, largest, tmp_path):
    """A PDF of some pages, without ways, folds and evidence, with every copy spelled out."""
    page = browser.new_page(color_scheme="dark")
    page.goto(largest["sixty"].as_uri())
    page.pdf(path=tmp_path / "thread.pdf", format="A4")
    assert (tmp_path / "thread.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".ways", ".why", ".behind", "figcaption"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in ("h1", "#timeline svg", ".story h3"):
        assert page.locator(shown).first.is_visible(), shown
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--sheet')")
    assert paper.strip() == "#faf8f4"
    page.close()


def test_every_picture_has_a_name_and_a_table(visit, reports):
    """No drawing without a name for screen readers; figures stand before their tables."""
    for name in ("two", "sixty"):
        for path in some_pages(reports[name]):
            page = visit().open(path)
            nameless = page.locator(
                "svg:not([aria-hidden]):not([aria-label]):not([aria-labelledby])"
            )
            assert nameless.count() == 0, path
            pictures = page.locator("figure.picture").count()
            assert page.locator("main table").count() >= (1 if pictures else 0), path


def test_the_slider_is_quick_for_a_hundred_thousand_links(visit):
    """Each move cuts the joins made once; a tenth of a second is twenty times what it takes."""
    page = visit().page
    page.goto("about:blank")
    page.add_script_tag(content=asset("linkage.js"))
    took = page.evaluate(
        """() => {
          const n = 20000, m = 100000, left = new Int32Array(m), right = new Int32Array(m);
          const weight = new Float32Array(m);
          let seed = 7;
          const dice = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
          for (let e = 0; e < m; e++) {
            left[e] = Math.floor(dice() * (n - 40));
            right[e] = left[e] + 1 + Math.floor(dice() * 39);
            weight[e] = Math.round(dice() * dice() * 1e6) / 1e6;
          }
          const joins = linkAverage(n, left, right, weight, 0.05, 20);
          const before = performance.now();
          for (let step = 5; step < 95; step++) labelsAt(n, joins, step / 100);
          return [(performance.now() - before) / 90, joins.left.length];
        }"""
    )
    assert took[1] > 1000
    assert took[0] < 100
