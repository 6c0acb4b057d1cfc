"""The page to label with, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import HOSTILE_TITLES

from clustering.evaluation.labels import PairLabel, labels_table, read_labels
from clustering.labelling.session import write_labels
from clustering.render.label_page import Shown, label_html

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "axe" / "axe.min.js"


def drawn():
    """Three pairs, one of them at two levels, and one whose article is not there."""
    design = {"stratum": "s", "stratum_pairs": 9, "inclusion": 1 / 3, "score": 0.5, "run": "r"}
    pairs = [("a", "b", "story"), ("=c", "d", "story"), ("a", "b", "thread"), ("a", "d", "thread")]
    rows = [PairLabel(left, right, level, **design) for left, right, level in pairs]
    return [*rows, PairLabel("a", "gone", "story", "unrelated", "bob", **design)]


@pytest.fixture
def folder(tmp_path):
    """The page and the file it was made from."""
    text = "The envoys met in Vladivostok and spoke of a treaty.\n\nMore talks will follow, {}."
    articles = {
        name: Shown(f"Headline {name}", "TASS, 10 September 2018", text.format(name))
        for name in ("a", "b", "=c", "d")
    }
    html = label_html(labels_table(drawn()), articles, annotator="ann", synthetic=False)
    (tmp_path / "label.html").write_text(html, encoding="utf-8")
    write_labels(tmp_path / "labels.csv", drawn())
    return tmp_path


def saved(page, folder):
    """The file that the page saves, read as the program reads it."""
    with page.expect_download() as found:
        page.get_by_role("button", name="Save labels.csv").click()
    target = folder / "saved.csv"
    found.value.save_as(target)
    return read_labels(target)


def test_answers_by_key_are_saved_with_the_whole_design(visit, folder):
    """One key an answer; the pair of two levels is asked once; others' rows stay."""
    one = visit()
    page = one.open(folder / "label.html")
    assert page.locator("#left bdi").inner_text() == "Headline a"
    assert page.locator("#left mark").first.inner_text().startswith("The envoys met in")
    page.keyboard.press("3")
    assert page.locator("#left bdi").inner_text() == "Headline =c"
    page.locator("#hold").check()
    page.locator("h1").click()
    page.keyboard.press("4")
    page.keyboard.press("s")
    assert page.locator("#done").is_visible()
    assert "3 answers not saved" in page.locator("#kept").inner_text()
    rows = saved(page, folder)
    told = {(row.pair, row.level): (row.answer, row.annotator, row.binding) for row in rows}
    assert told == {
        (("a", "b"), "story"): ("same-thread", "ann", False),
        (("a", "b"), "thread"): ("same-thread", "ann", False),
        (("=c", "d"), "story"): ("unrelated", "ann", True),
        (("a", "d"), "thread"): ("skip", "ann", False),
        (("a", "gone"), "story"): ("unrelated", "bob", False),
    }
    assert {row.stratum_pairs for row in rows} == {9}
    assert {round(row.inclusion, 6) for row in rows} == {0.333333}
    assert page.locator("#kept").inner_text() == ""
    assert one.complaints == []
    assert all(url.startswith(("file:", "blob:")) for url in one.requests)


def test_an_answer_can_be_taken_back(visit, folder):
    """Back shows the pair again with its answer, and another answer replaces it."""
    page = visit().open(folder / "label.html")
    page.get_by_role("button", name="same story").click()
    page.keyboard.press("b")
    assert page.locator("[aria-pressed=true]").inner_text().endswith("same story")
    page.keyboard.press("1")
    first = next(row for row in saved(page, folder) if row.pair == ("a", "b"))
    assert first.answer == "same-text"


def test_the_browser_keeps_answers_that_were_not_saved(visit, folder):
    """After a reload the page goes on where it was, and says so."""
    page = visit().open(folder / "label.html")
    page.keyboard.press("3")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.goto((folder / "label.html").as_uri())
    assert page.locator("#left bdi").inner_text() == "Headline =c"
    assert "kept by this browser" in page.locator("#said").inner_text()


def test_a_saved_file_is_loaded_and_a_damaged_one_is_refused(visit, folder):
    """Loading goes on from the file; a word that is no answer is named with its row."""
    rows = drawn()
    rows[0] = PairLabel("a", "b", "story", "unrelated", "ann")
    write_labels(folder / "labels.csv", rows)
    page = visit().open(folder / "label.html")
    page.locator("#load").set_input_files(folder / "labels.csv")
    page.locator("#said", has_text="loaded").wait_for()
    assert page.locator("#left bdi").inner_text() == "Headline =c"
    (folder / "labels.csv").write_text("left,right,answer\na,b,perhaps\n")
    page.locator("#load").set_input_files(folder / "labels.csv")
    page.locator("#said", has_text="row 2: perhaps is no answer").wait_for()
    (folder / "labels.csv").write_text("left,right\na,b\n")
    page.locator("#load").set_input_files(folder / "labels.csv")
    page.locator("#said", has_text="no column").wait_for()


def test_another_name_has_its_own_answers(visit, folder):
    """A second person begins anew; keys in the name's field are letters, not answers."""
    page = visit().open(folder / "label.html")
    page.keyboard.press("1")
    page.locator("#annotator").fill("")
    page.locator("#annotator").press_sequentially("bob s1")
    page.keyboard.press("Tab")
    assert page.locator("#left bdi").inner_text() == "Headline a"
    page.keyboard.press("4")
    told = {row.annotator: row.answer for row in saved(page, folder) if row.pair == ("a", "b")}
    assert told == {"ann": "same-text", "bob s1": "unrelated"}


def test_it_is_usable_by_all(visit, folder):
    """No finding of axe-core, on a desk and on a telephone."""
    for width in (1200, 390):
        page = visit(viewport={"width": width, "height": 800}).open(folder / "label.html")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_texts_stay_texts(visit, folder):
    """Markup in headlines and bodies is shown, not run."""
    names = [f"h{k}" for k in range(len(HOSTILE_TITLES))]
    articles = {n: Shown(t, t[:50], t) for n, t in zip(names, HOSTILE_TITLES, strict=True)}
    rows = [PairLabel(names[0], name, "story") for name in names[1:]]
    html = label_html(labels_table(rows), articles, annotator="<b>", synthetic=True)
    (folder / "hostile.html").write_text(html, encoding="utf-8")
    one = visit()
    page = one.open(folder / "hostile.html")
    for _ in rows:
        page.keyboard.press("4")
    assert page.title() == "Label pairs"
    assert page.locator("#done").is_visible()
    assert one.complaints == []
