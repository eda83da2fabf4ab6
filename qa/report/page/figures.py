"""Counts and qualities as the page shows them, in the table and in the headings alike."""

from __future__ import annotations

from collections.abc import Iterable

from qa.records import Finding
from qa.report.tally import by_severity

_STEPS = 10
NO_QUALITY = "qx"


def kind(finding: Finding) -> str:
    """What a finding is drawn and filtered as: its severity, or ``suppressed``."""
    return "suppressed" if finding.suppressed else str(finding.severity)


def badges(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, or that there are none."""
    shown = [
        f'<span class="badge" data-kind="{severity}">{number:,} {severity}</span>'
        for severity, number in by_severity(findings).items()
        if number
    ]
    return f'<span class="badges">{"".join(shown) or "no findings"}</span>'


def quality_class(quality: float | None) -> str:
    """The class of a quality: ``q0`` to ``q9`` by tenths."""
    return NO_QUALITY if quality is None else f"q{min(max(int(quality * _STEPS), 0), _STEPS - 1)}"


def quality_text(quality: float | None) -> str:
    """A quality in two decimals, or a dash where there is none."""
    return "–" if quality is None else f"{quality:.2f}"
