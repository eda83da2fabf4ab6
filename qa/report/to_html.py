"""The report as one self-contained page."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from qa.records import Report
from qa.report.page.document import section
from qa.report.page.marks import Mark
from qa.report.page.markup import joined, text
from qa.report.page.summary import summary

_FOOTER = (
    "Quality runs from 0 to 1 and compares across languages. "
    "Keys: <kbd>n</kbd> or <kbd>j</kbd> next finding, <kbd>p</kbd> or <kbd>k</kbd> previous, "
    "<kbd>Esc</kbd> closes a reason."
)


def render(report: Report) -> str:
    """The page needs nothing from outside, and its policy lets nothing in: no other script, style or address.

    Without script everything is shown; the script adds the filters and the keys.
    """
    style, script = _resource("page.css"), _resource("page.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        joined(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>Translation report</title>\n<style>{style}</style>\n</head>\n<body>",
            '<a class="skip" href="#documents">Skip to the documents</a>',
            summary(report),
            '<main id="documents" tabindex="-1">',
            *_sections(report),
            f"</main>\n<footer><p>{_FOOTER}</p><p>{text(report.signature)}</p></footer>",
            f"<script>{script}</script>\n</body>\n</html>",
        )
        + "\n"
    )


def _sections(report: Report) -> list[str]:
    marks: dict[str, list[Mark]] = {document.path: [] for document in report.documents}
    for number, finding in enumerate(report.findings, 1):
        marks[finding.path].append(Mark(finding.span, number, finding))
    return [
        section(number, document, marks[document.path]) for number, document in enumerate(report.documents, 1)
    ]


def _resource(name: str) -> str:
    return resources.files("qa.report.page").joinpath(name).read_text("utf-8")


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
