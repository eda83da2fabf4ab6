"""Reports to write out, built from texts: the spans are found here, never counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

from qa.records import (
    CheckedDocument,
    CheckedSegment,
    ComparedDocument,
    Finding,
    HumanTranslation,
    LanguageMetrics,
    Metric,
    Report,
    SegmentScore,
    Severity,
    Skipped,
    SourcePassage,
)
from qa.spans import Span

SIGNATURE = "qa 0.1.0 | model 0123abcd | segmenter x"

Pair = tuple[str, str, float | None]


def document(
    path: str, language: str, pairs: Sequence[Pair | str], source_path: str = "source.txt"
) -> CheckedDocument:
    """A document of (source, translation, quality) rows; a bare string is what stands between two rows.

    An empty side is an omission or an addition and has no score.
    """
    source = translation = ""
    segments = []
    for pair in pairs:
        if isinstance(pair, str):
            source, translation = source + pair, translation + pair
            continue
        score = None if pair[2] is None else SegmentScore(pair[2] - 0.1, pair[2])
        here = Span(len(translation), len(translation) + len(pair[1]))
        there = Span(len(source), len(source) + len(pair[0]))
        segments.append(CheckedSegment(here, there, score))
        source, translation = source + pair[0], translation + pair[1]
    return CheckedDocument(path, source_path, language, translation, source, tuple(segments))


def finding(
    checked: CheckedDocument,
    words: str,
    severity: Severity = Severity.MAJOR,
    rule: str = "accuracy/mistranslation",
    message: str = "nothing in the source says this",
    source: str | None = None,
    *,
    before: str | None = None,
    suppressed: bool = False,
) -> Finding:
    """A finding on ``words``, or on the empty place in front of ``before``."""
    start = checked.text.index(words if before is None else before)
    passage = None
    if source is not None:
        at = checked.source_text.index(source)
        passage = SourcePassage(checked.source_path, Span(at, at + len(source)), source)
    span = Span(start, start + len(words))
    return Finding(checked.path, span, words, rule, severity, 0.875, message, passage, suppressed)


def report(
    documents: Sequence[CheckedDocument], findings: Sequence[Finding] = (), skipped: Sequence[Skipped] = ()
) -> Report:
    """A report in the order that reports promise."""
    return Report(
        tuple(sorted(documents, key=lambda document: document.path)),
        tuple(sorted(skipped, key=lambda file: file.path)),
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        SIGNATURE,
    )


_METRICS = (Metric("BLEU", 31.4159, "nrefs:1|tok:13a"), Metric("TER", 50.0, "nrefs:1"))

COMPARED = HumanTranslation(
    (ComparedDocument("a.txt", "human/a.txt", _METRICS),), (LanguageMetrics("fr", _METRICS),)
)
