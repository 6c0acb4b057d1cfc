"""What is taken out of an article, and what never is."""

from __future__ import annotations

import pytest

from clustering.config import config_from
from clustering.readers.cleaning import clean
from clustering.readers.furniture import LineCensus

PROSE = [
    "The foreign ministers of both countries met in Vienna on Monday to talk about the border.",
    "They agreed to meet again in the spring, officials said after the talks had ended.",
    "A treaty between the two has been under discussion for more than twenty years now.",
]


def removed(lines, title="Ministers meet", **more):
    """Reasons by line number."""
    cleaned = clean(title, lines, form=more.pop("form", "text"), **more)
    return {line: reason for line, reason, _ in cleaned.removed}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Skip to content", "navigation"),
        ("Select language:", "navigation"),
        ("Меню", "navigation"),
        ("Home > World > Asia", "breadcrumb"),
        ("/ Главная / A Foundation / News / Ministers meet in Vienna", "breadcrumb"),
        ("Share this article", "share"),
        ("Share All sharing options for: Ministers meet", "share"),
        ("Follow us on Twitter", "share"),
        ("Sign up for our newsletter", "newsletter"),
        ("Story Continued Below", "navigation"),
        ("Read more: What the treaty says", "link"),
        ("RELATED: What the treaty says", "link"),
        ("© 2018 The Daily", "copyright"),
        ("All rights reserved.", "copyright"),
        ("ADVERTISEMENT", "advertisement"),
        ("___", "separator"),
        ("10.11.2017", "date"),
        ("Image copyright Reuters", "label"),
        ("Media playback is unsupported on your device Media caption The talks", "caption"),
        ("The Daily", "outlet"),
    ],
)
def test_furniture_goes_with_its_reason(line, reason):
    """Each kind of line is removed for what it is."""
    assert removed([line, *PROSE], outlet="The Daily News") == {1: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell in Tokyo after the talks.",
        "Follow the money, the prosecutor told the court in a long speech on Tuesday.",
        "Read in full, the treaty is a hundred pages long.",
        "More than 200 people came to see the ministers leave.",
        "See what happens, the minister said.",
        "News of the talks spread fast > faster than expected.",
        "Home is where the minister went after the talks.",
        "The Daily said so.",
        "He said that on 10.11.2017 in Vienna.",
    ],
)
def test_prose_stays(line):
    """A sentence that begins like furniture is no furniture."""
    assert removed([line, *PROSE], outlet="The Daily News") == {}


def test_the_first_real_line_is_the_title():
    """Navigation is passed over; a hash of markdown and the outlet behind the title go."""
    lines = ["Skip to content", "", "# Ministers meet in Vienna - The Daily", "", *PROSE]
    cleaned = clean("", lines, form="text", outlet="The Daily")
    assert cleaned.title == "Ministers meet in Vienna"
    assert cleaned.body == "\n\n".join(PROSE)


def test_a_long_first_paragraph_is_no_title():
    """A text without a headline keeps its first paragraph in the body."""
    first = " ".join(["word"] * 60)
    cleaned = clean("", [first, *PROSE], form="text")
    assert cleaned.title == ""
    assert cleaned.body.startswith(first)


def test_only_the_outlets_own_suffix_is_cut():
    """What stands behind a dash may belong to the headline."""
    assert clean("Talks fail | x.org", [], form="data", host="x.org").title == "Talks fail"
    assert (
        clean("Talks fail - again", [], form="data", outlet="Daily").title == "Talks fail - again"
    )


def test_repeated_lines_stay_once():
    """The second copy of a caption and the title inside the body go; short lines may recur."""
    caption = "The ministers (left) shake hands in Vienna on Monday."
    lines = [caption, caption, "MINISTERS MEET!", *PROSE, "Yes.", "Yes."]
    assert removed(lines) == {2: "repeated", 3: "title"}


def test_a_label_is_cut_out_of_its_line():
    """The caption stays, the label words in front of it go, the audit says which."""
    cleaned = clean("T", ["Image copyright AFP Image caption They met", *PROSE], form="data")
    assert cleaned.body.startswith("They met\n\n")
    assert cleaned.removed == ((1, "label", "Image copyright AFP Image caption"),)


