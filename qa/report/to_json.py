"""The report as one JSON object."""

from __future__ import annotations

from qa.records import Report
from qa.report import wire
from qa.report.locate import locate


def render(report: Report) -> str:
    """The report as ``docs/output.md`` describes it."""
    return (
        wire.encode(
            {
                "schema_version": wire.SCHEMA_VERSION,
                "signature": report.signature,
                "summary": wire.summary(report),
                "documents": [wire.document(document) for document in report.documents],
                "findings": [wire.finding(located) for located in locate(report)],
                "skipped": [wire.skipped(file) for file in report.skipped],
            },
            indent=2,
        )
        + "\n"
    )
