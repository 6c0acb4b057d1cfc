"""Logistic regression under a normal prior, with its uncertainty."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]

_STEPS, _LONGEST_STEP, _SETTLED = 100, 2.0, 1e-9


def log_odds(share: npt.ArrayLike) -> Float64:
    """ln(p / (1 - p)), with p kept between 0.005 and 0.995."""
    clipped = np.clip(np.asarray(share, np.float64), 0.005, 0.995)
    return np.log(clipped / (1 - clipped))


def logistic(odds: npt.ArrayLike) -> Float64:
    """The inverse of ``log_odds``: 1 / (1 + exp(-x))."""
    return 1 / (1 + np.exp(-np.clip(np.asarray(odds, np.float64), -60, 60)))


def fit_logistic(
    columns: Float64,
    truth: Float64,
    usual: Float64,
    strength: Float64,
    weight: Float64 | float = 1.0,
) -> tuple[Float64, Float64]:
    """Weights of largest posterior probability under a normal prior, by Newton's method.

    Args:
        columns: (n, k) evidence; a column of ones for the intercept.
        truth: (n,) 0 or 1.
        usual: (k,) means of the prior.
        strength: (k,) its precisions, all over 0: so that answers which a threshold parts
            perfectly, or no answers at all, still give finite weights.
        weight: (n,) how many answers each counts for, or one number for all.

    Returns:
        (k,) weights and their (k, k) covariance, the inverse of the curvature at the optimum
        (Laplace's approximation: Bishop, Pattern Recognition, 2006, section 4.5.1).
    """
    weights = usual.astype(np.float64)
    columns = np.ascontiguousarray(columns, np.float64)
    truth, times = truth.astype(np.float64), np.broadcast_to(np.float64(weight), len(columns))
    for _ in range(_STEPS):
        slope, curvature = _derivatives(columns, truth, times, weights)
        slope -= strength * (weights - usual)
        curvature += np.diag(strength)
        step = np.clip(np.linalg.solve(curvature, slope), -_LONGEST_STEP, _LONGEST_STEP)
        weights = weights + step
        if np.abs(step).max() < _SETTLED:
            break
    return weights, np.linalg.inv(curvature).astype(np.float64)


@nb.njit(cache=True, nogil=True)
def _derivatives(
    columns: Float64, truth: Float64, times: Float64, weights: Float64
) -> tuple[Float64, Float64]:
    """Gradient and negative Hessian of the log-likelihood, (k,) and (k, k).

    Summed up row by row: a product of matrices is summed in another order on another machine.
    """
    n, k = columns.shape
    slope, curvature = np.zeros(k), np.zeros((k, k))
    for row in range(n):
        odds = 0.0
        for a in range(k):
            odds += columns[row, a] * weights[a]
        share = 1 / (1 + np.exp(-min(max(odds, -60.0), 60.0)))
        missing = times[row] * (truth[row] - share)
        bend = times[row] * share * (1 - share)
        for a in range(k):
            slope[a] += missing * columns[row, a]
            scaled = bend * columns[row, a]
            for b in range(a + 1):
                curvature[a, b] += scaled * columns[row, b]
    for a in range(k):
        for b in range(a):
            curvature[b, a] = curvature[a, b]
    return slope, curvature
