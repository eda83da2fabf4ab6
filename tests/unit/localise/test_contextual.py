from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa.localise.contextual import ContextualTagger, restored
from qa.localise.features import measure
from tests import tiny
from tests.unit.localise.sides import only, side

COUNTS = [3, 1, 6, 2, 40, 17, 1, 28], [4, 5, 1, 2, 33, 19, 1, 24]


@pytest.fixture(scope="module")
def tagger() -> ContextualTagger:
    return ContextualTagger(tiny.tagger_tensors(12))


def test_a_doubt_for_every_word_of_both_sides(tagger: ContextualTagger) -> None:
    translation, source = side([3, 1, 6], 1), side([2, 4, 1], 2)
    measured = measure(translation, source)
    for own, (whole, doubts) in enumerate(
        zip((translation, source), tagger(translation, source), strict=True)
    ):
        assert doubts.doubt.shape == (len(whole.which),)
        assert doubts.doubt.dtype == np.float32
        assert 0 < doubts.doubt.min() < doubts.doubt.max() < 1
        assert_array_equal(doubts.best, measured.best[own])


@settings(deadline=None, max_examples=20)
@given(order=st.lists(st.integers(0, 7), min_size=1, max_size=12))
def test_a_pair_has_the_same_doubts_in_any_company(tagger: ContextualTagger, order: list[int]) -> None:
    translation, source = side(COUNTS[0], 5), side(COUNTS[1], 6)
    some = tagger(only(translation, order), only(source, order))
    every = tagger(translation, source)
    for own, whole in enumerate((translation, source)):
        # To the last bit: rounding would hide a difference nearly always, and show it one day.
        assert_array_equal(some[own].doubt, np.concatenate([every[own].doubt[whole.pairs[n]] for n in order]))


def test_what_stands_around_a_word_counts_and_another_passage_does_not(tagger: ContextualTagger) -> None:
    translation, source = side([3, 2], 7), side([3, 3], 8)
    before = tagger(translation, source)[0].doubt
    directions = translation.directions.copy()
    directions[0] *= -1
    from dataclasses import replace

    after = tagger(replace(translation, directions=directions), source)[0].doubt
    assert abs(after[2] - before[2]) > 1e-5
    assert_array_equal(after[3:], before[3:])


def test_a_passage_longer_than_any_in_training_is_read(tagger: ContextualTagger) -> None:
    here, there = tagger(side([600], 1), side([500], 2))
    assert np.isfinite(here.doubt).all()
    assert np.isfinite(there.doubt).all()


def test_matrices_come_back_from_eight_bits() -> None:
    matrix = np.random.default_rng(1).normal(size=(4, 5)).astype(np.float32)
    factors = np.abs(matrix).max(1) / 127
    written = {
        "m": np.round(matrix / factors[:, None]).astype(np.int8),
        "m.factors": factors,
        "bias": np.ones(3, np.float32),
    }
    found = restored(written)
    assert found.keys() == {"m", "bias"}
    assert_allclose(found["m"], matrix, atol=factors.max())
    assert all(tensor.dtype == np.float32 for tensor in found.values())


def test_it_is_read_from_a_file(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file(tiny.tagger_tensors(12), tmp_path / "tagger.safetensors")
    loaded = ContextualTagger.load(tmp_path / "tagger.safetensors")
    assert loaded.trained_share == pytest.approx(0.1)
    translation, source = side([3, 2], 1), side([2, 4], 2)
    ours, theirs = loaded(translation, source), ContextualTagger(tiny.tagger_tensors(12))(translation, source)
    for own in (0, 1):
        assert_array_equal(ours[own].doubt, theirs[own].doubt)
