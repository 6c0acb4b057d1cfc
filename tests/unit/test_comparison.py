"""Two reports beside each other."""

import csv
import json
import re
from dataclasses import replace

import pytest
from factories import article, findings_of, links_of, on
from samples import hostile

from clustering.cli import main
from clustering.comparison import compare_reports, write_comparison
from clustering.errors import InputError, OutputError
from clustering.model.comparison import bearing_on, differing_settings
from clustering.render import write_report
from clustering.render.comparison_page import largest_changes
from clustering.store import read_report

LINKS = [("a", "b", 0.9), ("b", "c", 0.55), ("c", "d", 0.8), ("d", "e", 0.8)]


def report(
    folder,
    names,
    *,
    stories,
    threads=None,
    copies=(),
    links=LINKS,
    joins=(),
    version=None,
    config=(),
):
    """A written report over undated articles named by letters, of one thread if not told."""
    articles = [article(name, f"Title {name}", on(None)) for name in names]
    row = {name: place for place, name in enumerate(names)}
    found = findings_of(
        articles,
        stories=[list(group) for group in stories],
        threads=[list(group) for group in threads or [names]],
        copies=[list(group) for group in copies],
        story_links=links_of([(row[a], row[b], score, True) for a, b, score in links]),
        thread_links=links_of([(row[a], row[b], score, True) for a, b, score in joins]),
        config=dict(config),
    )
    found = replace(found, reading=replace(found.reading, input_hash="".join(names)))
    path = write_report(found, folder).parent
    if version:
        account = json.loads((path / "run.json").read_text())
        (path / "run.json").write_text(json.dumps({**account, "version": version}))
    return path


