"""Pages as text: what they say, link and let through."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest
from factories import article, findings_of, on
from samples import hostile, random_findings

from clustering.model import Related
from clustering.render import notebook_html, thread_page, write_report
from clustering.render.archive import Archive
from clustering.render.cards import safe_url, score_text, singles_name, value_text
from clustering.render.storyline import storyline_of
from clustering.render.thread_page import thread_html


class Page(HTMLParser):
    """Tags, links, ids and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.links, self.ids, self.text = Counter(), [], [], []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Counts a tag and keeps its links and ids."""
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= set(found)
        if tag == "a":
            self.links.append(found)
        if "id" in found:
            self.ids.append(found["id"])

    def handle_data(self, data):
        """Keeps text."""
        self.text.append(data)


def pages_of(findings, folder):
    """All pages of a report by name."""
    write_report(findings, folder)
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def hostile_pages(tmp_path_factory):
    """A report in which every text is an attack."""
    return pages_of(hostile(), tmp_path_factory.mktemp("pages") / "out")


@pytest.fixture(scope="module")
def sixty_pages(sixty, tmp_path_factory):
    """A report of sixty articles."""
    return pages_of(sixty, tmp_path_factory.mktemp("pages") / "out")


def test_hostile_text_makes_no_tag_and_no_attribute(hostile_pages):
    """One style of its own or the folder's, one script, no image, no handler, on every page."""
    for name, text in hostile_pages.items():
        page = Page(text)
        assert page.tags["script"] == 1, name
        own = "/" not in name
        assert (page.tags["style"], page.tags["link"]) == ((1, 0) if own else (0, 1)), name
        assert not page.tags["img"], name
        assert not page.tags["base"], name
        assert not {a for a in page.attributes if a.startswith("on") or a == "style"}, name


