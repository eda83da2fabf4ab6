from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa.localise.reading import FEATURES, Words, features
from tests.unit.localise.readers import Told, forecast, reader

PLACES = np.array([[0, 3], [4, 10], [11, 15]])
TEXTS = ("Les", "vaches", "2024")


def measured(places: Sequence[tuple[int, int]], gaps: Sequence[float]) -> dict[str, list[float]]:
    words = Words(PLACES, TEXTS, np.array([0.1, 0.2, 0.3]))
    table = features(
        words, forecast(places, gaps), np.array([0.9, 0.25, 0.5]), np.array([False, False, True])
    )
    assert table.dtype == np.float32
    return dict(zip(FEATURES, table.T.tolist(), strict=True))


def test_the_pieces_of_a_word_are_added_up_and_the_next_one_comes_after() -> None:
    found = measured([(0, 3), (4, 6), (6, 10), (10, 11), (11, 15)], [0.5, 2, 3, 1.5, 4, 0.25])
    assert_allclose(found["surprise"], [0.5, 5, 4], rtol=1e-5)
    assert_allclose(found["peak"], [0.5, 3, 4], rtol=1e-5)
    assert_allclose(found["beginning"], [0.5, 2, 4], rtol=1e-5)
    assert_allclose(found["after"], [2, 1.5, 0.25], rtol=1e-5)
    assert_allclose(found["probability"], [-0.6, -5.2, -4.1], rtol=1e-5)
    assert_allclose(found["unlike"], [0.05, 3.75, 2], rtol=1e-4)
    assert_allclose(found["previous word"], [0, 0.5, 5], rtol=1e-5)
    assert_allclose(found["next word"], [5, 4, 0], rtol=1e-5)
    assert found["copied"] == [0, 0, 1]
    assert found["capital"] == [1, 0, 0]
    assert found["digit"] == [0, 0, 1]


def test_a_word_without_a_piece_of_its_own_is_no_surprise() -> None:
    found = measured([(0, 3), (11, 15)], [1, 2, 0])
    assert found["surprise"][1] == found["peak"][1] == found["after"][1] == 0
    assert found["expected"][1] == 1


def test_surprise_has_an_end() -> None:
    found = measured([(0, 3), (4, 10), (11, 15)], [80, 0, 1, 0])
    assert found["surprise"][0] == 12
    assert found["probability"][0] == -15


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=12),
    st.floats(0, 30),
)
def test_whatever_the_pieces_there_is_a_finite_row_for_each_word(
    cut: list[tuple[int, int]], gap: float
) -> None:
    places = sorted((start, start + length) for start, length in cut)
    found = measured(places, [gap] * (len(places) + 1))
    assert all(np.isfinite(column).all() and len(column) == 3 for column in found.values())


@pytest.fixture
def localised_pairs(tiny_model):  # type: ignore[no-untyped-def]
    from qa.localise import LocaliseOptions, localise
    from qa.records import Alignment, Passage, Segment
    from qa.spans import Span

    texts = [("la lampe est rouge", "the lamp is red"), ("le panier est vert", "the basket is green")]
    sides = [
        [Segment(n, Span(0, len(pair[side])), pair[side], pair[side]) for n, pair in enumerate(texts)]
        for side in (0, 1)
    ]
    encoded = [tiny_model.embedder.encode([one.text for one in side]) for side in sides]
    localised = localise(
        [Alignment((n,), (n,), 0.0) for n in range(2)],
        (sides[0], encoded[0]),
        (sides[1], encoded[1]),
        tiny_model.doubter,
        LocaliseOptions(floor=0.0),
    )
    passages = [
        (Passage(one.span, one.text), Passage(two.span, two.text)) for one, two in zip(*sides, strict=True)
    ]
    return localised, passages, texts


def test_what_surprises_is_doubted_and_what_was_not_read_keeps_its_doubts(
    tiny_model, localised_pairs
) -> None:  # type: ignore[no-untyped-def]
    localised, passages, texts = localised_pairs
    places = [(0, 2), (3, 8), (9, 12), (13, 18)]
    told = {texts[0][0]: forecast(places, [0, 12, 0, 0, 0], "lampe"), texts[1][0]: None}
    after = reader(Told(told.__getitem__)).reread(localised, passages, tiny_model.embedder)
    before = localised.translation
    assert after.source is localised.source
    assert_array_equal(after.translation.spans, before.spans)
    own = before.owners == 0
    assert_array_equal(after.translation.doubts[~own], before.doubts[~own])
    places_of = map(tuple, before.spans[own].tolist())
    doubts = dict(zip(places_of, after.translation.doubts[own], strict=True))
    assert doubts[(3, 8)] > 0.9
    assert max(doubt for place, doubt in doubts.items() if place != (3, 8)) < 0.1


def test_only_the_chosen_passages_are_read(tiny_model, localised_pairs) -> None:  # type: ignore[no-untyped-def]
    localised, passages, texts = localised_pairs
    told = {texts[1][0]: forecast([(0, 2), (3, 9), (10, 13), (14, 18)], [0, 0, 12, 0, 0])}
    after = reader(Told(told.__getitem__)).reread(localised, passages, tiny_model.embedder, [1])
    own = localised.translation.owners == 0
    assert_array_equal(after.translation.doubts[own], localised.translation.doubts[own])
    assert after.translation.doubts[~own].max() > 0.9


def test_a_word_is_set_beside_what_the_model_looked_at(tiny_model, localised_pairs) -> None:  # type: ignore[no-untyped-def]
    localised, passages, texts = localised_pairs
    places = [(0, 2), (3, 5), (5, 8), (9, 12), (13, 18)]
    # "lampe" in two pieces: the look of the first counts; for "rouge" none.
    seen = [(0, 3), (12, 15), (0, 3), (9, 11), (20, 20)]
    told = {texts[0][0]: forecast(places, [0.0] * 6, seen=seen), texts[1][0]: None}
    before = localised.translation
    after = reader(Told(told.__getitem__)).reread(localised, passages, tiny_model.embedder).translation
    matches = {
        tuple(span): tuple(match)
        for span, match in zip(after.spans.tolist(), after.counterparts.tolist(), strict=True)
    }
    own = before.owners == 0
    assert [matches[place] for place in ((0, 2), (3, 8), (9, 12))] == [(0, 3), (12, 15), (9, 11)]
    assert_array_equal(after.counterparts[~own], before.counterparts[~own])
    (rouge,) = np.flatnonzero(own & (before.spans[:, 0] == 13))
    assert_array_equal(after.counterparts[rouge], before.counterparts[rouge])
