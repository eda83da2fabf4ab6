from __future__ import annotations

import json
import math
from dataclasses import replace
from math import exp
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qa import model
from qa.languages import LANGUAGES
from qa.records import Alignment, ErrorSpan, SegmentScore, Severity
from qa.score import (
    CALIBRATION,
    FEATURES,
    FOUND,
    Calibration,
    Usual,
    features,
    score,
    similarities,
    with_errors,
)
from qa.spans import Span

PLAIN = Calibration(
    {"": Usual(0.8, 0.1, 0.0), "fr": Usual(0.9, 0.2, 0.5)}, (1, 2, -3, -4, -5, -6, -7, 8), 0.5
)
SUMMARY = (0.1, 0.2, 0.05, 0.3, 0.7, 4.0)


def encoded(*rows: list[float]) -> Any:
    return SimpleNamespace(sums=np.array(rows, np.float32).reshape(len(rows), -1))


def rows_of(*summaries: tuple[float, ...]) -> np.ndarray:
    return np.array(summaries, np.float64)


def test_similarity_is_the_cosine_of_the_sums_of_both_sides() -> None:
    translation = encoded([3, 0], [0, 4], [1, 1], [-2, 0])
    source = encoded([3, 4], [2, 2], [5, 0])
    alignments = [Alignment((0,), (0, 1), 0.0), Alignment((1,), (2,), 0.0), Alignment((2,), (3,), 0.0)]
    assert_allclose(similarities(alignments, translation, source), [1, 1, -1], atol=1e-6)


def test_an_absent_or_unknown_side_has_no_similarity() -> None:
    translation, source = encoded([1, 0], [0, 0]), encoded([1, 0], [2, 0])
    alignments = [Alignment((0,), (), 1.0), Alignment((), (0,), 1.0), Alignment((1,), (1,), 0.0)]
    assert similarities(alignments, translation, source).tolist() == [0, 0, 0]


def test_no_alignment_has_no_similarity() -> None:
    assert similarities([], encoded([1, 0]), encoded([1, 0])).tolist() == []


@given(
    rows=st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=1, max_size=6),
    factor=st.floats(0.01, 100),
)
def test_similarities_stay_in_range_and_do_not_depend_on_length(rows: list[list[int]], factor: float) -> None:
    alignments = [Alignment((n,), (n,), 0.0) for n in range(len(rows))]
    other = encoded(*[row[::-1] for row in rows])
    found = similarities(alignments, encoded(*rows), other)
    scaled = similarities(alignments, encoded(*[[value * factor for value in row] for row in rows]), other)
    assert np.abs(found).max() <= 1
    assert_allclose(found, scaled, atol=1e-5)


def test_features_in_numbers() -> None:
    (row,) = features("fr", np.array([0.7], np.float32), rows_of(SUMMARY), PLAIN)
    expected = [-1, -0.5, 0.1, 0.2, 0.05, 0.3, 0.2, 0.5]
    assert_allclose(row, expected, atol=1e-6)
    assert len(row) == len(FEATURES)


def test_an_uncalibrated_language_is_measured_by_what_is_usual_in_all() -> None:
    (row,) = features("xx", np.array([0.7], np.float32), rows_of(SUMMARY), PLAIN)
    assert row[0] == pytest.approx(-1, abs=1e-6)
    assert row[FEATURES.index("ratio")] == pytest.approx(0.7)


def test_a_score_in_numbers() -> None:
    logit = 0.5 - 1 + 2 * -0.5 - 0.3 - 0.8 - 0.25 - 1.8 - 1.4 + 4
    (found,) = score("fr", np.array([0.7], np.float32), rows_of(SUMMARY), PLAIN)
    assert found == SegmentScore(0.7, round(1 / (1 + exp(-logit)), 4))


@pytest.mark.parametrize("bias", [1e6, -1e6])
def test_quality_never_leaves_its_range(bias: float) -> None:
    calibration = Calibration(PLAIN.usual, PLAIN.weights, bias)
    (found,) = score("fr", np.array([0.0], np.float32), rows_of((0.0,) * 6), calibration)
    assert found.quality == (bias > 0)


