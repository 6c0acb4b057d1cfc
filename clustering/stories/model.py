"""The pair model: evidence to a probability, term by term."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clustering.errors import ConfigError
from clustering.stories.affinity import FEATURES


@dataclass(frozen=True, eq=False)
class PairModel:
    """Logistic regression over the evidence of ``affinity.FEATURES``.

    Attributes:
        intercept: Log-odds when all evidence is 0.
        weights: (n_features,) float64, log-odds for each unit of evidence.
    """

    intercept: float
    weights: npt.NDArray[np.float64]

    def probability(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """P(same event) of each pair.

        Args:
            features: (n_pairs, n_features) float32.

        Returns:
            (n_pairs,) float32, rounded to six decimals so that the same evidence gives the
            same probability on every machine.
        """
        log_odds = np.full(len(features), self.intercept)
        for column, weight in enumerate(self.weights):  # one by one: millions of pairs
            log_odds += features[:, column] * weight
        return np.round(1 / (1 + np.exp(-log_odds)), 6).astype(np.float32)

    def named(self) -> dict[str, float]:
        """The intercept and the weight of each kind of evidence, by name."""
        return {"intercept": self.intercept, **self.by_feature()}

    def by_feature(self) -> dict[str, float]:
        """The weight of each kind of evidence, by name."""
        return dict(zip(FEATURES, self.weights.tolist(), strict=True))


def load_pair_model(path: str = "") -> PairModel:
    """Reads weights from a TOML file, the shipped ones by default.

    Args:
        path: A file made by ``train``; empty for the shipped model.

    Raises:
        ConfigError: The file cannot be read, lacks or adds a weight, or has one that is
            not a finite number.
    """
    name = f"stories.model_file: {path or 'the shipped pair model'}"
    table = _read_table(path, name)
    weights = table.get("weights")
    if not isinstance(weights, dict) or "intercept" not in table:
        raise ConfigError(f"{name}: needs intercept and a table [weights]")
    wrong = sorted(set(weights) ^ set(FEATURES))
    if wrong:
        raise ConfigError(f"{name}: missing or unknown weight {wrong[0]!r}")
    for key, value in {"intercept": table["intercept"], **weights}.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise ConfigError(f"{name}: {key} must be a number, found {value!r}")
    values = np.array([float(weights[feature]) for feature in FEATURES])
    return PairModel(float(table["intercept"]), values)


def _read_table(path: str, name: str) -> dict[str, Any]:
    try:
        if path:
            text = Path(path).read_text(encoding="utf-8")
        else:
            shipped = resources.files("clustering.stories").joinpath("pair_model.toml")
            text = shipped.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{name}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error