def test_only_http_addresses_are_linked(hostile_pages):
    """Links lead into the report or to http(s), and then tell nothing about it."""
    outside = []
    for text in hostile_pages.values():
        for link in Page(text).links:
            if ":" in link["href"] or link["href"].startswith("//"):
                outside.append(link["href"])
                assert link["rel"] == "noreferrer"
    assert outside
    assert set(outside) == {"https://ok.example/a?b=1&c=2"}


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d=é", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("https://exa mple.org", False),
        ('https://example.org/"onclick=', False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_an_address_must_be_plain_http(url, linked):
    """Anything else is shown without a link."""
    assert bool(safe_url(url)) is linked


def test_the_policy_names_exactly_the_blocks_of_the_page(sixty_pages):
    """The hashes in the Content-Security-Policy are those of style and script.

    Pages of threads and copies have no style of their own: they may take one from the report's
    folder, and nothing else from there.
    """
    for name, text in sixty_pages.items():
        policy = re.search(r'Content-Security-Policy content="([^"]*)"', text)[1]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'; ")
        if "/" in name:
            assert text.count("<link") == text.count('<link rel=stylesheet href="../pages.css">')
            assert "style-src 'self' file:;" in policy
        for tag in ("style", "script") if "/" not in name else ("script",):
            block = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_link_inside_leads_somewhere(sixty_pages, tmp_path, sixty):
    """No dead link and no dead anchor on any page."""
    write_report(sixty, tmp_path / "out")
    ids = {name: set(Page(text).ids) for name, text in sixty_pages.items()}
    for name, text in sixty_pages.items():
        here = (tmp_path / "out" / name).parent
        for link in Page(text).links:
            if link["href"].startswith("http"):
                continue
            path, _, anchor = link["href"].partition("#")
            target = (here / path).resolve() if path else tmp_path / "out" / name
            assert target.is_file(), (name, link)
            if anchor:
                assert anchor in ids[target.relative_to(tmp_path / "out").as_posix()], link


def test_ids_on_a_page_are_unique(sixty_pages, hostile_pages):
    """A deep link is never ambiguous."""
    for text in [*sixty_pages.values(), *hostile_pages.values()]:
        ids = Page(text).ids
        assert len(ids) == len(set(ids))


def test_every_thread_is_listed(sixty, sixty_pages):
    """One row for each thread of several articles, the most active first."""
    several = Archive(sixty).busiest
    listed = re.findall(
        r'<th scope=row><a href="threads/(t-\w+)\.html">', sixty_pages["index.html"]
    )
    assert listed == [thread.id for thread in several]


def test_every_story_has_its_anchor(sixty, sixty_pages):
    """Anchors are story ids, so that deep links survive a re-run."""
    for thread in sixty.threads:
        name = f"threads/{thread.id}.html" if len(thread.rows) > 1 else "singles.html"
        assert set(thread.stories) <= set(Page(sixty_pages[name]).ids)


def test_the_front_page_says_what_there_is(two, tmp_path):
    """Counts, thread, doubts and dates of the two seed articles in words."""
    text = "".join(Page(pages_of(two, tmp_path / "out")["index.html"]).text)
    for words in (
        "The archive holds 2 articles from 2 outlets",
        "They tell 2 stories in 1 thread; no article is a copy of another",
        "No article here is a copy of another.",
        "1 article without a year: not on the time axes",
        "Japan, Russia · peace treaty, North Korean crisis",
        "10 November 2017 and 10 September, year unknown",
        "1 article where day and month could be exchanged; 1 article without a year.",
        "25 × 5 bands",
        "probability 0.9995",
        "Every input was read.",
    ):
        assert words in text


def test_a_thread_page_tells_sources_and_doubts(two, tmp_path):
    """Credits, ambiguous and partial dates stand beside the article."""
    pages = pages_of(two, tmp_path / "out")
    text = "".join(Page(pages[f"threads/{two.threads[0].id}.html"]).text)
    for words in (
        "names Reuters, TASS, AFP, dpa, AP as sources",
        "names TASS as source",
        "10 September, year unknown",
        "day and month could be exchanged",
        "Why these stories are one thread",
        "0.61",
    ):
        assert words in text


def test_synthetic_data_is_marked_on_every_page(sixty_pages, two, tmp_path):
    """Invented articles are never mistaken for news, real ones not marked."""
    assert all("Synthetic data." in text for text in sixty_pages.values())
    assert not any("Synthetic data." in text for text in pages_of(two, tmp_path / "out").values())


def test_copies_stand_under_their_representative(sixty, sixty_pages):
    """Each copy is folded once, below the article that it repeats."""
    group = max(sixty.duplicates, key=lambda g: len(g.rows))
    thread = Archive(sixty).thread_of[group.rows[0]]
    text = sixty_pages[f"threads/{thread}.html"]
    count = len(group.rows) - 1
    assert f"<summary>{count} {'copy' if count == 1 else 'copies'} (near" in text


def html_of(archive, thread):
    """The page of a thread with an empty drawing."""
    return thread_html(archive, thread, "<svg></svg>", storyline_of(archive, thread))


def test_related_threads_are_linked_if_they_have_a_page(sixty):
    """One that is not there any more is left out."""
    first, second = Archive(sixty).busiest[:2]
    first = replace(first, related=(Related(second.id, 0.42), Related("t-gone", 0.41)))
    text = html_of(Archive(sixty), first)
    assert re.search(rf'0\.42</b> <a href="\.\./threads/{second.id}\.html#s-', text)
    assert "t-gone" not in text


def test_a_related_thread_of_one_article_is_read_among_the_singles():
    """There is no page of its own to lead to."""
    day = on(date(2018, 9, 10))
    three = [article(name, name, day) for name in "abc"]
    found = findings_of(three, threads=[["a", "b"]], names={"c": "Elsewhere · matter"})
    first = replace(found.threads[0], related=(Related(found.threads[1].id, 0.42),))
    text = html_of(Archive(found), first)
    single = found.threads[1]
    assert f'<a href="../singles.html#{single.stories[0]}">Elsewhere · matter</a>' in text
    assert f"{single.id}.html" not in text


def test_a_page_is_folded_until_it_fits(monkeypatch):
    """A thread of thousands of articles is shortened, and the page says where the rest is."""
    monkeypatch.setattr(thread_page, "_MAX_BYTES", 40_000)
    found = random_findings(1200, 1)
    text = html_of(Archive(found), found.threads[0])
    assert len(text.encode()) < 40_000
    assert 'more: see <a href="../articles.csv">articles.csv</a>.' in text
    assert "more stories, in short" in text
    ids = Page(text).ids
    assert set(found.threads[0].stories) <= set(ids)


def test_a_score_is_never_rounded_up_to_its_threshold():
    """0.4999 is below 0.50, and is shown so."""
    assert [score_text(s) for s in (0.4999, 0.5, 1.0, 0.29, float(np.float32(0.9)))] == [
        *("0.49", "0.50", "1.00", "0.29", "0.90")
    ]


def test_evidence_cells_are_short():
    """Numbers with two decimals, counts as counts, nothing for a missing value."""
    values = (0.123, float("nan"), 12.0, 3, True, "near")
    assert [value_text(v) for v in values] == ["0.12", "", "12", "3", "yes", "near"]


def test_single_articles_fill_pages_of_a_thousand():
    """The n-th single article is on the page that its place says."""
    assert [singles_name(n) for n in (0, 999, 1000, 2500)] == [
        "singles.html",
        "singles.html",
        "singles-2.html",
        "singles-3.html",
    ]


def test_a_notebook_shows_the_account_and_the_largest_threads(two):
    """A cell's output says what was found; text from articles stays text."""
    text = notebook_html(two)
    assert "The archive holds 2 articles" in text
    assert "Japan, Russia · peace treaty, North Korean crisis" in text
    assert "<script" not in notebook_html(hostile())


def test_what_needs_a_look_comes_with_its_threshold(sixty, sixty_pages):
    """Pairs not joined with the highest scores first, joined ones with the lowest."""
    text = sixty_pages["index.html"]
    assert "Near, but not joined: same event" in text
    assert "highest scores; the threshold is 0.35" in text
    assert "the threshold is jaccard 0.80 or containment 0.60" in text
    links = sixty.story_links
    apart = sorted(links.score[~links.accepted].tolist(), reverse=True)[:3]
    part = text.split("Near, but not joined: same event")[1].split("</table>")[0]
    assert re.findall(r"<td class=n>(0\.\d\d)<td>not joined", part) == [
        score_text(score) for score in apart
    ]
