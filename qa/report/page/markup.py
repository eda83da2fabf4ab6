"""The only way text gets into the page."""

from __future__ import annotations

from html import escape

from qa.report.display import visible


def text(value: str) -> str:
    """``value`` as HTML text or in a quoted attribute: nothing in it is markup, nothing acts."""
    return escape(visible(value, keep="\t\n\r"), quote=True)


def joined(*parts: str) -> str:
    """The parts of a page, one a line, without the empty ones."""
    return "\n".join(part for part in parts if part)
