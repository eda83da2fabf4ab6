"""What holds of every alignment."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.align import Side, align
from qa.records import Alignment

Rows = npt.NDArray[np.float32]

_SHAPES = {(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 0), (0, 1)}

seeds = st.integers(0, 2**32 - 1)
counts = st.integers(0, 40)


def meanings(count: int, random: np.random.Generator) -> Rows:
    rows = random.standard_normal((count, 128), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def uneven(rows: Rows, random: np.random.Generator) -> Side:
    return Side(rows, random.integers(1, 300, len(rows)))


def even(rows: Rows) -> Side:
    return Side(rows, [90] * len(rows))


def rendered(rows: Rows, random: np.random.Generator, noise: float = 0.7) -> Rows:
    return rows + noise * meanings(len(rows), random)


def assert_whole(found: tuple[Alignment, ...], source: int, translation: int) -> None:
    """In order, every segment once, in a shape that there is."""
    assert [n for one in found for n in one.source] == list(range(source))
    assert [n for one in found for n in one.translation] == list(range(translation))
    assert {(len(one.source), len(one.translation)) for one in found} <= _SHAPES


@given(counts, counts, seeds)
def test_every_segment_is_in_one_alignment_and_in_order(source: int, translation: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    left, right = meanings(source, random), meanings(translation, random)
    first = align(uneven(left, random), uneven(right, random))
    assert_whole(first, source, translation)


@settings(max_examples=15)
@given(st.integers(0, 1500), st.integers(0, 1500), seeds)
def test_so_it_is_in_documents_too_long_to_search_in_full(source: int, translation: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    left, right = meanings(source, random), meanings(translation, random)
    found = align(uneven(left, random), uneven(right, random))
    assert_whole(found, source, translation)


@given(st.lists(st.integers(0, 2), max_size=30), st.lists(st.integers(0, 2), max_size=30))
def test_repeated_segments_are_aligned_the_same_each_time(source: list[int], translation: list[int]) -> None:
    known = np.concatenate([np.zeros((1, 128), np.float32), meanings(2, np.random.default_rng(0))])
    sides = even(known[source]), even(known[translation])
    first = align(*sides)
    assert_whole(first, len(source), len(translation))
    assert align(*sides) == first


@given(st.integers(1, 40), seeds)
def test_a_document_and_itself_are_aligned_one_to_one(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    side = uneven(meanings(count, random), random)
    found = align(side, side)
    assert [(one.source, one.translation) for one in found] == [((n,), (n,)) for n in range(count)]


@given(counts, counts, seeds)
def test_the_two_sides_are_treated_alike(source: int, translation: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    left, right = meanings(source, random), meanings(translation, random)
    right[: min(source, translation)] += left[:translation]
    sides = uneven(left, random), uneven(right, random)
    there = {(one.source, one.translation) for one in align(*sides)}
    back = {(one.translation, one.source) for one in align(*sides[::-1])}
    assert there == back


@given(st.integers(2, 40), st.data(), seeds)
def test_a_missing_segment_is_exactly_that_omission(count: int, data: st.DataObject, seed: int) -> None:
    random = np.random.default_rng(seed)
    place = data.draw(st.integers(0, count - 1))
    source = meanings(count, random)
    translation = np.delete(rendered(source, random), place, axis=0)
    found = align(even(source), even(translation))
    assert [one.source for one in found if not one.translation] == [(place,)]
    assert len(found) == count


@given(st.integers(1, 40), st.integers(1, 8), st.data(), seeds)
def test_an_inserted_block_is_exactly_that_addition(
    count: int, more: int, data: st.DataObject, seed: int
) -> None:
    random = np.random.default_rng(seed)
    place = data.draw(st.integers(0, count))
    source = meanings(count, random)
    translation = np.insert(rendered(source, random), place, meanings(more, random), axis=0)
    found = align(even(source), even(translation))
    assert [one.translation for one in found if not one.source] == [(place + n,) for n in range(more)]
    assert len(found) == count + more


@given(st.integers(3, 40), st.data(), seeds)
def test_a_poor_translation_stays_where_it_is(count: int, data: st.DataObject, seed: int) -> None:
    random = np.random.default_rng(seed)
    place = data.draw(st.integers(0, count - 1))
    source = meanings(count, random)
    translation = rendered(source, random)
    translation[place] = 0.2 * source[place] + 0.98 * meanings(1, random)[0]
    found = align(even(source), even(translation))
    assert [(one.source, one.translation) for one in found] == [((n,), (n,)) for n in range(count)]
