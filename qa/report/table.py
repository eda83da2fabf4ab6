"""Tables for a terminal: which document stands out, and how near documents are to human translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa.languages import describe
from qa.records import CheckedDocument, Finding, HumanTranslation, Metric, Report
from qa.report.display import one_line, width
from qa.report.tally import WORST_FIRST, by_severity, mean_quality

_HEADINGS = ("document", "language", "segments", "quality", *map(str, WORST_FIRST))
_TEXTS = 2
"""The first columns are texts and stand left; the rest are numbers and stand right."""

Row = tuple[str, ...]


def documents(report: Report) -> Iterator[str]:
    """A line for each document, beneath a heading."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.path].append(finding)
    return _lines([_HEADINGS, *(_row(document, found[document.path]) for document in report.documents)])


def human_translation(compared: HumanTranslation) -> Iterator[str]:
    """A line for each document beside its human translation, one for each language, and the signatures."""
    names = [metric.name for item in compared.languages[:1] for metric in item.metrics]
    rows = [
        (one_line(item.path), one_line(item.human_path), *_values(item.metrics))
        for item in compared.documents
    ]
    together = [(f"all {describe(item.language)}", "", *_values(item.metrics)) for item in compared.languages]
    yield from _lines([("document", "human translation", *names), *rows, *together])
    for item in compared.languages:
        yield from (
            f"{metric.name} in {describe(item.language)}: {metric.signature}" for metric in item.metrics
        )


def _row(document: CheckedDocument, findings: Sequence[Finding]) -> Row:
    quality = mean_quality(document)
    return (
        one_line(document.path),
        describe(document.language),
        f"{len(document.segments):,}",
        "–" if quality is None else f"{quality:.2f}",
        *(f"{number:,}" if number else "·" for number in by_severity(findings).values()),
    )


def _values(metrics: Sequence[Metric]) -> Row:
    return tuple(f"{metric.value:.1f}" for metric in metrics)


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for column, (cell, most) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (most - width(cell))
            cells.append(cell + blank if column < _TEXTS else blank + cell)
        yield "  ".join(cells).rstrip()
