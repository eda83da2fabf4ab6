from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa.localise.sides import Side, Tables
from tests.unit.localise.sides import only, side


def test_a_side_sums_and_spreads_by_pair() -> None:
    whole = side([2, 1, 3], 5)
    values = np.arange(6, dtype=np.float32)
    assert whole.counts.tolist() == [2, 1, 3]
    assert whole.sums(values).tolist() == [1, 2, 12]
    assert whole.means(values).tolist() == [0.5, 2, 4]
    assert whole.spread(np.array([7, 8, 9])).tolist() == [7, 7, 8, 9, 9, 9]


def test_words_that_come_again_are_taken_from_the_distinct_ones() -> None:
    whole = only(side([2, 1], 5), [0, 1, 0])
    assert whole.which.tolist() == [0, 1, 2, 0, 1]
    assert_array_equal(whole.weights, whole.lengths[[0, 1, 2, 0, 1]])
    for words, expected in zip(whole.words, ([0, 1], [2], [0, 1]), strict=True):
        assert_array_equal(words, whole.directions[expected])


def test_a_product_with_weights_is_made_pair_by_pair() -> None:
    whole = side([2, 1, 30], 5)
    random = np.random.default_rng(1)
    rows, weights = (random.normal(size=shape).astype(np.float32) for shape in ((33, 7), (7, 4)))
    found = whole.times(rows, weights)
    assert_allclose(found, rows @ weights, rtol=1e-5, atol=1e-6)
    assert_array_equal(found[3:], rows[3:] @ weights)


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return side([2, 1], 1), side([3, 2], 2)


FLAT = np.array([3, 1, 3, 5, 9, 7, 2, 8], np.float32)


def test_tables_stand_one_after_another(sides: tuple[Side, Side]) -> None:
    tables = Tables(*sides)
    assert tables.size == 8
    assert [table.tolist() for table in tables.split(FLAT)] == [[[3, 1, 3], [5, 9, 7]], [[2, 8]]]
    assert tables.sums(FLAT).tolist() == [7, 21, 10]
    assert tables.spread(np.array([1, 2, 3], np.float32)).tolist() == [1, 1, 1, 2, 2, 2, 3, 3]


def test_turned_tables_fit_the_other_side(sides: tuple[Side, Side]) -> None:
    turned = Tables(*sides).turned(FLAT)
    other = Tables(*sides[::-1])
    assert [table.tolist() for table in other.split(turned)] == [[[3, 5], [1, 9], [3, 7]], [[2], [8]]]
    assert_array_equal(other.turned(turned), FLAT)


def test_of_equal_peaks_the_first_counts_and_the_second_is_as_high(sides: tuple[Side, Side]) -> None:
    peaks = Tables(*sides).peaks(FLAT)
    assert peaks.highest.tolist() == [3, 9, 8]
    assert peaks.columns.tolist() == [0, 1, 1]
    assert peaks.second.tolist() == [3, 7, 2]


def test_a_lone_column_has_no_second() -> None:
    peaks = Tables(side([2], 1), side([1], 2)).peaks(np.array([-0.5, 0.5], np.float32))
    assert peaks.highest.tolist() == [-0.5, 0.5]
    assert peaks.second.tolist() == [0, 0]


@given(
    shapes=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=5),
    seed=st.integers(0, 1000),
)
def test_peaks_are_those_of_numpy(shapes: list[tuple[int, int]], seed: int) -> None:
    tables = Tables(side([rows for rows, _ in shapes], 1), side([columns for _, columns in shapes], 2))
    flat = np.random.default_rng(seed).integers(-3, 4, tables.size).astype(np.float32)
    peaks = tables.peaks(flat)
    rows = [row for table in tables.split(flat) for row in table]
    assert peaks.highest.tolist() == [row.max() for row in rows]
    assert peaks.columns.tolist() == [row.argmax() for row in rows]
    assert peaks.second.tolist() == [np.sort(row)[-2] if len(row) > 1 else 0 for row in rows]
