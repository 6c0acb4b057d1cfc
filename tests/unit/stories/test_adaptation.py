"""Weights that are learned from the groups they make."""

import numpy as np
import pytest

from clustering.stories.adaptation import adapt_model
from clustering.stories.affinity import FEATURES, N_OWN
from clustering.stories.model import PairModel

AT = {name: place for place, name in enumerate(FEATURES)}


def model(**weights):
    """A model of these weights; all others are 0."""
    values = np.zeros(len(FEATURES))
    for name, weight in weights.items():
        values[AT[name]] = weight
    return PairModel(-3.0, values)


def archive(n_events, size, told):
    """Pairs of all articles of some events: text cosines that tell, names that tell as well.

    Args:
        n_events: Events.
        size: Articles of each.
        told: Evidence of a pair of one event, by name; a tenth of it for all other pairs.
    """
    n_rows = n_events * size
    left, right = (side.astype(np.int32) for side in np.triu_indices(n_rows, 1))
    same = left // size == right // size
    dice = np.random.default_rng(1)
    features = np.zeros((len(left), len(FEATURES)), np.float32, order="F")
    for name, value in told.items():
        noise = dice.normal(0, value / 20, len(left))
        features[:, AT[name]] = np.where(same, value, value / 10) + noise
    return features, left, right, n_rows


GIVEN = model(cosine_text=6.0)


def unlearned(found, n_pairs):
    """Whether a model is the given one, its intercept lowered as an archive so small asks for."""
    lower = 1.3 * (1 - 1 / (1 + (1000 / n_pairs) ** 2))
    same = found.weights.tolist() == GIVEN.weights.tolist()
    return same and found.intercept == round(GIVEN.intercept - lower, 4)


def test_what_goes_with_the_groups_is_learned():
    """Names that the given weights know nothing of tell the same events, so they gain weight."""
    told = {"cosine_text": 0.8, "cosine_names": 0.5}
    found = adapt_model(GIVEN, *archive(12, 4, told))
    assert found.weights[AT["cosine_names"]] > 1
    assert found.weights[AT["cosine_numbers"]] == 0


def test_evidence_that_speaks_against_the_groups_loses():
    """Titles that are alike everywhere but within an event lose the weight they were given."""
    features, left, right, n_rows = archive(12, 4, {"cosine_text": 0.8})
    same = left // 4 == right // 4
    features[:, AT["cosine_title"]] = np.where(same, 0.0, 0.3)
    given = model(cosine_text=6.0, cosine_title=1.0)
    assert adapt_model(given, features, left, right, n_rows).weights[AT["cosine_title"]] < 0


def test_a_small_archive_leaves_the_weights_nearly_as_they_are():
    """Two events of two articles move a weight by less than a tenth of what 40 events do."""
    told = {"cosine_text": 0.8, "cosine_names": 0.5}
    small, large = (
        adapt_model(GIVEN, *archive(n, 2, told)).weights[AT["cosine_names"]] for n in (2, 40)
    )
    assert abs(small) < large / 10


def test_a_handful_of_pairs_teaches_nothing():
    """Six pairs of four articles move no weight by more than a thousandth; more is asked for."""
    told = {"cosine_text": 0.8, "cosine_names": 0.5}
    found = adapt_model(GIVEN, *archive(2, 2, told))
    assert found.weights == pytest.approx(GIVEN.weights, abs=1e-3)
    assert found.intercept == pytest.approx(GIVEN.intercept - 1.3, abs=1e-3)


def test_without_groups_nothing_is_learned():
    """Nothing alike, nothing learned; nor where there is no pair at all."""
    assert unlearned(adapt_model(GIVEN, *archive(12, 1, {"cosine_text": 0.1})), 66)
    nothing = np.zeros((0, len(FEATURES)), np.float32), np.zeros(0, np.int32), np.zeros(0, np.int32)
    assert unlearned(adapt_model(GIVEN, *nothing, 3), 1)


def test_one_group_of_all_teaches_nothing():
    """Where there is no pair of two events, there is nothing to tell apart."""
    assert unlearned(adapt_model(GIVEN, *archive(1, 6, {"cosine_text": 0.8})), 15)


