from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qa.embed import static, unit
from qa.embed.static import StaticEmbedder
from tests import tiny
from training.corpus import Pair
from training.usual import usual_support


@pytest.fixture(scope="module")
def embedder(tiny_weights: Path) -> StaticEmbedder:
    return static.load(tiny_weights)


def measured(embedder: StaticEmbedder, pairs: list[Pair]) -> np.ndarray:
    return usual_support([pairs], embedder, tiny.tokenizer().get_vocab_size())


def row(usual: np.ndarray, word: str) -> np.ndarray:
    (number,) = tiny.tokenizer().encode(word).ids
    return usual[number].astype(float)


def test_a_word_that_always_finds_its_translation_is_used_to_it(embedder: StaticEmbedder) -> None:
    pairs = [
        Pair("made", tiny.in_language(words, "en"), tiny.in_language(words, "fr"))
        for words in tiny.sentences(100)
    ]
    # "tapis" stands where "lamp" should, every time.
    pairs += [Pair("made", "The old lamp.", "Le vieux tapis.")] * 100
    usual = measured(embedder, pairs)
    assert usual.shape == (tiny.tokenizer().get_vocab_size(), 2)
    assert row(usual, "pont")[0] > 0.9
    assert row(usual, "tapis")[0] < row(usual, "pont")[0] - 0.15
    assert row(usual, "vieux")[1] < row(usual, "tapis")[1]


def test_mean_and_deviation_lean_on_the_average_by_four_words(embedder: StaticEmbedder) -> None:
    pairs = [Pair("made", "bridge", "pont")] * 3 + [Pair("made", "bridge", "tapis")] * 5
    vectors = unit(embedder.encode(["bridge", "pont", "tapis"]).sums).astype(np.float64)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    # Both sides count: every pair gives its support to two words.
    values = np.array([near] * 6 + [far] * 10)
    average = np.array([values.mean(), (values**2).mean()])
    sums = np.array([3 * near + 5 * far, 3 * near**2 + 5 * far**2])
    mean, square = (sums + 4 * average) / 12
    assert_allclose(row(measured(embedder, pairs), "bridge"), [mean, (square - mean**2) ** 0.5], atol=2e-3)


def test_a_word_never_seen_is_as_the_average(embedder: StaticEmbedder) -> None:
    pairs = [Pair("made", "The old lamp.", "Le vieux lampe.")]
    usual = measured(embedder, pairs)
    assert_allclose(row(usual, "forest"), row(usual, "kitchen"))
    assert np.isfinite(usual.astype(float)).all()
    assert usual[:, 1].min() >= 0.0099


def test_pairs_without_words_do_not_count(embedder: StaticEmbedder) -> None:
    pairs = [Pair("made", "The old lamp.", "Le vieux lampe.")]
    silent = [Pair("made", "😀", "Le pont."), Pair("made", "The tower.", "")]
    assert_allclose(measured(embedder, pairs), measured(embedder, [silent[0], *pairs, silent[1]]), rtol=1e-3)