def test_the_offset_of_a_language_is_added_to_its_logit() -> None:
    shifted = Calibration(PLAIN.usual, PLAIN.weights, PLAIN.bias - 2, {"fr": 2.0})
    similar, summaries = np.array([0.7], np.float32), rows_of(SUMMARY)
    assert score("fr", similar, summaries, shifted) == score("fr", similar, summaries, PLAIN)
    lower = Calibration(PLAIN.usual, PLAIN.weights, PLAIN.bias - 2)
    assert score("xx", similar, summaries, shifted) == score("xx", similar, summaries, lower)


def test_named_weights() -> None:
    assert PLAIN.named_weights()["brief"] == 8
    assert list(PLAIN.named_weights()) == list(FEATURES)


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = {
        "bias": PLAIN.bias,
        "offsets": {"fr": -0.25},
        "trained_shares": {"ar": 0.2},
        "flawed": {"accuracy/name": -1.5},
        "weights": dict(sorted(PLAIN.named_weights().items())),
        "usual": {
            code: {"ratio": usual.ratio, "deviation": usual.deviation, "similarity": usual.similarity}
            for code, usual in PLAIN.usual.items()
        },
    }
    (tmp_path / CALIBRATION).write_text(json.dumps(content), encoding="utf-8")
    assert Calibration.load(tmp_path / CALIBRATION) == replace(
        PLAIN, offsets={"fr": -0.25}, trained_shares={"ar": 0.2}, flawed={"accuracy/name": -1.5}
    )


def test_a_serious_error_lowers_the_quality_as_far_as_its_rule_says() -> None:
    good = SegmentScore(0.7, 0.9)
    minor, major, critical = (
        ErrorSpan(Span(0, 3), rule, severity, 0.8, "why")
        for rule, severity in (
            ("accuracy/name", Severity.MINOR),
            ("accuracy/number", Severity.MAJOR),
            ("accuracy/idiom", Severity.CRITICAL),
        )
    )
    own = replace(PLAIN, flawed={"accuracy/number": -1.0})
    assert with_errors(good, [], own) == with_errors(good, [minor], own) == good
    # Odds of nine to one, and what is left of them.
    odds = 9 * math.exp(-1), 9 * math.exp(FOUND)
    expected = [SegmentScore(0.7, round(one / (1 + one), 4)) for one in odds]
    assert with_errors(good, [major, minor], own) == expected[0]
    assert with_errors(good, [major, critical], own) == expected[1]
    assert with_errors(SegmentScore(0.7, 1.0), [major], own) == SegmentScore(0.7, 1.0)
    assert with_errors(SegmentScore(0.7, 0.0), [major], own) == SegmentScore(0.7, 0.0)
    assert with_errors(None, [major], own) is None


@pytest.fixture(scope="module")
def shipped() -> Calibration:
    return Calibration.load(model.EMBEDDED / CALIBRATION)


@given(
    language=st.sampled_from([*LANGUAGES, "xx"]),
    pair=st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted),
    doubts=st.tuples(*[st.floats(0, 1)] * 4),
    ratio=st.floats(-3, 3),
    words=st.integers(0, 200),
)
def test_the_shipped_quality_rises_with_similarity(
    shipped: Calibration,
    language: str,
    pair: list[float],
    doubts: tuple[float, ...],
    ratio: float,
    words: int,
) -> None:
    similar = np.array(pair, np.float32)
    lower, higher = score(language, similar, rows_of(*[(*doubts, ratio, words)] * 2), shipped)
    assert 0 <= lower.quality <= higher.quality <= 1


def test_the_shipped_quality_falls_with_doubt(shipped: Calibration) -> None:
    similar = np.full(2, shipped.usual[""].similarity, np.float32)
    sound, doubtful = score(
        "fr", similar, rows_of((0.01, 0.02, 0.01, 0.02, 0, 20), (0.4, 0.99, 0.3, 0.9, 0, 20)), shipped
    )
    assert sound.quality > 0.8
    assert doubtful.quality < 0.3
