"""A report, written out: every format is a pure function from a report to a string."""

from __future__ import annotations

from importlib import import_module

from qa.records import Report

FORMATS = ("text", "json", "jsonl", "html", "sarif", "github")
"""Each is the ``render`` of its module ``to_<name>``, loaded when it is asked for."""


def render(report: Report, format: str) -> str:
    """The whole output in one of :data:`FORMATS`, line end included; the same report, the same string."""
    return str(import_module(f"qa.report.to_{format}").render(report))
