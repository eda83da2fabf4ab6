"""Write the golden files anew; look at the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

from qa.report import FORMATS, render
from tests.newsroom import newsroom

FOLDER = Path(__file__).parent / "report"


def names(format: str) -> str:
    """The file of a format."""
    return f"newsroom.{format}"


def written(format: str) -> str:
    """The report in a format; of the page only the body: style and script are read better in their files."""
    text = render(newsroom(), format)
    return text[text.index("<body>") : text.index("<script>")] if format == "html" else text


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in FORMATS:
        (FOLDER / names(each)).write_text(written(each), "utf-8", newline="\n")
