"""The report as workflow commands, which GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from qa.records import Report, Severity
from qa.report.locate import Located, locate

_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}


def render(report: Report) -> str:
    """One command per finding that is not suppressed, and one per skipped file."""
    commands = [_finding(located) for located in locate(report) if not located.finding.suppressed]
    commands += [
        _command("error", {"file": f.path, "title": "not checked"}, f.reason) for f in report.skipped
    ]
    return "".join(commands)


def _finding(located: Located) -> str:
    finding = located.finding
    place = {
        "file": finding.path,
        "line": str(located.line),
        "endLine": str(located.end_line),
        "col": str(located.column),
        "endColumn": str(located.end_column),
        "title": f"{finding.severity} {finding.rule}",
    }
    return _command(_LEVELS[finding.severity], place, finding.message)


def _command(level: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_escape(message)}\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
