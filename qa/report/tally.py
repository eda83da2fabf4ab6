"""What a report counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa.records import CheckedDocument, Finding, Report, Severity

WORST_FIRST = tuple(sorted(Severity, reverse=True))


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a summary; ``by_severity``, worst first, leaves the suppressed findings out."""

    documents: int
    segments: int
    by_severity: dict[Severity, int]
    suppressed: int
    skipped: int


def tally(report: Report) -> Tally:
    """Count what is in a report."""
    return Tally(
        documents=len(report.documents),
        segments=sum(len(document.segments) for document in report.documents),
        by_severity=by_severity(report.findings),
        suppressed=sum(finding.suppressed for finding in report.findings),
        skipped=len(report.skipped),
    )


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, worst first, without the suppressed ones."""
    counts = Counter(finding.severity for finding in findings if not finding.suppressed)
    return {severity: counts[severity] for severity in WORST_FIRST}


def mean_quality(document: CheckedDocument) -> float | None:
    """The mean over the segments that have both sides, or ``None`` where none has."""
    qualities = [segment.score.quality for segment in document.segments if segment.score]
    return sum(qualities) / len(qualities) if qualities else None


def count(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