def rows_of(path):
    """Rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def first(tmp_path):
    """A story of five and one of two."""
    return report(tmp_path / "first", "abcdefg", stories=["abcde", "fg"])


@pytest.fixture
def second(tmp_path):
    """At a higher threshold the story of five has fallen apart."""
    links = [LINKS[0], *LINKS[2:]]
    settings = {"stories": {"link_probability": 0.6}, "report": {"thread_pictures": False}}
    stories = ["ab", "cde", "fg"]
    return report(tmp_path / "second", "abcdefg", stories=stories, links=links, config=settings)


def test_a_raised_threshold_splits_a_story(first, second):
    """The heir shrank, the part was split from it, the rest is kept, and the key is named."""
    found = compare_reports(first, second)
    old, new = (read_report(run).groups("story") for run in (first, second))
    told = {(k.descent.fate, k.descent.before, k.descent.after) for k in found.kin}
    assert ("shrank", old["a"], new["c"]) in told
    assert ("split from", old["a"], new["a"]) in told
    assert ("kept", old["f"], new["f"]) in told
    assert found.counts()["thread"]["kept"] == 1
    assert [str(s) for s in found.settings] == ["stories.link_probability 0.35 → 0.6"]
    assert (found.n_articles, found.n_common, found.same_input) == ((7, 7), 7, True)
    assert found.changed


def test_moved_articles_tell_why(first, second):
    """Those that left the heir, the key, and the links at both ends."""
    moves = {move.article: move for move in compare_reports(first, second).moves}
    assert set(moves) == {"a", "b"}
    assert moves["b"].title == "Title b"
    assert moves["b"].reason == (
        "stories.link_probability 0.35 → 0.6; its best link to those it left had 0.9; "
        "its best link where it is now has 0.9"
    )


def test_only_links_to_its_own_group_count(tmp_path, first):
    """A stronger link to an article of another group says nothing about the one it left."""
    links = [LINKS[0], ("b", "f", 0.99), *LINKS[2:]]
    run = report(tmp_path / "r", "abcdefg", stories=["ab", "cde", "fg"], links=links)
    moves = {move.article: move for move in compare_reports(run, first).moves}
    assert "those it left had 0.9;" in moves["b"].reason
    assert "0.99" not in moves["b"].reason


def test_a_copy_has_the_links_of_what_stands_for_it(tmp_path):
    """Links of stories are between representatives, links of threads between first articles."""
    one = {"copies": ["bc"], "links": LINKS[:1], "joins": [("a", "b", 0.3)]}
    apart = report(
        tmp_path / "1", "abcdxyz", stories=["axyz", "bcd"], threads=["axyz", "bcd"], **one
    )
    joined = report(tmp_path / "2", "abcdxyz", stories=["axyz", "bcd"], **one)
    reasons = {m.article: m.reason for m in compare_reports(apart, joined).moves}
    assert set(reasons) == {"b", "c", "d"}
    assert all("where it is now has 0.3" in reason for reason in reasons.values())
    story = report(tmp_path / "3", "abcdxyz", stories=["axyzbcd"], **one)
    moves = [m for m in compare_reports(joined, story).moves if m.level == "story"]
    told = {m.article: "where it is now has 0.9" in m.reason for m in moves}
    assert told == {"b": True, "c": True, "d": False}


def test_the_largest_change_comes_first(tmp_path):
    """By the articles that moved, not by the size of the group."""
    first = report(tmp_path / "1", "abcdefghijklm", stories=["abcdefgh", "ijklm"], links=())
    parts = ["abcdefg", "h", "ij", "klm"]
    second = report(tmp_path / "2", "abcdefghijklm", stories=parts, links=())
    changes = largest_changes(compare_reports(first, second), "story")
    assert [kin.descent.n_before for kin in changes] == [5, 5, 8, 8]


def test_the_same_run_twice_is_the_same(first, capsys):
    """Nothing changed, nothing moved, exit code 0 even if changes were a failure."""
    found = compare_reports(first, first)
    assert not found.changed
    assert found.moves == ()
    assert main(["compare", str(first), str(first), "--fail-on-change"]) == 0
    assert "every group is what it was" in capsys.readouterr().out


def test_scripts_can_fail_on_a_change(first, second, capsys):
    """Exit code 1 only when asked for; the table names levels and fates."""
    assert main(["compare", str(first), str(second)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"stories +1 +– +1 +– +1 ", told)
    assert "settings that differ: stories.link_probability 0.35 → 0.6" in told
    assert "articles that moved: 2 (stories)" in told
    assert main(["compare", str(first), str(second), "--fail-on-change", "--json"]) == 1
    summary = json.loads(capsys.readouterr().out)
    assert summary["groups"]["story"]["split from"] == 1
    assert summary["moved"] == {"duplicate_group": 0, "story": 2, "thread": 0, "affair": 0}
    assert summary["settings"] == {"stories.link_probability": ["0.35", "0.6"]}


def test_other_articles_and_other_versions_are_reasons(tmp_path, first):
    """Without a key that differs the runs tell what else differs."""
    more = report(tmp_path / "more", "abcdefgz", stories=["abz", "cde", "fg"])
    assert {m.reason.split(";")[0] for m in compare_reports(first, more).moves} == {
        "other articles were read"
    }
    later = report(tmp_path / "later", "abcdefg", stories=["ab", "cde", "fg"], version="9.9")
    assert (
        "another version of the program, 0.1.0 → 9.9"
        in compare_reports(first, later).moves[0].reason
    )
    same = report(tmp_path / "same", "abcdefg", stories=["ab", "cde", "fg"])
    assert "same articles, same keys" in compare_reports(first, same).moves[0].reason


def test_keys_of_the_nearest_table_are_the_reason():
    """A thread that changed while its own keys did not, by those of stories, and so on."""
    old = {"threads": {"affinity": 0.2}, "stories": {"a": 1}, "run": {"workers": 1}}
    new = {"threads": {"affinity": 0.2}, "stories": {"a": 2, "b": True}, "run": {"workers": 2}}
    settings = differing_settings(old, new)
    assert [str(s) for s in settings] == ["stories.a 1 → 2", "stories.b not there → true"]
    assert bearing_on("thread", settings) == bearing_on("story", settings) == settings
    assert bearing_on("duplicate_group", settings) == ()
    nearer = differing_settings(old, {**new, "threads": {"affinity": 0.3}})
    assert [s.key for s in bearing_on("thread", nearer)] == ["threads.affinity"]


def test_tables_and_page_are_written_together(tmp_path, first, second):
    """Every group and every move in a table; the page tells the largest and leads to threads."""
    out = tmp_path / "out"
    page = write_comparison(compare_reports(first, second), out).read_text()
    assert len(rows_of(out / "comparison.csv")) == 7 + 3 + 1
    assert [row["article"] for row in rows_of(out / "moves.csv")] == ["a", "b"]
    assert "Content-Security-Policy" in page
    assert "stories.link_probability" in page
    assert "2 articles split from" in page
    assert "thread_pictures" not in page
    again = write_comparison(compare_reports(first, second), out)  # ours to replace
    assert again.read_text() == page
    with pytest.raises(OutputError):
        write_comparison(compare_reports(first, second), first.parent)


def test_changed_threads_lead_to_their_pages(tmp_path, first):
    """A thread that grew is linked with its page in the later report."""
    more = report(tmp_path / "more", "abcdefgz", stories=["abcde", "fg"])
    page = write_comparison(compare_reports(first, more), tmp_path / "out").read_text()
    thread = read_report(more).groups("thread")["a"]
    assert f'href="../more/threads/{thread}.html"' in page
    apart = report(tmp_path / "apart", "abcdefg", stories=["ab"], threads=["abcdef", "g"])
    page = write_comparison(compare_reports(first, apart), tmp_path / "out").read_text()
    alone = read_report(apart).groups("thread")["g"]
    assert alone in page
    assert f"threads/{alone}.html" not in page


def test_hostile_texts_stay_texts(tmp_path, first):
    """Titles and names are escaped on the page."""
    other = write_report(hostile(), tmp_path / "hostile").parent
    page = write_comparison(compare_reports(first, other), tmp_path / "out").read_text()
    assert "<script>document" not in page
    assert "&lt;script&gt;document" in page


def test_a_folder_without_a_report_is_told(tmp_path, first, capsys):
    """One line and exit code 2."""
    with pytest.raises(InputError, match="no report here"):
        compare_reports(first, tmp_path / "nothing")
    assert main(["compare", str(first), str(tmp_path / "nothing")]) == 2
    assert "no report here" in capsys.readouterr().err
