"""The report as one JSON object."""

from __future__ import annotations

from qa.records import Report
from qa.report import wire
from qa.report.locate import locate


def render(report: Report) -> str:
    """The report as ``docs/output.md`` describes it."""
    content: wire.Json = {
        "schema_version": wire.SCHEMA_VERSION,
        "signature": report.signature,
        "summary": wire.summary(report),
        "documents": [wire.document(document) for document in report.documents],
        "findings": [wire.finding(located) for located in locate(report)],
        "skipped": [wire.skipped(file) for file in report.skipped],
    }
    if report.human_translation is not None:
        content["human_translation"] = wire.human_translation(report.human_translation)
    return wire.encode(content, indent=2) + "\n"
