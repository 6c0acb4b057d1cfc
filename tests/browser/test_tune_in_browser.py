"""The page of ``tune``: sliders point at rows of the tables."""

from __future__ import annotations

import pytest

from clustering.model import Estimate, Sweep, Trial
from clustering.render.tune_page import tune_html

pytestmark = pytest.mark.browser


def estimate(value):
    """A figure with an interval around it."""
    return Estimate(value, value - 0.1, value + 0.1)


def sweep(key, level, basis):
    """Nine values; the middle one is in use, the sixth suggested."""
    scores = [estimate(0.5 + 0.05 * n) for n in range(9)] if basis == "gold" else [None] * 9
    trials = tuple(
        Trial((n + 1) / 10, 1000 + n, 90 - n, 300, 40, 0.9 if n else None, 0.5, *[scores[n]] * 3)
        for n in range(9)
    )
    return Sweep(level, key, 0.5, 1500, basis, "a few", trials, 0.6, "because <it> is", (0.5, 0.7))


@pytest.fixture
def opened(visit, tmp_path):
    """Opens the page with the given options."""
    sweeps = [
        sweep("stories.link_probability", "story", "gold"),
        sweep("threads.affinity", "thread", "signs"),
    ]
    path = tmp_path / "index.html"
    html = tune_html(sweeps, settings="<b>my.toml", n_articles=1500, synthetic=False)
    path.write_text(html, encoding="utf-8")

    def at(**options):
        one = visit(**options)
        one.open(path)
        return one

    return at


def test_a_slider_tells_figures_and_lines(opened):
    """It begins at the suggested value and follows the keyboard; sections are apart."""
    one = opened()
    story = one.page.locator("#stories-link_probability")
    assert story.locator(".chosen").inner_text() == "0.6"
    assert story.locator(".live .lines").inner_text() == "[stories]\nlink_probability = 0.6"
    story.locator("input").focus()
    one.page.keyboard.press("ArrowRight")
    assert story.locator(".chosen").inner_text() == "0.7"
    said = story.locator(".said").inner_text()
    assert "F1 0.800 (0.700 to 0.900)" in said
    assert "1\u202f006" in said
    assert story.locator(".live .lines").inner_text() == "[stories]\nlink_probability = 0.7"
    thread = one.page.locator("#threads-affinity")
    assert thread.locator(".chosen").inner_text() == "0.6"
    assert "F1" not in thread.locator(".said").inner_text()
    assert one.complaints == []
    assert one.requests == [one.page.url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_narrow_screen(opened, scheme):
    """390 pixels, in either scheme: nothing runs out of the page."""
    one = opened(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    assert one.page.evaluate("document.documentElement.scrollWidth") == 390
    assert one.complaints == []


def test_without_scripts_the_tables_say_it(opened):
    """No slider is shown, every figure is."""
    one = opened(java_script_enabled=False)
    assert not one.page.locator("input").first.is_visible()
    one.page.locator("summary").first.click()
    row = one.page.locator("#stories-link_probability tbody tr").nth(5)
    assert "0.6" in row.inner_text()
    assert "suggested" in row.inner_text()
    assert row.locator("td").last.inner_text() == "0.850"


def test_hostile_words_stay_words(opened):
    """Names of files and reasons are text."""
    one = opened()
    assert "<b>my.toml" in one.page.locator(".standfirst").inner_text()
    assert "because <it> is" in one.page.locator("#threads-affinity").inner_text()
