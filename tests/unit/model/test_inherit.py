"""Groups keep the ids of an earlier run."""

from dataclasses import replace

from factories import article, findings_of, on

from clustering.model import Affair, Outside, Related, copy_names, inherit_ids
from clustering.render import articles_table, write_report
from clustering.render.tables import lineage_table
from clustering.store import read_report


def archive(names, *, stories, threads, copies=()):
    """Findings over undated articles named by letters."""
    articles = [article(name, f"Title {name}", on(None)) for name in names]
    groups = {"stories": stories, "threads": threads, "copies": copies}
    return findings_of(articles, **{k: [list(g) for g in v] for k, v in groups.items()})


def groups_of(findings):
    """Level to article to id, as ``articles.csv`` has it."""
    table = articles_table(findings)
    levels = ("duplicate_group", "story", "thread")
    return {level: dict(zip(table["id"], table[level], strict=True)) for level in levels}


def test_an_earlier_article_does_not_change_an_id():
    """Ids are made from the first article; with the earlier run they outlive a new first one."""
    before = archive("bcd", stories=["bc"], threads=["bcd"], copies=["bc"])
    after = archive("abcd", stories=["abc"], threads=["abcd"], copies=["abc"])
    old, alone = groups_of(before), groups_of(after)
    new = groups_of(inherit_ids(after, old))
    for level in old:
        assert alone[level]["a"] != old[level]["b"]
        assert new[level]["a"] == old[level]["b"]
    assert new["story"]["d"] == old["story"]["d"]


def test_ids_agree_everywhere():
    """Stories, threads and copies name each other by the inherited ids."""
    before = archive("bcd", stories=["bc"], threads=["bcd"], copies=["bc"])
    after = archive("abcde", stories=["abc"], threads=["abcd"], copies=["abc"])
    found = inherit_ids(after, groups_of(before))
    threads = {thread.id: thread for thread in found.threads}
    for story in found.stories:
        assert story.id in threads[story.thread].stories
    for thread in found.threads:
        assert all(related.thread in threads for related in thread.related)
    assert found.duplicates[0].id == copy_names(found)[0] == copy_names(before)[0]


def test_what_is_said_of_other_groups_names_them_by_the_inherited_ids():
    """The nearest other story, and the threads that an article outside of all came near to."""
    before = archive("bcd", stories=["bc"], threads=["bc", "d"])
    after = archive("abcd", stories=["abc"], threads=["abc", "d"])
    large, alone = after.threads
    one = Outside(3, "many affairs", Related(large.id, 0.1), (large.id, alone.id))
    stories = [replace(story, nearest=after.stories[0].id) for story in after.stories]
    after = replace(after, outside=(one,), stories=tuple(stories))
    found = inherit_ids(after, groups_of(before))
    ids = [thread.id for thread in found.threads]
    assert ids[0] != large.id
    assert found.outside[0].nearest.thread == ids[0]
    assert list(found.outside[0].named) == ids
    assert {story.nearest for story in found.stories} == {found.stories[0].id}
    assert inherit_ids(archive("bc", stories=[], threads=[]), {}).stories[0].nearest == ""


def test_related_threads_are_named_by_the_inherited_ids():
    """A thread that is near another knows it by the id it has now."""
    names = dict.fromkeys("abc", "Japan, Russia · peace treaty")
    before = archive("bc", stories=[], threads=["b", "c"])
    after = findings_of(
        [article(name, name, on(None)) for name in "abc"], threads=[["a", "b"], ["c"]], names=names
    )
    found = inherit_ids(after, groups_of(before))
    assert found.threads[1].related[0].thread == found.threads[0].id
    assert found.threads[0].id == groups_of(before)["thread"]["b"]


