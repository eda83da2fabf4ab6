"""A report, written out: every format is a pure function from a report to a string."""

from __future__ import annotations

from typing import Protocol

from qa.records import Report
from qa.report import to_github, to_html, to_json, to_jsonl, to_sarif, to_text


class Formatter(Protocol):
    """One way to write a report."""

    def __call__(self, report: Report) -> str:
        """The whole output, line end included; the same report gives the same string."""


FORMATS: dict[str, Formatter] = {
    "text": to_text.render,
    "json": to_json.render,
    "jsonl": to_jsonl.render,
    "html": to_html.render,
    "sarif": to_sarif.render,
    "github": to_github.render,
}
