from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import pytest

from qa import records
from qa.records import Finding, Report, Severity, Skipped, SourcePassage
from qa.spans import Span

FINDING = Finding("a.txt", Span(3, 6), "abc", "accuracy/number", Severity.MAJOR, 0.8, "why", None)
SKIPPED = Skipped("b.txt", "no source")


def report(*findings: Finding, skipped: tuple[Skipped, ...] = ()) -> Report:
    return Report((), skipped, findings, "signature")


def test_severities_are_ordered_and_print_as_on_the_command_line() -> None:
    assert Severity.MINOR < Severity.MAJOR < Severity.CRITICAL
    assert [str(severity) for severity in Severity] == ["minor", "major", "critical"]


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [(Severity.MINOR, 1), (Severity.MAJOR, 1), (Severity.CRITICAL, 0), (None, 0)],
)
def test_a_finding_fails_from_its_severity_on(fail_on: Severity | None, code: int) -> None:
    assert report(FINDING).exit_code(fail_on) == code


def test_what_was_not_checked_is_never_success() -> None:
    assert report(skipped=(SKIPPED,)).exit_code(Severity.MAJOR) == 2
    assert report(skipped=(SKIPPED,)).exit_code(None) == 2
    assert report(FINDING, skipped=(SKIPPED,)).exit_code(Severity.CRITICAL) == 2


def test_findings_win_over_skipped_files() -> None:
    assert report(FINDING, skipped=(SKIPPED,)).exit_code(Severity.MAJOR) == 1


def test_a_suppressed_finding_does_not_fail() -> None:
    assert report(replace(FINDING, suppressed=True)).exit_code(Severity.MINOR) == 0


def test_nothing_found_is_success() -> None:
    assert report().exit_code(Severity.MINOR) == 0


def test_the_source_text_of_a_finding() -> None:
    assert FINDING.source_text == ""
    beside = replace(FINDING, source=SourcePassage("en.txt", Span(0, 2), "ab"))
    assert beside.source_text == "ab"


def test_findings_are_ordered_by_path_place_and_rule() -> None:
    others = [
        FINDING,
        replace(FINDING, path="0.txt", span=Span(9, 10)),
        replace(FINDING, span=Span(3, 5)),
        replace(FINDING, rule="accuracy/addition"),
        replace(FINDING, span=Span(1, 9)),
    ]
    ordered = sorted(others, key=lambda finding: finding.sort_key)
    assert [others.index(finding) for finding in ordered] == [1, 4, 2, 3, 0]


def test_every_record_is_immutable_and_hashable() -> None:
    kinds = [
        kind for kind in vars(records).values() if is_dataclass(kind) and kind.__module__ == "qa.records"
    ]
    assert len(kinds) > 15
    for kind in kinds:
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert "__slots__" in vars(kind)
        assert not any("list" in str(field.type) or "dict" in str(field.type) for field in fields(kind))
    with pytest.raises(FrozenInstanceError):
        FINDING.text = "x"  # type: ignore[misc]
    assert len({FINDING, replace(FINDING)}) == 1
