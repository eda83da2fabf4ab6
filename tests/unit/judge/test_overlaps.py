from __future__ import annotations

from qa.judge.overlaps import resolve
from qa.records import ErrorSpan, Severity
from qa.spans import Span

RANK = {"accuracy/number": 0, "accuracy/mistranslation": 1}


def error(
    start: int, end: int, rule: str, severity: Severity = Severity.MAJOR, confidence: float = 0.8
) -> ErrorSpan:
    return ErrorSpan(Span(start, end), rule, severity, confidence, f"{rule} {start}-{end}")


def test_apart_they_stay_and_are_sorted() -> None:
    late, early = error(20, 25, "accuracy/number"), error(0, 5, "accuracy/mistranslation")
    assert resolve([late, early], RANK) == (early, late)


def test_the_specific_rule_has_the_stretch() -> None:
    number, meaning = (
        error(0, 5, "accuracy/number"),
        error(0, 8, "accuracy/mistranslation", Severity.CRITICAL),
    )
    assert resolve([meaning, number], RANK) == (number,)


def test_a_garbled_phrase_is_one_finding() -> None:
    number = error(4, 7, "accuracy/number", Severity.CRITICAL, 0.95)
    phrase = error(0, 40, "accuracy/mistranslation", Severity.MAJOR, 0.7)
    (found,) = resolve([number, phrase], RANK)
    assert found.span == phrase.span
    assert found.category == "accuracy/mistranslation"
    assert (found.severity, found.confidence) == (Severity.CRITICAL, 0.95)


def test_overlapping_findings_of_one_rule_become_one() -> None:
    found = resolve([error(0, 5, "accuracy/number"), error(3, 9, "accuracy/number")], RANK)
    assert [item.span for item in found] == [Span(0, 9)]


def test_the_longer_finding_of_one_rule_absorbs_the_shorter() -> None:
    longer = error(0, 9, "accuracy/number")
    assert resolve([error(3, 5, "accuracy/number"), longer], RANK) == (longer,)


def test_a_chain_of_overlaps_ends_in_findings_apart() -> None:
    found = resolve(
        [error(0, 4, "accuracy/number"), error(3, 8, "accuracy/number"), error(7, 9, "accuracy/number")], RANK
    )
    assert [item.span for item in found] == [Span(0, 9)]


def test_touching_findings_stay_apart() -> None:
    assert len(resolve([error(0, 4, "accuracy/number"), error(4, 8, "accuracy/number")], RANK)) == 2


def test_nothing() -> None:
    assert resolve([], RANK) == ()
