"""Fits the copy model to edits planted on articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from clustering.config import load_config
from clustering.duplicates.alignment import align
from clustering.duplicates.copy_model import FEATURES, FOR_COPY, copy_features
from clustering.duplicates.verify import overlaps
from clustering.errors import InputError, OutputError
from clustering.readers import read_articles
from clustering.text.codes import encode
from clustering.text.tokens import tokenize
from clustering.training.planted import Planted, Planter

_MIN_WORDS, _MAX_WORDS = 120, 1500
_MIN_CONTAINMENT = 0.3
_RIDGE = 1e-4
_HEADER = """\
# The copy model: log-odds that two texts which line up are copies and not two texts of one
# template or above one footer (clustering/duplicates/copy_model.py says what each is). Logistic
# regression on edits planted on articles; made by `clustering train-copies`.
"""


def train_copies(
    inputs: Sequence[str | Path], out: Path, n_texts: int = 250, seed: int = 1
) -> Iterator[str]:
    """Plants copies, templates and footers on the articles, fits the weights and writes them.

    Args:
        inputs: Files or folders of articles; each input counts alike.
        out: The file to write.
        n_texts: Texts drawn from each input.
        seed: Of the planting.

    Yields:
        Lines that tell how it went.

    Raises:
        InputError: An input has fewer than ten articles of 120 to 1,500 words.
        OutputError: The file cannot be written.
    """
    planted = [p for path in inputs for p in plant(path, n_texts, seed)]
    features, is_copy = measure(planted)
    intercept, weights = fit(features, is_copy)
    lines = [f"intercept = {intercept:.6g}", "", "[weights]"]
    lines += [f"{name} = {weight:.6g}" for name, weight in zip(FEATURES, weights, strict=True)]
    try:
        out.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
    right = ((intercept + features @ weights) > 0) == is_copy
    yield f"{len(is_copy):,} pairs that line up, {right.mean():.4f} told rightly"
    yield f"wrote {out}"


def plant(path: str | Path, n_texts: int, seed: int) -> list[Planted]:
    """Pairs planted on the articles of one input.

    Raises:
        InputError: There are fewer than ten articles of a fit length.
    """
    planter = Planter(texts_of(path), Random(seed))  # noqa: S311 - repeatable on purpose
    found: list[Planted] = []
    for _ in range(n_texts):
        found += planter.copies()
        found += planter.others()
    return found


def texts_of(path: str | Path) -> list[str]:
    """Bodies of 120 to 1,500 words, sorted.

    Raises:
        InputError: There are fewer than ten.
    """
    settings = load_config()
    reading = read_articles([path], config=settings.input, cleaning=settings.cleaning)
    texts = sorted(a.body for a in reading.articles)
    texts = [t for t in texts if _MIN_WORDS <= len(t.split()) <= _MAX_WORDS]
    if len(texts) < 10:
        raise InputError(
            f"{path}: {len(texts)} articles of {_MIN_WORDS} to {_MAX_WORDS} words, 10 are needed"
        )
    return texts


def measure(
    planted: Sequence[Planted],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Features of the pairs that line up at all, and which are copies."""
    codes = encode(tokenize([p.left for p in planted] + [p.right for p in planted]))
    rows = np.arange(len(planted), dtype=np.int64)
    pairs = rows << 32 | rows + len(planted)
    sizes = overlaps(codes, 3, pairs)
    chosen = sizes.containment >= _MIN_CONTAINMENT
    counts = align(codes, pairs[chosen], (sizes.left <= sizes.right)[chosen])
    return copy_features(counts), np.array([p.is_copy for p in planted])[chosen]


def fit(
    features: npt.NDArray[np.float64], is_copy: npt.NDArray[np.bool_]
) -> tuple[float, npt.NDArray[np.float64]]:
    """Intercept and weights of a logistic regression in which evidence keeps its sign.

    Copies and others weigh alike; what speaks against a copy can only lower the log-odds,
    so that no weight makes good for another on texts unlike the planted ones.
    """
    from scipy.optimize import minimize

    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(features)), (features - mean) / spread])
    sign = np.where(is_copy, 1.0, -1.0)
    share = np.where(is_copy, 0.5 / is_copy.sum(), 0.5 / (~is_copy).sum())

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margin = sign * (scaled @ weights)
        odds = share * sign / (1 + np.exp(np.clip(margin, -30, 30)))
        ridge = _RIDGE * weights
        ridge[0] = 0
        total = share @ np.logaddexp(0, -margin) + ridge @ weights / 2
        return float(total), ridge - scaled.T @ odds

    bounds = [(None, None), *((0, None) if name in FOR_COPY else (None, 0) for name in FEATURES)]
    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    return float(found[0] - weights @ mean), weights
