import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.metrics import (
    Characters,
    Doubts,
    Flag,
    Outcome,
    SegmentDoubt,
    alarms,
    at_confidence,
    characters,
    confidence_for,
    count_words,
    segment_auroc,
    segment_doubts,
    span_recall,
)
from benchmarks.quality.statistic import Tally, auroc, bootstrap, rate
from qa.records import Severity
from qa.spans import Span
from training.damage import MarkedSpan


def gold(start: int, end: int, category: str = "sense", severity: Severity = Severity.MAJOR) -> MarkedSpan:
    return MarkedSpan(Span(start, end), category, severity)


def flag(
    start: int,
    end: int,
    rule: str = "accuracy/mistranslation",
    severity: Severity = Severity.MAJOR,
    confidence: float = 0.9,
) -> Flag:
    return Flag(Span(start, end), rule, severity, confidence)


def outcome(
    marks: Sequence[MarkedSpan] = (),
    flags: Sequence[Flag] = (),
    segments: Sequence[tuple[int, int, float]] = (),
    words: float = 100,
) -> Outcome:
    doubts = tuple(SegmentDoubt(Span(start, end), {"quality": doubt}) for start, end, doubt in segments)
    return Outcome("document", "fr", words, tuple(marks), tuple(flags), doubts)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("L’eau, « bleue » – dit-il.", "fr", 3),
        ("", "fr", 0),
        ("猫在桌子上，睡觉。", "zh", 3.5),
        ("ネコ2匹", "ja", 2),
    ],
)
def test_words(text: str, language: str, words: float) -> None:
    assert count_words(text, language) == words


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ([flag(10, 15)], 1),
        ([flag(10, 14)], 0),
        ([flag(8, 12), flag(17, 30)], 1),
        ([flag(10, 13), flag(11, 14)], 0),
        ([flag(20, 40)], 0),
        ([], 0),
    ],
)
def test_a_span_is_found_when_half_of_it_is_flagged(flags: list[Flag], found: int) -> None:
    assert span_recall(outcome([gold(10, 20)], flags)) == Tally(found, 1)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (flag(30, 30, "accuracy/omission"), 1),
        (flag(50, 60, "accuracy/omission"), 1),
        (flag(51, 60, "accuracy/omission"), 0),
        (flag(20, 40, "accuracy/mistranslation"), 0),
    ],
)
def test_an_omission_is_found_by_an_omission_finding_at_its_segment(mark: Flag, found: int) -> None:
    case = outcome([gold(25, 25, "omission")], [mark], [(0, 20, 0.1), (20, 50, 0.1), (50, 80, 0.1)])
    assert span_recall(case) == Tally(found, 1)


def test_an_omission_outside_every_segment_is_found_at_its_place_only() -> None:
    assert span_recall(outcome([gold(25, 25)], [flag(25, 25, "accuracy/omission")])) == Tally(1, 1)
    assert span_recall(outcome([gold(25, 25)], [flag(26, 30, "accuracy/omission")])) == Tally(0, 1)


def test_recall_by_severity() -> None:
    case = outcome([gold(0, 4), gold(10, 14, severity=Severity.MINOR)], [flag(0, 4)])
    assert span_recall(case, lambda mark: mark.severity == Severity.MINOR) == Tally(0, 1)
    assert span_recall(case, lambda mark: mark.severity == Severity.MAJOR) == Tally(1, 1)


def test_characters_count_once() -> None:
    case = outcome([gold(10, 20), gold(40, 44)], [flag(15, 25), flag(18, 30), flag(42, 43)])
    count = characters(case)
    assert count == Characters(hits=6, flagged=16, gold=14)
    assert (count.precision, count.recall, count.f1) == (Tally(6, 16), Tally(6, 14), Tally(12, 30))


def test_a_rate_is_taken_over_all_documents_together() -> None:
    assert rate([Tally(1, 1), Tally(0, 3)]) == 0.25
    assert math.isnan(rate([Tally(0, 0)]))
    assert math.isnan(rate([]))


def test_alarms_per_thousand_words() -> None:
    case = outcome(flags=[flag(0, 4), flag(9, 12, severity=Severity.MINOR)], words=400)
    assert rate([alarms(case)]) == 5.0
    assert rate([alarms(case, Severity.MAJOR), Tally(0, 600)]) == 1.0


def test_segments_that_a_mark_touches_are_damaged() -> None:
    case = outcome(
        [gold(5, 8), gold(30, 30, "omission")], segments=[(0, 9, 0.7), (10, 20, 0.2), (21, 30, 0.4)]
    )
    assert segment_doubts(case, "quality") == Doubts((0.7, 0.4), (0.2,))


@pytest.mark.parametrize(
    ("damaged", "intact", "area"),
    [
        ((0.9, 0.8), (0.1, 0.2), 1.0),
        ((0.1,), (0.9,), 0.0),
        ((0.5,), (0.5,), 0.5),
        ((0.9, 0.3), (0.5, 0.3), 0.625),
        ((math.inf,), (1.0, math.inf), 0.75),
    ],
)
def test_auroc(damaged: tuple[float, ...], intact: tuple[float, ...], area: float) -> None:
    assert auroc(damaged, intact) == area
    assert segment_auroc([Doubts(damaged, ()), Doubts((), intact)]) == area


def test_auroc_of_one_kind_only_is_not_defined() -> None:
    assert math.isnan(auroc([], [0.1]))
    assert math.isnan(auroc([0.1], []))


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.integers(0, 9), min_size=1))
def test_auroc_is_the_share_of_couples(damaged: list[int], intact: list[int]) -> None:
    couples = [(one > other) + 0.5 * (one == other) for one in damaged for other in intact]
    assert auroc(damaged, intact) == pytest.approx(sum(couples) / len(couples))


def test_the_confidence_that_a_budget_of_alarms_allows() -> None:
    clean = [outcome(flags=[flag(0, 1, confidence=c) for c in (0.9, 0.6, 0.7, 0.6)], words=1000)]
    assert confidence_for(clean, 4) == 0.0
    assert [len(one.flags) for one in at_confidence(clean, confidence_for(clean, 2))] == [2]
    # Two findings share the confidence at which the third would come in: neither may.
    assert [len(one.flags) for one in at_confidence(clean, confidence_for(clean, 3))] == [2]
    assert [len(one.flags) for one in at_confidence(clean, confidence_for(clean, 0.5))] == [0]


@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0, 8))
def test_the_budget_is_kept(confidences: list[float], most: float) -> None:
    clean = [outcome(flags=[flag(0, 1, confidence=c) for c in confidences], words=1000)]
    assert rate([alarms(one) for one in at_confidence(clean, confidence_for(clean, most))]) <= most


def test_bootstrap_is_repeatable_and_around_the_value() -> None:
    tallies = [Tally(part, 4) for part in (0, 1, 2, 3, 4)]
    low, high = bootstrap(tallies, rate)
    assert (low, high) == bootstrap(tallies, rate)
    assert 0 <= low < 0.5 < high <= 1
    assert bootstrap([Tally(1, 4)], rate) == (0.25, 0.25)


def test_bootstrap_leaves_out_what_is_not_defined() -> None:
    assert bootstrap([Tally(0, 0), Tally(2, 2)], rate) == (1.0, 1.0)
    assert all(math.isnan(end) for end in bootstrap([Tally(0, 0)], rate))
    assert all(math.isnan(end) for end in bootstrap([], rate))
