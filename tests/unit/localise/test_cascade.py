from __future__ import annotations

import numpy as np
from numpy.testing import assert_array_equal

from qa.localise import Effort
from qa.localise.cascade import Cascade
from qa.localise.sides import Side
from qa.localise.words import WordDoubts
from tests.unit.localise.sides import side


class Fixed:
    """Doubts that are the same for every word of a pair of as many words, and what was asked."""

    def __init__(self, doubts: dict[int, float], share: float) -> None:
        self.doubts, self.trained_share = doubts, share
        self.asked: list[list[int]] = []

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        self.asked.append(translation.counts.tolist())
        values = translation.spread(
            np.array([self.doubts.get(n, 0) for n in translation.counts.tolist()], np.float32)
        )
        nothing = np.zeros(len(source.which), np.float32)
        places = [np.zeros(len(one.which), np.int64) for one in (translation, source)]
        return WordDoubts(values, places[0]), WordDoubts(nothing, places[1])


def test_only_what_is_not_clear_is_read_again() -> None:
    quick, thorough = Fixed({3: 0.2, 4: 0.01}, 0.1), Fixed({3: 0.9, 4: 0.9}, 0.2)
    translation, source = side([4, 3, 4, 3], 1), side([2, 5, 1, 2], 2)
    here, there = Cascade(quick, thorough, 0.05)(translation, source)
    assert thorough.asked == [[3, 3]]
    assert_array_equal(here.doubt, translation.spread(np.array([0.01, 0.9, 0.01, 0.9], np.float32)))
    assert not there.doubt.any()


def test_with_nothing_clear_everything_is_read_and_with_all_clear_nothing() -> None:
    translation, source = side([4, 3], 1), side([2, 5], 2)
    thorough = Fixed({3: 0.9, 4: 0.8}, 0.2)
    here, _ = Cascade(Fixed({}, 0.1), thorough, 0.0)(translation, source)
    assert thorough.asked == [[4, 3]]
    assert here.doubt.min() > 0.7
    unasked = Fixed({3: 0.9}, 0.2)
    Cascade(Fixed({}, 0.1), unasked, 0.05)(translation, source)
    assert unasked.asked == []


def test_the_share_is_that_of_the_one_who_decides() -> None:
    assert Cascade(Fixed({}, 0.1), Fixed({}, 0.2), 0.05).trained_share == 0.2


def test_more_effort_clears_less() -> None:
    assert Effort.THOROUGH.clear == 0 < Effort.BALANCED.clear < 0.2
