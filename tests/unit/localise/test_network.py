from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa import model
from qa.localise.features import measure
from qa.localise.network import DoubtNetwork
from tests import tiny
from tests.unit.localise.sides import only, side


@pytest.fixture(scope="module")
def network() -> DoubtNetwork:
    return DoubtNetwork(tiny.network_tensors(12))


def test_a_doubt_for_every_word_of_both_sides(network: DoubtNetwork) -> None:
    translation, source = side([3, 1, 6], 1), side([2, 4, 1], 2)
    for whole, doubts in zip((translation, source), network(translation, source), strict=True):
        assert doubts.doubt.shape == doubts.best.shape == (len(whole.which),)
        assert doubts.doubt.dtype == np.float32
        assert 0 < doubts.doubt.min() < doubts.doubt.max() < 1


def test_the_match_is_the_most_similar_word(network: DoubtNetwork) -> None:
    translation, source = side([3, 4], 3), side([2, 5], 4)
    measured = measure(translation, source)
    for own, doubts in enumerate(network(translation, source)):
        assert_array_equal(doubts.best, measured.best[own])
    assert network(translation, source)[0].best.max() < 5


COUNTS = [3, 1, 6, 2, 40, 17, 1, 28], [4, 5, 1, 2, 33, 19, 1, 24]


@settings(deadline=None)
@given(order=st.lists(st.integers(0, 7), min_size=1, max_size=12))
def test_a_pair_has_the_same_doubts_in_any_company(network: DoubtNetwork, order: list[int]) -> None:
    translation, source = side(COUNTS[0], 5), side(COUNTS[1], 6)
    some = network(only(translation, order), only(source, order))
    every = network(translation, source)
    for own, whole in enumerate((translation, source)):
        # To the last bit: rounding would hide a difference nearly always, and show it one day.
        assert_array_equal(some[own].doubt, np.concatenate([every[own].doubt[whole.pairs[n]] for n in order]))
        assert_array_equal(some[own].best, np.concatenate([every[own].best[whole.pairs[n]] for n in order]))


def test_the_neighbours_of_a_word_count_and_those_of_another_passage_do_not(network: DoubtNetwork) -> None:
    translation, source = side([2, 2], 7), side([3, 3], 8)
    before = network(translation, source)[0].doubt
    directions = translation.directions.copy()
    directions[1] *= -1
    after = network(replace(translation, directions=directions), source)[0].doubt
    assert abs(after[0] - before[0]) > 1e-5
    assert_allclose(after[2:], before[2:], atol=1e-6)


def test_the_two_sides_have_weights_of_their_own(network: DoubtNetwork) -> None:
    one = side([4], 9)
    here, there = network(one, one)
    assert not np.allclose(here.doubt, there.doubt, atol=1e-3)


def test_it_is_read_from_the_weights_folder(tiny_weights: Path) -> None:
    loaded = DoubtNetwork.load(tiny_weights)
    made = DoubtNetwork(tiny.network_tensors(tiny.DIMENSIONS))
    translation, source = side([3, 2], 1, tiny.DIMENSIONS), side([2, 4], 2, tiny.DIMENSIONS)
    assert loaded.trained_share == pytest.approx(0.1)
    for ours, theirs in zip(loaded(translation, source), made(translation, source), strict=True):
        assert_array_equal(ours.doubt, theirs.doubt)


def test_the_shipped_network_doubts_what_has_no_support() -> None:
    shipped = model.load_model()
    source = "The baker closed the shop at noon because the oven was broken."
    sound = "Le boulanger a fermé le magasin à midi parce que le four était cassé."
    garbled = "Le boulanger a fermé le sous-marin à midi parce que le four était cassé."
    assert doubt_of(shipped, garbled, source, "marin") > doubt_of(shipped, sound, source, "magasin") + 0.2


def doubt_of(whole: model.Model, translation: str, source: str, word: str) -> float:
    from qa.localise import passages

    sides = []
    for text in (translation, source):
        sides.append(passages(whole.embedder.encode([text]).words(0, 1), [0]))
    places = whole.embedder.encode([translation]).words(0, 1).offsets.tolist()
    written = [translation[start:end] for start, end in places]
    return float(whole.doubter(*sides)[0].doubt[written.index(word)])
