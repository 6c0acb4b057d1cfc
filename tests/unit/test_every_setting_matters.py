"""Every key changes something, and nothing but the keys can be configured."""

import ast
import json
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

import clustering
from clustering.config import load_config
from clustering.config_account import settings
from clustering.render import tables
from clustering.render.csvfile import csv_text
from clustering.synth import write_newswire

PACKAGE = Path(clustering.__file__).parent
KEYS = [setting.key for setting in settings()]

VALUES = {
    "profile": "strict",
    "input.min_words": 300,
    "input.max_characters": 1000,
    "input.date_order": "day-first",
    "input.fields.id": '["nr"]',
    "input.fields.title": '["nr"]',
    "input.fields.text": '["title"]',
    "input.fields.date": '["nr"]',
    "input.fields.outlet": '["nr"]',
    "input.fields.url": '["nr"]',
    "input.fields.language": '["nr"]',
    "cleaning.enabled": "false",
    "cleaning.min_line_articles": 9,
    "cleaning.min_line_share": 1,
    "cleaning.max_line_words": 3,
    "duplicates.shingle_size": 1,
    "duplicates.jaccard": 0.2,
    "duplicates.min_recall_at_threshold": 0.5,
    "duplicates.bands": 40,
    "duplicates.rows": 4,
    "duplicates.containment_shingle_size": 12,
    "duplicates.containment": 1,
    "duplicates.min_shared_words": 5000,
    "duplicates.copy_probability": 0.99,
    "duplicates.max_common_groups": 1,
    "stories.link_probability": 0.9,
    "stories.horizon_days": 0,
    "stories.neighbours": 1,
    "stories.contradiction": 0.2,
    "stories.agreement": 0.1,
    "stories.borderline": 0.5,
    "stories.fit_to_archive": "false",
    "stories.model_file": "{folder}/model.toml",
    "threads.affinity": 0.5,
    "threads.umbrella": 0.02,
    "threads.stray": 0.9,
    "threads.neighbours": 1,
    "threads.borderline": 0.1,
    "threads.quiet_days": 5,
    "threads.actors_file": "{folder}/actors.csv",
    "constraints.file": "{folder}/constraints.csv",
    "report.overview_threads": 3,
    "report.thread_pictures": "false",
    "report.thread_pages": 1,
    "report.max_links": 0,
}
"""For each key a value with which some output of the archive below differs."""

WITH = {"duplicates.bands": ["duplicates.rows=5"], "duplicates.rows": ["duplicates.bands=25"]}
"""Keys that must be set together with another one."""

BY_DESIGN = {
    "duplicates.seed": "another seed of the hash functions finds the same copies",
    "run.workers": "the result does not depend on how the machine is used",
}
"""Keys that must not change any output, and why they are there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An invented newswire, articles with furniture and an unclear date, and files to name."""
    made = tmp_path_factory.mktemp("settings")
    write_newswire(made / "in", n_articles=150, seed=3)
    (made / "in" / "truth.csv").unlink()
    notice = "Sign up for the harbour letter, free of charge"
    rows = [
        {
            "id": f"h{n}",
            "title": f"Harbour report {n}",
            "text": f"Ship number {n} came in on Monday with grain from port {n}.\n\n"
            + (f"{notice}\n" if n < 7 else "No letter today.\n"),
            "date": "10/11/2017" if n == 3 else f"2017-10-{n + 10}",
            "source": "Harbour News",
            "url": f"https://harbour.example/{n}",
            "lang": "de" if n == 4 else "en",
        }
        for n in range(8)
    ]
    lines = "\n".join(map(json.dumps, rows))
    (made / "in" / "harbour.jsonl").write_text(lines + "\n", encoding="utf-8")
    shipped = resources.files("clustering.stories").joinpath("pair_model.toml").read_text("utf-8")
    (made / "model.toml").write_text(shipped.replace("intercept = ", "intercept = 9 # "), "utf-8")
    (made / "actors.csv").write_text(_actors(), encoding="utf-8")
    (made / "constraints.csv").write_text(
        "left,right,constraint,level\nh0,h5,must-link,story\n", encoding="utf-8"
    )
    return made


def _actors():
    """A table with one actor, under the header of the shipped one."""
    text = resources.files("clustering.text").joinpath("actors.csv").read_text("utf-8")
    header = text.splitlines()[0].split(",")
    cells = {"actor": "Harbour League", "kind": "organisation", "alias": "Harbour", "role": "name"}
    return f"{','.join(header)}\n{','.join(cells.get(name, '') for name in header)}\n"


