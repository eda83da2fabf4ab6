"""The report as JSON Lines, for tools that read a line at a time."""

from __future__ import annotations

from collections.abc import Iterator

from qa.records import Report
from qa.report import wire
from qa.report.locate import locate


def render(report: Report) -> str:
    """One line per finding, one per skipped file, and last the summary: without it the output is cut."""
    return "".join(wire.encode(record) + "\n" for record in _records(report))


def _records(report: Report) -> Iterator[wire.Json]:
    for located in locate(report):
        yield {"type": "finding", **wire.finding(located)}
    for file in report.skipped:
        yield {"type": "skipped", **wire.skipped(file)}
    yield {
        "type": "summary",
        "schema_version": wire.SCHEMA_VERSION,
        "signature": report.signature,
        **wire.summary(report),
    }
