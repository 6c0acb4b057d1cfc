"""The Python interface."""

import re
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import clustering
from clustering.pipeline import STAGES
from clustering.stories.model import load_pair_model


def test_analysis_is_frozen(seeds):
    """A result cannot be changed by accident."""
    analysis = clustering.analyze(seeds)
    with pytest.raises(FrozenInstanceError):
        analysis.stories = ()
    with pytest.raises(ValueError, match="read-only"):
        analysis.story_groups.labels[0] = 1


def test_settings_can_be_given_as_keys(seeds):
    """Nested keys are laid over the defaults and checked like a file."""
    loose = clustering.analyze(seeds, {"stories": {"link_probability": 0.01}})
    assert len(loose.stories) == 1
    with pytest.raises(clustering.ClusteringError, match="did you mean"):
        clustering.analyze(seeds, {"storys": {}})


def test_to_dict_is_plain(seeds):
    """The dictionary has a record for each article, story and thread."""
    told = clustering.analyze(seeds).to_dict()
    assert [len(told[name]) for name in ("articles", "stories", "threads")] == [2, 2, 1]
    assert {article["thread"] for article in told["articles"]} == {told["threads"][0]["id"]}


def test_every_stage_tells_its_progress(seeds, tmp_path):
    """A program that shows progress hears of each stage, and of its end."""
    heard = {}
    analysis = clustering.analyze(
        seeds, on_progress=lambda stage, done, total: heard.update({stage: (done, total)})
    )
    analysis.write(tmp_path / "r", lambda stage, done, total: heard.update({stage: (done, total)}))
    assert set(heard) == set(STAGES)
    assert all(done == total for done, total in heard.values())


def test_levels_are_nested(newswire):
    """Copies lie inside stories, stories inside threads, at every row."""
    groups = newswire.duplicate_groups, newswire.story_groups, newswire.thread_groups
    for inner, outer in pairwise(groups):
        assert np.array_equal(outer.labels[inner.labels], outer.labels)
    assert len(newswire.duplicate_groups.roots) < len(newswire.corpus)
    assert len(newswire.thread_groups.roots) < len(newswire.story_groups.roots)


def test_the_weights_in_use_are_told(seeds, newswire):
    """Two articles keep the weights but ask for more; an archive with stories has its own."""
    shipped = load_pair_model().named()
    told = dict(clustering.analyze(seeds).story_weights)
    assert told.pop("intercept") == pytest.approx(shipped["intercept"] - 1.3, abs=1e-3)
    assert told == {name: weight for name, weight in shipped.items() if name != "intercept"}
    assert newswire.story_weights.keys() == shipped.keys()
    assert newswire.story_weights != shipped
    link = newswire.story_links
    told = newswire.story_weights["cosine_text"] * link.evidence["cosine_text"][0]
    assert link.terms_of(0)["cosine_text"] == pytest.approx(told, rel=1e-5)


def test_described_groups_are_the_labels(newswire):
    """Stories and threads as read by a person hold exactly the rows of their groups."""
    by_rows = {rows[0]: tuple(rows.tolist()) for rows in newswire.story_groups.members().values()}
    assert {story.rows[0]: story.rows for story in newswire.stories} == by_rows
    thread_of = {story.id: story.thread for story in newswire.stories}
    for thread in newswire.threads:
        assert {thread_of[story] for story in thread.stories} == {thread.id}


def test_a_run_with_another_threshold_keeps_ids_and_is_written(newswire, tmp_path):
    """Groups that go on keep their ids wherever they are named, though threads fall apart."""
    first = newswire.write(tmp_path / "first").parent
    again = clustering.analyze(
        newswire.reading.inputs, {"threads": {"affinity": 0.4}}, previous=first
    )
    known = {thread.id for thread in again.threads}
    assert {one.nearest.thread for one in again.outside if one.nearest} <= known
    assert {story.nearest for story in again.stories} - {""} <= {s.id for s in again.stories}
    assert known & {thread.id for thread in newswire.threads}
    assert again.write(tmp_path / "second").is_file()


def test_notebook_view_escapes_titles(tmp_path):
    """What a notebook shows cannot run what a title says."""
    (tmp_path / "a.txt").write_text("<script>alert(1)</script>\n\nThey met again in Geneva.")
    shown = clustering.analyze(tmp_path)._repr_html_()
    assert "1 article" in re.sub(r"<[^>]+>", "", shown)
    assert "<script>" not in shown


def test_the_example_of_the_readme_runs(tmp_path, monkeypatch):
    """The Python example in the README does what it says."""
    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(root)
    names = {}
    exec(example.replace('"my-report"', repr(str(tmp_path / "r"))), names)
    assert (tmp_path / "r" / "index.html").is_file()
    assert len(names["analysis"].threads) == 1