@pytest.mark.parametrize("mark", ["… [+1234 chars]", "[…]", "… Continue reading Ministers meet"])
def test_cut_off_marks_go(mark):
    """The mark at the end goes, the words before it stay."""
    assert clean("T", [f"{PROSE[0]} {mark}"], form="data").body == PROSE[0]


def test_a_block_at_the_end_goes():
    """Everything under a heading at the end, and label lines right above it."""
    lines = [*PROSE, "", "Weekly", "", "Publications", "", "A book about borders is now for sale."]
    assert removed(lines) == {5: "trailing", 7: "trailing", 9: "trailing"}


def test_a_block_too_large_for_a_tail_stays():
    """A heading in the middle does not cut away the rest of the article."""
    assert (
        removed(
            [*PROSE[:2], "Publications", PROSE[2], "More was said on the border later that day."]
        )
        == {}
    )


def test_under_a_heading_in_mid_text_only_links_go():
    """Lines below "More:" go as far as they look like links."""
    lines = [PROSE[0], "More:", "What the treaty says", "Border in pictures", *PROSE[1:]]
    assert removed(lines) == {2: "navigation", 3: "link", 4: "link"}


def test_never_eats_an_article():
    """When most words would go, only the careful rules are applied."""
    lines = ["They met.", *[f"Read more: the story number {i} of many" for i in range(9)], "Menu"]
    assert removed(lines) == {11: "navigation"}


def test_a_text_that_is_its_title_stays():
    """An article is never left without its text."""
    assert clean("They met.", ["They met."], form="data").body == "They met."


def test_page_tails_are_left_to_the_extractor():
    """Text extracted from HTML keeps what stands under a heading."""
    lines = [*PROSE, "Publications", "A book is now for sale."]
    assert removed(lines, form="page") == {}


def test_hard_wrapped_lines_are_joined():
    """Lines of a block cut at a column are one paragraph again."""
    wrapped = ["a" * 60, "b" * 62, "c" * 20]
    assert clean("T", [*wrapped, "", "d"], form="text").body == " ".join(wrapped) + "\n\nd"


def census(articles, **settings):
    """Furniture lines among the given articles of one outlet."""
    counted = LineCensus(config_from({"cleaning": settings}).cleaning)
    for lines in articles:
        counted.add("Daily", lines)
    found = counted.furniture().get("Daily", frozenset())
    return {line for lines in articles for line in lines if hash(line) in found}


def test_lines_of_many_articles_are_furniture():
    """From five articles on, and only in the outlet where they recur."""
    own = [[f"Article {i} has its own text of some length"] for i in range(6)]
    five = [[*lines, "Call our hotline"] if i < 5 else lines for i, lines in enumerate(own)]
    four = [[*lines, "Call our hotline"] if i < 4 else lines for i, lines in enumerate(own)]
    assert census(five) == {"Call our hotline"}
    assert census(four) == set()


def test_a_rare_line_of_a_large_outlet_is_no_furniture():
    """The share counts beside the number."""
    many = [[f"Article {i} has its own text of some length"] for i in range(200)]
    few = [[*lines, "Call our hotline"] if i < 6 else lines for i, lines in enumerate(many)]
    assert census(few) == set()
    assert census(few, min_line_share=0.03) == {"Call our hotline"}


def test_copies_of_one_text_are_not_furniture():
    """Six copies share all their lines: they are copies, not an outlet's furniture."""
    assert census([PROSE] * 6 + [[f"Other text number {i}"] for i in range(6)]) == set()


def test_a_line_repeated_in_one_article_counts_once():
    """Five times in one article is not five articles."""
    own = [[f"Article {i} has its own text", " ".join(map(str, range(i, 99)))] for i in range(6)]
    own[0] += ["Call our hotline"] * 5
    assert census(own) == set()


def test_long_lines_are_never_furniture():
    """A sentence quoted by many is longer than max_line_words."""
    quoted = " ".join(f"word{i}" for i in range(41))
    own = [[" ".join(f"a{i}w{j}" for j in range(90)), quoted] for i in range(6)]
    assert census(own) == set()
