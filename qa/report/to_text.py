"""The report as lines for a terminal or a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.languages import SOURCE_LANGUAGE
from qa.records import Report, Severity
from qa.report import table
from qa.report.display import RIGHT_TO_LEFT, one_line, width
from qa.report.excerpt import Excerpt, excerpt
from qa.report.locate import Located, Segments, locate
from qa.report.tally import count, tally
from qa.spans import Span, cover

_COLUMNS = 100
_MOST_LINES = 3
_BOLD, _DIM = "1", "2"
_COLORS = {Severity.CRITICAL: "1;31", Severity.MAJOR: "33", Severity.MINOR: "36"}

Paint = Callable[[str, str], str]


def render(report: Report, *, color: bool = False) -> str:
    """Each finding with its words marked in their line and the source passage beneath, then a summary line.

    Control characters of the documents come out as visible escapes.  Suppressed findings are only counted.
    """
    paint = _escape_sequence if color else _plain
    segments = {document.path: Segments(document.segments) for document in report.documents}
    lines: list[str] = []
    for located in locate(report):
        if not located.finding.suppressed:
            lines += _finding(located, segments[located.finding.path], paint)
            lines.append("")
    for file in report.skipped:
        label = paint("not checked:", _COLORS[Severity.CRITICAL])
        lines.append(f"{paint(one_line(file.path), _BOLD)} {label} {one_line(file.reason)}")
    if report.skipped:
        lines.append("")
    if report.human_translation is not None:
        lines += [*table.human_translation(report.human_translation), ""]
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def _finding(located: Located, segments: Segments, paint: Paint) -> Iterator[str]:
    finding, document = located.finding, located.document
    place = f"{one_line(finding.path)}:{located.line}:{located.column}"
    severity = paint(str(finding.severity), _COLORS[finding.severity])
    yield f"{paint(place, _BOLD)} {severity} {one_line(finding.rule)} {one_line(finding.message)}"
    for shown in _translation_lines(located):
        yield from _marked(shown, document.language, "^", lambda text: paint(text, _COLORS[finding.severity]))
    if located.end_line - located.line >= _MOST_LINES:
        yield f"{'│':>6} …"
    yield from _source(located, segments, paint)


def _source(located: Located, segments: Segments, paint: Paint) -> Iterator[str]:
    """The source passage of the finding, its words marked where they are not all of it."""
    source = located.finding.source
    passages = [segment.source_span for segment in segments.around(located.finding)]
    if source is not None:
        passages.append(source.span)
    if passages and len(passage := cover(passages)):
        words = source.span if source is not None else Span(passage.start, passage.start)
        shown = excerpt(located.document.source_text, passage, words, _COLUMNS)
        mark = "~" if 0 < len(words) < len(passage) else ""
        yield from _marked(shown, SOURCE_LANGUAGE, mark, lambda text: paint(text, _DIM))


def _translation_lines(located: Located) -> Iterator[Excerpt]:
    """The lines that the finding touches, the first few of them."""
    span, text = located.finding.span, located.document.text
    for number in range(located.line, min(located.end_line, located.line + _MOST_LINES - 1) + 1):
        line = located.lines.line_span(number)
        start = min(max(span.start, line.start), line.end)
        part = Span(start, max(start, min(span.end, line.end)))
        if len(part) or number == located.line:
            yield excerpt(text, line, part, _COLUMNS)


def _marked(shown: Excerpt, language: str, mark: str, paint: Callable[[str], str]) -> Iterator[str]:
    """A line of text and, beneath its words, ``mark``; no mark, no second line.

    A terminal may or may not reorder text that runs from right to left, so that nothing can stand beneath it:
    there the words are bracketed.
    """
    gutter = f"{language:>4} │ "
    if not mark:
        yield f"{gutter}{shown.before}{shown.marked}{shown.after}".rstrip()
    elif language in RIGHT_TO_LEFT:
        yield f"{gutter}{shown.before}{paint(f'⟦{shown.marked}⟧')}{shown.after}".rstrip()
    else:
        yield f"{gutter}{shown.before}{paint(shown.marked) if shown.marked else ''}{shown.after}".rstrip()
        yield f"{'│':>6} {' ' * width(shown.before)}{paint(mark * max(1, width(shown.marked)))}"


def summary(report: Report) -> str:
    """One line that says all: what was checked, what was found, what was not."""
    counts = tally(report)
    found = ", ".join(f"{number:,} {severity}" for severity, number in counts.by_severity.items() if number)
    parts = [
        f"{count(counts.documents, 'document')}, {count(counts.segments, 'segment')}",
        f"findings: {found or 'none'}",
    ]
    if counts.suppressed:
        parts.append(f"suppressed: {counts.suppressed:,}")
    if counts.skipped:
        parts.append(f"not checked: {count(counts.skipped, 'file')}")
    return "; ".join(parts)


def _plain(text: str, _: str) -> str:
    return text


def _escape_sequence(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
