"""Why articles are in no thread with others, in words."""

from dataclasses import replace

import pytest

from clustering.model import Outside, Related
from clustering.render import articles_table
from clustering.render.archive import Archive
from clustering.render.outside import outside_sentence, outside_words
from clustering.render.singles_page import singles_pages


def told(two, reason, affinity=0.15, n_named=0, name=None, n_others=1):
    """The words for the first of two articles; n_others: threads beside theirs."""
    own = replace(two.threads[0], name=name or two.threads[0].name)
    two = replace(two, threads=(own, *(replace(own, id=f"t-{k}") for k in range(n_others))))
    thread = own.id
    near = Related(thread, affinity) if affinity else None
    return outside_words(Archive(two), Outside(0, reason, near, (thread,) * n_named))


def test_nothing_near_enough(two):
    """What is nearest and how much is missing; cut, so that a near miss reads as one."""
    name = two.threads[0].name
    assert told(two, "far", 0.16399) == (
        f"nothing is near enough: nearest is “{name}” at 0.163, 0.164 is needed"
    )
    assert told(two, "no actor").startswith("names no actor that the table knows, and nothing is")
    assert told(two, "nothing in common", 0) == (
        "too few words in common with any other article to be compared"
    )
    assert told(two, "nothing in common", 0, n_others=0) == "there is no other text in the archive"
    assert told(two, "kept apart", 0.3) == f"your constraint keeps it from “{name}”"


@pytest.mark.parametrize(("n", "end"), [(3, "“A · b”)"), (7, "“A · b”; and 4 more)")])
def test_many_affairs(two, n, end):
    """How many, and three by name."""
    words = told(two, "many affairs", n_named=n, name="A · b")
    assert words.startswith(
        f"names {n} affairs and is about none of them alone (“A · b”; “A · b”; {end}; nearest is"
    )


def test_names_are_harmless(two):
    """No line breaks, no marks that turn a line around, no endless names."""
    words = told(two, "far", name="x\n\u202ey " + "z" * 500)
    assert "“x y z" in words
    assert len(words) < 200


def test_tables_and_pages_tell_it(two):
    """Also for copies; nothing for articles in a thread with others; escaped on the page."""
    one = two.threads[0].rows[0]
    names = [replace(two.threads[0], id="t-x", rows=(one,), name="<b>bold</b>"), two.threads[0]]
    outside = Outside(one, "far", Related("t-x", 0.1), ())
    findings = replace(two, threads=tuple(names), outside=(outside,))
    column = articles_table(findings)["outside"]
    assert column[one].startswith("nothing is near enough: nearest is “<b>bold</b>”")
    assert [bool(text) for text in column].count(True) == 1
    ((_, html),) = singles_pages(Archive(findings))
    assert "Nothing is near enough: nearest is <a " in html
    assert ">“&lt;b&gt;bold&lt;/b&gt;”</a> at 0.100, 0.164 is needed.<" in html


def test_named_threads_lead_to_where_they_are_read(two):
    """A thread to its page, a single article to its place among the single ones."""
    thread = two.threads[0]
    one, other = thread.rows
    alone = replace(thread, id="t-x", rows=(one,), name="Alone")
    archive = Archive(replace(two, threads=(alone, replace(thread, id="t-y", rows=(other,)))))
    near = Related("t-x", 0.1)
    (words, nowhere), (name, href), (rest, _) = outside_sentence(
        archive, Outside(1, "far", near, ())
    )
    assert (words, nowhere, name) == ("Nothing is near enough: nearest is ", "", "“Alone”")
    assert href == f"singles.html#{archive.story_of[one]}"
    assert rest == " at 0.100, 0.164 is needed."
    assert outside_sentence(Archive(two), Outside(0, "far", Related(thread.id, 0.1), ()))[1][1] == (
        f"threads/{thread.id}.html"
    )
    few = outside_sentence(archive, Outside(0, "nothing in common", None, ()))
    assert few == [("Too few words in common with any other article to be compared.", "")]
