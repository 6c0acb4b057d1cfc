"""Copy or template: how the differences of two texts lie."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from clustering.duplicates.alignment import Counts

FEATURES = (
    "number_rate",
    "name_rate",
    "number_excess",
    "name_excess",
    "own",
    "footer",
    "late_lead",
    "strange",
    "strange_footer",
)
"""``*_rate``: share of the numbers and names of the lined-up text that are changed.
``*_excess``: how many more of them are changed than if they were changed as often as the other
words, in standard deviations. An editor changes words and keeps the facts, a template keeps its
words and changes the facts. ``own``: share of the shorter text that lines up, apart from an
ending that both texts have. ``footer``: share that is such an ending, times what of the rest does
not line up; a notice above a footer has little else. ``late_lead``: logarithm of the words
before the first passage, for the share not covered. ``strange``: share of the names and numbers
outside all passages that the other text has nowhere, of the text with the smaller share: a new
lead above an old text names whom the text names, two notices above one footer do not;
``strange_footer`` the same for the share that is such an ending."""

FOR_COPY = {"own"}
"""What speaks for a copy; all else speaks against it."""

Floats = npt.NDArray[np.float64]


def kept_share(counts: Mapping[str, Counts]) -> Floats:
    """(n_pairs,) share of the shorter text's words that stand in passages of the longer one."""
    kept = counts["kept_words"] + counts["kept_names"] + counts["kept_numbers"]
    return np.asarray(kept / np.maximum(counts["words"], 1))


def strange_share(counts: Mapping[str, Counts]) -> Floats:
    """(n_pairs,) share of names and numbers outside passages that the other text does not have.

    Of the text with the smaller share; one half where there are none.
    """
    shares = [
        (counts[f"{text}strange"] + 0.5) / (counts[f"{text}facts"] + 1.0)
        for text in ("", "longer_")
    ]
    return np.asarray(np.minimum(*shares))


def copy_features(counts: Mapping[str, Counts]) -> Floats:
    """(n_pairs, n_features) float64 in the order of ``FEATURES``, from ``alignment.align``."""
    c = {name: column.astype(np.float64) for name, column in counts.items()}
    words = np.maximum(c["words"], 1)
    lined_up = c["covered"] + c["between"]
    rate = (c["changed_words"] + 0.5) / (c["changed_words"] + c["kept_words"] + 2)
    number_rate, number_excess = _changed(c["changed_numbers"], c["kept_numbers"], rate)
    name_rate, name_excess = _changed(c["changed_names"], c["kept_names"], rate)
    share = lined_up / words
    own = (lined_up - c["tail"] + 3 * share) / np.maximum(words - c["tail"] + 3, 1)
    strange = strange_share(counts)
    columns = {
        "number_rate": number_rate,
        "name_rate": name_rate,
        "number_excess": number_excess,
        "name_excess": name_excess,
        "own": own,
        "footer": c["tail"] / words * (1 - own),
        "late_lead": np.log1p(c["lead"]) * (1 - np.minimum(c["covered"] / words, 1)),
        "strange": strange,
        "strange_footer": strange * c["tail"] / words * (1 - own),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def copy_probability(counts: Mapping[str, Counts]) -> npt.NDArray[np.float32]:
    """P(copy) of each pair, six decimals so that every machine gives the same."""
    intercept, weights = _shipped()
    log_odds = intercept + copy_features(counts) @ weights
    return np.round(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), 6).astype(np.float32)


def _changed(changed: Floats, kept: Floats, rate: Floats) -> tuple[Floats, Floats]:
    """Share that is changed, pulled to 0 where there is little to count; and its excess."""
    n = changed + kept
    excess = (changed - n * rate) / np.sqrt(n * rate * (1 - rate) + 1)
    return changed / (n + 2), np.clip(excess, -6, 6)


@cache
def _shipped() -> tuple[float, Floats]:
    text = resources.files("clustering.duplicates").joinpath("copy_model.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return table["intercept"], np.array([table["weights"][name] for name in FEATURES])
