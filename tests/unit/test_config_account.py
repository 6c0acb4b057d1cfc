"""Settings told to a person: the command ``config`` and docs/configuration.md."""

import json
import tomllib
from pathlib import Path

import pytest

from clustering.cli import main
from clustering.config import load_config
from clustering.config_account import (
    comments,
    configuration_markdown,
    effective_json,
    effective_toml,
    settings,
)
from clustering.config_layers import defaults, leaves

DOCUMENT = Path(__file__).parents[2] / "docs" / "configuration.md"


def write(tmp_path, text, name="my.toml"):
    """A config file of the given text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("setting", settings(), ids=lambda s: s.key)
def test_every_key_is_explained(setting):
    """Meaning, unit, effect and range stand beside each key, so that nobody has to guess."""
    where = f"{setting.key}: the comment above it in clustering/default.toml"
    assert len(setting.meaning.split()) >= 4, f"{where} must say what it means, in a sentence"
    assert setting.unit, f"{where} lacks the line '# unit: …' (words, days, share, 0 to 1 …)"
    assert setting.raised, f"{where} lacks the line '# raised: …' (what a higher value does)"
    if isinstance(setting.default, int | float) and not isinstance(setting.default, bool):
        assert setting.allowed, f"{setting.key}: clustering/config.py checks no range of it"


def test_the_documentation_is_the_generated_one():
    """docs/configuration.md is made from the defaults; the message says how."""
    assert DOCUMENT.read_text(encoding="utf-8") == configuration_markdown(), (
        "docs/configuration.md is not what the defaults say; make it again: "
        "python -m clustering config --markdown > docs/configuration.md"
    )


def test_a_comment_is_parted_into_meaning_and_tags():
    """A tag runs on until the next one; only the comment right above a key is its own."""
    text = (
        "# Head of the file.\n\n[one]\n# First line\n# and second.\n# unit: days\n"
        "# raised: more\n# of it.\na = 1  # aside\nb = 2\n\n[one.two]\n# Inner.\nc = 3\n"
    )
    assert comments(text) == {
        "one.a": {"meaning": "First line and second.", "unit": "days", "raised": "more of it."},
        "one.b": {"meaning": ""},
        "one.two.c": {"meaning": "Inner."},
    }


def test_what_is_printed_is_a_settings_file(tmp_path, capsys):
    """The output, taken as a file, gives the same settings."""
    arguments = ["--profile", "loose", "--set", "stories.horizon_days=7"]
    assert main(["config", *arguments]) == 0
    path = write(tmp_path, capsys.readouterr().out)
    expected = load_config(profile="loose", assignments=["stories.horizon_days=7"])
    assert load_config(path).to_dict() == expected.to_dict()


def test_each_value_has_its_origin_beside_it(tmp_path):
    """And the default that it took the place of."""
    path = write(tmp_path, "[duplicates]\njaccard = 0.7\n[threads]\nquiet_days = 60\n")
    config = load_config(path, profile="strict", assignments=["threads.affinity=0.4"])
    lines = effective_toml(config).splitlines()
    assert f"jaccard = 0.7  # {path}; default 0.8" in lines
    assert f"quiet_days = 60  # {path}; the default, too" in lines
    assert "affinity = 0.4  # command line; default 0.164" in lines
    assert "containment = 0.75  # profile strict; default 0.6" in lines
    assert "seed = 1  # default" in lines


def test_only_what_changed_is_printed_when_asked(capsys):
    """A trial's settings at a glance; nothing changed is said in words."""
    assert main(["config", "--changed", "--set", "run.workers=2"]) == 0
    told = capsys.readouterr().out
    assert tomllib.loads(told) == {"run": {"workers": 2}}
    assert "# Threads for the parts that can be shared out" in told
    assert main(["config", "--changed"]) == 0
    assert "every value is the default" in capsys.readouterr().out


def test_as_json_every_key_has_all_there_is_to_say():
    """For programs: value, origin, default, meaning, unit, range, effect."""
    told = json.loads(effective_json(load_config(assignments=["threads.affinity=0.4"])))
    assert list(told) == [key for key, _ in leaves(defaults())]
    affinity = told["threads.affinity"]
    assert (affinity["value"], affinity["origin"]) == (0.4, "command line")
    assert affinity["allowed"] == "from 0.01 to 0.99"


def test_a_good_file_is_told_so(tmp_path, capsys):
    """One line, exit code 0."""
    path = write(tmp_path, "[duplicates]\njaccard = 0.7\n")
    assert main(["config", "--check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: 1 key set, all known and in range\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[duplicates]\njacard = 0.7\n", "unknown key 'duplicates.jacard'"),
        ("[duplicates]\njaccard = 7\n", "must be from 0.05 to 1, found 7"),
        ("[stories]\nmodel_file = 'none.toml'\n", "stories.model_file: none.toml: No such file"),
        ("[threads]\nactors_file = 'none.csv'\n", "none.csv: the table of actors cannot be read"),
        ("[constraints]\nfile = 'no.csv'\n", "no.csv: cannot be read: No such file"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(tmp_path, capsys, text, message):
    """Files that the settings name are looked into, too."""
    assert main(["config", "--check", str(write(tmp_path, text))]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


def test_the_settings_file_of_the_project_is_good_and_short(capsys):
    """config.toml at the top changes nothing and stays an invitation."""
    path = Path(__file__).parents[2] / "config.toml"
    assert main(["config", "--check", str(path)]) == 0
    assert load_config(path).to_dict() == load_config().to_dict()
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 25


def test_a_run_says_what_lies_over_the_defaults(tmp_path, capsys, seeds):
    """And run.json keeps the value that was used."""
    out = tmp_path / "r"
    options = ["--profile", "strict", "--set", "threads.affinity=0.9"]
    assert main(["analyze", str(seeds), "--out", str(out), *options]) == 0
    captured = capsys.readouterr()
    first = "settings: built-in defaults, profile strict, --set threads.affinity=0.9"
    assert captured.err.splitlines()[0] == first
    assert "0 threads, 2 articles in none" in captured.out
    account = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert account["config"]["threads"]["affinity"] == 0.9
    assert account["config"]["profile"] == "strict"
