"""What lies over what: defaults, profile, file, command line; and keys that were renamed."""

import dataclasses

import pytest

from clustering import __version__, config_layers
from clustering.config import StoriesConfig, load_config
from clustering.config_layers import RENAMED, Renamed, defaults, leaves, profiles
from clustering.errors import ConfigError


def write(tmp_path, text):
    """A config file of the given text."""
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path=None, **more):
    """The one line that the settings are refused with."""
    with pytest.raises(ConfigError) as caught:
        load_config(path, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_each_layer_lies_over_the_one_before(tmp_path):
    """Profile over defaults, file over profile, command line over all; origins say which."""
    path = write(tmp_path, "[duplicates]\njaccard = 0.7\n[threads]\naffinity = 0.3\n")
    config = load_config(path, profile="strict", assignments=["threads.affinity=0.4"])
    strict = profiles()["strict"]
    assert config.stories.link_probability == strict["stories"]["link_probability"]
    assert config.duplicates.jaccard == 0.7
    assert config.threads.affinity == 0.4
    origins = config.origins
    assert origins["stories.link_probability"] == "profile strict"
    assert origins["duplicates.jaccard"] == str(path)
    assert origins["threads.affinity"] == origins["profile"] == "command line"
    assert "cleaning.enabled" not in origins
    assert config.name == str(path)


def test_a_file_chooses_a_profile_and_the_command_line_another(tmp_path):
    """The key ``profile`` works in a file and with --set; the option goes over it."""
    path = write(tmp_path, 'profile = "strict"\n')
    loose = load_config(path, profile="loose")
    assert load_config(path).stories == load_config(profile="strict").stories
    assert loose.stories == load_config(assignments=["profile=loose"]).stories
    assert (load_config(path).profile, loose.profile) == ("strict", "loose")


def test_profiles_lie_on_either_side_of_the_defaults():
    """Balanced changes nothing; strict raises and loose lowers the same keys."""
    sets = {name: dict(leaves(values)) for name, values in profiles().items()}
    default = dict(leaves(defaults()))
    assert tuple(sets) == ("strict", "balanced", "loose")
    assert sets["balanced"] == {}
    assert sets["strict"].keys() == sets["loose"].keys()
    for key, value in sets["strict"].items():
        assert value > default[key] > sets["loose"][key], (
            f"{key}: the default {default[key]} is not between the profiles strict and loose; "
            "move their values in clustering/profiles.toml"
        )
    for name in sets:
        load_config(profile=name)


def test_an_unknown_profile_is_refused_with_those_known(tmp_path):
    """In a file as on the command line."""
    path = write(tmp_path, 'profile = "strikt"\n')
    expected = "profile must be one of strict, balanced, loose, found 'strikt'"
    assert refusal(path) == f"{path}: {expected}"
    assert refusal(assignments=["profile=strikt"]) == f"--set: {expected}"


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("stories.model_file=my model.toml", "my model.toml"),
        ("stories.model_file='=.toml'", "=.toml"),
        ("stories.horizon_days= 3 ", 3),
        ("stories.link_probability=0.6", 0.6),
    ],
)
def test_a_value_on_the_command_line_is_toml_or_else_text(assignment, value):
    """Words need no quotes; spaces around do not count."""
    stories = load_config(assignments=[assignment]).stories
    name = assignment.partition("=")[0].partition(".")[2]
    assert getattr(stories, name) == value
    default = load_config().stories
    assert dataclasses.replace(default, **{name: value}) == stories
    assert isinstance(stories, StoriesConfig)


def test_the_later_assignment_counts():
    """As of any repeated option; lists and words work, too."""
    config = load_config(
        assignments=[
            "threads.affinity=0.4",
            "threads.affinity=0.5",
            'input.fields.id=["nr"]',
            "input.date_order=day-first",
        ]
    )
    assert config.threads.affinity == 0.5
    assert config.input.fields.id == ("nr",)
    assert config.input.date_order == "day-first"


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        (
            "stories.link_probability",
            (
                "--set stories.link_probability: write KEY=VALUE, for example "
                "stories.link_probability=0.6"
            ),
        ),
        (
            "stories.min_link_probability=0.6",
            (
                "--set: unknown key 'stories.min_link_probability'; did you mean "
                "'stories.link_probability'?"
            ),
        ),
        ("threads.affinity=2", "--set: threads.affinity must be from 0.01 to 0.99, found 2"),
        ("threads=2", "--set: threads is a table of keys, found 2"),
        ("run.workers=two", "--set: run.workers must be a whole number, found 'two'"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_as_one(tmp_path, assignment, message):
    """The message names --set, not the file beside it."""
    path = write(tmp_path, "[threads]\nquiet_days = 90\n")
    assert refusal(path, assignments=[assignment]) == message


OLD = {"stories.min_probability": Renamed("stories.link_probability", "0.2", "0.3")}


def test_a_renamed_key_still_works_and_says_so(tmp_path, monkeypatch):
    """In a file and on the command line, with its new name as origin and in one line."""
    monkeypatch.setattr(config_layers, "RENAMED", OLD)
    path = write(tmp_path, "[stories]\nmin_probability = 0.7\nhorizon_days = 9\n")
    config = load_config(path)
    assert config.stories.link_probability == 0.7
    assert config.stories.horizon_days == 9
    assert config.origins["stories.link_probability"] == str(path)
    note = "stories.min_probability is now stories.link_probability; the old name works until 0.3"
    assert config.notes == (f"{path}: {note}",)
    again = load_config(assignments=["stories.min_probability=0.6"])
    assert again.stories.link_probability == 0.6
    assert again.notes == (f"--set: {note}",)


def test_a_key_may_move_to_another_table(tmp_path, monkeypatch):
    """The old table need not exist any more."""
    monkeypatch.setattr(
        config_layers, "RENAMED", {"sagas.level": Renamed("threads.affinity", "0.2", "0.3")}
    )
    with pytest.raises(ConfigError, match="unknown key 'sagas'"):
        load_config(write(tmp_path, "[sagas]\nother = 1\nlevel = 0.7\n"))
    path = write(tmp_path, "[sagas]\nlevel = 0.7\n")
    assert load_config(path).threads.affinity == 0.7


def test_old_and_new_name_together_are_refused(tmp_path, monkeypatch):
    """Nobody can tell which of the two is meant."""
    monkeypatch.setattr(config_layers, "RENAMED", OLD)
    path = write(tmp_path, "[stories]\nmin_probability = 0.7\nlink_probability = 0.6\n")
    assert refusal(path) == (
        f"{path}: stories.min_probability is now stories.link_probability; both are set, keep "
        "the new one"
    )


def test_no_rename_is_overdue():
    """A row of the table goes when the version comes that no longer knows the old name."""
    known = dict(leaves(defaults()))

    def number(version):
        return tuple(int(part) for part in version.split("."))

    for old, change in RENAMED.items():
        assert old not in known
        assert change.new in known, f"{old} was renamed to {change.new}, which is no key"
        assert number(__version__) < number(change.until), f"take {old} out of RENAMED"
