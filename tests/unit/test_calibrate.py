from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression

from qa.calibrate import (
    LabelledPair,
    calibrate,
    fit_doubter,
    logistic,
    observe,
    offset,
    read_pairs,
    signed_logistic,
    unsound,
)
from qa.languages import LANGUAGES
from qa.localise.features import FEATURES as WORD_FEATURES
from qa.model import Model
from qa.score import FEATURES, SIGNS, score
from tests import tiny


def data(seed: int, rows: int = 300, columns: int = 4) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    features = random.normal(size=(rows, columns)) * [1, 10, 0.1, 3] + [0, 5, -2, 100]
    logits = (features - features.mean(0)) / features.std(0) @ [2, -1, 0.5, 0] + 0.7
    return features, (random.random(rows) < 1 / (1 + np.exp(-logits))).astype(np.float64)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("penalty", [0.1, 1.0, 50.0])
def test_the_regression_is_that_of_scikit_learn(seed: int, penalty: float) -> None:
    rows, labels = data(seed)
    weights, bias = logistic(rows, labels, penalty)
    scaled = (rows - rows.mean(0)) / rows.std(0)
    expected = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10_000).fit(scaled, labels)
    assert_allclose(np.array(weights) * rows.std(0), expected.coef_[0], atol=1e-4)
    assert_allclose(rows @ np.array(weights) + bias, expected.decision_function(scaled), atol=1e-3)


def test_a_feature_that_only_rounding_changes_has_no_weight() -> None:
    rows, labels = data(4)
    rounding = 1 + 1e-8 * np.random.default_rng(5).normal(size=(len(rows), 1))
    plain, plain_bias = logistic(rows, labels)
    weights, bias = logistic(np.hstack([rows, rounding]), labels)
    assert weights[-1] == 0
    assert_allclose(weights[:-1], plain, rtol=1e-6)
    assert bias == pytest.approx(plain_bias)


@pytest.mark.parametrize("labels", [np.ones(50), np.zeros(50), np.arange(50) >= 25])
def test_what_can_be_told_apart_without_error_keeps_finite_weights(labels: np.ndarray) -> None:
    rows = np.arange(50.0)[:, None]
    (weight,), bias = logistic(rows, labels.astype(np.float64))
    assert np.isfinite([weight, bias]).all()
    predicted = rows[:, 0] * weight + bias > 0
    assert predicted.tolist() == labels.astype(bool).tolist()


def test_the_shipped_pairs_are_sound_and_enough_for_each_language() -> None:
    pairs = read_pairs()
    counts = Counter(pair.language for pair in pairs)
    assert {"ar", "de", "fr", "ja", "ko", "ru", "zh"} < set(counts) < set(LANGUAGES)
    assert min(counts.values()) >= 20
    for pair in pairs:
        assert pair.sound
        assert pair.wrong == ()
        assert pair.english.strip() == pair.english
        assert pair.other.strip() == pair.other != pair.english


def test_unsound_pairs_are_the_same_every_time_and_others_with_another_seed() -> None:
    pairs = read_pairs()
    assert list(unsound(pairs)) == list(unsound(pairs))
    assert list(unsound(pairs)) != list(unsound(pairs, seed=2))


WORDS = st.lists(st.sampled_from(["un", "deux", "trois", "pont", "漢", "."]), min_size=1, max_size=6).map(
    " ".join
)


@settings(max_examples=50)
@given(texts=st.lists(WORDS, min_size=1, max_size=5), language=st.sampled_from(["fr", "ja"]))
def test_an_unsound_pair_differs_exactly_where_it_says(texts: list[str], language: str) -> None:
    pairs = [LabelledPair(language, f"source {n}", text, True) for n, text in enumerate(texts)]
    originals = {pair.english: pair.other for pair in pairs}
    for worse in unsound(pairs):
        (wrong,) = worse.wrong
        original = originals[worse.english]
        assert not worse.sound
        assert worse.other != original
        assert original.startswith(worse.other[: wrong.start])
        assert original.endswith(worse.other[wrong.end :])
        assert any(worse.other[wrong.start : wrong.end] in text for text in texts)


def test_the_shipped_pairs_can_nearly_all_be_made_unsound() -> None:
    pairs = read_pairs()
    worse = list(unsound(pairs))
    assert len(worse) > 0.9 * len(pairs)
    assert set(Counter(pair.language for pair in worse)) <= set(LANGUAGES)


@pytest.fixture(scope="module")
def pairs() -> list[LabelledPair]:
    sound = [
        LabelledPair(language, tiny.in_language(words, "en"), tiny.in_language(words, language), True)
        for language in ("fr", "de")
        for words in tiny.sentences(40)
    ]
    return [*sound, *unsound(sound)]


