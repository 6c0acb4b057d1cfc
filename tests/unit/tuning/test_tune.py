"""Many thresholds at once: the same groups as runs would give, judged and written."""

import csv
import json
from types import SimpleNamespace

import numpy as np
import pytest

import clustering
from clustering.cli import main
from clustering.config import load_config
from clustering.evaluation.labels import PairLabel
from clustering.model import Corpus
from clustering.readers import read_articles
from clustering.synth import write_newswire
from clustering.tuning import LEVELS, tune
from clustering.tuning.stages import affinities_tried, sweep_stages
from clustering.tuning.sweeps import judge_by_labels


@pytest.fixture(scope="module")
def wire(tmp_path_factory):
    """A small invented newswire with its truth."""
    folder = tmp_path_factory.mktemp("tune") / "wire"
    write_newswire(folder, n_articles=150, seed=3)
    return folder


@pytest.fixture(scope="module")
def swept(wire):
    """Its sweeps by key."""
    settings = load_config()
    reading = read_articles(
        [wire / "newswire.jsonl"], config=settings.input, cleaning=settings.cleaning
    )
    found = sweep_stages(Corpus.of(reading.articles), settings, list(LEVELS), lambda *_: None)
    return {one.key: one for one in found}


@pytest.mark.parametrize(
    "changes",
    [
        [],
        ["stories.link_probability=0.35"],
        ["stories.link_probability=0.71"],
        ["threads.affinity=0.1133"],
        ["threads.affinity=0.2486"],
        ["threads.stray=0.1"],
        ["threads.stray=0.8"],
        ["duplicates.jaccard=0.6"],
        ["duplicates.containment=0.85"],
    ],
    ids=str,
)
def test_each_value_gives_the_groups_of_a_run(wire, swept, changes):
    """A sweep is a shortcut, not an approximation: a run with the setting has the same groups."""
    config = load_config(assignments=changes)
    run = clustering.analyze(wire / "newswire.jsonl", config)
    groups = {
        "duplicate_group": run.duplicate_groups,
        "story": run.story_groups,
        "thread": run.thread_groups,
    }
    for key, one in swept.items():
        table, name = key.split(".")
        value = getattr(getattr(config, table), name)
        if [key] == [change.split("=")[0] for change in changes] or not changes:
            at = one.values.tolist().index(value)
            assert one.partitions[at].tolist() == groups[one.level].labels.tolist()


def test_the_user_s_word_counts_at_every_value(wire, tmp_path):
    """Constraints hold in a sweep as in a run."""
    truth = rows_of(wire / "truth.csv")
    ids = [row["id"] for row in truth]
    decided = tmp_path / "constraints.csv"
    lines = [f"{ids[0]},{ids[-1]},must-link,story", f"{ids[3]},{ids[-5]},must-link,thread"]
    decided.write_text("\n".join(["left,right,constraint,level", *lines]) + "\n", encoding="utf-8")
    config = load_config(assignments=[f"constraints.file={decided}"])
    run = clustering.analyze(wire / "newswire.jsonl", config)
    reading = read_articles(
        [wire / "newswire.jsonl"], config=config.input, cleaning=config.cleaning
    )
    corpus = Corpus.of(reading.articles)
    groups = {"story": run.story_groups, "thread": run.thread_groups}
    first, last = corpus.ids.index(ids[0]), corpus.ids.index(ids[-1])
    for one in sweep_stages(corpus, config, ["story", "thread"], lambda *_: None):
        at = one.values.tolist().index(one.base)
        assert one.partitions[at].tolist() == groups[one.level].labels.tolist()
        assert (one.partitions[:, first] == one.partitions[:, last]).all()


def test_sweeps_have_their_base_and_enough_values(swept):
    """Thirty values for stories and threads; the loosest first, the base among them."""
    assert list(swept) == [
        "duplicates.jaccard",
        "duplicates.containment",
        "stories.link_probability",
        "threads.affinity",
        "threads.stray",
    ]
    for one in swept.values():
        assert one.base in one.values
        assert (np.diff(one.values) > 0).all()
        n_groups = [len(set(labels.tolist())) for labels in one.partitions]
        assert n_groups == sorted(n_groups)
        if one.key in ("stories.link_probability", "threads.affinity"):
            assert len(one.values) >= 30
            assert n_groups[0] < n_groups[-1]
    assert len(swept["threads.stray"].values) >= 15


