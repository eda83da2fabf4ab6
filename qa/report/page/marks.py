"""Findings drawn into a text: overlapping spans become consecutive pieces, each with all its findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.records import Finding
from qa.report.page.figures import kind
from qa.report.page.markup import text
from qa.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to draw: a finding, its number in the report (from 1), and where it stands on this side."""

    span: Span
    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text and the marks that cover all of it."""

    span: Span
    marks: tuple[Mark, ...]


def pieces(span: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut ``span`` wherever a mark begins or ends; a mark without extent is a piece of its own, without text.

    ``marks`` are sorted by span and may overlap one another and the ends of ``span``.
    """
    points: dict[int, list[Mark]] = defaultdict(list)
    edges = {span.start, span.end}
    for mark in marks:
        start, end = _within(span, mark.span.start), _within(span, mark.span.end)
        edges |= {start, end}
        if not len(mark.span):
            points[start].append(mark)
    waiting = [mark for mark in reversed(marks) if len(mark.span)]
    active: list[Mark] = []
    cuts = sorted(edges)
    for start, end in pairwise([*cuts, cuts[-1]]):
        if start in points:
            yield Piece(Span(start, start), tuple(points[start]))
        while waiting and waiting[-1].span.start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.span.end > start]
        if start < end:
            yield Piece(Span(start, end), tuple(active))


def in_translation(inner: str, piece: Piece) -> str:
    """``inner`` as flagged words: reached with the tab key where a finding begins, the reason beside it."""
    if not piece.marks:
        return inner
    begins = [mark for mark in piece.marks if mark.span.start == piece.span.start]
    ends = [mark for mark in piece.marks if mark.span.end == piece.span.end]
    attributes = "" if inner else ' class="point"'
    if begins:
        notes = " ".join(f"f{mark.number}" for mark in begins)
        attributes += f' tabindex="0" aria-describedby="{notes}"'
    if ends:
        attributes += f' data-number="{_numbers(ends, ", ")}"'
    reasons = "".join(map(_reason, piece.marks))
    return (
        f'<mark data-kind="{_worst(piece.marks)}" data-findings="{_numbers(piece.marks)}"{attributes}>{inner}'
        f'<span class="tip" lang="en" dir="ltr" aria-hidden="true">{reasons}</span></mark>'
    )


def in_source(inner: str, piece: Piece) -> str:
    """``inner`` as the source words of a finding."""
    if not piece.marks:
        return inner
    kinds, numbers = _worst(piece.marks), _numbers(piece.marks)
    return f'<span class="words" data-kind="{kinds}" data-findings="{numbers}">{inner}</span>'


def _reason(mark: Mark) -> str:
    finding = mark.finding
    return (
        f'<span class="reason" data-kind="{kind(finding)}" data-findings="{mark.number}">'
        f"<b>{finding.severity}</b> <code>{text(finding.rule)}</code><br>{text(finding.message)}</span>"
    )


def _worst(marks: Sequence[Mark]) -> str:
    """The kind to draw where findings overlap: a suppressed one shows only where it is alone."""
    return kind(max((mark.finding for mark in marks), key=lambda f: (not f.suppressed, f.severity)))


def _numbers(marks: Sequence[Mark], separator: str = " ") -> str:
    return separator.join(str(mark.number) for mark in marks)


def _within(span: Span, offset: int) -> int:
    return min(max(offset, span.start), span.end)