def test_the_doubter_learns_which_words_are_wrong(tiny_model: Model, pairs: list[LabelledPair]) -> None:
    doubter = fit_doubter(tiny_model.embedder, pairs)
    _, summaries = observe(tiny_model.embedder, doubter, pairs)
    sound = np.array([pair.sound for pair in pairs])
    assert np.median(summaries[sound, 1]) < 0.2
    assert np.median(summaries[~sound, 1]) > 0.8
    assert len(doubter.weights) == len(WORD_FEATURES)
    wrong, words = 0, 0
    for pair in pairs:
        words += len(tiny.tokenizer().encode(pair.other).ids)
        wrong += sum(len(pair.other[span.start : span.end].split()) for span in pair.wrong)
    assert doubter.trained_share == pytest.approx(wrong / words, rel=0.15)


def test_calibration_tells_sound_from_unsound(tiny_model: Model, pairs: list[LabelledPair]) -> None:
    calibration = calibrate(tiny_model.embedder, tiny_model.doubter, pairs)
    assert set(calibration.usual) == {"", "fr", "de"}
    similar, summaries = observe(tiny_model.embedder, tiny_model.doubter, pairs)
    scores = score("fr", similar, summaries, calibration)
    sound = [one.quality for one, pair in zip(scores, pairs, strict=True) if pair.sound]
    worse = [one.quality for one, pair in zip(scores, pairs, strict=True) if not pair.sound]
    assert np.median(sound) > 0.9
    assert np.median(worse) < 0.2
    assert len(calibration.weights) == len(FEATURES)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_quality_never_falls_as_similarity_rises_or_doubt_falls(seed: int) -> None:
    # Nearly the same twice, and doubts that have nothing to do with the label: signs would be anything.
    random = np.random.default_rng(seed)
    labels = (random.random(60) < 0.5).astype(np.float64)
    rows = random.normal(size=(60, len(FEATURES)))
    rows[:, 1] = rows[:, 0] + 0.05 * random.normal(size=60)
    weights, bias = signed_logistic(rows, labels)
    assert all(weight * sign >= 0 for weight, sign in zip(weights, SIGNS, strict=True))
    assert np.isfinite(bias)


def test_what_is_usual_is_taken_from_sound_pairs_only(tiny_model: Model, pairs: list[LabelledPair]) -> None:
    usual = calibrate(tiny_model.embedder, tiny_model.doubter, pairs).usual["fr"]
    own = [pair for pair in pairs if pair.language == "fr" and pair.sound]
    similar, summaries = observe(tiny_model.embedder, tiny_model.doubter, own)
    assert usual.similarity == pytest.approx(float(np.median(similar)), abs=1e-4)
    assert usual.deviation == pytest.approx(max(0.02, float(similar.std())), abs=1e-4)
    assert usual.ratio == pytest.approx(float(np.median(summaries[:, 4])), abs=1e-4)


def test_a_language_with_few_pairs_has_nothing_usual_of_its_own(
    tiny_model: Model, pairs: list[LabelledPair]
) -> None:
    few = [replace(pair, language="it") for pair in pairs[:19]]
    calibration = calibrate(tiny_model.embedder, tiny_model.doubter, [*pairs, *few])
    assert "it" not in calibration.usual
    assert set(calibration.offsets) == {"fr", "de"}


@pytest.mark.parametrize("shift", [-0.8, 0.0, 1.5])
def test_the_offset_of_many_pairs_is_what_their_logits_lack(shift: float) -> None:
    random = np.random.default_rng(6)
    logits = 2 * random.normal(size=20_000)
    labels = random.random(len(logits)) < 1 / (1 + np.exp(-logits - shift))
    assert offset(logits, labels) == pytest.approx(shift, abs=0.06)


@given(
    logits=st.lists(st.floats(-50, 50), max_size=30),
    sound=st.booleans(),
    penalty=st.floats(0.1, 100),
)
def test_the_offset_points_to_the_labels_and_few_pairs_move_it_little(
    logits: list[float], sound: bool, penalty: float
) -> None:
    found = offset(np.array(logits), np.full(len(logits), sound), penalty)
    assert (found if sound else -found) >= 0
    assert abs(found) <= len(logits) / penalty + 1e-9


def test_a_language_in_which_doubts_mean_less_has_an_offset_of_its_own(
    tiny_model: Model, pairs: list[LabelledPair]
) -> None:
    # In German every other pair that looks unsound is sound, and there are many.
    german = [pair for pair in pairs if pair.language == "de" and not pair.sound]
    worse = [pair for pair in pairs if pair not in german]
    worse += [replace(pair, sound=number % 2 == 0) for number, pair in enumerate(german * 20)]
    calibration = calibrate(tiny_model.embedder, tiny_model.doubter, worse)
    assert calibration.offsets["fr"] < 0 < calibration.offsets["de"]


def test_a_pair_without_words_can_be_observed(tiny_model: Model) -> None:
    similar, summaries = observe(
        tiny_model.embedder, tiny_model.doubter, [LabelledPair("fr", "The lamp.", "😀", True)]
    )
    assert similar.tolist() == [0]
    assert summaries.tolist() == [[0] * 6]