def test_affinities_are_tried_around_the_shipped_one_wherever_the_own_lies():
    """A value badly set must not hide the good ones; it is among those tried."""
    usual = load_config().threads.affinity
    for own in (0.05, usual, 0.22, 0.5, 0.98):
        values = affinities_tried(own)
        assert own in values
        assert values[0] <= usual / 2 < 2 * usual <= values[-1]
        steps = values[1:] / values[:-1]
        assert steps.max() < 1.2
        assert len(values) >= 30


def rows_of(path):
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_command_writes_a_folder_and_says_what_to_paste(wire, tmp_path, capsys):
    """Page, pictures, table; the closing lines name each key, the lines and the page."""
    out = tmp_path / "t"
    options = ["--gold", str(wire / "truth.csv"), "--out", str(out)]
    assert main(["tune", str(wire / "newswire.jsonl"), *options]) == 0
    told = capsys.readouterr().out
    names = {path.name for path in out.iterdir()}
    keys = ["duplicates.jaccard", "duplicates.containment", "stories.link_probability"]
    keys += ["threads.affinity", "threads.stray"]
    assert names == {"index.html", "tune.csv", "run.json", *(f"{key}.png" for key in keys)}
    rows = rows_of(out / "tune.csv")
    for key in keys:
        assert f"{key}: in use" in told
        own = [row for row in rows if row["key"] == key]
        assert sum(row["in_use"] == "true" for row in own) == 1
        assert sum(row["suggested"] == "true" for row in own) == 1
        assert all(float(row["f1_low"]) <= float(row["f1"]) <= float(row["f1_high"]) for row in own)
    for key in keys:
        own = [row for row in rows if row["key"] == key]
        suggested = next(row for row in own if row["suggested"] == "true")
        assert suggested["f1"] == max((row["f1"] for row in own), key=float)
    assert f"open {out}/index.html" in told
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Synthetic data." in page
    assert "http-equiv=Content-Security-Policy content=\"default-src 'none'" in page