def test_bare_headlines_teach_nothing():
    """An archive of headlines for the most part keeps the given weights."""
    features, *rest = archive(12, 4, {"cosine_text": 0.8, "cosine_names": 0.5})
    features[: len(features) // 2 + 1, AT["no_body"]] = 1
    assert unlearned(adapt_model(GIVEN, features, *rest), len(features))


def test_small_archives_ask_for_more():
    """The smaller an archive the lower the intercept; a large one is judged as it was."""
    told = {"cosine_text": 0.1}
    small, middle, large = (adapt_model(GIVEN, *archive(n, 1, told)) for n in (4, 50, 400))
    assert small.intercept == pytest.approx(GIVEN.intercept - 1.3, abs=1e-3)
    assert small.intercept < middle.intercept < large.intercept
    assert large.intercept == pytest.approx(GIVEN.intercept, abs=1e-3)


def test_pairs_without_a_body_do_not_count():
    """A few bare headlines say nothing: evidence that only they have keeps its weight."""
    features, left, right, n_rows = archive(12, 4, {"cosine_text": 0.8})
    bare = (left < 4) | (right < 4)
    features[bare, AT["no_body"]] = 1
    features[:, AT["cosine_names"]] = np.where(bare & (left // 4 == right // 4), 1.0, 0.0)
    assert adapt_model(GIVEN, features, left, right, n_rows).weights[AT["cosine_names"]] == 0


def test_large_groups_do_not_count():
    """What a group of more than fifteen articles has in common is not learned."""
    features, left, right, n_rows = archive(4, 16, {"cosine_text": 0.8, "cosine_names": 0.5})
    assert unlearned(adapt_model(GIVEN, features, left, right, n_rows), len(left))


def test_the_company_keeps_its_weights():
    """Only what two articles have by themselves is learned; all is drawn together in the end."""
    given = model(cosine_text=6.0, company_shared=2.0, company_size=-0.5)
    told = {"cosine_text": 0.8, "cosine_names": 0.5}
    found = adapt_model(given, *archive(12, 4, told))
    factor = 1 - 0.25 / (1 + (1000 / 1128) ** 2)
    assert found.weights[N_OWN:] == pytest.approx(factor * given.weights[N_OWN:], abs=1e-4)


def test_pairs_that_the_user_parts_are_no_group():
    """A decision of the user's is no label against itself: what he parts is learned as two."""
    features, left, right, n_rows = archive(12, 4, {"cosine_text": 0.8})
    parted = np.array([[4 * event, 4 * event + 1] for event in range(12)], np.int32)
    of_parted = (left % 4 == 0) & (right == left + 1)
    features[of_parted, AT["cosine_title"]] = 1.0
    free = adapt_model(GIVEN, features.copy(order="F"), left, right, n_rows)
    kept = adapt_model(GIVEN, features, left, right, n_rows, (np.zeros((0, 2), np.int32), parted))
    assert free.weights[AT["cosine_title"]] > 0 > kept.weights[AT["cosine_title"]]


def test_weights_are_rounded_as_in_a_file():
    """Four decimals, so that the last bits of a machine's arithmetic do not show."""
    found = adapt_model(GIVEN, *archive(12, 4, {"cosine_text": 0.8, "cosine_names": 0.5}))
    assert found.weights.tolist() == pytest.approx(np.round(found.weights, 4).tolist(), abs=0)
    assert found.intercept == round(found.intercept, 4)


def test_sure_pairs_weigh_as_much_when_only_some_are_learned(monkeypatch):
    """Learning every eighth of the plain ones gives nearly the weights of learning them all."""
    given = archive(30, 4, {"cosine_text": 0.8, "cosine_names": 0.5})
    some = adapt_model(GIVEN, *given)
    monkeypatch.setattr("clustering.stories.adaptation._SURE_STEP", 1)
    whole = adapt_model(GIVEN, *given)
    assert some.intercept == pytest.approx(whole.intercept, rel=0.05)
    assert some.weights == pytest.approx(whole.weights, rel=0.05, abs=0.02)
