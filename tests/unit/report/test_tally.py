import pytest

from qa.records import Severity
from qa.report.tally import Tally, by_severity, count, mean_quality, tally
from tests.newsroom import newsroom
from tests.reports import document, report


def test_counts():
    assert tally(newsroom()) == Tally(
        documents=4,
        segments=12,
        by_severity={Severity.CRITICAL: 5, Severity.MAJOR: 2, Severity.MINOR: 1},
        suppressed=1,
        skipped=2,
    )
    assert tally(report([])).by_severity == {Severity.CRITICAL: 0, Severity.MAJOR: 0, Severity.MINOR: 0}


def test_severities_are_counted_worst_first():
    assert list(by_severity([])) == [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR]


def test_mean_quality_knows_only_segments_with_both_sides():
    checked = document("a", "fr", [("x", "x", 0.5), ("y", "", None), ("z", "z", 1.0)])
    assert mean_quality(checked) == pytest.approx(0.75)
    assert mean_quality(document("a", "fr", [("y", "", None)])) is None


@pytest.mark.parametrize(("number", "text"), [(0, "0 files"), (1, "1 file"), (1200, "1,200 files")])
def test_count(number, text):
    assert count(number, "file") == text
