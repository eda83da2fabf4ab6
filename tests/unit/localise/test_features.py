from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa.localise.features import FEATURES, measure
from qa.localise.sides import Side
from tests.unit.localise.sides import made, only, side, writings


def cosine(left: np.ndarray, right: np.ndarray) -> float:
    lengths = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / lengths if lengths > 1e-9 else 0.0


def by_the_book(here: Side, there: Side, own: Sequence[str], others: Sequence[str]) -> list[dict[str, float]]:
    """The features of the words of one pair, each written down as its definition says."""
    mine, theirs = (
        (one.directions * one.lengths[:, None])[one.which].astype(np.float64) for one in (here, there)
    )
    expected, expected_there = (one.usual[one.which] for one in (here, there))
    supports = [max(cosine(word, other) for other in theirs) for word in mine]
    back = [max(cosine(other, word) for word in mine) for other in theirs]
    surprises = (np.array(back) - expected_there[:, 0]) / np.maximum(expected_there[:, 1], 0.02)
    whole = cosine(mine.sum(0), theirs.sum(0))
    found = []
    for n, word in enumerate(mine):
        cosines = sorted((cosine(word, other) for other in theirs), reverse=True)
        best = max(range(len(theirs)), key=lambda m: cosine(word, theirs[m]))
        without = cosine(mine.sum(0) - word, theirs.sum(0)) - whole if len(mine) > 1 else 0.0
        text = own[n]
        usual, deviation = expected[n]
        weight = there.weights.sum()
        found.append(
            {
                "support": supports[n],
                "margin": cosines[0] - (cosines[1] if len(cosines) > 1 else 0),
                "rivalry": back[best] - supports[n],
                "gain": without * len(mine),
                "weight": log(here.weights[n] + 1e-3),
                "letters": log(len(text)),
                "typical": sum(supports) / len(supports),
                "similarity": whole,
                "uncovered": 1 - float(there.weights @ back) / weight if weight else 0,
                "ratio": log(len(mine) / len(theirs)),
                "capital": text[0].isupper(),
                "digit": text[0].isdigit(),
                "symbol": not any(character.isalnum() for character in text),
                "copied": text.casefold() in [other.casefold() for other in others],
                "usual": usual,
                "deviation": deviation,
                "surprise": (supports[n] - usual) / max(deviation, 0.02),
                "orphan": surprises.min(),
            }
        )
    return found


def test_every_feature_is_what_its_definition_says() -> None:
    translation, source = side([3, 1, 6, 1], 1), side([4, 5, 1, 1], 2)
    measured = measure(translation, source)
    written = writings(11, 1), writings(11, 2)
    for own, (here, there) in enumerate(((translation, source), (source, translation))):
        expected = [
            [words[name] for name in FEATURES]
            for n in range(4)
            for words in by_the_book(
                only(here, [n]),
                only(there, [n]),
                written[own][here.pairs[n]],
                written[1 - own][there.pairs[n]],
            )
        ]
        assert_allclose(measured.features[own], np.array(expected, float), atol=2e-5)


def test_a_small_example_in_numbers() -> None:
    here = made(
        np.array([[2, 0], [0, 1]], np.float32),
        np.array([[0.5, 0.25], [0.5, 0.25]], np.float32),
        ["Pont", "7"],
        [2],
    )
    there = made(np.array([[3, 4]], np.float32), np.array([[0.8, 0.1]], np.float32), ["bridge"], [1])
    measured = measure(here, there)
    first, second = ({name: float(row[n]) for n, name in enumerate(FEATURES)} for row in measured.features[0])
    assert first["support"] == pytest.approx(0.6)
    assert second["support"] == pytest.approx(0.8)
    assert first["margin"] == pytest.approx(0.6)
    assert first["rivalry"] == pytest.approx(0.2)
    assert second["rivalry"] == pytest.approx(0)
    assert first["similarity"] == pytest.approx((6 + 4) / (5 * 5**0.5))
    assert first["gain"] == pytest.approx(2 * (0.8 - 10 / (5 * 5**0.5)))
    assert first["typical"] == pytest.approx(0.7)
    assert first["uncovered"] == pytest.approx(0.2)
    assert first["ratio"] == pytest.approx(log(2))
    assert (first["capital"], second["capital"], second["digit"]) == (1, 0, 1)
    assert first["surprise"] == pytest.approx(0.4)
    assert first["orphan"] == pytest.approx(0, abs=1e-5)
    assert [best.tolist() for best in measured.best] == [[0, 0], [1]]
    for cosines in measured.cosines:
        assert_allclose(cosines, [0.6, 0.8], rtol=1e-6)


def test_a_pair_is_measured_alike_in_any_company() -> None:
    translation, source = side([3, 1, 6, 2], 3), side([4, 5, 1, 2], 4)
    together = measure(translation, source)
    for n in range(4):
        alone = measure(only(translation, [n]), only(source, [n]))
        for own, whole in enumerate((translation, source)):
            rows = slice(whole.starts[n], whole.starts[n + 1])
            assert_array_equal(together.features[own][rows], alone.features[own])
            assert_array_equal(together.best[own][rows], alone.best[own])
        for own, tables in enumerate(together.tables):
            assert_array_equal(list(tables.split(together.cosines[own]))[n].ravel(), alone.cosines[own])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Side, Side]:
    """Pairs of few whole-number vectors: zeros, repeated and opposite words are common."""

    def one(count: int) -> Side:
        number = st.integers(-2, 2)
        vectors = [[draw(number) for _ in range(3)] for _ in range(count)]
        usual = np.tile(np.array([0.5, 0.0], np.float32), (count, 1))
        return made(np.array(vectors, np.float32), usual, ["x"] * count, [count])

    return one(draw(st.integers(1, 4))), one(draw(st.integers(1, 4)))


@given(pair=pairs())
def test_degenerate_words_keep_every_feature_in_its_range(pair: tuple[Side, Side]) -> None:
    here, there = pair
    for own, features in enumerate(measure(here, there).features):
        assert np.isfinite(features).all()
        row = dict(zip(FEATURES, features.T, strict=True))
        words = pair[own].counts[0]
        for name in ("support", "typical", "similarity"):
            assert np.abs(row[name]).max() <= 1 + 1e-5
        for name in ("margin", "rivalry"):
            assert row[name].min() >= -1.001
        assert np.abs(row["gain"]).max() <= 2 * words + 1e-3
