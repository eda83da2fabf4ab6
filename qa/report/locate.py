"""Where a reader finds a finding: its document, line and column, and the aligned segments it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.records import CheckedDocument, CheckedSegment, Finding, Report
from qa.spans import Lines, Span


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in its document; lines and columns count from 1, the end column is that after the last."""

    finding: Finding
    document: CheckedDocument
    lines: Lines
    line: int
    column: int
    end_line: int
    end_column: int


def locate(report: Report) -> Iterator[Located]:
    """Every finding of the report, in the order of the report."""
    documents = {document.path: document for document in report.documents}
    lines = {path: Lines(document.text) for path, document in documents.items()}
    for finding in report.findings:
        start = lines[finding.path].position(finding.span.start)
        end = lines[finding.path].position(finding.span.end)
        yield Located(finding, documents[finding.path], lines[finding.path], *start, *end)


class Places:
    """Ordered spans that do not overlap, found by place in logarithmic time."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def overlapping(self, span: Span) -> range:
        """The indexes of those that share a code point with ``span``, or stand without extent inside it."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def touching(self, span: Span) -> range:
        """The indexes of those that overlap ``span`` or border on it."""
        return range(bisect_left(self._ends, span.start), bisect_right(self._starts, span.end))


class Segments:
    """The aligned segments of one document, found by place."""

    def __init__(self, segments: Sequence[CheckedSegment]) -> None:
        self._all = segments
        self._places = Places([segment.span for segment in segments])

    def around(self, finding: Finding) -> Sequence[CheckedSegment]:
        """The segments that a finding stands in, as :meth:`indexes` chooses them."""
        chosen = self.indexes(finding)
        return self._all[chosen.start : chosen.stop]

    def indexes(self, finding: Finding) -> range:
        """Which segments a finding stands in; never empty where there are segments.

        A finding without extent, an omission, stands in the segment at its place whose source it is about; a
        finding between two segments belongs to the earlier one.
        """
        inside = self._places.overlapping(finding.span)
        if len(finding.span) and inside:
            return inside
        touching = self._places.touching(finding.span)
        nearest = touching[0] if touching else max(touching.stop - 1, 0)
        chosen = next((at for at in touching if self._is_about(at, finding)), nearest)
        return range(chosen, min(chosen + 1, len(self._all)))

    def _is_about(self, index: int, finding: Finding) -> bool:
        return finding.source is not None and self._all[index].source_span.overlaps(finding.source.span)
