"""Put documents through the checker and note what the figures need."""

from __future__ import annotations

import math
from typing import Protocol

from benchmarks.quality.metrics import Flag, Outcome, SegmentDoubt, count_words
from qa.records import CheckedDocument, CheckedSegment, Report
from training.damage import MarkedSpan

METHODS = ("quality", "cosine", "chrF", "length")
"""The checker's own quality, and what it is measured against on the same segments."""


class CheckerLike(Protocol):
    """The part of :class:`qa.Checker` that is measured."""

    def check(self, translation: str, *, source: str, language: str | None = None) -> Report:
        """Check one text against its source."""


def outcome(
    checker: CheckerLike, name: str, language: str, source: str, text: str, gold: tuple[MarkedSpan, ...] = ()
) -> Outcome:
    """Check one translation.

    Raises:
        ValueError: the checker skipped the document; a figure without it would be a better one.
    """
    report = checker.check(text, source=source, language=language)
    if report.skipped or len(report.documents) != 1:
        raise ValueError(f"{name} was not checked: {[skipped.reason for skipped in report.skipped]}")
    flags = tuple(
        Flag(found.span, found.rule, found.severity, found.confidence)
        for found in report.findings
        if not found.suppressed
    )
    words = count_words(text, language)
    return Outcome(name, language, words, gold, flags, _segments(report.documents[0]))


def _segments(document: CheckedDocument) -> tuple[SegmentDoubt, ...]:
    """The segments that have a translation; one without a source is as doubtful as can be."""
    usual = _log_ratio(len(document.text), len(document.source_text))
    return tuple(
        SegmentDoubt(segment.span, _doubts(document, segment, usual))
        for segment in document.segments
        if len(segment.span)
    )


def _doubts(document: CheckedDocument, segment: CheckedSegment, usual: float) -> dict[str, float]:
    from sacrebleu import sentence_chrf

    if segment.score is None:
        return {"quality": 1.0, "cosine": 1.0, "chrF": 0.0, "length": math.inf}
    text = document.text[segment.span.start : segment.span.end]
    source = document.source_text[segment.source_span.start : segment.source_span.end]
    return {
        "quality": 1 - segment.score.quality,
        "cosine": -segment.score.similarity,
        "chrF": -sentence_chrf(text, [source]).score,
        "length": abs(_log_ratio(len(text), len(source)) - usual),
    }


def _log_ratio(one: int, other: int) -> float:
    return math.log((one + 1) / (other + 1))