def test_what_is_suggested_can_be_pasted(wire, tmp_path, capsys):
    """The lines are a settings file that gives the score that was promised."""
    out = tmp_path / "t"
    source, truth = str(wire / "newswire.jsonl"), str(wire / "truth.csv")
    arguments = ["tune", source, "--gold", truth, "--level", "story", "--out", str(out)]
    assert main([*arguments, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["keys"]
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    rows = rows_of(out / "tune.csv")
    promised = next(row for row in rows if row["suggested"] == "true")
    setting = f"{told['key']}={told['suggested']}"
    assert main(["analyze", source, "--out", str(tmp_path / "r"), "--quiet", "--set", setting]) == 0
    assert main(["evaluate", str(tmp_path / "r"), truth, "--level", "story", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["b_cubed_f1"] == pytest.approx(float(promised["f1"]), abs=1e-4)


def test_the_same_input_gives_the_same_bytes(wire, tmp_path):
    """Whatever the order of the lines and the number of threads."""
    lines = (wire / "newswire.jsonl").read_text(encoding="utf-8").splitlines()
    other = tmp_path / "newswire.jsonl"
    other.write_text("\n".join(lines[::-1]) + "\n", encoding="utf-8")
    folders = []
    for name, source, workers in (("a", wire / "newswire.jsonl", 1), ("b", other, 2)):
        options = ["--out", str(tmp_path / name), "--quiet", "--set", f"run.workers={workers}"]
        assert main(["tune", str(source), *options]) == 0
        folders.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
    assert folders[0] == folders[1]


def test_without_gold_signs_are_called_signs(wire, tmp_path, capsys):
    """No score is made up."""
    out = tmp_path / "t"
    assert main(["tune", str(wire / "newswire.jsonl"), "--out", str(out), "--level", "thread"]) == 0
    assert "no gold: internal signs only" in capsys.readouterr().out
    rows = rows_of(out / "tune.csv")
    assert {row["basis"] for row in rows} == {"signs"}
    assert {row["f1"] for row in rows} == {""}
    assert sum(not row["stability"] for row in rows) == 2  # the lowest value of each key


def labelled(wire, n):
    """Rows of labels.csv: pairs of the newswire answered by its truth."""
    truth = {row["id"]: row for row in rows_of(wire / "truth.csv")}
    names = sorted(truth)
    dice = np.random.default_rng(1)
    rows = ["left,right,level,answer,annotator"]
    while len(rows) <= n:
        a, b = (names[k] for k in sorted(dice.choice(len(names), 2, replace=False)))
        same_story = truth[a]["story"] == truth[b]["story"]
        same_thread = truth[a]["thread"] == truth[b]["thread"]
        if same_thread or len(rows) % 2:
            answer = "same-story" if same_story else "same-thread" if same_thread else "unrelated"
            rows.append(f"{a},{b},thread,{answer},truth")
    return "\n".join(rows) + "\n"


def test_labelled_pairs_take_the_place_of_gold(wire, tmp_path, capsys):
    """Levels with labels are scored by them, the others have signs."""
    labels = tmp_path / "labels.csv"
    labels.write_text(labelled(wire, 120), encoding="utf-8")
    arguments = ["tune", str(wire / "newswire.jsonl"), "--out", str(tmp_path / "t"), "--json"]
    assert main([*arguments, "--labels", str(labels)]) == 0
    keys = json.loads(capsys.readouterr().out)["keys"]
    basis = {key["key"]: key["basis"] for key in keys}
    (stray,) = (key for key in keys if key["key"] == "threads.stray")
    assert stray["suggested"] == stray["in_use"]
    assert "only gold groups tell anything" in stray["reason"]
    assert basis["threads.affinity"] == "labels"
    assert basis["threads.stray"] == "signs"
    assert basis["stories.link_probability"] == "signs"


def test_a_handful_of_labels_is_not_taken_for_knowledge(wire):
    """Below twenty answers that the values tell apart nothing is estimated."""
    labels = wire / "few.csv"
    labels.write_text(labelled(wire, 19), encoding="utf-8")
    found = tune([wire / "newswire.jsonl"], load_config(), labels, ["thread"])
    assert found.sweeps[0].basis == "signs"


def test_answers_that_no_value_tells_apart_are_no_knowledge(wire, swept):
    """However many: pairs that are apart, or together, at every value tried."""
    one = swept["threads.affinity"]
    corpus = SimpleNamespace(ids=[f"a{row}" for row in range(one.partitions.shape[1])])
    together = one.partitions[:, :, None] == one.partitions[:, None, :]
    never, always = ~together.any(axis=0), together.all(axis=0)
    for idle in (never, always):
        pairs = np.argwhere(np.triu(idle, 1))[:60].tolist()
        assert len(pairs) == 60
        labels = [PairLabel(f"a{a}", f"a{b}", "thread", "same-thread") for a, b in pairs]
        assert judge_by_labels(one, corpus, labels) is None
    parted = np.argwhere(np.triu(together.any(axis=0) & ~together[-1], 1))[:60].tolist()
    labels = [PairLabel(f"a{a}", f"a{b}", "thread", "same-thread") for a, b in parted]
    assert judge_by_labels(one, corpus, labels).basis == "labels"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,group\na,1\n", "no column of duplicate_group, story, thread, and no columns left"),
        ("id,story\nnobody,1\n", "none of the 1 labelled ids is among the articles"),
        ("left,right,answer\na,b,yes\n", "answer must be one of"),
    ],
)
def test_a_wrong_gold_file_is_one_line(wire, tmp_path, capsys, text, message):
    """Told before or after the stages, but without a traceback."""
    gold = tmp_path / "gold.csv"
    gold.write_text(text, encoding="utf-8")
    arguments = ["tune", str(wire / "newswire.jsonl"), "--gold", str(gold), "--quiet"]
    assert main([*arguments, "--out", str(tmp_path / "t")]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "t").exists()
