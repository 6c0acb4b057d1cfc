"""Which value to set, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clustering.evaluation.bootstrap import Figures
from clustering.model import Basis, Trial

_NEAR = 0.25
"""Share of the values tried, on either side of the present one, among which the most stable is
looked for: a sign without gold does not carry further."""
_AS_GOOD = 0.01
"""Labels suggest the middle of the values whose expected F1 is within this of the highest: just
beside a value of chance the groups may fall apart, far from any edge they hardly do."""
_GAIN = 0.01
"""A value that is more stable by less is no better."""


def suggestion(
    base: float, trials: Sequence[Trial], basis: Basis, figures: Figures | None
) -> tuple[float, str, tuple[float, float]]:
    """The value to set, the reason in words, and the ends of the values as good as it.

    With gold it is the value with the highest B-cubed F1, with labels the middle of those that
    are expected to be nearly as good as the best. Without either it is the value around which
    the groups change least, among those near the present one.
    """
    if figures is not None:
        return _highest(base, trials, basis, figures)
    return _steadiest(base, trials)


def chosen_place(basis: Basis, figures: Figures) -> int:
    """Place of the value to set, by gold or labels.

    Args:
        basis: ``gold`` or ``labels``.
        figures: Of all values.
    """
    if basis == "gold":
        return figures.best
    least = figures.f1[figures.best].value - _AS_GOOD
    low = high = figures.best
    while low and figures.f1[low - 1].value >= least:
        low -= 1
    while high + 1 < len(figures.f1) and figures.f1[high + 1].value >= least:
        high += 1
    return (low + high) // 2


def _highest(
    base: float, trials: Sequence[Trial], basis: Basis, figures: Figures
) -> tuple[float, str, tuple[float, float]]:
    best, now = figures.best, next(at for at, t in enumerate(trials) if t.value == base)
    low, high = best, best
    while low and figures.even[low - 1]:
        low -= 1
    while high + 1 < len(trials) and figures.even[high + 1]:
        high += 1
    even = trials[low].value, trials[high].value
    chosen = chosen_place(basis, figures)
    top, own = figures.f1[best], figures.f1[now]
    what = "expected B-cubed F1" if basis == "labels" else "B-cubed F1"
    words = f"highest {what}: {top.value:.3f} ({top.low:.3f} to {top.high:.3f})"
    if chosen != best:
        words += f" at {trials[best].value:g}"
    if best == now:
        words += "; the present value is the best of those tried"
    elif figures.even[now]:
        words += f"; {base:g} gives {own.value:.3f}, which cannot be told from it"
    else:
        words += f"; {base:g} gives {own.value:.3f}, less by more than chance"
    if low < high:
        words += f". From {even[0]:g} to {even[1]:g} no difference can be told"
    if chosen != best:
        words += f". {trials[chosen].value:g} is the middle of those within {_AS_GOOD:g} of it"
    if chosen == now != best:
        words += ": the present value stays"
    if chosen != now and chosen in (0, len(trials) - 1):
        words += ". It is the last of the values tried: take it for a direction, not for a value"
    return trials[chosen].value, words, even


def _steadiest(base: float, trials: Sequence[Trial]) -> tuple[float, str, tuple[float, float]]:
    """The middle of the calmest stretch near the present value."""
    now = next(at for at, t in enumerate(trials) if t.value == base)
    steps = np.array([1.0 if t.stability is None else t.stability for t in trials])
    reach = max(2, round(_NEAR * len(trials)))
    near = range(max(2, now - reach), min(len(trials) - 2, now + reach + 1))
    # the four steps around a value: two up to it, two on from it
    calm = {at: float(steps[at - 1 : at + 3].mean()) for at in near}
    even = base, base
    tail = "This is an internal sign and says nothing of right or wrong; label pairs to know more"
    if now not in calm:
        return base, f"too few values on both sides of it to compare. {tail}", even
    own = calm[now]
    best = max(calm, key=lambda at: (round(calm[at], 3), -abs(at - now)))
    if calm[best] < own + _GAIN:
        words = f"no value near it is steadier (Rand index of neighbours {own:.3f}). {tail}"
        return base, words, even
    value = trials[best].value
    words = (
        f"around it the groups change least (Rand index of neighbours {calm[best]:.3f}, at "
        f"{base:g} {own:.3f}). {tail}"
    )
    return value, words, (value, value)