def test_affairs_name_their_threads_by_the_inherited_ids():
    """The umbrella finds its threads under the ids that they have now."""
    before = archive("bc", stories=[], threads=["b", "c"])
    after = archive("abc", stories=[], threads=["ab", "c"])
    own = tuple(thread.id for thread in after.threads)
    affair = Affair("a-1", (0, 1, 2), own, "", (), (), None, None, (), 3, 3, 0.1)
    found = inherit_ids(replace(after, affairs=(affair,)), groups_of(before))
    names = groups_of(before)["thread"]
    assert found.affairs[0].threads == (names["b"], names["c"]) != own


def test_an_article_that_lost_its_copies_keeps_their_id():
    """Groups of one have ids, too."""
    before = archive("bc", stories=[], threads=[], copies=["bc"])
    after = archive("c", stories=[], threads=[])
    found = groups_of(inherit_ids(after, groups_of(before)))
    assert found["duplicate_group"]["c"] == groups_of(before)["duplicate_group"]["b"]


def test_without_the_earlier_groups_nothing_changes():
    """A level that the earlier run does not have keeps its own ids and is new."""
    after = archive("abc", stories=["ab"], threads=["abc"])
    found = inherit_ids(after, {})
    assert groups_of(found) == groups_of(after)
    assert {kin.descent.fate for kin in found.lineage} == {"new"}


def test_the_lineage_is_told_under_the_new_ids():
    """A split: the heir has the old id; the part says what it was split from."""
    before = archive("abcde", stories=["abcde"], threads=["abcde"])
    after = archive("abcde", stories=["ab", "cde"], threads=["abcde"])
    old = groups_of(before)["story"]["a"]
    found = inherit_ids(after, groups_of(before))
    new = groups_of(found)["story"]
    assert new["c"] == old
    assert new["a"] not in (old, groups_of(after)["story"]["c"])
    table = lineage_table(found)
    rows = [
        row
        for row in zip(*(table[k] for k in ("level", "fate", "id", "previous_id")), strict=True)
        if row[0] == "story"
    ]
    assert sorted(rows) == [("story", "shrank", old, old), ("story", "split from", new["a"], old)]


def test_an_id_is_not_given_to_another_group():
    """The part that has the first article does not take the id that the heir carries."""
    before = archive("abcde", stories=["abcde"], threads=["abcde"])
    after = archive("abcde", stories=["ab", "cde"], threads=["ab", "cde"])
    found = groups_of(inherit_ids(after, groups_of(before)))
    for level in ("story", "thread"):
        assert len(set(found[level].values())) == 2
        assert found[level]["c"] == groups_of(before)[level]["a"] == groups_of(after)[level]["a"]


def umbrella(findings):
    """The findings with one affair that holds all their threads."""
    ids = tuple(thread.id for thread in findings.threads)
    rows = tuple(range(len(findings.corpus)))
    name = f"a-{findings.corpus.ids[0]}"
    affair = Affair(name, rows, ids, "", (), (), None, None, (), 3, 3, 0.1)
    threads = tuple(replace(thread, parent=name) for thread in findings.threads)
    return replace(findings, affairs=(affair,), threads=threads)


def test_affairs_keep_their_ids(tmp_path):
    """An umbrella is known by what its threads hold; articles outside any have none."""
    before = umbrella(archive("bcd", stories=[], threads=["bc", "d"]))
    report = read_report(write_report(before, tmp_path / "r").parent)
    assert report.groups("affair") == dict.fromkeys("bcd", "a-b")
    after = umbrella(archive("abcd", stories=[], threads=["abc", "d"]))
    found = inherit_ids(after, {"affair": report.groups("affair"), **groups_of(before)})
    assert found.affairs[0].id == "a-b"
    assert {thread.parent for thread in found.threads} == {"a-b"}
    assert set(found.affairs[0].threads) == {thread.id for thread in found.threads}
    alone = archive("abcd", stories=[], threads=["abc", "d"])
    rows = [k.descent.fate for k in inherit_ids(alone, {"affair": report.groups("affair")}).lineage]
    assert rows.count("vanished") == 1