def outputs(folder, key, assignments):
    """All tables of a run; for keys of the report its files, too."""
    config = load_config(assignments=assignments)
    run = clustering.analyze(folder / "in", config)
    made = [
        *(tables.articles_table, tables.links_table, tables.stories_table, tables.threads_table),
        *(tables.affairs_table, tables.rejected_table, tables.cleaning_table),
    ]
    found = {make.__name__: csv_text(make(run)) for make in made}
    found["copies"] = repr(run.duplicates)
    found["gaps"] = repr([thread.gaps for thread in run.threads])
    found["addresses"] = repr([(a.url, a.language) for a in run.corpus.articles])
    found["bands"] = repr(run.band_plan)
    if key.startswith("report."):
        report = run.write(folder / "report").parent
        found["pictures"] = repr(sorted((p.name, p.stat().st_size) for p in report.rglob("*.png")))
    return found


@cache
def base(folder, key):
    """The outputs with the defaults; those of the report only where they are asked for."""
    return outputs(folder, key, [])


@pytest.mark.parametrize("key", KEYS)
def test_every_key_changes_something(folder, key):
    """A key that changes nothing would be a promise that is not kept."""
    if key in BY_DESIGN:
        pytest.skip(f"must change nothing: {BY_DESIGN[key]}")
    assert key in VALUES, (
        f"{key}: nothing shows yet that this key changes an output; add to VALUES in {__file__} "
        "a value with which a table of the archive there differs (or to BY_DESIGN, with the "
        "reason, that none may differ)"
    )
    value = str(VALUES[key]).replace("{folder}", str(folder))
    before = base(folder, key if key.startswith("report.") else "")
    after = outputs(folder, key, [*WITH.get(key, []), f"{key}={value}"])
    if key in WITH:
        assert outputs(folder, key, [*WITH[key], f"{key}={_usual(key)}"]) != after
    assert after != before, f"{key} = {value} changes no output"


def _usual(key):
    return {"duplicates.bands": 25, "duplicates.rows": 5}[key]


@pytest.mark.parametrize(("key", "value"), [("duplicates.seed", 7), ("run.workers", 3)])
def test_keys_that_must_change_nothing(folder, key, value):
    """Every table stays the same to the byte."""
    assert outputs(folder, key, [f"{key}={value}"]) == base(folder, "")


def test_every_value_of_this_test_belongs_to_a_key():
    """A renamed or removed key is renamed and removed here, too."""
    assert set(VALUES) | set(BY_DESIGN) == set(KEYS)


STAGES = (
    "duplicates",
    "stories",
    "threads",
    "graph",
    "text",
    "readers",
    "pipeline.py",
    "levels.py",
)
NO_SETTING = {
    "workers": "how the machine is used; the result does not depend on it",
    "first_new": "which rows are looked at, chosen by the command",
    "bands": "0 stands for: chosen by the threshold",
    "rows": "0 stands for: chosen by the threshold",
    "max_bucket": "no limit",
    "min_share": "a constant of the module, replaced in tests only",
    "first": "a place in a text",
    "width": "the shape of a column",
    "n_tokens": "0 stands for: to the end",
    "only": "flags of words: none",
    "never": "flags of words: none",
    "title_times": "a weight of one: none",
    "keep_one_in": "all shingles",
    "min_texts": "what recurring means",
    "max_characters": "a guard against endless sentences",
    "n_buckets": "the size of a table of hashes",
    "scaling": "Kleinberg's own value",
    "gamma": "Kleinberg's own value",
}
"""Numbers that are defaults of arguments in the stages, and why they are no settings."""


def _numeric_defaults():
    for place in STAGES:
        root = PACKAGE / place
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    for name, value in _defaults(node.args):
                        yield f"{path.relative_to(PACKAGE)}: {node.name}", name, value


def _defaults(arguments):
    usual = [*arguments.posonlyargs, *arguments.args]
    pairs = zip(usual[len(usual) - len(arguments.defaults) :], arguments.defaults, strict=True)
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    for argument, default in [*pairs, *named]:
        if default is not None:
            value = _number(default)
            if value is not None:
                yield argument.arg, value


def _number(node):
    """The text of a default that is a number, or a constant that stands for one."""
    if isinstance(node, ast.Constant):
        is_number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        return ast.unparse(node) if is_number else None
    is_name = isinstance(node, ast.Name) and node.id.isupper() and node.id.startswith(("M", "N_"))
    is_sum = isinstance(node, ast.BinOp | ast.UnaryOp)
    return ast.unparse(node) if is_name or is_sum else None


def test_no_threshold_hides_in_a_signature():
    """A number as default of an argument is either explained here or belongs into default.toml."""
    found = list(_numeric_defaults())
    hidden = [f"{place}({name}={value})" for place, name, value in found if name not in NO_SETTING]
    assert hidden == [], (
        f"defaults of arguments that nobody can see in the settings: {hidden}; give them a key in "
        "clustering/default.toml, or say in NO_SETTING why they are no settings"
    )
    assert {name for _, name, _ in found} == set(NO_SETTING), "NO_SETTING has names out of use"


def test_no_environment_variable_is_a_setting():
    """Only the benchmarks look for their folder there."""
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "environ" in {n.attr for n in _attributes(path)} | {n.id for n in _names(path)}
    }
    assert readers <= {"benchmarks.py"}


def _attributes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]


def _names(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
