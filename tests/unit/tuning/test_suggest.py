"""Which value is suggested, and why."""

import numpy as np

from clustering.evaluation.bootstrap import Figures
from clustering.model import Estimate, Trial
from clustering.tuning.suggest import suggestion


def trials(*stabilities, start=1):
    """Trials at 0.1, 0.2 … with the given stability."""
    return [
        Trial(round(at / 10, 1), 5, 2, 4, 2, stability, 0.1)
        for at, stability in enumerate((None, *stabilities), start)
    ]


def figures(scores, even):
    """Figures with the given F1."""
    f1 = tuple(Estimate(value, value - 0.05, value + 0.05) for value in scores)
    return Figures(f1, f1, f1, int(np.argmax(scores)), np.array(even))


def test_the_highest_score_is_suggested_with_its_neighbours():
    """The even values count only as far as they hang together."""
    found = figures([0.6, 0.7, 0.8, 0.79, 0.5, 0.75], [False, True, True, True, False, True])
    value, reason, even = suggestion(0.5, trials(*[0.9] * 5), "gold", found)
    assert (value, even) == (0.3, (0.2, 0.4))
    assert "highest B-cubed F1: 0.800 (0.750 to 0.850)" in reason
    assert "0.5 gives 0.500, less by more than chance" in reason
    assert "From 0.2 to 0.4 no difference can be told" in reason


def test_the_last_value_tried_is_a_direction():
    """Beyond it nobody looked."""
    found = figures([0.8, 0.7, 0.6], [True, False, False])
    assert "take it for a direction" in suggestion(0.3, trials(0.9, 0.9), "labels", found)[1]
    assert "take it for a direction" not in suggestion(0.1, trials(0.9, 0.9), "gold", found)[1]


def test_a_present_value_that_is_as_good_is_called_so():
    """Nobody should change a threshold for noise without knowing it."""
    found = figures([0.6, 0.7, 0.8], [False, True, True])
    reason = suggestion(0.2, trials(0.9, 0.9), "labels", found)[1]
    assert "highest expected B-cubed F1" in reason
    assert "0.2 gives 0.700, which cannot be told from it" in reason
    assert "present value is the best" in suggestion(0.3, trials(0.9, 0.9), "gold", found)[1]


def test_labels_suggest_the_middle_of_the_values_that_are_nearly_as_good():
    """However far from the present one; a value beside a cliff is taken for what it is."""
    scores = [0.6, 0.7, 0.795, 0.792, 0.8, 0.6, 0.798]
    found = figures(scores, [False, False, True, True, True, False, True])
    moved, reason, even = suggestion(0.7, trials(*[0.9] * 6), "labels", found)
    assert (moved, even) == (0.4, (0.3, 0.5))
    assert "highest expected B-cubed F1: 0.800 (0.750 to 0.850) at 0.5" in reason
    assert "0.4 is the middle of those within 0.01 of it" in reason
    assert suggestion(0.1, trials(*[0.9] * 6), "labels", found)[0] == 0.4
    same, stays, _ = suggestion(0.4, trials(*[0.9] * 6), "labels", found)
    assert same == 0.4
    assert "of it: the present value stays" in stays
    assert suggestion(0.4, trials(*[0.9] * 6), "gold", found)[0] == 0.5
    alone = figures([0.6, 0.7, 0.8, 0.6], [False, False, True, False])
    assert suggestion(0.1, trials(*[0.9] * 3), "labels", alone)[0] == 0.3


def test_without_gold_the_calmest_value_nearby_is_suggested():
    """And called an internal sign."""
    stabilities = [0.8, 0.8, 0.8, 0.8, 0.8, 0.97, 0.98, 0.98, 0.97, 0.8, 0.8, 0.8]
    value, reason, _ = suggestion(0.5, trials(*stabilities), "signs", None)
    assert value == 0.8
    assert "internal sign" in reason
    assert "0.975" in reason


def test_without_a_calmer_value_the_present_one_stays():
    """A gain below one hundredth, or far away, is none."""
    flat = [0.9, 0.9, 0.9, 0.9, 0.905, 0.905, 0.905, 0.9, 0.9]
    assert suggestion(0.4, trials(*flat), "signs", None)[0] == 0.4
    far = [0.8] * 12 + [0.99] * 8
    assert suggestion(0.2, trials(*far), "signs", None)[0] == 0.2
    assert suggestion(0.1, trials(0.5), "signs", None)[0] == 0.1
