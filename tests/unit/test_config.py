"""Settings: the defaults, a user's file over them, and every way to get it wrong."""

import dataclasses
import math
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.config import BUILT_IN, Config, config_from, load_config
from clustering.errors import ConfigError


def refusal(given, name="my.toml"):
    """The one-line message that the given settings are refused with."""
    with pytest.raises(ConfigError) as caught:
        config_from(given, name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message.removeprefix(f"{name}: ")


def write(tmp_path, text):
    """A config file of the given text."""
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def numbers(table, where=()):
    """Every number among the settings, as (path of keys, value, low, high)."""
    for item in dataclasses.fields(table):
        value = getattr(table, item.name)
        if dataclasses.is_dataclass(value):
            yield from numbers(value, (*where, item.name))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*where, item.name), value, item.metadata["low"], item.metadata["high"]


def nested(path, value):
    """The nested settings that set one key."""
    for key in reversed(path):
        value = {key: value}
    return value


NUMBERS = list(numbers(load_config()))
NUMBER_NAMES = [".".join(path) for path, *_ in NUMBERS]


def test_the_defaults_are_the_shipped_file():
    """Every default stands in default.toml and nowhere else."""
    text = resources.files("clustering").joinpath("default.toml").read_text(encoding="utf-8")
    config = load_config()
    assert config.name == BUILT_IN
    plain = config.to_dict()
    plain["input"]["fields"] = {k: list(v) for k, v in plain["input"]["fields"].items()}
    assert plain == tomllib.loads(text)


def test_a_file_changes_only_the_keys_it_names(tmp_path):
    """All other settings keep their defaults, also inside the same table."""
    path = write(tmp_path, "[duplicates]\njaccard = 0.5\n[input.fields]\nid = ['nr']\n")
    config, defaults = load_config(path), load_config()
    assert config.name == str(path)
    assert config.duplicates == dataclasses.replace(defaults.duplicates, jaccard=0.5)
    assert config.input.fields == dataclasses.replace(defaults.input.fields, id=("nr",))
    assert config.stories == defaults.stories


def test_a_byte_order_mark_is_no_obstacle(tmp_path):
    """Editors on Windows write one."""
    path = write(tmp_path, "\ufeff[threads]\nquiet_days = 90\n")
    assert load_config(path).threads.quiet_days == 90


def test_an_empty_file_gives_the_defaults(tmp_path):
    """Nothing set is nothing changed."""
    assert load_config(write(tmp_path, "")).to_dict() == load_config().to_dict()


def test_settings_cannot_be_changed_later():
    """A stage cannot alter what another stage reads."""
    config = load_config()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.duplicates.jaccard = 0.1


def test_whole_numbers_stand_for_fractions():
    """``jaccard = 1`` is the number 1.0."""
    jaccard = config_from({"duplicates": {"jaccard": 1}}).duplicates.jaccard
    assert isinstance(jaccard, float)
    assert jaccard == 1.0


