"""The evidence for the segments of a document as text: word by word, for a person who wants to know why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.records import ExplainedDocument, Explanation, Finding, Word
from qa.report.display import one_line, width
from qa.spans import Lines, Span

_INDENT = "  "
_WIDEST = 30
"""Columns for a word; a longer one pushes what follows it to the right."""


def render(explained: ExplainedDocument, lines: Sequence[int] = ()) -> str:
    """The segments that stand on one of ``lines`` (from 1), or all; a blank line between two."""
    document = explained.document
    places = Lines(document.text)
    parts = []
    for passage in explained.passages:
        first = places.position(passage.translation.span.start)[0]
        last = places.position(passage.translation.span.end)[0]
        if not lines or any(first <= line <= last for line in lines):
            parts.append("\n".join([f"{document.path}:{first}", *_passage(passage, document.source_text)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _passage(passage: Explanation, source_text: str) -> Iterator[str]:
    score = passage.score
    if score:
        yield f"{_INDENT}quality {score.quality:.2f}  similarity {score.similarity:.2f}"
    yield f"{_INDENT}source       {one_line(passage.source.text.strip()) or '(nothing)'}"
    yield f"{_INDENT}translation  {one_line(passage.translation.text.strip()) or '(nothing)'}"
    for finding in passage.findings:
        yield from _finding(finding)
    here, there = passage.translation, passage.source
    for title, side, other in (
        ("word of the translation, and what of the source it is set beside", here, there),
        ("word of the source, and what of the translation it is set beside", there, here),
    ):
        if side.words:
            yield f"{_INDENT}doubt  {title}"
        for word in side.words:
            yield _word(word, side.text, side.span, other.text, other.span)


def _word(word: Word, text: str, span: Span, other_text: str, other_span: Span) -> str:
    own = one_line(_slice(text, span, word.span))
    nearest = one_line(_slice(other_text, other_span, word.counterpart)) if word.counterpart else ""
    gap = " " * max(1, _WIDEST - width(own))
    return f"{_INDENT}{word.doubt:5.2f}  {own}{gap}{nearest}".rstrip()


def _slice(text: str, span: Span, inner: Span) -> str:
    return text[inner.start - span.start : inner.end - span.start]


def _finding(finding: Finding) -> Iterator[str]:
    yield (
        f"{_INDENT}{finding.severity}: {finding.rule} ({finding.confidence:.2f}): {one_line(finding.message)}"
    )
