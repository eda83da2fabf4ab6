from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests import tiny
from training.encoded import EncodedPairs
from training.initial import initial_vectors, occurrences, teacher


def lengths(texts: Sequence[str]) -> np.ndarray:
    """Vowels and consonants of each text, so that case does not matter."""
    vowels = [sum(letter in "aeiou" for letter in text.lower()) for text in texts]
    rest = [len(text) - vowel for text, vowel in zip(texts, vowels, strict=True)]
    return np.array([vowels, rest, np.ones(len(texts))], np.float32).T


def test_tokens_that_the_teacher_takes_for_the_same_begin_the_same() -> None:
    tokens = ["▁lamp", "lamp", "▁", "▁pmal", "▁aeiou"]
    rows = initial_vectors(tokens, np.ones(5, np.int64), lengths, 2, 0.02)
    assert rows.shape == (5, 2)
    assert rows.std() == pytest.approx(0.02, rel=1e-3)
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)
    np.testing.assert_allclose(rows[0], rows[3], atol=1e-6)
    assert np.linalg.norm(rows[0] - rows[4]) > 0.02


def test_a_frequent_token_begins_short() -> None:
    tokens = ["▁the", "▁eth", "▁lamps"]
    rows = initial_vectors(tokens, np.array([1_000_000, 1, 1]), lengths, 2, 0.02)
    norms = np.linalg.norm(rows, axis=1)
    assert norms[0] < norms[1] / 100


def test_occurrences_are_counted_over_the_corpus() -> None:
    def of(ids: list[int]) -> EncodedPairs:
        return EncodedPairs(np.array(ids, np.int32), np.array([0, len(ids)]), np.zeros(1, np.int64))

    assert occurrences([of([0, 2, 2]), of([1, 2])], 4).tolist() == [1, 1, 3, 0]


def test_the_teacher_puts_a_word_beside_its_translation() -> None:
    words = [word for entry in tiny.GLOSSARY[20:28] for word in entry[:2]]
    vectors = teacher()(words)
    similar = vectors[::2] @ vectors[1::2].T
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(16), abs=1e-3)
    assert (similar.argmax(1) == np.arange(8)).mean() >= 0.75