@pytest.mark.parametrize(
    ("given", "key", "nearest"),
    [
        ({"duplicates": {"jacard": 0.5}}, "duplicates.jacard", "duplicates.jaccard"),
        ({"stories": {"jaccard": 0.5}}, "stories.jaccard", "duplicates.jaccard"),
        ({"quiet_day": 3}, "quiet_day", "threads.quiet_days"),
        ({"seed": 3}, "seed", "duplicates.seed"),
        ({"threads": {"neighbors": 9}}, "threads.neighbors", "threads.neighbours"),
        ({"duplicate": {"jaccard": 0.5}}, "duplicate", "duplicates"),
        ({"input": {"fields": {"titel": ["t"]}}}, "input.fields.titel", "input.fields.title"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(given, key, nearest):
    """A slip of the pen or the wrong table is answered with the right key."""
    assert refusal(given) == f"unknown key {key!r}; did you mean {nearest!r}?"


def test_a_key_like_none_names_the_tables():
    """With nothing near, the tables there are stand in the message."""
    message = refusal({"zzzzqqqq": 1})
    tables = ", ".join(load_config().to_dict())
    assert message == f"unknown key 'zzzzqqqq'; known are {tables}"


def test_the_name_of_the_config_is_no_key():
    """``name`` is a field of the object, not a setting."""
    assert refusal({"name": "x"}).startswith("unknown key 'name'")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"duplicates": {"jaccard": "0.8"}}, "duplicates.jaccard must be a number, found '0.8'"),
        ({"duplicates": {"jaccard": True}}, "duplicates.jaccard must be a number, found True"),
        ({"duplicates": {"jaccard": {}}}, "duplicates.jaccard must be a number, found {}"),
        ({"duplicates": {"seed": 1.0}}, "duplicates.seed must be a whole number, found 1.0"),
        ({"duplicates": {"seed": False}}, "duplicates.seed must be a whole number, found False"),
        ({"cleaning": {"enabled": 1}}, "cleaning.enabled must be true or false, found 1"),
        ({"stories": {"model_file": 3}}, "stories.model_file must be text in quotes, found 3"),
        ({"duplicates": 3}, "duplicates is a table of keys, found 3"),
        ({"input": {"fields": []}}, "input.fields is a table of keys, found []"),
        (
            {"input": {"fields": {"id": "id"}}},
            "input.fields.id must be a list of names in quotes, found 'id'",
        ),
        (
            {"input": {"fields": {"id": ["id", 3]}}},
            "input.fields.id must be a list of names in quotes, found ['id', 3]",
        ),
        (
            {"input": {"date_order": "american"}},
            "input.date_order must be one of none, day-first, month-first, found 'american'",
        ),
        (
            {"duplicates": {"bands": 20}},
            "duplicates.bands and duplicates.rows go together: both 0 (chosen) or both set",
        ),
        (
            {"duplicates": {"rows": 5}},
            "duplicates.bands and duplicates.rows go together: both 0 (chosen) or both set",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(given, message):
    """The message names the key, what it takes and what was found."""
    assert refusal(given) == message


def test_bands_and_rows_may_be_set_together():
    """Fixed bands are the user's choice."""
    chosen = config_from({"duplicates": {"bands": 20, "rows": 5}}).duplicates
    assert (chosen.bands, chosen.rows) == (20, 5)


@pytest.mark.parametrize(("path", "value", "low", "high"), NUMBERS, ids=NUMBER_NAMES)
def test_every_number_has_a_range_that_is_checked(path, value, low, high):
    """Both ends are allowed, a step beyond is refused, and the default lies between."""
    assert low <= value <= high
    step = 1 if isinstance(value, int) else 1e-6
    for end, beyond in ((low, low - step), (high, high + step)):
        paired = {"bands": "rows", "rows": "bands"}.get(path[-1])
        others = {"duplicates": {path[-1]: end, paired: 1 if end else 0}} if paired else None
        assert isinstance(config_from(others or nested(path, end)), Config)
        name = ".".join(path)
        message = refusal(nested(path, beyond))
        assert message == f"{name} must be from {low} to {high}, found {beyond!r}"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(("path", "default"), [(p, v) for p, v, *_ in NUMBERS], ids=NUMBER_NAMES)
def test_no_number_may_be_nan_or_infinite(path, default, value):
    """TOML can write nan and inf; neither lies in any range."""
    expected = "must be from" if isinstance(default, float) else "must be a whole number"
    assert expected in refusal(nested(path, value))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[duplicates\n", "not valid TOML"),
        ("[duplicates]\njaccard = 0,8\n", "not valid TOML"),
        ("[threads]\naffinity = 0.5\n[threads]\n", "not valid TOML"),
        ("[duplicates]\njaccard = 1.5\n", "duplicates.jaccard must be from 0.05 to 1, found 1.5"),
        ("[stories]\nborderline = nan\n", "stories.borderline must be from 0 to 1, found nan"),
    ],
)
def test_a_broken_file_is_named_in_one_line(tmp_path, text, message):
    """The file's name comes first, then what is wrong with it."""
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    """A mistyped path is the user's mistake, not a traceback."""
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        load_config(tmp_path / "none.toml")


def test_a_folder_is_no_config(tmp_path):
    """A folder cannot be read as a file."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_another_encoding_is_named(tmp_path):
    """TOML is UTF-8; a legacy file says so instead of failing inside."""
    path = tmp_path / "old.toml"
    path.write_bytes("# Schwellen für Köln\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"old\.toml: not UTF-8 text"):
        load_config(path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from([*NUMBER_NAMES, "cleaning", "input.fields", "input.fields.id"]), VALUES)
def test_any_value_is_either_taken_or_refused_in_one_line(name, value):
    """Whatever stands behind a key, there is a config or a ConfigError, nothing else."""
    outcome = None
    try:
        outcome = config_from(nested(tuple(name.split(".")), value), "my.toml")
    except ConfigError as error:
        outcome = str(error)
    assert isinstance(outcome, Config) or "\n" not in outcome
