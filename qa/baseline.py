"""Findings that are known already: those of an earlier report are reported as suppressed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from qa.errors import UsageError
from qa.records import Finding, Report

Known = Counter[tuple[str, str, str, str]]
"""How often each (path, rule, flagged words, source words) was found; places are left out, for lines move."""


def read_baseline(path: str | Path) -> Known:
    """The findings of a JSON report.

    Raises:
        UsageError: the file is missing or is no such report.
    """
    try:
        findings = json.loads(Path(path).read_text(encoding="utf-8"))["findings"]
        return Counter(
            (item["path"], item["rule"], item["text"], item["source"]["text"] if item["source"] else "")
            for item in findings
        )
    except OSError as error:
        raise UsageError(f"{path}: the baseline cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}: is no baseline; make one with qa report --format json --output {path}"
        ) from error


def suppress(report: Report, known: Known) -> Report:
    """``report`` with the known findings marked as suppressed, each as often as it was known."""
    left = Counter(known)
    findings = []
    for finding in report.findings:
        key = _key(finding)
        findings.append(replace(finding, suppressed=True) if left[key] > 0 else finding)
        left[key] -= 1
    return replace(report, findings=tuple(findings))


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.path, finding.rule, finding.text, finding.source_text
