"""Training: a labelled file in, a model file out that loads."""

import json
from random import Random

import numpy as np
import pytest
from archives import invented_text
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from clustering.config import load_config
from clustering.errors import GoldError, OutputError
from clustering.stories.affinity import FEATURES, N_OWN
from clustering.stories.model import PairModel, load_pair_model
from clustering.training import pair_model, train_files
from clustering.training.labelled import LabelledPairs, Look, read_pairs
from clustering.training.pair_model import _in_company, _stacked, _variants, fit

CONFIG = load_config().stories
DATED = ["days_near", "days_far", "days_log", "shared_days", "undated"]


def write_labelled(path, n_stories=6, seed=1, labelled=True):
    """Stories of three reports each: half of the words are the story's, half the report's."""
    dice = Random(seed)
    with path.open("w") as file:
        for story in range(n_stories):
            shared = invented_text(dice, 30)
            for report in range(3):
                words = [*shared, *invented_text(dice, 30)]
                dice.shuffle(words)
                record = {
                    "id": f"{seed}-{story}-{report}",
                    "title": " ".join([*shared[:4], *words[:3]]),
                    "text": " ".join(words) + ".",
                    "date": f"2019-{1 + story:02d}-{1 + report:02d}",
                }
                if labelled:
                    record["story"] = f"story {story}"
                file.write(json.dumps(record) + "\n")
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Lines told and model file of a training on two small files."""
    folder = tmp_path_factory.mktemp("training")
    paths = [write_labelled(folder / f"{name}.jsonl", seed=k) for k, name in enumerate("ab")]
    out = folder / "model.toml"
    return list(train_files(paths, out, leave_one_out=True)), out, paths


def test_the_model_file_loads(trained):
    """The file written is one that the story stage reads, and says what it is."""
    told, out, _ = trained
    model = load_pair_model(str(out))
    assert np.isfinite(model.weights).all()
    assert out.read_text().startswith("# The pair model")
    assert told[-1] == f"wrote {out}"


def test_the_model_has_learned(trained):
    """On the file it was fitted to, the model tells pairs of one story from others."""
    _, out, paths = trained
    pairs = read_pairs(paths[0], CONFIG)
    model = load_pair_model(str(out))
    seen, same = pairs.texts.with_company(model, len(pairs.gold)), pairs.texts.same(pairs.gold)
    probability = model.probability(seen.features)
    assert same.sum() >= 12
    assert probability[same].min() > 0.5 > probability[~same].max()


def test_scores_are_told(trained):
    """Each file is counted, all are cross-validated, then each is scored by the other."""
    told, _, _ = trained
    assert [line.split(":")[0] for line in told[:2]] == ["a", "b"]
    assert all("labelled pairs" in line and "of one story" in line for line in told[:2])
    assert told[2].startswith("cross-validated by story: B-cubed F1 ")
    assert told[3].startswith("without a: B-cubed P 1.000 R 1.000 F1 1.000 over 18 articles")
    assert told[4].startswith("without b: ")
    assert told[5].startswith("pairs of sets left out")


def test_training_gives_the_same_bytes_again(trained, tmp_path):
    """The same files give the same model file."""
    _, out, paths = trained
    again = tmp_path / "again.toml"
    assert len(list(train_files(paths, again, leave_one_out=False))) == 4
    assert again.read_bytes() == out.read_bytes()


def test_a_file_without_labels(tmp_path):
    """Articles without stories teach nothing, and one line says so."""
    path = write_labelled(tmp_path / "bare.jsonl", labelled=False)
    with pytest.raises(GoldError, match=r"bare.jsonl: no column 'story'"):
        list(train_files([path], tmp_path / "model.toml", leave_one_out=False))
    assert not (tmp_path / "model.toml").exists()


def test_a_file_of_one_story(tmp_path):
    """With one story only there is nothing to tell apart."""
    path = write_labelled(tmp_path / "one.jsonl", n_stories=1)
    with pytest.raises(GoldError, match="at least two stories"):
        list(train_files([path], tmp_path / "model.toml", leave_one_out=False))


def test_pairs_of_one_kind_only(tmp_path):
    """Labels that never put two candidates into one story are told, not crashed on."""
    lines = write_labelled(tmp_path / "all.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    path = tmp_path / "alone.jsonl"
    path.write_text("\n".join(json.dumps(r | {"story": r["id"]}) for r in records))
    with pytest.raises(GoldError, match="alone: needs labelled pairs of one story and of two"):
        list(train_files([path], tmp_path / "model.toml", leave_one_out=False))


def test_an_output_that_cannot_be_written(trained, tmp_path):
    """A folder in place of the file is told in one line."""
    _, _, paths = trained
    with pytest.raises(OutputError, match="cannot be written"):
        list(train_files(paths[:1], tmp_path, leave_one_out=False))


def look_of(left, right, features):
    """Columns of a look, of the types that it wants."""
    return Look(np.asarray(left, np.int32), np.asarray(right, np.int32), features)


def labelled_pairs(gold=None, texts=None, titles=None):
    """Forty pairs told apart by the first feature alone."""
    features = np.zeros((40, len(FEATURES)), np.float32)
    features[:, FEATURES.index("cosine_text")] = np.arange(40) / 40
    features[:, FEATURES.index("days_near")] = 1 - np.arange(40) / 40
    rest = np.where(np.arange(40) < 20, 99, np.arange(40))
    gold = np.concatenate([np.arange(40), rest]) if gold is None else np.asarray(gold)
    gold = gold.astype(np.int32)
    texts = texts or look_of(np.arange(40), np.arange(40, 80), features)
    titles = titles or look_of([], [], features[:0])
    return LabelledPairs("made", gold, texts, titles, gold, np.arange(len(gold)))


def test_unlabelled_articles_make_no_pairs():
    """A pair counts when both articles have a label, and is one story when it is the same."""
    gold = np.array([0, 0, 1, -1, -1, 1], np.int32)
    features = np.zeros((5, len(FEATURES)), np.float32)
    look = look_of([0, 0, 0, 3, 4], [1, 2, 3, 4, 5], features)
    assert look.labelled(gold).tolist() == [True, True, False, False, False]
    assert look.same(gold).tolist() == [True, False, False, False, False]


def test_each_file_weighs_the_same():
    """A file given twice over outweighs no other: the fit depends on its share only."""
    one = labelled_pairs()
    small = fit([one])
    look = one.texts
    doubled = labelled_pairs(
        texts=look_of(np.tile(look.left, 2), np.tile(look.right, 2), np.tile(look.features, (2, 1)))
    )
    large = fit([doubled])
    # a pair that stands there twice is company to itself, so only what goes before it is alike
    assert large.weights[:N_OWN] == pytest.approx(small.weights[:N_OWN], abs=1e-3)
    assert large.intercept == pytest.approx(small.intercept, abs=1e-3)


def test_each_set_is_learned_in_variants():
    """As it is, without dates, without contrast, without both, and as headlines alone."""
    features = np.ones((1, len(FEATURES)), np.float32)
    features[0, FEATURES.index("undated")] = features[0, FEATURES.index("no_contrast")] = 0
    one = labelled_pairs(
        gold=[0, 0], texts=look_of([0], [1], features), titles=look_of([0], [1], 2 * features)
    )
    of_archive = ["contrast", "contrast_text", "contrast_names", "rare_runs"]
    names = [*DATED, *of_archive, "no_contrast"]
    told = []
    for values, same, weight in _variants(one):
        assert values.shape == (1, N_OWN)
        row = dict(zip(FEATURES, values[0].tolist(), strict=False))
        told.append(([row[n] for n in names], same[0], weight))
    assert told == [
        ([1, 1, 1, 1, 0, 1, 1, 1, 1, 0], True, 1.0),
        ([0, 0, 0, 0, 1, 1, 1, 1, 1, 0], True, 0.5),
        ([1, 1, 1, 1, 0, 0, 0, 0, 0, 1], True, 0.25),
        ([0, 0, 0, 0, 1, 0, 0, 0, 0, 1], True, 0.25),
        ([2, 2, 2, 2, 0, 2, 2, 2, 2, 0], True, 0.4),
    ]


def test_weights_are_for_raw_evidence():
    """Scaled back, the weights give the probabilities of the regression on scaled evidence."""
    one = labelled_pairs()
    features, same, weight = _stacked(_variants(one))
    regression = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000, tol=1e-9))
    regression.fit(features, same, logisticregression__sample_weight=weight)
    expected = regression.predict_proba(one.texts.features[:, :N_OWN].astype(float))[:, 1]
    assert fit([one]).probability(one.texts.features) == pytest.approx(expected, abs=1e-3)


def test_easy_pairs_are_thinned_out_and_keep_their_weight():
    """Every fifth of the pairs plainly of two events stays, and stands for five."""
    features = np.zeros((12, len(FEATURES)), np.float32)
    features[0, FEATURES.index("cosine_text")] = 0.5
    features[1, FEATURES.index("rare_lead")] = 3
    same = np.zeros(12, np.bool_)
    same[2] = True
    kept, _, weight = _stacked(iter([(features, same, 1.0)]))
    assert len(kept) == 5  # 0, 1 and 2 for what they are, 5 and 10 for nine easy ones
    assert weight == pytest.approx(1e4 * np.array([1, 1, 1, 5, 5]) / 13)


def test_company_is_learned_on_top(trained):
    """Its weights fit best what the evidence of the two articles alone leaves open."""
    sets = [read_pairs(path, CONFIG) for path in trained[2]]
    fitted = fit(sets)
    weights = fitted.weights.copy()
    weights[N_OWN:] = 0
    own = PairModel(fitted.intercept, weights)
    features, same, weight = _stacked(p for one in sets for p in _in_company(one, own))

    def loss(company):
        odds = own.intercept + features[:, :N_OWN] @ weights[:N_OWN] + features[:, N_OWN:] @ company
        scaled = company * (features[:, N_OWN:].std(axis=0) + 1e-9)
        return weight @ np.logaddexp(0, np.where(same, -odds, odds)) + scaled @ scaled / 2

    best = fitted.weights[N_OWN:]
    assert np.abs(best).min() > 1e-3
    for change in ((0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1)):
        assert loss(best + change) > loss(best)


def test_a_file_is_scored_by_the_others(trained, tmp_path, monkeypatch):
    """The model that scores a file has not seen it; the one that is written has seen all."""
    seen = []

    def recorded(sets):
        if all((labelled.gold >= 0).all() for labelled in sets):  # no fold is hidden
            seen.append([labelled.name for labelled in sets])
        return fit(sets)

    monkeypatch.setattr(pair_model, "fit", recorded)
    list(train_files(trained[2], tmp_path / "model.toml", leave_one_out=True))
    assert seen == [["b"], ["a"], ["a", "b"]]
