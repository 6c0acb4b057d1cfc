"""The pair model: log-odds that add up, and files that are refused in one line."""

import numpy as np
import pytest

from clustering.errors import ConfigError
from clustering.stories.affinity import FEATURES
from clustering.stories.model import PairModel, load_pair_model

GOOD = dict.fromkeys(FEATURES, 0.5)


def write(path, intercept="-1.0", weights=GOOD):
    """A model file."""
    lines = [f"intercept = {intercept}" if intercept else "", "[weights]"]
    path.write_text("\n".join([*lines, *(f"{k} = {v}" for k, v in weights.items())]))
    return str(path)


def refusal(path):
    """The one line that says why a file is refused."""
    with pytest.raises(ConfigError) as refused:
        load_pair_model(path)
    message = str(refused.value)
    assert "\n" not in message
    assert message.startswith(f"stories.model_file: {path}")
    return message


def test_weights_by_feature_add_up_to_the_log_odds():
    """Intercept and each feature times its weight sum to the logarithm of the odds."""
    model = load_pair_model()
    features = np.random.default_rng(1).uniform(0, 0.6, (40, len(FEATURES))).astype(np.float32)
    probability = model.probability(features).astype(np.float64)
    weights = model.by_feature()
    assert list(weights) == list(FEATURES)
    columns = zip(weights, features.T, strict=True)
    log_odds = model.intercept + sum(column * weights[name] for name, column in columns)
    middle = (probability > 0.01) & (probability < 0.99)
    assert middle.sum() > 3
    odds = np.log(probability[middle] / (1 - probability[middle]))
    assert odds == pytest.approx(log_odds[middle], abs=1e-3)


def test_probability_by_hand():
    """Intercept -1 and two terms 0.5 · 1 and 0.25 · 2 make log-odds 0: one half."""
    weights = np.zeros(len(FEATURES))
    weights[:2] = 0.5, 0.25
    features = np.zeros((2, len(FEATURES)), np.float32)
    features[0, :2] = 1, 2
    model = PairModel(-1.0, weights)
    assert model.probability(features).tolist() == pytest.approx([0.5, 0.268941])


def test_no_pairs_no_probabilities():
    """No pairs give an empty column."""
    assert len(load_pair_model().probability(np.zeros((0, len(FEATURES)), np.float32))) == 0


def test_shipped_model_prefers_what_it_should():
    """In the shipped model likeness, a near date and shared company speak for one event."""
    weights = dict(zip(FEATURES, load_pair_model().weights, strict=True))
    assert weights["cosine_text"] > 3
    assert weights["days_near"] > 0
    assert weights["days_log"] < 0
    assert weights["company_shared"] > 2


def test_a_file_is_read(tmp_path):
    """Weights stand in the order of the features, whatever the order in the file."""
    values = {name: k for k, name in enumerate(FEATURES)}
    path = write(tmp_path / "model.toml", "2", dict(reversed(values.items())))
    model = load_pair_model(path)
    assert model.intercept == 2.0
    assert model.weights.tolist() == list(range(len(FEATURES)))


def test_missing_and_unknown_weights(tmp_path):
    """A weight too few or too many is named."""
    few = {name: 1 for name in FEATURES if name != "contrast"}
    path = write(tmp_path / "few.toml", weights=few)
    assert refusal(path).endswith("missing or unknown weight 'contrast'")
    path = write(tmp_path / "many.toml", weights=GOOD | {"cosine_mood": 1})
    assert refusal(path).endswith("missing or unknown weight 'cosine_mood'")


def test_missing_parts(tmp_path):
    """Without intercept or weights there is no model."""
    assert "needs intercept" in refusal(write(tmp_path / "a.toml", intercept=""))
    path = tmp_path / "b.toml"
    path.write_text("intercept = 1\nweights = 3\n")
    assert "needs intercept" in refusal(str(path))


@pytest.mark.parametrize("value", ["'high'", "nan", "inf", "true", "[1]", "'1.0'"])
def test_weights_must_be_numbers(tmp_path, value):
    """A weight or intercept that is no finite number is named with its value."""
    path = write(tmp_path / "model.toml", weights=GOOD | {"contrast": value})
    assert "contrast must be a number, found" in refusal(path)
    path = write(tmp_path / "model.toml", intercept=value)
    assert "intercept must be a number, found" in refusal(path)


def test_unreadable_files(tmp_path):
    """A file that is missing, a folder, not TOML or not text is told as such."""
    assert "No such file" in refusal(str(tmp_path / "none.toml"))
    assert "directory" in refusal(str(tmp_path)).lower()
    (tmp_path / "bad.toml").write_text("intercept = = 2")
    assert "not valid TOML" in refusal(str(tmp_path / "bad.toml"))
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert "not valid TOML" in refusal(str(tmp_path / "bytes.toml"))
