"""The report as SARIF 2.1.0, which code-scanning tools show."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote

from qa.records import Report, Severity, Skipped, SourcePassage
from qa.report.locate import Located, locate
from qa.report.wire import Json, encode
from qa.spans import Lines

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}


def render(report: Report) -> str:
    """One run; skipped files are notifications of it, and make it one that did not succeed."""
    rules = sorted({finding.rule for finding in report.findings})
    source_lines = {document.path: Lines(document.source_text) for document in report.documents}
    run: Json = {
        "tool": {"driver": {"name": "translation-qa", "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.skipped,
                "toolExecutionNotifications": [_notification(file) for file in report.skipped],
            }
        ],
        "results": [
            _result(located, rules.index(located.finding.rule), source_lines[located.finding.path])
            for located in locate(report)
        ],
        "properties": {"signature": report.signature},
    }
    return encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: str) -> Json:
    return {"id": rule, "shortDescription": {"text": rule.replace("/", ": ").replace("-", " ").capitalize()}}


def _result(located: Located, rule_index: int, source_lines: Lines) -> Json:
    finding = located.finding
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "rank": round(100 * float(finding.confidence), 2),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _place(finding.path, _region(located))}],
        "properties": {"severity": str(finding.severity)},
    }
    if finding.source is not None:
        result["relatedLocations"] = [_related(finding.source, source_lines)]
    if finding.suppressed:
        result["suppressions"] = [{"kind": "external"}]
    return result


def _region(located: Located) -> Json:
    return {
        "startLine": located.line,
        "startColumn": located.column,
        "endLine": located.end_line,
        "endColumn": located.end_column,
        "snippet": {"text": located.finding.text},
    }


def _related(source: SourcePassage, lines: Lines) -> Json:
    line, column = lines.position(source.span.start)
    end_line, end_column = lines.position(source.span.end)
    region: Json = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "snippet": {"text": source.text},
    }
    return {"id": 0, "message": {"text": "source"}, "physicalLocation": _place(source.path, region)}


def _notification(file: Skipped) -> Json:
    return {
        "level": "error",
        "message": {"text": file.reason},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file.path)}}}],
    }


def _place(path: str, region: Json) -> Json:
    return {"artifactLocation": {"uri": _uri(path)}, "region": region}


def _uri(path: str) -> str:
    """A URI reference: relative paths stay relative, so that a scanner finds them in its checkout."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))
